"""The rules of a rehearsal (prompts/rehearsal.yaml): what closes a question, and who answers it."""

from __future__ import annotations

import re
from functools import cache
from typing import Literal, NamedTuple, Self, TypeAlias, get_args

from pydantic import Field, model_validator

from assistant.content.strictyaml import Strict, load_cached
from assistant.guard.content import compile_pattern
from assistant.guard.verdict import Code
from assistant.settings import content_dir
from assistant.spans.lexicon import lexicon

MARK = "@"
"""In the patterns of a rule with `words`: one word of that class."""
LETTER = "ꙮ"
"""Takes the place of the letters of such a word; nobody writes it."""

Problem: TypeAlias = Literal["gesloten", "veronderstelling", "advies", "dubbel", "waarom", "sturend"]
Effect: TypeAlias = Literal["opent", "sluit", "verdedigt"]


class GuardEntry(Strict):
    """Which breaches of the guard are which problem."""

    codes: tuple[Code, ...]
    problem: Problem
    why: str
    cue: tuple[str, ...] = ()
    """What the whole quote of the guard must look like; without it anything fits."""
    unless: tuple[str, ...] = ()
    opens: str = ""
    """How the sentence must begin."""
    narrow: str = ""
    """The part of the quote to show, when there is one."""


class WordClass(Strict):
    """Words that a pattern may stand for with MARK; all in lower case without accents."""

    lists: tuple[str, ...] = ()
    """Lists of prompts/spans/, with every form of their words."""
    also: tuple[str, ...] = ()
    but: tuple[str, ...] = ()
    ends: tuple[str, ...] = ("",)
    """Of the lists only what ends so."""

    @model_validator(mode="after")
    def _knows_its_lists(self) -> Self:
        if unknown := set(self.lists) - set(lexicon()):
            raise ValueError(f"prompts/spans/ heeft geen lijst {', '.join(sorted(unknown))}")
        return self


class Rule(Strict):
    """Patterns that the guard does not have."""

    problem: Problem
    why: str
    find: tuple[str, ...] = Field(min_length=1)
    unless: tuple[str, ...] = ()
    opens: str = ""
    """How the sentence must begin."""
    words: str = ""
    """The class of words that MARK in `find` stands for."""


class Answer(Strict):
    """What a participant says to one kind of question."""

    to: Problem | Literal["geen"]
    effect: Effect
    said: tuple[str, ...] = Field(min_length=3)


class Participant(Strict):
    """Somebody made up, with a temper; `reactions` stand in the order of what they hear first."""

    id: str
    name: str
    """The temper: nobody here is somebody."""
    about: str
    reactions: tuple[Answer, ...]

    @model_validator(mode="after")
    def _answers_everything(self) -> Self:
        if sorted(answer.to for answer in self.reactions) != sorted([*get_args(Problem), "geen"]):
            raise ValueError(f"deelnemer {self.id} heeft niet precies één reactie voor elke soort vraag")
        return self


class RehearsalRules(Strict):
    """The whole file."""

    parts: dict[str, str]
    classes: dict[str, WordClass]
    guard: tuple[GuardEntry, ...]
    echo: tuple[str, ...]
    rules: tuple[Rule, ...]
    participants: tuple[Participant, ...] = Field(min_length=5)

    @model_validator(mode="after")
    def _compiles(self) -> Self:
        from_guard = [p for entry in self.guard for p in (*entry.cue, *entry.unless, entry.opens, entry.narrow)]
        own = [p for rule in self.rules for p in (*rule.find, *rule.unless, rule.opens)]
        for pattern in (*from_guard, *own, *self.echo):
            try:
                compile_pattern(pattern, self.parts)
            except (re.error, KeyError) as error:
                raise ValueError(f"het patroon '{pattern}' klopt niet: {error}") from error
        if unknown := {rule.words for rule in self.rules} - {"", *self.classes}:
            raise ValueError(f"er is geen woordklasse {', '.join(sorted(unknown))}")
        return self


class FromGuard(NamedTuple):
    """A GuardEntry, ready to search with."""

    entry: GuardEntry
    cue: re.Pattern[str] | None
    unless: re.Pattern[str] | None
    opens: re.Pattern[str] | None
    narrow: re.Pattern[str] | None


class Own(NamedTuple):
    """A Rule, ready to search with."""

    rule: Rule
    find: re.Pattern[str]
    unless: re.Pattern[str] | None
    opens: re.Pattern[str] | None


@cache
def from_guard() -> tuple[FromGuard, ...]:
    """How breaches become problems; the first that fits counts."""
    return tuple(
        FromGuard(entry, *map(_any_of, (entry.cue, entry.unless, (entry.opens,), (entry.narrow,))))
        for entry in _content().guard
    )


@cache
def own_rules() -> tuple[Own, ...]:
    """The rules in the order of the file."""
    return tuple(
        Own(rule, _required(rule.find), _any_of(rule.unless), _any_of((rule.opens,))) for rule in _content().rules
    )


@cache
def words_of(name: str) -> frozenset[str]:
    """The words of a class."""
    kind = _content().classes[name]
    listed = {word for part in kind.lists for word in lexicon()[part].whole if word.endswith(kind.ends)}
    return frozenset((listed | set(kind.also)) - set(kind.but))


@cache
def echo() -> re.Pattern[str]:
    """What gives the other's own words back: 'je noemde net'."""
    return _required(_content().echo)


def participants() -> tuple[Participant, ...]:
    """The scripted participants, in the order of the file."""
    return _content().participants


def _any_of(patterns: tuple[str, ...]) -> re.Pattern[str] | None:
    return _required(patterns) if any(patterns) else None


def _required(patterns: tuple[str, ...]) -> re.Pattern[str]:
    joined = "|".join(compile_pattern(pattern, _content().parts).pattern for pattern in patterns)
    return re.compile(joined.replace(MARK, rf"{LETTER}{{1,40}}"))


def _content() -> RehearsalRules:
    found: RehearsalRules = load_cached(content_dir() / "prompts" / "rehearsal.yaml", RehearsalRules)
    return found
