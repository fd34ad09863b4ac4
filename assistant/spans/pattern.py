"""Patterns of words, as prompts/spans.yaml writes them, and where a clause meets one.

kwam|komt <maat>?    a word or one of several, a list of prompts/spans/ by its name, the ? may be missing
...                  up to six words; * is exactly one
^ $                  begin (after 'en', 'maar' and the like) and end of the clause
!niet                the next word is not this one
[lui]                these words are the cue; without brackets all words are
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from assistant.mirror.lexicon import load_forms
from assistant.spans.lexicon import Forms, lexicon
from assistant.spans.table import borders

LONGEST_GAP = 6
SHORTEST_ENDED = 5


@dataclass(frozen=True)
class Element:
    """One part of a pattern."""

    kind: str
    """'words', 'gap', 'any', 'start', 'end' or 'not'."""
    words: frozenset[str] = frozenset()
    lists: tuple[str, ...] = ()
    forms: tuple[Forms, ...] = ()
    """The lists themselves."""
    optional: bool = False
    cue: bool = False

    def takes(self, words: Sequence[str], at: int) -> bool:
        """Whether the word there is one of these."""
        return words[at] in self.words or any(_has(forms, words, at) for forms in self.forms)


@dataclass(frozen=True)
class Pattern:
    """A pattern ready to search with."""

    elements: tuple[Element, ...]
    marked: bool
    """Whether some of its words are marked as the cue."""


_SIGNS = {"...": "gap", "*": "any", "^": "start", "$": "end"}


@cache
def compile_pattern(source: str) -> Pattern:
    """Raises KeyError for a list that does not exist."""
    elements = tuple(_element(part) for part in source.split())
    return Pattern(elements, any(element.cue for element in elements))


def find(pattern: Pattern, words: Sequence[str], lead: int) -> tuple[int, int] | None:
    """First and last word of the cue where the pattern is met first; `lead`: words before the clause proper."""
    for at in range(len(words)):
        found = _match(pattern.elements, 0, words, at, lead)
        if found is not None:
            cue = [i for i, marked in found if marked or not pattern.marked]
            if cue:
                return min(cue), max(cue)
    return None


def _element(part: str) -> Element:
    if part in _SIGNS:
        return Element(_SIGNS[part])
    cue = part.startswith("[") and part.rstrip("?").endswith("]")
    optional = part.endswith("?")
    bare = part.rstrip("?").strip("[]") if cue or optional else part
    options = bare.removeprefix("!").split("|")
    lists = tuple(option[1:-1] for option in options if option.startswith("<"))
    forms = tuple(lexicon()[name] for name in lists)
    words = frozenset(option for option in options if not option.startswith("<"))
    return Element("not" if bare.startswith("!") else "words", words, lists, forms, optional, cue)


Found = list[tuple[int, bool]]


def _match(elements: tuple[Element, ...], n: int, words: Sequence[str], at: int, lead: int) -> Found | None:
    """The words taken from `at` on, each with whether it is marked; None where the pattern is not met."""
    if n == len(elements):
        return []
    element = elements[n]
    if element.kind in {"start", "end", "not"}:
        return _match(elements, n + 1, words, at, lead) if _holds(element, words, at, lead) else None
    if element.kind == "gap":
        rests = (_match(elements, n + 1, words, at + skip, lead) for skip in range(LONGEST_GAP + 1))
        return next((rest for rest in rests if rest is not None), None)
    if at < len(words) and (element.kind == "any" or element.takes(words, at)):
        rest = _match(elements, n + 1, words, at + 1, lead)
        if rest is not None:
            return [(at, element.cue), *rest]
    return _match(elements, n + 1, words, at, lead) if element.optional else None


def _holds(element: Element, words: Sequence[str], at: int, lead: int) -> bool:
    """Whether a condition that takes no word is met at `at`."""
    if element.kind == "start":
        return at in (0, lead)
    if element.kind == "end":
        return at >= len(words)
    return at >= len(words) or not element.takes(words, at)


def _has(forms: Forms, words: Sequence[str], at: int) -> bool:
    word = words[at]
    if forms.verbs and at and words[at - 1] in borders().articles and word not in load_forms().participles:
        return False
    if word in forms.whole or (len(word) > SHORTEST_ENDED and word.endswith(forms.endings or "\n")):
        return True
    return any(_stands(particle, words, at) for particle in forms.parted.get(word, ()))


def _stands(particle: str, words: Sequence[str], at: int) -> bool:
    """Whether the particle of the verb follows it and is no preposition: 'zag het in', not 'zag in de zaal'."""
    places = [i for i in range(at + 1, len(words)) if words[i] == particle]
    return any(i + 1 == len(words) or words[i + 1] in borders().after_particle for i in places)
