"""A Dutch sentence cut where a clause begins; the words that join clauses belong to none of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from assistant.spans.inflect import finite_forms
from assistant.spans.places import Piece
from assistant.spans.table import borders

Subject = Literal["self", "us", "other"]
_MARKS = frozenset(",;:()–—…[]|")
_ENDS = frozenset(".!?…'’")
_BRACKETS = frozenset("()[]")
_STOPS = frozenset(".!?…")
_ABBREVIATED = 4
"""Letters of an abbreviation at most."""
_DASHES = frozenset("-–—")
_NEAR = 4
"""How many words after 'en' the verb of a new clause may come."""


@dataclass(frozen=True)
class Clause:
    """Words of one sentence that belong together."""

    words: tuple[Piece, ...]
    joined_by: str
    """The word or mark in front that joined it: 'want', ','; empty for the first clause of a sentence."""
    subjects: tuple[Subject, ...]
    """Whose clause each word stands in."""
    verb: bool
    """Whether one of the words can be a finite verb."""

    @property
    def goes_on(self) -> bool:
        """Whether this goes on with a clause that has begun before: 'en dat hij', not 'en dat is'."""
        first, second = (*self.words, *self.words)[:2]
        return self.joined_by in borders().with_verb and first.low in borders().openers and not _finite([second], 0)

    @cached_property
    def lows(self) -> tuple[str, ...]:
        """The words as compared; words of a quote can't be met by a rule."""
        return tuple("____" if word.quoted else word.low for word in self.words)


def cut(sentence: Sequence[Piece], before: Subject = "other") -> list[Clause]:
    """The clauses in order."""
    parts = _parts(sentence)
    clauses: list[Clause] = []
    for joined_by, words in parts:
        goes_on = clauses and joined_by in borders().same_subject
        subjects = _subjects(words, clauses[-1].subjects[-1] if goes_on else before)
        clauses.append(Clause(tuple(words), joined_by, subjects, any(_finite(words, i) for i in range(len(words)))))
    return clauses


def _parts(sentence: Sequence[Piece]) -> list[tuple[str, list[Piece]]]:
    """What stands between borders, with the word or mark that joins it to what came before."""
    parts: list[tuple[str, list[Piece]]] = [("", [])]
    for i, piece in enumerate(sentence):
        joins = _joins(sentence, i)
        if joins and parts[-1][1]:
            parts.append((piece.low, []))
        elif joins:
            parts[-1] = (piece.low if piece.is_word else parts[-1][0] or piece.low, [])
        if not joins or not (piece.low in borders().glue or piece.low in _MARKS | _STOPS | {"-"}):
            parts[-1][1].append(piece)
    trimmed = [(joined_by, _trimmed(words)) for joined_by, words in parts]
    return [part for part in trimmed if any(piece.is_word for piece in part[1])]


def _trimmed(words: list[Piece]) -> list[Piece]:
    """Without the full stop and what else ends a sentence; a mark inside a quote stays."""
    kept = [i for i, piece in enumerate(words) if piece.quoted or piece.low not in _ENDS]
    return words[kept[0] : kept[-1] + 1] if kept else []


def _joins(sentence: Sequence[Piece], i: int) -> bool:
    """Whether a clause begins at this piece (or right after it, when it is a mark)."""
    piece, lists = sentence[i], borders()
    if piece.quoted:
        return False
    if not piece.is_word:
        return _spaced(sentence, i)
    before = sentence[i - 1] if i else None
    after = [word.low for word in sentence[i + 1 : i + 2]]
    if piece.low in lists.always:
        # 'Laat maar', 'alleen maar': only that one word is ever bound to what stands before it.
        return before is not None and not (piece.low == "maar" and before.low in lists.bound)
    if piece.low in lists.with_subject and after and after[0] in lists.subjects:
        return True
    if before is not None and _spaced(sentence, i - 1) and piece.low in lists.glue:
        return True
    return piece.low in lists.with_verb and _verb_follows(sentence, i)


def _verb_follows(sentence: Sequence[Piece], i: int) -> bool:
    """Whether a finite verb comes soon after 'en', before any mark."""
    for at in range(i + 1, min(i + 1 + _NEAR, len(sentence))):
        if not sentence[at].is_word or sentence[at].quoted:
            return False
        if _finite(sentence, at):
            return True
    return False


def _finite(words: Sequence[Piece], i: int) -> bool:
    """Whether the word can be a finite verb where it stands; after 'het' or 'zijn' it is a noun."""
    low, lists = words[i].low, borders()
    if words[i].quoted or low in lists.no_verb:
        return False
    if low in lists.verb:
        return True
    return low in finite_forms() and not (i and words[i - 1].low in lists.before_noun)


def _spaced(sentence: Sequence[Piece], i: int) -> bool:
    """Whether a mark parts clauses: not in '9:15' or '3,5', and a hyphen only between spaces."""
    piece = sentence[i]
    loose_after = i + 1 == len(sentence) or piece.end < sentence[i + 1].start or sentence[i + 1].quoted
    loose_before = i > 0 and sentence[i - 1].end < piece.start
    if piece.low in _DASHES:
        return loose_before and loose_after
    if piece.low in _STOPS:
        # Notes without capitals; a short word may be an abbreviation.
        return loose_after and i > 0 and len(sentence[i - 1].low) > _ABBREVIATED
    return piece.low in _BRACKETS or (piece.low in _MARKS and loose_after)


def _subjects(words: Sequence[Piece], before: Subject) -> tuple[Subject, ...]:
    """For every word whose clause it stands in: cut once more at 'dat', 'of' and the like."""
    found: list[Subject] = []
    atom: list[str] = []
    for n, word in enumerate(words):
        opens = word.low in borders().openers and n > 0
        if opens:
            found += [_subject(atom, found[-1] if found else before)] * len(atom)
            atom = []
        atom.append("____" if word.quoted else word.low)
    return tuple(found + [_subject(atom, found[-1] if found else before)] * len(atom))


def _subject(atom: list[str], before: Subject) -> Subject:
    if "ik" in atom or "'k" in atom:
        return "self"
    if "wij" in atom or "we" in atom:
        return "us"
    starts = [word for word in atom if word not in borders().glue]
    # 'en tikte met zijn pen': the subject of the clause before.
    followed = set(starts[1:2]) & borders().inverted or "mij" in starts
    inherits = bool(starts) and starts[0] in finite_forms() and not followed
    return before if inherits else "other"
