"""The rules of a question set (prompts/questionset.yaml): how long things take, and what suits which phase."""

from __future__ import annotations

from functools import cache

from pydantic import Field

from assistant.content.bank import Move, Phase
from assistant.content.strictyaml import Strict, load_cached
from assistant.jobs.questionset_records import SetPhase
from assistant.settings import content_dir


class Span(Strict):
    """Minutes that still work, and minutes that are planned when there is time."""

    least: int = Field(ge=1)
    good: int = Field(ge=1)


class RoundRule(Strict):
    """A round of short words."""

    everyone_to: int = Field(ge=2)
    voices: int = Field(ge=1)
    least_seconds: int = Field(ge=5)
    good_seconds: int = Field(ge=5)


class SmallGroupRule(Strict):
    """Talking in pairs or threes."""

    speakers: int = Field(ge=2)
    setup: int = Field(ge=1)
    least_each: int = Field(ge=1)
    good_each: int = Field(ge=1)
    share: float = Field(gt=0, lt=1)


class FeedbackRule(Span):
    """Telling the whole group what the small groups found."""

    seconds_per_group: int
    most_least: int


class PlenaryRule(Strict):
    """A deepening question with everybody."""

    think: int = Field(ge=1)
    least_seconds: int
    good_seconds: int
    most_seconds: int
    least_talk: int = Field(ge=1)
    good_talk: int
    share: float = Field(gt=0, lt=1)


class PauseRule(Strict):
    """Breaks in a meeting of at least `from` minutes."""

    from_: int = Field(alias="from")
    minutes: tuple[int, ...]


class Step(Strict):
    """Which questions of the bank suit a step, best moves first."""

    stages: tuple[Phase, ...]
    moves: tuple[Move, ...]


class Weights(Strict):
    """What counts in the choice of a question, besides nearness to what was told (0 to 1)."""

    move: float
    stage: float
    own_theme: float
    """For a question whose first theme was asked for."""
    needed_theme: float
    """For a question whose first theme has the fewest questions so far."""
    leaning: float
    """Against a question that points back to something said before."""


class Rules(Strict):
    """The whole file."""

    welcome: Span
    thanks: Span
    round: RoundRule
    duo: SmallGroupRule
    trio: SmallGroupRule
    feedback: FeedbackRule
    least_each_in_odd_trio: int
    plenary: PlenaryRule
    pauses: tuple[PauseRule, ...]
    most_deepening: int = Field(ge=1)
    stretch_rounds: float = Field(gt=0)
    weights: Weights
    leaning: tuple[str, ...]
    weak_words: tuple[str, ...]
    arc: dict[SetPhase, tuple[Step, ...]]


@cache
def load_rules() -> Rules:
    """The rules. Raises ContentError."""
    rules: Rules = load_cached(content_dir() / "prompts" / "questionset.yaml", Rules)
    return rules
