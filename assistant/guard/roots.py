"""Words brought back to a root, so that 'trok terug' and 'teruggetrokken' are the same word twice.

Good enough to tell whether a word is the user's; it parses nothing and never fails.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

import Stemmer

from assistant.content.strictyaml import Strict, load_cached
from assistant.settings import content_dir

_SHORTEST = 3
_DIMINUTIVE = re.compile(r"(?:etje|tje|pje|kje|je)s?$")


class Verbs(Strict):
    """prompts/guard/verbs.yaml."""

    particles: frozenset[str]
    verbs: tuple[tuple[str, ...], ...]


@lru_cache(20_000)
def root(word: str) -> str:
    """The root of a folded word; particles in front of a verb are left off."""
    return _verb(word) or _verb(_without_particle(word)) or _verb(_without_prefix(word)) or _stem(_participle(word))


def roots(words: list[str]) -> frozenset[str]:
    """The roots of many words."""
    return frozenset(root(word) for word in words)


def is_particle(word: str) -> bool:
    """Whether the word may be the loose part of a verb: 'terug' in 'trok het terug'."""
    return word in _verbs().particles


def is_finite(word: str) -> bool:
    """Whether the word is a listed form of a verb that can stand with 'hij' or 'jij': 'zegt', 'weet', 'deed'."""
    return word in _verbs_finite()


@cache
def _verbs_finite() -> frozenset[str]:
    forms = (form for verb in _verbs().verbs for form in verb[1:])
    return frozenset(form for form in forms if not form.startswith("ge") and not form.endswith("en"))


def _verb(word: str) -> str | None:
    return _forms().get(word)


def _without_particle(word: str) -> str:
    """'teruggetrokken' without 'terug', 'teruggebeld' too; unchanged when it does not begin with one."""
    for size in range(min(9, len(word) - _SHORTEST), 1, -1):
        if word[:size] in _verbs().particles:
            rest = word[size:]
            return rest[2:] if rest.startswith("te") and rest[2:] in _forms() else rest
    return word


def _without_prefix(word: str) -> str:
    return word[2:] if word.startswith("ge") and word[2:] in _forms() else word


def _participle(word: str) -> str:
    """'gebeld' and 'opgebeld' as 'bel', 'gewerkt' as 'werk': regular participles."""
    bare = _without_particle(word)
    if bare.startswith("ge") and len(bare) > 5 and bare[-1] in "dt":
        return bare[2:-1]
    return bare if bare != word and bare.endswith(("en", "t", "de", "te")) else word


@lru_cache(20_000)
def _stem(word: str) -> str:
    stem = str(_stemmer().stemWord(_DIMINUTIVE.sub("", word) if len(word) > 6 else word))
    # 'belde', 'belt' and 'bellen' end differently for the stemmer.
    stem = re.sub(r"(?:den|ten|de|te|d|t)$", "", stem) if len(stem) > 3 else stem
    stem = re.sub(r"(.)\1", r"\1", stem)
    return {"z": stem[:-1] + "s", "v": stem[:-1] + "f"}.get(stem[-1:], stem)


@cache
def _stemmer() -> Stemmer.Stemmer:
    return Stemmer.Stemmer("dutch")


@cache
def _forms() -> dict[str, str]:
    return {form: verb[0] for verb in reversed(_verbs().verbs) for form in verb}


@cache
def _verbs() -> Verbs:
    found: Verbs = load_cached(content_dir() / "prompts" / "guard" / "verbs.yaml", Verbs)
    return found


@lru_cache(20_000)
def all_roots(word: str) -> frozenset[str]:
    """Every root the word may have: 'aangenomen' is 'aannemen' and, with its particle apart, 'nemen'."""
    return frozenset({root(word), root(_without_particle(word)), _stem(word)})
