"""What was measured of the model in use, brought to the desk. What a scorecard holds is known in evals/."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from assistant.agenda.dates import show_date
from assistant.content.texts import text
from assistant.errors import InputError
from assistant.page.call import Call
from assistant.page.desk import Desk, Quality


def show(desk: Desk, call: Call) -> Desk:
    """The latest scorecard of the model in use, if there is one. Raises InputError, ModelError."""
    from evals.latest import latest_scorecard, model_in_use

    path = latest_scorecard(call.settings)
    shown = _read(path, path.is_relative_to(call.settings.home)) if path else Quality(model_in_use(call.settings))
    return replace(desk, screen="kwaliteit", quality=shown, focus="titel")


def _read(path: Path, own: bool) -> Quality:
    from evals.scorecard import load_scorecard
    from evals.scorecard_html import sections_of
    from evals.scorecard_words import said

    card = load_scorecard(path)
    attacks = next((one for one in card.metrics if one.id == "attack-last" and one.value is not None), None)
    try:
        sections = tuple((one.title, one.body) for one in sections_of(card))
    except KeyError as error:
        # Another version measured other things.
        raise InputError("eval-kaart-weg", bestand=path) from error
    return Quality(
        model=card.ran.model,
        day=show_date(card.ran.day),
        own=own,
        through=said(attacks.value, attacks.unit) if attacks else "",
        tried=attacks.n if attacks else 0,
        sections=sections,
        closing=text("scorecard.uitleg"),
    )
