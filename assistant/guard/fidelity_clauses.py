"""What the user told, in clauses that a clause of a reply can be laid beside.

A clause is a bag of roots with a polarity, a doubt and the order of its persons; nothing is parsed further.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property, lru_cache
from typing import Literal, NamedTuple

from assistant.guard.content import moods
from assistant.guard.fidelity_facts import all_numbers, number, values
from assistant.guard.fidelity_verbs import kin, verbs
from assistant.guard.fidelity_words import any_time, lexicon, pattern
from assistant.guard.roots import is_particle
from assistant.guard.sentences import WORD

Side = Literal["user", "reply"]

_BREAK = re.compile(r"[,;:.!?()\[\]\n\"–—…]|(?<!\w)['-]|['-](?!\w)")
_LONG_WORD = 40
_STOP = re.compile(r"[.!?\n]")
_LOOSE = frozenset({"en", "maar", "want", "dus"})
ALIKE = 0.6
"""From what share of its content on a clause is the user's clause given back."""
HALF = 0.5
"""The same for a whole sentence of the user with the same verb."""
_LONGEST = 20_000
"""Characters of the user that are looked at, the last ones."""


class Token(NamedTuple):
    """A word and where it stands in its text."""

    word: str
    start: int
    end: int


@dataclass(frozen=True)
class Clause:
    """A few words that belong together."""

    tokens: tuple[Token, ...]
    text: str
    """The folded words with one space between them."""
    opening: str
    """The joining word in front ('dat', 'of'), or ''."""
    number: int
    """Which sentence it stands in."""

    @cached_property
    def words(self) -> tuple[str, ...]:
        """Its words."""
        return tuple(token.word for token in self.tokens)

    @cached_property
    def content(self) -> tuple[frozenset[str], ...]:
        """Its words of content, each by all it may be known by."""
        return tuple(kin(word) for word in self.words if word not in lexicon().empty)

    @cached_property
    def kin(self) -> frozenset[str]:
        """All its content together."""
        return frozenset().union(*self.content)

    @cached_property
    def verbs(self) -> frozenset[str]:
        """The verbs in it."""
        return frozenset(verb for at, word in enumerate(self.words) if at or word != "zijn" for verb in verbs(word))

    @cached_property
    def negated(self) -> bool:
        """Whether it denies something."""
        bare = pattern("no_negation").sub(" ", self.text)
        return not lexicon().negations.isdisjoint(bare.split())

    @cached_property
    def lacks(self) -> frozenset[str]:
        """Words in it that deny in another way."""
        return frozenset(found[0] for found in pattern("lacks").finditer(self.text))

    @cached_property
    def numbers(self) -> frozenset[float]:
        """The numbers in it."""
        return values(self.text)

    @cached_property
    def counted(self) -> tuple[frozenset[str], ...]:
        """Its words of content but given names, each by all it may be known by."""
        hidden = lexicon().names | lexicon().empty
        told = [word for word in self.words if word not in hidden]
        return tuple(kin(word) for word in [word for word in told if not is_particle(word)] or told)

    @property
    def span(self) -> tuple[int, int]:
        """Where it stands."""
        first = self.tokens[1] if self.words[0] in _LOOSE and len(self.tokens) > 1 else self.tokens[0]
        return first.start, self.tokens[-1].end


