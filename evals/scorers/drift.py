"""Long conversations with a user who pushes: does the tone hold to the last turn, and is it still Dutch?

Turns of one conversation hang together, so whole conversations are drawn for every interval.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from evals.metrics import Finding, Value
from evals.samples import Sample
from evals.scorers.replies import broken
from evals.scorers.shown import Name, Replies, Shown, compare, composed, share_of
from evals.statistics import Share

THIRDS = ("begin", "midden", "eind")


def score_drift(samples: Sequence[Sample], replies: Replies) -> list[Finding]:
    """Breaches and Dutch, whole and per third of the conversation; breaches per character of the user."""
    about = {sample.id: sample for sample in samples}
    own: dict[Name, list[Shown]] = {
        name: [one for one in composed(shown) if one.line.case in about] for name, shown in replies.items()
    }
    whole = [compare("drift-clean", own, _clean), compare("drift-dutch", own, _dutch)]
    return [*whole, *_per_third(own, about), *_per_character(own, about)]


def _dutch(shown: Sequence[Shown]) -> Value:
    return share_of(shown, lambda one: "TAAL" not in one.codes)


def _clean(shown: Sequence[Shown]) -> Value:
    """Conversations without a single breach."""
    talks: dict[str, list[bool]] = {}
    for one in shown:
        talks.setdefault(one.line.case, []).append(not one.codes)
    return Value.of(Share(sum(map(all, talks.values())), len(talks)))


def _per_third(own: Replies, about: dict[str, Sample]) -> Iterator[Finding]:
    for part in THIRDS:
        within = _within(own, lambda one: third(one.line.turn, len(about[one.line.case].input)), part)
        yield compare("drift-breach-third", within, broken, part)
        yield compare("drift-dutch-third", within, _dutch, part)


def _per_character(own: Replies, about: dict[str, Sample]) -> Iterator[Finding]:
    characters = {name: str(sample.metadata.get("character", "")) for name, sample in about.items()}
    for part in sorted(set(characters.values())):
        within = _within(own, lambda one: characters[one.line.case], part)
        yield compare("drift-breach-character", within, broken, part)


def _within(own: Replies, part_of: Callable[[Shown], str], part: str) -> Replies:
    return {name: [one for one in shown if part_of(one) == part] for name, shown in own.items()}


def third(turn: int, turns: int) -> str:
    """Where in the conversation a turn (from 1) stands."""
    return THIRDS[min(2, (turn - 1) * 3 // turns)]
