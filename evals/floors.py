"""Floors: which figures of the stored runs may not get worse. Read from floors.yaml, held by `pytest -m eval`.

A run is scored with the rules of today: the guard reads the stored replies again, and what needs no model (the safety
routes, the mirror) is done again for the stored cases.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Self

from pydantic import Field, model_validator

from assistant.content.strictyaml import Strict, load_cached
from evals.metrics import Goal, Metric, load_metrics

PATH = Path(__file__).parent / "floors.yaml"


class Floor(Goal):
    """What one figure may not go below, or above."""

    suite: str
    """Of the metric, as in metrics.yaml."""
    reason: str = Field(min_length=1)
    """What is lost when the figure gets worse."""


class Floors(Strict):
    """floors.yaml."""

    runs: dict[str, dict[str, Floor]]
    """Folder in evals/runs -> metric id -> floor."""

    @model_validator(mode="after")
    def _names_known_metrics(self) -> Self:
        known = {id: about.suite for id, about in load_metrics().metrics.items()}
        held = [(id, floor.suite) for floors in self.runs.values() for id, floor in floors.items()]
        unknown = [f"{id} ({suite})" for id, suite in held if known.get(id) != suite]
        if unknown:
            raise ValueError(f"onbekende metric of suite: {', '.join(unknown)}")
        return self


def load_floors(path: Path = PATH) -> Floors:
    """floors.yaml. Raises ContentError."""
    found: Floors = load_cached(path, Floors)
    return found


def broken(floors: Mapping[str, Floor], metrics: Sequence[Metric]) -> list[str]:
    """A line for every floor that does not hold, or can't be held to anything; empty when all hold."""
    return [fault for id, floor in floors.items() for fault in _faults(id, floor, metrics)]


def _faults(id: str, floor: Floor, metrics: Sequence[Metric]) -> list[str]:
    measured = [one for one in metrics if one.id == id and one.value is not None]
    if not measured:
        return [f"{id}: not measured in this run ({floor.reason})"]
    return [f"{_named(one)}: {_told(one, floor)} ({floor.reason})" for one in measured if not _holds(one, floor)]


def _holds(metric: Metric, floor: Floor) -> bool:
    return metric.value is not None and floor.holds(metric.value) and metric.n >= floor.of


def _named(metric: Metric) -> str:
    return f"{metric.id} [{metric.part}]" if metric.part else metric.id


def _told(metric: Metric, floor: Floor) -> str:
    bound = f"at least {floor.at_least}" if floor.at_least is not None else f"at most {floor.at_most}"
    enough = f", n at least {floor.of}" if floor.of else ""
    return f"{metric.value:.4f} (n {metric.n}), has to be {bound}{enough}"