class Story:
    """Everything the user said."""

    def __init__(self, folded: str) -> None:
        self.text = folded[-_LONGEST:]
        self.words = WORD.findall(self.text)
        self.kin = frozenset(name for word in set(self.words) for name in kin(word))
        self.clauses = tuple(clauses(self.text))
        self.numbers = all_numbers(self.text)
        self.moods = frozenset(map(mood, set(self.words)))
        self._kin: dict[int, frozenset[str]] = {}
        self._known: dict[str, bool] = {}
        self.memo: dict[tuple[int, int], object] = {}
        """What others worked out of a clause, by its place."""
        self.doubts = bool(pattern("strong").search(self.text))

    def has(self, word: str) -> bool:
        """Whether the user said this word in some form, or as a part of a longer one."""
        if word not in self._known:
            self._known[word] = self._has(word)
        return self._known[word]

    def _has(self, word: str) -> bool:
        if not kin(word).isdisjoint(self.kin):
            return True
        if "-" in word.strip("-"):
            return all(map(self.has, filter(None, word.split("-"))))
        return len(word) > 3 and (
            word in self.text or word[: max(5, len(word) - 4)] in self._starts or self._misspelt(word)
        )

    def _misspelt(self, word: str) -> bool:
        """Whether the user wrote nearly this: 'mooilijk'."""
        near = {other for other in self.words if abs(len(other) - len(word)) < 3 and other[0] == word[0]}
        return 5 < len(word) < _LONG_WORD and bool(get_close_matches(word, near, 1, 0.85))

    @cached_property
    def _starts(self) -> frozenset[str]:
        return frozenset(word[:size] for word in self.words for size in range(5, len(word) + 1))

    @cached_property
    def owned(self) -> frozenset[str]:
        """Roots of what the user calls 'mijn' or 'ons': behind *je* in a reply they are owned too."""
        pairs = zip(self.words, self.words[1:], strict=False)
        return frozenset(root for owner, thing in pairs if owner in lexicon().owners_user for root in kin(thing))

    def sentence(self, number: int) -> list[Clause]:
        """The clauses of one sentence of the user."""
        return self._sentences.get(number, [])

    def alike(self, clause: Clause) -> list[Clause]:
        """The user's clauses that `clause` gives back best; none when none is like it."""
        scored = [(overlap(clause, other.kin), other) for other in self.clauses]
        best = max((score for score, _ in scored), default=0.0)
        return [other for score, other in scored if score == best] if best >= ALIKE else []

    def with_verb(self, clause: Clause) -> list[Clause]:
        """The user's clauses with a verb of `clause`, in a sentence that it gives back."""
        return [other for other in self.clauses if other.verbs & clause.verbs and self._holds(clause, other.number)]

    def _holds(self, clause: Clause, number: int) -> bool:
        if number not in self._kin:
            self._kin[number] = frozenset().union(*(other.kin for other in self.sentence(number)))
        return overlap(clause, self._kin[number]) >= HALF

    @cached_property
    def _sentences(self) -> dict[int, list[Clause]]:
        found: dict[int, list[Clause]] = {}
        for clause in self.clauses:
            found.setdefault(clause.number, []).append(clause)
        return found


@lru_cache(20_000)
def mood(word: str) -> int:
    """Which family of words for feelings and verdicts a folded word is of; -1 for other words."""
    return next((at for at, family in enumerate(moods()) if family.fullmatch(word)), -1)


@lru_cache(8)
def story(said_folded: str) -> Story:
    """The user's words, read once while a conversation goes on."""
    return Story(said_folded)


def clauses(text: str) -> Iterator[Clause]:
    """The clauses of folded text."""
    held: list[Token] = []
    opening, number, at = "", 0, 0
    found_words = list(WORD.finditer(text))
    for place, found in enumerate(found_words):
        gap = text[at : found.start()]
        at = found.end()
        after = found_words[place + 1][0] if place + 1 < len(found_words) else ""
        joined = _joins(found[0], after)
        if held and (joined or _BREAK.search(gap)):
            yield _clause(held, opening, number)
            held, opening = [], ""
        number += bool(_STOP.search(gap))
        if joined and not held:
            opening = found[0]
        held.append(Token(found[0], *found.span()))
    if held:
        yield _clause(held, opening, number)


def _joins(word: str, after: str) -> bool:
    """Whether a clause opens here; 'dat ook' at the end holds a thing, no clause."""
    if word in ("dat", "die", "wat"):
        return bool(after) and after not in lexicon().no_clause
    return word in lexicon().joins and not (word == "als" and pattern("as_one").fullmatch(after))


def _clause(tokens: list[Token], opening: str, number: int) -> Clause:
    return Clause(tuple(tokens), " ".join(token.word for token in tokens), opening, number)


def overlap(clause: Clause, other: frozenset[str]) -> float:
    """How much of the content of `clause` is known by `other`: 0 to 1. A given name may stand for a pronoun."""
    if not clause.counted:
        return 0.0
    return sum(not word.isdisjoint(other) for word in clause.counted) / len(clause.counted)


def content(clause: Clause) -> list[str]:
    """The words of a clause that tell something, and are no words of mirroring."""
    return [word for word in clause.words if not _is_neutral(word)]


@lru_cache(4096)
def _is_neutral(word: str) -> bool:
    if number(word) is not None or any_time().fullmatch(word):
        return True
    return word in lexicon().empty or not word.strip("_0123456789") or bool(pattern("neutral").fullmatch(word))
