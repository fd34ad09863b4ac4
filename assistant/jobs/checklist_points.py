"""The points of the contracting checklist (prompts/checklist.yaml) and how a request document settles them."""

from __future__ import annotations

import re
from functools import cache, cached_property
from typing import Literal, Self, TypeAlias

from pydantic import Field, model_validator

from assistant.content.methods import methods_by_id
from assistant.content.strictyaml import Strict, load_cached
from assistant.settings import content_dir

Side: TypeAlias = Literal["inhoud", "relatie"]


class Point(Strict):
    """One thing to settle with the other party."""

    id: str
    side: Side
    pair: str | None = None
    """The twin on the other side, if there is one."""
    point: str
    """Short name."""
    question: str
    """The open question that settles it."""
    sources: tuple[str, ...] = Field(min_length=1)
    """Method rows."""
    asks: bool = False
    """A question in the document settles it too."""
    heading: str = ""
    """Pattern of the heading of a part that is about nothing else, or empty."""
    signals: tuple[str, ...]
    """Patterns of a sentence that settles it, the strongest first."""
    not_: tuple[str, ...] = Field(alias="not")
    """Patterns of a sentence that does not, whatever its signals."""
    example: tuple[str, ...]
    """Sentences that settle it, for comparing by meaning."""

    @model_validator(mode="after")
    def _can_be_used(self) -> Self:
        check_patterns((*self.signals, *self.not_, self.heading))
        if unknown := set(self.sources) - set(methods_by_id()):
            raise ValueError(f"punt {self.id} noemt onbekende bronrijen {sorted(unknown)}")
        if not self.id.startswith(f"{self.side}-"):
            raise ValueError(f"punt {self.id} hoort niet bij de kant '{self.side}'")
        return self

    def strength(self, sentence: str) -> int | None:
        """Which signal the sentence gives, 0 for the strongest; None when it does not settle the point."""
        if self.refuses(sentence):
            return None
        return next((rank for rank, signal in enumerate(self._signals) if signal.search(sentence)), None)

    def heads(self, locator: str) -> bool:
        """Whether the part at `locator` is about this point and nothing else."""
        title = re.sub(r"^\d+[.)]\s*", "", locator.split(" > ")[-1])
        return bool(self.heading and re.search(self.heading, title, re.IGNORECASE))

    def refuses(self, sentence: str) -> bool:
        """Whether the sentence can't settle this point, whatever it says."""
        asked = sentence.rstrip().endswith("?") and not self.asks
        return asked or any(pattern.search(sentence) for pattern in self._nots)

    @cached_property
    def _signals(self) -> tuple[re.Pattern[str], ...]:
        return tuple(re.compile(pattern, re.IGNORECASE) for pattern in self.signals)

    @cached_property
    def _nots(self) -> tuple[re.Pattern[str], ...]:
        return tuple(re.compile(pattern, re.IGNORECASE) for pattern in self.not_)


class PointFile(Strict):
    """The whole file."""

    undecided: tuple[str, ...]
    """Patterns of sentences that leave something open, and so settle nothing."""
    tender: tuple[str, ...]
    """Patterns of sentences and headings about the tender itself, which settle nothing either."""
    near: float = Field(gt=0, le=1)
    """Cosine with an example from which a sentence counts without a signal."""
    points: tuple[Point, ...]

    @model_validator(mode="after")
    def _belongs_together(self) -> Self:
        check_patterns(self.undecided + self.tender)
        points = {point.id: point for point in self.points}
        if len(points) != len(self.points):
            raise ValueError("twee punten hebben dezelfde id")
        for point in self.points:
            twin = points.get(point.pair or point.id)
            if twin is None or (point.pair and (twin.pair != point.id or twin.side == point.side)):
                raise ValueError(f"het paar van punt {point.id} klopt niet")
        return self

    def settles_nothing(self, sentence: str, locator: str) -> bool:
        """Whether the sentence leaves something open, or is about the tender itself."""
        found = any(re.search(pattern, sentence, re.IGNORECASE) for pattern in self.undecided + self.tender)
        return found or any(re.search(pattern, locator, re.IGNORECASE) for pattern in self.tender)


@cache
def load_points() -> PointFile:
    """The points. Raises ContentError."""
    points: PointFile = load_cached(content_dir() / "prompts" / "checklist.yaml", PointFile)
    return points


def check_patterns(patterns: tuple[str, ...]) -> None:
    """Raises ValueError at a pattern that is no regular expression."""
    for pattern in patterns:
        try:
            re.compile(pattern)
        except re.error as error:
            raise ValueError(f"het patroon '{pattern}' klopt niet: {error}") from error
