"""What the user said, in a form that a mirror of it can be compared with.

A mirror shifts the person ('ik moet' becomes 'je moet') and otherwise keeps words and order. So both sides lose
the difference between the persons and between 'moet' and 'moeten we', and then count words in the same order.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from functools import cached_property

from assistant.guard.content import words
from assistant.guard.roots import root, roots
from assistant.guard.sentences import WORD, fold

SHARE = 0.84
"""How much of a sentence must be found, in order, to call it the user's."""
LONG = 6
"""From how many words on the order no longer counts."""
CLAUSES = 4
"""How many neighbouring clauses of the user a mirror may draw together in one sentence."""


class UserWords:
    """Everything the user said so far."""

    def __init__(self, text: str) -> None:
        self.folded = fold(text)
        self.words = frozenset(WORD.findall(self.folded))

    def said(self, phrase: str) -> bool:
        """Whether every word of content in `phrase` is one of the user's, give or take its ending."""
        content = [word for word in WORD.findall(phrase) if word not in words().small and word not in words().persons]
        return bool(content) and all(self._has(word) or root(word) in self._roots for word in content)

    def holds(self, sentence: str) -> bool:
        """Whether `sentence` (folded) is a person shift of something the user said."""
        content = _content(sentence)
        if len(content) < 2 or _shared(content, self._all) < _needed(content):
            return False
        negated = _negates(sentence)
        return any(negates == negated and _mirrors(content, clause) for clause, negates in self._clauses)

    def _has(self, word: str) -> bool:
        plain = _plain(word)
        root = plain[: max(4, len(plain) - 3)]
        return any(other == plain or (len(plain) > 4 and other.startswith(root)) for other in self._plain)

    @cached_property
    def _roots(self) -> frozenset[str]:
        return roots(list(self.words))

    @cached_property
    def _plain(self) -> frozenset[str]:
        return frozenset(map(_plain, self.words))

    @cached_property
    def _all(self) -> list[str]:
        return _content(self.folded)

    @cached_property
    def _clauses(self) -> list[tuple[list[str], bool]]:
        parts = [part for part in re.split(r"[.!?;:,\n]", self.folded) if part.strip()]
        runs = [" ".join(parts[at : at + size]) for size in range(1, CLAUSES + 1) for at in range(len(parts))]
        return [(_content(run), _negates(run)) for run in dict.fromkeys(runs)]


def _content(text: str) -> list[str]:
    return [_plain(word) for word in WORD.findall(text) if word not in words().small and word.strip("_")]


def _plain(word: str) -> str:
    if word in words().persons:
        return "<person>"
    word = words().same_verb.get(word, word)
    # 'gaat' and 'ga', 'vindt' and 'vind' are one word in two persons.
    stem = word[:-1] if len(word) > 3 and word.endswith("t") else word
    return re.sub(r"(.)\1", r"\1", stem)


def _negates(text: str) -> bool:
    return not words().negations.isdisjoint(WORD.findall(text))


def _needed(content: list[str]) -> int:
    return math.ceil(SHARE * len(content))


def _mirrors(content: list[str], clause: list[str]) -> bool:
    # A fronted clause turns the order round ('nu moet je haar ...'); with enough words that is still a mirror.
    loose = len(content) >= LONG and _shared(content, clause) >= _needed(content)
    return loose or _common(content, clause) >= _needed(content)


def _shared(some: list[str], other: list[str]) -> int:
    return (Counter(some) & Counter(other)).total()


def _common(some: list[str], other: list[str]) -> int:
    """Length of the longest common subsequence, with the bits of one number as a row (Hyyrö, 2004)."""
    places: dict[str, int] = {}
    for at, word in enumerate(other):
        places[word] = places.get(word, 0) | 1 << at
    full = (1 << len(other)) - 1
    row = full
    for word in some:
        hits = row & places.get(word, 0)
        row = ((row + hits) | (row - hits)) & full
    return len(other) - row.bit_count()
