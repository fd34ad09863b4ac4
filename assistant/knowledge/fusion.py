"""Several rankings of passages into one."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.knowledge.passages import Passage

_C = 60


def fuse(rankings: Sequence[Sequence[int]]) -> dict[int, float]:
    """id -> score, best first, by reciprocal rank fusion: the sum of 1 / (60 + rank).

    bm25 and cosine are not on one scale, and both scales differ per query; ranks need no tuning.
    60 keeps the first place of one ranking from outweighing two good places
    (Cormack, Clarke and Buettcher, SIGIR 2009). Equal scores: the earlier ranking decides.
    """
    scores: dict[int, float] = {}
    for ranking in rankings:
        for rank, key in enumerate(ranking, start=1):
            scores[key] = scores.get(key, 0.0) + 1.0 / (_C + rank)
    return dict(sorted(scores.items(), key=lambda item: -item[1]))


def without_repeats(passages: Sequence[Passage]) -> list[Passage]:
    """The passages, without those that say the same as an earlier one but for white space and case."""
    first: dict[str, Passage] = {}
    for passage in passages:
        first.setdefault(" ".join(passage.text.lower().split()), passage)
    return list(first.values())
