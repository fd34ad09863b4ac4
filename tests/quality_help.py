"""A scorecard with every figure that there is, made up, for the tests of the page that shows it."""

from __future__ import annotations

import datetime
from dataclasses import replace
from pathlib import Path

from evals.log import CHECKED, TALKED
from evals.metrics import Finding, Value, as_metric, load_metrics
from evals.scorecard import Ran, Scorecard, to_json
from evals.statistics import Share

PARTS = ("OORDEEL_POS", "ADVIES", "LEIDEND", "model", "document")


def full_card(model: str = "gemma-3-270m", version: str = "0.1.0") -> Scorecard:
    """Every metric whole, and in parts where its name says so."""
    metrics = [as_metric(Finding(name, _value(at), _baselines(at))) for at, name in enumerate(load_metrics().metrics)]
    for name, about in load_metrics().metrics.items():
        if "per " in about.nl:
            metrics += [as_metric(Finding(name, _value(at), _baselines(at), part)) for at, part in enumerate(PARTS)]
    ran = Ran(model, "a" * 64, "b" * 64, 1, version, datetime.date(2026, 11, 22))
    cases = dict.fromkeys((*CHECKED, *TALKED), (120, 120))
    return Scorecard(ran, {"bait, product": 120, "bait, raw": 120}, tuple(metrics), cases)


def sample_card() -> Scorecard:
    """The same of a few cases only."""
    card = full_card()
    return replace(card, cases=card.cases | {"bait": (5, 120)})


def store(folder: Path, card: Scorecard) -> Path:
    """The card as a run leaves it."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "scorecard.json"
    path.write_text(to_json(card), encoding="utf-8")
    return path


def _value(at: int) -> Value:
    return Value.of(Share(17 + at % 7, 120))


def _baselines(at: int) -> dict[str, Value]:
    return {"draft": Value.of(Share(40 + at % 9, 120)), "raw": Value.of(Share(90, 120))}
