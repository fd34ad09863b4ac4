"""Words that a faithful reply may use for the user's own: near synonyms, and words that bring nothing of their own."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from assistant.content.strictyaml import Strict, load_cached
from assistant.guard.fidelity_clauses import Story
from assistant.guard.fidelity_verbs import kin, verbs
from assistant.guard.fidelity_words import lexicon
from assistant.guard.roots import is_particle
from assistant.settings import content_dir

_PREFIX = re.compile(r"^(?:ver|ge|be|ont|her|on|aan|af|uit|op|in|voor|over)(?=\w{4})")
_START = 4
"""Letters at the front by which two words are made of one another: 'excuus' of 'excuseren'."""


class Near(Strict):
    """prompts/guard/fidelity-synonyms.yaml, which explains the fields."""

    groups: tuple[tuple[str, ...], ...]
    light: frozenset[str]


def is_new(word: str, told: Story) -> bool:
    """Whether the word tells something for which the user has no word, and no word near it."""
    if told.has(word) or word in lexicon().names or is_particle(word) or _is_light(word):
        return False
    led = _led(word)
    if led and led[0] in told.words and _is_light(led[1]):
        return False
    if len(word) > _START and _start(word) in _starts(told):
        return False
    return _groups_of(word).isdisjoint(_said_groups(told))


@lru_cache(20_000)
def _is_light(word: str) -> bool:
    """'kwam', but not 'overgenomen': with a particle in front it is another verb."""
    return word in _light() or (not _led(word) and not kin(word).isdisjoint(_light()))


@lru_cache(20_000)
def _led(word: str) -> tuple[str, str] | None:
    """The particle in front of the verb and the rest: 'over' and 'genomen'."""
    sizes = (size for size in range(len(word) - 3, 1, -1) if is_particle(word[:size]))
    return next(((word[:size], word[size:]) for size in sizes if verbs(word[size:]) & verbs(word)), None)


def _names(word: str) -> frozenset[str]:
    """What a word is grouped by: 'dichtgaat' by 'dichtgaan', not by 'gaan'."""
    led = _led(word)
    return frozenset(led[0] + verb for verb in verbs(led[1])) if led else kin(word)


@lru_cache(8)
def _said_groups(told: Story) -> frozenset[int]:
    apart = {
        word + verb for part in told.clauses for word in part.words if is_particle(word) for verb in part.verbs
    }  # 'stel ... uit'
    whole = {group for word in set(told.words) for group in _groups_of(word)}
    return frozenset(whole | {group for name in apart for group in _groups().get(name, ())})


@lru_cache(8)
def _starts(told: Story) -> frozenset[str]:
    return frozenset(_start(word) for word in told.words if len(word) > _START)


@lru_cache(20_000)
def _start(word: str) -> str:
    return re.sub(r"(.)\1", r"\1", _PREFIX.sub("", word))[:_START]


@lru_cache(20_000)
def _groups_of(word: str) -> frozenset[int]:
    return frozenset(group for name in _names(word) for group in _groups().get(name, ()))


@cache
def _groups() -> dict[str, set[int]]:
    found: dict[str, set[int]] = {}
    for at, group in enumerate(_near().groups):
        for name in (name for word in group for name in _names(word)):
            found.setdefault(name, set()).add(at)
    return found


@cache
def _light() -> frozenset[str]:
    return frozenset(name for word in (*_near().light, *lexicon().mirroring) for name in (*kin(word), word))


@cache
def _near() -> Near:
    found: Near = load_cached(content_dir() / "prompts" / "guard" / "fidelity-synonyms.yaml", Near)
    return found
