"""The words and patterns of dates, and the bounds of what is planned: prompts/agenda.yaml."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import time
from functools import cache, cached_property
from typing import Literal, Self

from pydantic import model_validator

from assistant.content.strictyaml import Strict, load_cached
from assistant.settings import content_dir


class Shape(Strict):
    """One way to write a date."""

    pattern: str
    read: Literal["relative", "absolute", "weekday", "later", "month", "period"]
    """'later': weeks after the coming weekday; 'weekday': in the week so many from this one."""
    weeks: int = 0
    """For a weekday: of this week, of the next. For a period: this one, or the next."""
    alone: bool = False
    """Only where nothing else was typed."""


class Part(Strict):
    """Where 'begin', 'half' and 'eind' fall."""

    day: int
    """Of a month; 31 is the last."""
    weekday: int
    """Of a week, from 0."""


class Programme(Strict):
    """Bounds of the five steps."""

    weeks: tuple[int, int]
    """Between mirror session and evaluation."""
    minutes: tuple[int, int]
    starts: time
    check_in: int
    """Minutes of the check-in halfway."""


class Series(Strict):
    """Bounds of a series of checks."""

    weeks: tuple[int, int]
    count: tuple[int, int]
    minutes: int
    starts: time


class Rules(Strict):
    """The whole file."""

    weekdays: tuple[str, ...]
    weekdays_short: tuple[str, ...]
    months: tuple[str, ...]
    months_short: dict[str, int]
    leads: tuple[str, ...]
    tails: tuple[str, ...]
    rewrites: tuple[tuple[str, str], ...]
    patterns: tuple[Shape, ...]
    parts: dict[str, Part]
    not_after: tuple[str, ...]
    programme: Programme
    series: Series

    @model_validator(mode="after")
    def _can_be_used(self) -> Self:
        if (len(self.weekdays), len(self.weekdays_short), len(self.months)) != (7, 7, 12):
            raise ValueError("er horen zeven dagen en twaalf maanden te staan")
        try:
            _ = self.shapes, self.changes
        except re.error as error:
            raise ValueError(f"een patroon klopt niet: {error.pattern!r}") from error
        return self

    @cached_property
    def shapes(self) -> tuple[tuple[re.Pattern[str], Shape], ...]:
        """The patterns, with the words of the file in their places."""
        return tuple((re.compile(self._filled(shape.pattern)), shape) for shape in self.patterns)

    @cached_property
    def changes(self) -> tuple[tuple[re.Pattern[str], str], ...]:
        """The rewrites."""
        return tuple((re.compile(pattern), new) for pattern, new in self.rewrites)

    @cached_property
    def month_numbers(self) -> dict[str, int]:
        """Number of a month by its name, long or short."""
        return self.months_short | {name: number for number, name in enumerate(self.months, start=1)}

    @cached_property
    def weekday_numbers(self) -> dict[str, int]:
        """Number of a weekday, from 0, by its name, long or short."""
        return {name: number for names in (self.weekdays, self.weekdays_short) for number, name in enumerate(names)}

    def _filled(self, pattern: str) -> str:
        """`pattern` as a regular expression; a group that stands in it twice is told apart by a number."""
        places = {
            "weekday": _any(self.weekdays),
            "short": _any(self.weekdays_short),
            "month": _any(self.month_numbers),
            "part": _any(self.parts),
            "period": "week|maand|jaar",
            "day": "[0-9]{1,2}",
            "number": "[0-9]{1,2}",
            "weeks": "[0-9]{1,2}",
            "year": "[0-9]{4}",
            "yy": "[0-9]{2}",
        }
        counts = dict.fromkeys(places, 0)

        def group(match: re.Match[str]) -> str:
            name = match[1]
            counts[name] += 1
            return f"(?P<{name}{counts[name]}>{places[name]})"

        return re.sub("{(" + "|".join(places) + ")}", group, pattern)


def _any(words: Iterable[str]) -> str:
    """Longest first, so that a name wins over its short form."""
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


@cache
def load_rules() -> Rules:
    """The file. Raises ContentError."""
    return load_cached(content_dir() / "prompts" / "agenda.yaml", Rules)
