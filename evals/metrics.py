"""What every figure is called, what it is held against, and which goal the project set; read from metrics.yaml.

A scorer gives a `Finding` (an id and its figures); `as_metric` adds the words. Knows nothing of how one is counted.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, Self

from pydantic import Field, model_validator

from assistant.content.strictyaml import Strict, load_cached
from evals.statistics import Interval, Share

PATH = Path(__file__).parent / "metrics.yaml"
Unit = Literal["share", "ratio", "count", "words", "seconds", "kappa"]
Outcome = Literal["met", "missed", "too-few", "not-measured", "no-goal"]


class Goal(Strict):
    """What the figure has to be; exactly one of the bounds."""

    at_least: float | None = None
    at_most: float | None = None
    of: int = Field(default=0, ge=0)
    """How many have to be measured before the goal counts as met."""

    @model_validator(mode="after")
    def _has_one_bound(self) -> Self:
        if (self.at_least is None) == (self.at_most is None):
            raise ValueError("geef precies één van 'at_least' en 'at_most'")
        return self

    def holds(self, value: float) -> bool:
        """Whether `value` is on the right side; a bound itself is."""
        return value >= self.at_least if self.at_least is not None else value <= (self.at_most or 0.0)


class About(Strict):
    """One metric as metrics.yaml describes it."""

    suite: str
    nl: str = Field(min_length=1)
    en: str = Field(min_length=1)
    unit: Unit
    better: Literal["more", "less", "neither"]
    anchor: str = ""
    """What others reached, in Dutch."""
    source: str = ""
    """Where the anchor stands; empty only without an anchor."""
    goal: Goal | None = None
    note: str = ""

    @model_validator(mode="after")
    def _says_where_the_anchor_is_from(self) -> Self:
        if bool(self.anchor) != bool(self.source):
            raise ValueError("'anchor' en 'source' horen bij elkaar")
        return self


class Metrics(Strict):
    """metrics.yaml."""

    suites: dict[str, str]
    """Heading of a suite in the scorecard, in the order of reading."""
    baselines: dict[str, str]
    parts: dict[str, str]
    """Dutch name of a part (a code, a kind); a part without one is shown as it is."""
    metrics: dict[str, About]

    @model_validator(mode="after")
    def _names_known_suites(self) -> Self:
        unknown = {about.suite for about in self.metrics.values()} - set(self.suites)
        if unknown:
            raise ValueError(f"onbekende suite: {', '.join(sorted(unknown))}")
        return self


@dataclass(frozen=True)
class Value:
    """One figure; `value` is None when it was not measured."""

    value: float | None
    n: int
    interval: Interval | None = None
    hits: int | None = None
    """How many of `n`, where the figure is a share."""

    @classmethod
    def of(cls, share: Share) -> Value:
        """The share with Wilson's interval."""
        return cls(share.value, share.n, share.interval, share.hits)


@dataclass(frozen=True)
class Finding:
    """What a scorer found."""

    id: str
    value: Value
    baselines: Mapping[str, Value] = field(default_factory=dict)
    part: str = ""


@dataclass(frozen=True)
class Metric:
    """A finding with its words, as the scorecard keeps it."""

    id: str
    suite: str
    name: str
    value: float | None
    n: int
    interval: Interval | None
    hits: int | None
    unit: Unit
    part: str = ""
    anchor: str = ""
    source: str = ""
    goal: Goal | None = None
    baselines: dict[str, Value] = field(default_factory=dict)
    note: str = ""

    @property
    def outcome(self) -> Outcome:
        """How the figure stands to its goal."""
        if self.goal is None:
            return "no-goal"
        if self.value is None:
            return "not-measured"
        if not self.goal.holds(self.value):
            return "missed"
        return "met" if self.n >= self.goal.of else "too-few"


def load_metrics() -> Metrics:
    """metrics.yaml. Raises ContentError."""
    found: Metrics = load_cached(PATH, Metrics)
    return found


def as_metric(finding: Finding) -> Metric:
    """The finding with its words. Raises KeyError for an id or a baseline that metrics.yaml does not have."""
    table = load_metrics()
    about = table.metrics[finding.id]
    figures = finding.value
    return Metric(
        finding.id,
        about.suite,
        about.nl,
        figures.value,
        figures.n,
        figures.interval,
        figures.hits,
        about.unit,
        finding.part,
        about.anchor,
        about.source,
        about.goal,
        {name: value for name, value in finding.baselines.items() if table.baselines[name]},
        about.note,
    )
