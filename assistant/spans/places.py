"""Where the sentences, the literal quotes and the words of a text stand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.documents.reader_passages import sentences
from assistant.knowledge.stems import folded

Place = tuple[int, int]

_QUOTE = re.compile(
    r"\"[^\"\n]+\"|“[^“”\"\n]+[”\"]|„[^„“”\"\n]+[“”\"]|«[^«»\n]+»|‘[^‘\n]+?’(?!\w)|(?<!\w)'(?![stnkm]\b)[^'\n]+'(?!\w)"
)
_PIECE = re.compile(r"\w+(?:['’-]\w+)*|['’][stnkm]\b|[^\w\s]")


@dataclass(frozen=True)
class Piece:
    """A word or a mark, where it stands, and how it is compared."""

    start: int
    end: int
    low: str
    """Lower case without accents; a mark stands as it is."""
    quoted: bool
    """Whether it stands inside quotation marks."""

    @property
    def is_word(self) -> bool:
        """Whether this is a word or number, not a mark."""
        return any(sign.isalnum() for sign in self.low)


def sentence_places(text: str) -> list[Place]:
    """Where the sentences stand, in order; a quote of several sentences is not cut."""
    quotes = quote_places(text)
    places: list[Place] = []
    for start, end in _found(text):
        if places and any(first < places[-1][1] and start < last for first, last in quotes):
            places[-1] = (places[-1][0], end)
        else:
            places.append((start, end))
    return places


def quote_places(text: str) -> list[Place]:
    """Where quotation marks open and close around words."""
    return [match.span() for match in _QUOTE.finditer(text)]


def pieces(text: str, place: Place, quotes: list[Place]) -> list[Piece]:
    """The words and marks of a sentence."""
    found = _PIECE.finditer(text, *place)
    return [_piece(match, quotes) for match in found]


def _piece(match: re.Match[str], quotes: list[Place]) -> Piece:
    start, end = match.span()
    quoted = any(first <= start and end <= last for first, last in quotes)
    # '…' would become three full stops.
    low = folded(match[0]).replace("’", "'") if len(match[0]) > 1 or match[0].isalnum() else match[0]
    return Piece(start, end, low, quoted)


def _found(text: str) -> Iterator[Place]:
    at = 0
    for sentence in sentences(text):
        start = text.index(sentence, at)
        at = start + len(sentence)
        yield start, at
