"""A message as the safety rules read it: plain letters, one space between words, and where each letter stood.

Knows nothing of danger: safety.py searches what this gives, safety_model.py counts it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from functools import lru_cache

LEET = str.maketrans("013457@$", "oieastas")
# Four or more letters that stand apart are one word: d o o d.
TOKEN = re.compile(r"(?<![^ .])[a-z](?: {1,3}[a-z]){3,30}(?![^ .])|[a-z0-9@$]+|\.")
CHANGES = re.compile(r"[0-9@$ ]|(.)\1")
UNBOUNDED = re.compile(r"(?<!\\)[*+]|\{\d*,\}")


def compile_pattern(pattern: str, parts: Mapping[str, str]) -> re.Pattern[str]:
    """A pattern of the rules, ready to search with. Raises re.error and KeyError."""
    while names := re.findall(r"<(\w+)>", pattern):
        pattern = pattern.replace(f"<{names[0]}>", parts[names[0]])
    if UNBOUNDED.search(pattern):
        raise re.error("een herhaling zonder grens (* of +)")
    # As in the message: a doubled letter counts once, whichever way it was spelled.
    pattern = re.sub(r"\\.|([a-z])\1+", lambda m: m[1] or m[0], pattern)
    return re.compile(f" (?:{pattern})(?= )")


def normalise(message: str) -> tuple[str, list[int]]:
    """Lower case, no accents, one space between words, ' . ' between sentences, doubled letters once.

    The numbers say where in the message each character began.
    """
    plain, origin = _plain(message)
    words, places = [" "], [0]
    for token in TOKEN.finditer(plain):
        spelled, kept = _spelled(token[0])
        words += [spelled, " "]
        places += [origin[token.start() + at] for at in kept]
        places.append(origin[token.end()])
    return "".join([*words, ". "]), [*places, len(message), len(message)]


def literal(message: str, words: str, places: Sequence[int], span: tuple[int, int]) -> str:
    """The user's own words for a span of the normalised text; it begins with the space before its first word."""
    end = span[0] + len(words[slice(*span)].rstrip(" ."))
    return message[places[span[0] + 1] : places[end]].rstrip()


def _spelled(token: str) -> tuple[str, Sequence[int]]:
    """The word without digits for letters, doubles and inner spaces, and which characters of `token` it kept."""
    if token.isdigit() or not CHANGES.search(token):
        return token, range(len(token))
    plain = token.translate(LEET)
    kept = [at for at, char in enumerate(plain) if char != " " and (not at or char != plain[at - 1])]
    return "".join(plain[at] for at in kept), kept


def _plain(message: str) -> tuple[str, list[int]]:
    pieces: list[str] = []
    origin: list[int] = []
    # Dots in a row are a pause inside a sentence, not its end.
    for at, raw in enumerate(re.sub(r"\.{2,}|…", lambda dots: " " * len(dots[0]), message)):
        piece = _fold(raw)
        pieces.append(piece)
        origin += [at] * len(piece)
    return "".join(pieces), [*origin, len(message)]


@lru_cache(4096)
def _fold(raw: str) -> str:
    """What one typed character counts as: plain letters, a space, a full stop, or nothing."""
    return "".join(_fold_part(char) for char in unicodedata.normalize("NFKD", raw).lower())


def _fold_part(char: str) -> str:
    if char.isascii() and (char.isalnum() or char in "@$"):
        return char
    if char in ".?!;":
        return "."
    joins = unicodedata.combining(char) or unicodedata.category(char) == "Cf" or char in "'’‘`´"
    return "" if joins else " "
