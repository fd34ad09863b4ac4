"""What comes before everything else: danger, and misconduct that belongs with a person, not a program.

Rules first, then a second opinion learned from examples (safety_model.py), never a language model: the same words
always take the same route and get the same fixed text. Which words, and which idioms are no danger, stands in
prompts/safety.yaml and prompts/safety/wide.yaml; what the user then reads in prompts/texts/safety.yaml.
Where the helplines in those texts come from is said at the top of that file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal, NamedTuple, Self

from pydantic import model_validator

from assistant.content.strictyaml import Strict, load_cached
from assistant.content.texts import text
from assistant.dialogue.safety_model import Opinion, opinion
from assistant.dialogue.safety_scope import Lifted, is_deniable, read_scope
from assistant.dialogue.safety_words import compile_pattern, literal, normalise
from assistant.settings import content_dir

Crisis = Literal["acuut", "zelfdoding", "zelfbeschadiging", "geweld-thuis", "dreiging", "ander-in-gevaar"]
Integrity = Literal["intimidatie", "pesten", "fraude", "discriminatie", "bedreiging"]

FILES = ("safety.yaml", "safety/wide.yaml", "safety/veiled.yaml", "safety/misconduct.yaml")
TEXTS = {"geweld-thuis": "crisis-geweld-thuis", "ander-in-gevaar": "crisis-ander", "dreiging": "crisis-dreiging"}


@dataclass(frozen=True)
class Route:
    """Where a message goes: `kind` says which rule group matched, `matched` the user's literal words."""

    route: Literal["crisis", "integrity", "none"]
    kind: str | None
    matched: str | None


class Rule(Strict):
    """Patterns that raise the alarm, and idioms that lift it when they overlap the match."""

    find: tuple[str, ...]
    unless: tuple[str, ...] = ()


class Group(Strict):
    """The rules of one kind."""

    route: Literal["crisis", "integrity"]
    kind: Crisis | Integrity
    rules: tuple[Rule, ...]


class SafetyRules(Strict):
    """prompts/safety.yaml and safety/wide.yaml: `parts` are names for pieces of pattern, used as <name>."""

    parts: dict[str, str]
    lifted: tuple[str, ...] = ()
    """What lifts a match of any rule that it overlaps: a denial, or danger as the subject of one's work."""
    groups: tuple[Group, ...]

    @model_validator(mode="after")
    def _compiles(self) -> Self:
        for pattern in self.lifted + tuple(p for group in self.groups for r in group.rules for p in r.find + r.unless):
            try:
                compile_pattern(pattern, self.parts)
            except (re.error, KeyError) as error:
                raise ValueError(f"het patroon '{pattern}' klopt niet: {error}") from error
        return self


class Compiled(NamedTuple):
    """One rule, ready to search with."""

    group: Group
    find: tuple[tuple[re.Pattern[str], bool], ...]
    """Each with whether a denial lifts it."""
    unless: tuple[re.Pattern[str], ...]


def check_message(message: str) -> Route:
    """The route for one message: the first rule that matches, else what the message resembles."""
    words, places = normalise(message)
    lifted = _read_lifted(message, words, places)
    found = _ruled(words, lifted) or opinion(lifted.without(words))
    if found is None:
        return Route("none", None, None)
    return Route(found.route, found.kind, literal(message, words, places, found.span))


def check_rules(message: str) -> Route:
    """The route by the rules alone; the first rule that matches decides."""
    words, places = normalise(message)
    found = _ruled(words, _read_lifted(message, words, places))
    if found is None:
        return Route("none", None, None)
    return Route(found.route, found.kind, literal(message, words, places, found.span))


def route_text(route: Route) -> str:
    """The fixed text for a route. Raises ValueError for the route 'none', which has no text."""
    if route.route == "none":
        raise ValueError("the route none has no text")
    name = TEXTS.get(route.kind or "", "crisis") if route.route == "crisis" else "integrity"
    return text(f"safety.{name}")


def meant(message: str, words: str, places: Sequence[int]) -> str:
    """Normalised words with blanks for what an idiom, a denial or one's work explains; every place stays the same."""
    return _read_lifted(message, words, places).without(words)


def _read_lifted(message: str, words: str, places: Sequence[int]) -> Lifted:
    scope = read_scope(message, words, places)
    idioms = (match.span() for pattern in _lifted() for match in pattern.finditer(words))
    return scope._replace(apart=(*scope.apart, *idioms))


@cache
def _lifted() -> tuple[re.Pattern[str], ...]:
    content: SafetyRules = load_cached(content_dir() / "prompts" / "safety.yaml", SafetyRules)
    return tuple(compile_pattern(pattern, content.parts) for pattern in content.lifted)


@cache
def _rules() -> tuple[Compiled, ...]:
    """Every rule of all files: all crises before all reports of misconduct."""
    folder = content_dir() / "prompts"
    found: list[Compiled] = []
    for name in FILES:
        content: SafetyRules = load_cached(folder / name, SafetyRules)
        found += _compiled(content)
    return tuple(sorted(found, key=lambda rule: rule.group.route != "crisis"))


def _compiled(content: SafetyRules) -> Iterator[Compiled]:
    for group in content.groups:
        for rule in group.rules:
            find = tuple((compile_pattern(one, content.parts), is_deniable(one)) for one in rule.find)
            yield Compiled(group, find, tuple(compile_pattern(one, content.parts) for one in rule.unless))


def _ruled(words: str, lifted: Lifted) -> Opinion | None:
    for rule in _rules():
        span = _first_match(rule, words, lifted)
        if span:
            return Opinion(rule.group.route, rule.group.kind, span)
    return None


def _first_match(rule: Compiled, words: str, lifted: Lifted) -> tuple[int, int] | None:
    for pattern, deniable in rule.find:
        for match in pattern.finditer(words):
            explained = any(_overlaps(idiom, words, match.span()) for idiom in rule.unless)
            if not explained and not lifted.covers(match.span(), deniable):
                return match.span()
    return None


def _overlaps(idiom: re.Pattern[str], words: str, span: tuple[int, int]) -> bool:
    start, end = span
    near = idiom.finditer(words, max(0, start - 150), end + 150)
    return any(found.start() < end and found.end() > start + 1 for found in near)
