"""Text in the form that rules compare: folded to plain letters of the same length, cut into sentences."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

STRAIGHT = str.maketrans("’‘‛´`“”„«»", "'''''\"\"\"\"\"")
# An apostrophe inside a word (zo'n) does not close the quotation.
QUOTED = re.compile(r"(?<!\w)'((?:[^'\n]|(?<=\w)'(?=\w)){1,300})'(?!\w)|\"([^\"\n]{1,300})\"")
SENTENCE = re.compile(r"[^.!?\n]+[.!?]*")
WORD = re.compile(r"\w+(?:['-]\w+)*")


class Sentence(NamedTuple):
    """One sentence of a reply: folded, with the user's quoted words as ____, and where it stands."""

    folded: str
    start: int

    @property
    def asks(self) -> bool:
        """Whether it ends in a question mark."""
        return "?" in self.folded

    @property
    def words(self) -> list[str]:
        """Its words, without quotations."""
        return [word for word in WORD.findall(self.folded) if word.strip("_")]


def fold(text: str) -> str:
    """Lower case, without accents, with straight quotes; every character stays at its place."""
    return "".join(map(_fold_char, text.translate(STRAIGHT)))


def sentences(reply: str, user_folded: str) -> Iterator[Sentence]:
    """The sentences of `reply`. Words in quotes that the user literally typed can't breach a rule."""
    folded = QUOTED.sub(lambda quote: _mask(quote, user_folded, reply), fold(reply))
    for found in SENTENCE.finditer(folded):
        bare = found[0].lstrip(" \t\r-–—•'\"(*#>:,")
        if WORD.search(bare):
            yield Sentence(bare.rstrip(), found.end() - len(bare))


@lru_cache(4096)
def _fold_char(char: str) -> str:
    return unicodedata.normalize("NFKD", char.lower())[:1] or " "


def _mask(quote: re.Match[str], user_folded: str, reply: str) -> str:
    """____ for words that the user typed; a quoted sentence that closes one of the reply keeps a full stop."""
    words = quote[1] or quote[2]
    inner = words.strip(" .!?,")
    if not inner or inner not in user_folded:
        return quote[0]
    after = reply[quote.end() :].lstrip()
    closes = words.rstrip()[-1] in ".!?" and (not after or after[0].isupper())
    return "_" * (len(quote[0]) - closes) + "." * closes
