"""Whether a sentence is Dutch at all: another language, a loop, a sentence cut off, a marker that a model left.

Lists and patterns are in prompts/guard/language.yaml. Faults of grammar are not seen here.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from assistant.content.strictyaml import Strict, load_cached
from assistant.guard.content import words
from assistant.guard.sentences import WORD, Sentence
from assistant.settings import content_dir

_FOREIGN = 2
"""Words of another language, close together, that make a sentence foreign."""
_NEAR = 6
"""How far apart those words may stand."""
_LOOP = 4
"""Words that come twice in a row, or more often, are a loop from this length on."""


class Language(Strict):
    """prompts/guard/language.yaml."""

    markers: tuple[str, ...]
    ends: str
    foreign: frozenset[str]
    why_foreign: str
    why_marker: str
    why_loop: str
    why_cut: str


class Fault(NamedTuple):
    """What is wrong, as (start, end) in the text, with the reason."""

    start: int
    end: int
    why: str


def language_fault(sentence: Sentence, user_words: frozenset[str]) -> Fault | None:
    """The first fault of a sentence; places are within the sentence."""
    text = sentence.folded
    marker = _marker().search(text)
    if marker:
        return Fault(*marker.span(), language().why_marker)
    if _is_foreign(sentence, user_words):
        return Fault(0, len(text), language().why_foreign)
    if _loops(sentence.words):
        return Fault(0, len(text), language().why_loop)
    return None


def is_cut_off(reply: str) -> bool:
    """Whether the reply stops in the middle of a sentence."""
    end = reply.rstrip()
    return bool(WORD.search(end)) and end[-1] not in language().ends


def _is_foreign(sentence: Sentence, user_words: frozenset[str]) -> bool:
    found = [part for word in sentence.words for part in word.split("-")]
    at = [n for n, word in enumerate(found) if word in language().foreign and word not in user_words]
    if any(later - first < _NEAR for first, later in zip(at, at[_FOREIGN - 1 :], strict=False)):
        return True
    dutch = sum(word in words().plain or word in user_words for word in found)
    return len(at) > dutch or _has_strange_script(sentence)


def _has_strange_script(sentence: Sentence) -> bool:
    strange = [c for c in sentence.folded if c.isalpha() and not unicodedata.name(c, "").startswith("LATIN")]
    return len(strange) > 1


def _loops(found: list[str]) -> bool:
    """Whether a word comes three times in a row, two words do it twice, or four and more come again at all."""
    if any(found[n] == found[n + 1] == found[n + 2] for n in range(len(found) - 2)):
        return True
    pairs = list(pairwise(found))
    if any(one == other for one, other in pairwise(pairs)):
        return True
    doubles = [n for n in range(len(found) - 1) if found[n] == found[n + 1] and len(found[n]) > _LOOP]
    seen: set[tuple[str, ...]] = set()
    for n in range(len(found) - _LOOP + 1):
        run = tuple(found[n : n + _LOOP])
        if run in seen:
            return True
        seen.add(run)
    return bool(doubles)


@cache
def language() -> Language:
    """The lists. Raises ContentError."""
    found: Language = load_cached(content_dir() / "prompts" / "guard" / "language.yaml", Language)
    return found


@cache
def _marker() -> re.Pattern[str]:
    return re.compile("|".join(language().markers))
