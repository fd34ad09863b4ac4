"""The coach's own words behind a question: a literal piece of at most eight words, or none."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import TypeAlias

from assistant.knowledge.stems import query_stems

MOST_WORDS = 8
LEAST_WORDS = 4
NEAR = 0.012
"""A piece ties to a question, by meaning alone, that is among this part of the bank nearest to the piece."""
COMMON = 0.02
"""A word in more than this part of the questions, such as 'overleg', ties nothing to anything."""

Places: TypeAlias = Callable[[str], Mapping[str, float]]
"""For a text: question id -> its place among all questions by nearness, 0 nearest, 1 farthest."""

# Where a clause may be cut without leaving half a phrase.
_JOINTS = "en|maar|want|omdat|doordat|terwijl|zodat|als|toen|of|dat|waardoor|waarbij"
_BREAK = re.compile(rf"[.?!;:,()\n–—…•]+\s*|\s(?=(?:{_JOINTS})\s)")
_STOP = re.compile(r"[.?!;:,()\n–—…•]+\s*")
_SOFT = re.compile(r"\s(?=(?:in|op|over|van|met|voor|door|bij|tijdens|na|sinds|tegen|zonder|aan|naar|om)\s)")
_LOOSE = re.compile(rf"^(?:(?:{_JOINTS}|ook|dan)\s+)+", re.IGNORECASE)
_SMALL = "de|het|een|en|of|te|van|in|op|met|aan|die|dat|om|er|is|zijn|hun|haar|zonder|ik|wil"
_HANGING = re.compile(rf"(?:\s+(?:{_SMALL}))+$", re.IGNORECASE)


class Vocabulary:
    """Which words are rare enough among the questions to say what one is about."""

    def __init__(self, questions: Sequence[str], weak: Sequence[str]) -> None:
        """`weak`: words that are rare, but say nothing of a subject."""
        counts = Counter(stem for question in questions for stem in set(query_stems(question)))
        limit = max(2, COMMON * len(questions))
        self._common = {stem for stem, count in counts.items() if count > limit} | set(query_stems(" ".join(weak)))
        self._known: dict[str, frozenset[str]] = {}

    def rare(self, text: str) -> frozenset[str]:
        """The stems of `text` that say what it is about."""
        if text not in self._known:
            self._known[text] = frozenset(query_stems(text)) - self._common
        return self._known[text]


@lru_cache(maxsize=4)
def vocabulary_of(questions: tuple[str, ...], weak: tuple[str, ...]) -> Vocabulary:
    """The vocabulary of these questions; the bank is the same for every set."""
    return Vocabulary(questions, weak)


class OwnWords:
    """The pieces of a text of the coach's, and which questions each of them is about."""

    def __init__(self, text: str, vocabulary: Vocabulary, places: Places | None, whole: bool = False) -> None:
        self._vocabulary = vocabulary
        self._rare = {piece: vocabulary.rare(piece) for piece in pieces(text, whole)}
        # One rare word, such as a name, says too little to go by meaning.
        self._places = {piece: places(piece) for piece, rare in self._rare.items() if places and len(rare) > 1}

    def about(self, question_id: str, question: str, used: str) -> str:
        """The piece nearest to the question that does not stand in `used` yet, or empty.

        Words in common go before meaning: the coach sees at once that they tie.
        """
        wanted = self._vocabulary.rare(question)
        free = [piece for piece in self._rare if piece not in used]
        shared = max(free, default="", key=lambda piece: len(wanted & self._rare[piece]))
        if shared and wanted & self._rare[shared]:
            return shared
        near = [(self._places[piece].get(question_id, 1.0), piece) for piece in free if piece in self._places]
        place, piece = min(near, default=(1.0, ""), key=lambda pair: pair[0])
        return piece if place <= NEAR else ""


def pieces(text: str, whole: bool = False) -> list[str]:
    """Clauses of four to eight words, each a literal part of `text` with single spaces, in order.

    `whole`: only what stands between two marks.
    """
    flat = " ".join(text.split())
    clauses = [clause for line in text.splitlines() for clause in (_STOP if whole else _BREAK).split(line)]
    cut = clauses if whole else [_opening(clause) for clause in clauses]
    neat = (" ".join(_HANGING.sub("", _LOOSE.sub("", piece.strip())).strip(" '\"‘’“”").split()) for piece in cut)
    return list(dict.fromkeys(p for p in neat if LEAST_WORDS <= len(p.split()) <= MOST_WORDS and p in flat))


def _opening(clause: str) -> str:
    """The clause, or the longest piece at its start that is short enough."""
    phrases = _SOFT.split(clause)
    heads = (" ".join(phrases[:count]) for count in range(1, len(phrases) + 1))
    return max((head for head in heads if len(head.split()) <= MOST_WORDS), default="", key=len)
