"""The word lists of the fidelity check, read from prompts/guard/fidelity.yaml and compiled once a process."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Literal

from pydantic import model_validator

from assistant.content.strictyaml import Strict, load_cached
from assistant.settings import content_dir

_SHORT = 6
"""Shorter nouns may end another word by chance."""
Kind = Literal[
    "number", "time", "name", "doubt", "negation", "roles", "mood", "added", "plan", "opposite", "cause", "mark"
]
Allowed = tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]
"""Pairs: what a reply says, and what of the user allows it."""


class Family(Strict):
    """Words of time that may stand for one another; `also` is enough for the user, no word of a reply."""

    say: str
    also: str = ""


class Lexicon(Strict):
    """prompts/guard/fidelity.yaml, which explains the fields."""

    why: dict[Kind, str]
    numbers: dict[str, float]
    scales: dict[str, float]
    number_endings: tuple[str, ...]
    counted: str
    times: tuple[Family, ...]
    negations: frozenset[str]
    no_negation: str
    lacks: str
    doubts: str
    strong: str
    keeps: str
    keeps_light: str
    light_doubt: str
    certain: str
    same_certain: str
    opposites: tuple[tuple[str, str], ...]
    also: str
    also_said: str
    determiners: frozenset[str]
    attribution: str
    claims: str
    joins: frozenset[str]
    no_clause: frozenset[str]
    empty: frozenset[str]
    perfect: str
    somebody: str
    unreal: str
    neutral: str
    subjects_user: frozenset[str]
    objects_user: frozenset[str]
    subjects_reply: frozenset[str]
    objects_reply: frozenset[str]
    either_reply: frozenset[str]
    owners_user: frozenset[str]
    subjects_other: frozenset[str]
    objects_other: frozenset[str]
    either_other: frozenset[str]
    names: frozenset[str]
    people: frozenset[str]
    owners: frozenset[str]
    prepositions: frozenset[str]
    irregular: dict[str, str]
    running: frozenset[str]
    same_person: tuple[tuple[str, ...], ...]
    almost: str
    mirroring: frozenset[str]
    units: str
    standins: frozenset[str]
    auxiliaries: frozenset[str]
    says: frozenset[str]
    no_verbs: frozenset[str]
    light: frozenset[str]
    passive: str
    plans: str
    will: str
    marks: tuple[Family, ...]
    causes: frozenset[str]
    no_cause: str
    first: str
    later: str
    tells: frozenset[str]
    others_tell: str
    not_done: str
    still_plans: str
    even: str
    several: str
    gets: str
    as_one: str
    mine_said: str
    closing: frozenset[str]
    bodies: frozenset[str]
    stranding: frozenset[str]
    went: str
    moving: frozenset[str]
    afterthought: str
    pretends: str

    @model_validator(mode="after")
    def _compiles(self) -> Lexicon:
        single = [value for value in self.__dict__.values() if isinstance(value, str)]
        for source in [*single, *(side for pair in self.opposites for side in pair)]:
            try:
                re.compile(source)
            except re.error as error:
                raise ValueError(f"het patroon '{source}' klopt niet: {error}") from error
        return self


@lru_cache(20_000)
def is_person(word: str) -> bool:
    """Whether the word is a noun for a person, also at the end of a longer one: 'hr-adviseur'."""
    people = lexicon().people
    return word in people or any(word.endswith(person) for person in people if len(person) > _SHORT)


@cache
def lexicon() -> Lexicon:
    """The lists."""
    found: Lexicon = load_cached(content_dir() / "prompts" / "guard" / "fidelity.yaml", Lexicon)
    return found


@cache
def pattern(field: str) -> re.Pattern[str]:
    """One field of the lexicon as a pattern between word borders."""
    return bordered(getattr(lexicon(), field))


def allowed(families: tuple[Family, ...]) -> Allowed:
    """For each family what a reply says, and what of the user allows it."""
    pairs = ((family.say, "|".join(filter(None, (family.say, family.also)))) for family in families)
    return tuple((bordered(say), bordered(allows)) for say, allows in pairs)


@cache
def times() -> Allowed:
    """The families of words of time."""
    return allowed(lexicon().times)


@cache
def any_time() -> re.Pattern[str]:
    """Any word of time that a reply may not bring in; most sentences have none."""
    return bordered("|".join(family.say for family in lexicon().times))


@cache
def opposites() -> tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]:
    """The pairs, both ways round."""
    pairs = [(bordered(one), bordered(other)) for one, other in lexicon().opposites]
    return (*pairs, *((other, one) for one, other in pairs))


def bordered(source: str) -> re.Pattern[str]:
    """The pattern as whole words."""
    return re.compile(rf"(?<!\w)(?:{source})(?!\w)")
