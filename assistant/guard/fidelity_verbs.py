"""Forms of verbs: which verb a word can be a form of, and in which tense.

Goes by the verb list of the mirror; a regular form of a verb that is not on it is recognised by its ending.
"""

from __future__ import annotations

from functools import cache, lru_cache
from importlib.resources import files
from typing import Literal, NamedTuple

from assistant.guard.fidelity_words import lexicon
from assistant.guard.roots import all_roots, is_particle
from assistant.mirror.words import MOSTLY_NOUN

Tense = Literal["infinitive", "present", "past", "participle"]
_TENSES: tuple[Tense, ...] = ("infinitive", "present", "present", "past", "past", "participle")


class Form(NamedTuple):
    """One reading of a word as a verb."""

    verb: str
    """The infinitive without a particle in front, or a root where the verb is not on the list."""
    tense: Tense


@lru_cache(20_000)
def forms(word: str) -> frozenset[Form]:
    """What the folded word can be as a verb; nothing for most other words."""
    if word in lexicon().no_verbs:
        return frozenset()
    return _table().get(word) or _table().get(_bare(word)) or _guessed(word)


def verbs(word: str) -> frozenset[str]:
    """The verbs of which the word can be a form."""
    return frozenset(form.verb for form in forms(word))


def is_finite(word: str) -> bool:
    """Whether the word can only be a finite verb: no infinitive, participle or noun."""
    found = forms(word)
    return bool(found) and word not in MOSTLY_NOUN and all(form.tense in ("present", "past") for form in found)


def is_past_only(word: str) -> bool:
    """Whether the word can be nothing but a past: 'liep', not 'werkten' of a guess with other readings."""
    return all(form.tense == "past" for form in forms(word))


def has_tense(word: str, *tenses: Tense) -> bool:
    """Whether the word can be a verb in one of these tenses."""
    return any(form.tense in tenses for form in forms(word))


@lru_cache(20_000)
def kin(word: str) -> frozenset[str]:
    """Everything by which two forms of one word are known: roots and verbs."""
    return all_roots(word) | verbs(word)


def _bare(word: str) -> str:
    """The word without a particle in front: 'genomen' for 'aangenomen', 'kloppen' for 'aankloppen'."""
    for size in range(min(9, len(word) - 3), 1, -1):
        if is_particle(word[:size]):
            rest = word[size:]
            return rest.removeprefix("te") if rest.startswith("te") and rest not in _table() else rest
    return word


def _guessed(word: str) -> frozenset[Form]:
    if len(word) > 5 and word.startswith("ge") and word.endswith(("d", "t")):
        return frozenset(Form(root, "participle") for root in all_roots(word))
    if len(word) > 5 and word.endswith(("de", "den", "te", "ten")) and not word.endswith(("ende", "heden")):
        return frozenset(Form(root, "past") for root in all_roots(word))
    return frozenset()


@cache
def _table() -> dict[str, frozenset[Form]]:
    found: dict[str, set[Form]] = {}
    for line in files("assistant.mirror").joinpath("verbs.tsv").read_text(encoding="utf-8").splitlines():
        cells = line.split("\t")
        for cell, tense in zip(cells, _TENSES, strict=False):
            for form in cell.split("/"):
                found.setdefault(form, set()).add(Form(cells[0], tense))
    for form, verb in lexicon().irregular.items():
        found.setdefault(form, set()).add(Form(verb, "present"))
    return {form: frozenset(readings) for form, readings in found.items()}
