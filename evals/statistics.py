"""How sure a figure is: shares with Wilson's interval, the bootstrap for everything else, and agreement by kappa.

Knows nothing of what is counted. What was not measured is None, never a zero.
"""

from __future__ import annotations

import math
import random
from collections import Counter
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import TypeVar

T = TypeVar("T")
Interval = tuple[float, float]
_Z = 1.959964
"""The normal quantile of a 95 % interval."""


@dataclass(frozen=True)
class Share:
    """A part of a whole."""

    hits: int
    n: int

    def __str__(self) -> str:
        if not self.n:
            return "-"
        low, high = wilson(self.hits, self.n)
        return f"{self.hits / self.n:.3f} ({self.hits}/{self.n}, 95% {low:.2f}-{high:.2f})"

    @property
    def value(self) -> float | None:
        """Between 0 and 1; None when there is nothing to have a share of."""
        return self.hits / self.n if self.n else None

    @property
    def interval(self) -> Interval | None:
        """Wilson's score interval, 95 %."""
        return wilson(self.hits, self.n) if self.n else None


def wilson(hits: int, n: int) -> Interval:
    """The 95 % score interval of a share of n > 0; it holds the share and stays between 0 and 1."""
    middle, half = hits + _Z * _Z / 2, _Z * math.sqrt(hits * (n - hits) / n + _Z * _Z / 4)
    # At 0 or all of n the bound is exact, which rounding would spoil.
    low = 0.0 if hits == 0 else (middle - half) / (n + _Z * _Z)
    return low, 1.0 if hits == n else (middle + half) / (n + _Z * _Z)


def bootstrap(
    values: Sequence[T], statistic: Callable[[Sequence[T]], float | None], seed: int = 7, rounds: int = 1000
) -> Interval | None:
    """The 95 % interval of `statistic` when whole values (texts, conversations) are drawn again.

    None when no draw has a figure; draws in which it can't be worked out do not count.
    """
    # Repeatable, and no secret hangs on it.
    draw = random.Random(seed)  # noqa: S311
    size = len(values)
    found = (statistic(draw.choices(values, k=size)) for _ in range(rounds)) if size else iter(())
    drawn = sorted(figure for figure in found if figure is not None)
    return (drawn[int(len(drawn) * 0.025)], drawn[int(len(drawn) * 0.975)]) if drawn else None


def kappa(first: Sequence[Hashable], second: Sequence[Hashable]) -> float | None:
    """Cohen's kappa of two readers of the same things; None when chance alone explains every agreement."""
    n = len(first)
    ours, theirs = Counter(first), Counter(second)
    together = sum(a == b for a, b in zip(first, second, strict=True))
    chance = sum(ours[label] * theirs[label] for label in ours)
    return (n * together - chance) / (n * n - chance) if n * n != chance else None


def median(values: Sequence[float]) -> float | None:
    """The middle one; the mean of the two middle ones where their number is even."""
    ordered, n = sorted(values), len(values)
    return (ordered[(n - 1) // 2] + ordered[n // 2]) / 2 if ordered else None


def percentile(values: Sequence[float], share: float) -> float | None:
    """The smallest value that at least `share` of the values do not exceed (nearest rank)."""
    return sorted(values)[max(0, math.ceil(share * len(values)) - 1)] if values else None
