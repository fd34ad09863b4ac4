"""Behind every reply, folded away: why it is there. The explanation itself is made in assistant/dialogue/why.py."""

from __future__ import annotations

from assistant.content.texts import text
from assistant.dialogue.why import Refused, Why
from assistant.page.html import Html, h
from assistant.page.labels import Locale, say
from assistant.page.parts import origin


def why_panel(locale: Locale, why: Why, asks: bool, number: int) -> Html:
    """The explanation of the reply with this number; `asks` says whether the reply holds a question."""
    rows = [_row(heading, [h("p", line) for line in lines]) for heading, lines in why.parts]
    if why.drafts:
        told = h("p", text("why.geweigerd", aantal=len(why.drafts)))
        rows.append(_row(text("why.kop-geweigerd"), [told, *(_draft(draft) for draft in why.drafts)]))
    if why.sources:
        rows.append(_row(text("why.kop-bron"), [origin(locale, source) for source in why.sources]))
    return h(
        "details",
        h("summary", say(locale, "waarom-vraag" if asks else "waarom-antwoord")),
        h("dl", rows, class_="redenen", lang="nl"),
        class_="herkomst", data_id=f"waarom-{number}",
    )  # fmt: skip


def _row(heading: str, inside: list[Html]) -> Html:
    return h("div", h("dt", heading), h("dd", inside))


def _draft(draft: tuple[Refused, ...]) -> Html:
    return h(
        "ul", [h("li", h("q", one.words), f" ({one.rule}). {one.reason}") for one in draft], class_="tegengehouden"
    )
