"""Which stretches of a message name danger without telling it: denied, over, quoted, or the subject of one's work.

Grammar, not meaning: how far a negation reaches within its clause. The patterns stand in prompts/safety/scope.yaml.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple, Self

from pydantic import model_validator

from assistant.content.strictyaml import Strict, load_cached
from assistant.dialogue.safety_words import compile_pattern
from assistant.settings import content_dir

CLAUSE = re.compile(r"[,:()\[\]\n–—]| - ")
NEGATION = re.compile(r"\b(?:niet|niet\?|nie|nm|nooit|geen|niemand|nobody|not|dont|never)\b|nie\\w")


class Scope(Strict):
    """prompts/safety/scope.yaml, which explains the fields."""

    parts: dict[str, str]
    denied: tuple[str, ...]
    over: tuple[str, ...]
    quoted: tuple[str, ...]
    work: tuple[str, ...]

    @model_validator(mode="after")
    def _compiles(self) -> Self:
        for pattern in self.denied + self.over + self.quoted + self.work:
            try:
                in_clause(pattern, self.parts)
            except (re.error, KeyError) as error:
                raise ValueError(f"het patroon '{pattern}' klopt niet: {error}") from error
        return self


class Lifted(NamedTuple):
    """Places in the normalised words: those that deny, and those where nothing of the kind is told."""

    denied: tuple[tuple[int, int], ...]
    apart: tuple[tuple[int, int], ...]

    def covers(self, span: tuple[int, int], deniable: bool) -> bool:
        """Whether a match there means nothing; only a deniable one is touched by a denial."""
        spans = self.denied + self.apart if deniable else self.apart
        return any(start < span[1] and end > span[0] + 1 for start, end in spans)

    def without(self, words: str) -> str:
        """The words with blanks there; every place stays the same."""
        for start, end in self.denied + self.apart:
            words = words[:start] + " " * (end - start) + words[end:]
        return words


def read_scope(message: str, words: str, places: Sequence[int]) -> Lifted:
    """What is lifted in a message, given as typed and as safety_words.normalise reads it."""
    clauses = with_commas(message, words, places)
    denied, apart = _patterns()
    return Lifted(tuple(_found(denied, clauses)), tuple(_found(apart, clauses)))


def with_commas(message: str, words: str, places: Sequence[int]) -> str:
    """The words with a comma for the space wherever a clause ends in the message; every place stays the same."""
    marked = list(words)
    for at, sign in enumerate(words[:-2]):
        if sign == " " and at and CLAUSE.search(message, places[at], places[at + 1]):
            marked[at] = ","
    return "".join(marked)


def in_clause(pattern: str, parts: dict[str, str]) -> re.Pattern[str]:
    """A pattern that may begin and end at a comma. Raises re.error and KeyError."""
    plain = compile_pattern(pattern, parts).pattern
    return re.compile(f"[ ,]{plain.removeprefix(' ').removesuffix('(?= )')}(?=[ ,])")


def is_deniable(pattern: str) -> bool:
    """Whether a rule speaks of what a denial undoes: not when it holds a negation itself."""
    return not NEGATION.search(pattern)


def _found(patterns: Sequence[re.Pattern[str]], clauses: str) -> Iterator[tuple[int, int]]:
    for pattern in patterns:
        yield from (match.span() for match in pattern.finditer(clauses))


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], ...], tuple[re.Pattern[str], ...]]:
    content: Scope = load_cached(content_dir() / "prompts" / "safety" / "scope.yaml", Scope)
    apart = content.over + content.quoted + content.work
    compiled = [tuple(in_clause(one, content.parts) for one in some) for some in (content.denied, apart)]
    return compiled[0], compiled[1]
