"""The rules and word lists of the guard, read from prompts/ and compiled once a process."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Literal, NamedTuple, Self

from pydantic import model_validator

from assistant.content.strictyaml import Strict, load_cached
from assistant.errors import ContentError
from assistant.guard.verdict import Code
from assistant.settings import content_dir

UNBOUNDED = re.compile(r"(?<!\\)[*+]|\{\d*,\}")


class Rule(Strict):
    """Patterns that make a breach of `code`; prompts/guard.yaml explains the other fields."""

    code: Code
    why: str
    find: tuple[str, ...]
    unless: tuple[str, ...] = ()
    yours: Literal["named", "echo", "never"] = "named"
    where: Literal["any", "statement", "question"] = "any"


class GuardRules(Strict):
    """prompts/guard.yaml: `parts` are names for pieces of pattern, used as <name>."""

    parts: dict[str, str]
    attribution: tuple[str, ...]
    rules: tuple[Rule, ...]

    @model_validator(mode="after")
    def _compiles(self) -> Self:
        patterns = [p for rule in self.rules for p in rule.find + rule.unless]
        for pattern in [*patterns, *self.attribution]:
            try:
                compile_pattern(pattern, self.parts)
            except (re.error, KeyError) as error:
                raise ValueError(f"het patroon '{pattern}' klopt niet: {error}") from error
        return self


class MoreRules(Strict):
    """A file of prompts/guard/rules/: rules in words of everyday, a file per kind of breach; parts are shared."""

    rules: tuple[Rule, ...]


class QuestionRules(Strict):
    """prompts/guard/questions.yaml, which explains the fields."""

    parts: dict[str, str]
    first: str
    clause: str
    later: str
    closed: str
    second: str
    joined: str
    offer: str


class QuestionForm(NamedTuple):
    """QuestionRules, ready to search with."""

    first: re.Pattern[str]
    clause: re.Pattern[str]
    later: re.Pattern[str]
    closed: re.Pattern[str]
    second: re.Pattern[str]
    joined: re.Pattern[str]
    offer: re.Pattern[str]


class GuardWords(Strict):
    """prompts/guard/words.yaml."""

    moods: tuple[str, ...]
    small: frozenset[str]
    plain: frozenset[str]
    persons: frozenset[str]
    negations: frozenset[str]
    same_verb: dict[str, str]


class Compiled(NamedTuple):
    """One rule, ready to search with."""

    rule: Rule
    find: re.Pattern[str]
    unless: re.Pattern[str] | None
    core: bool
    """Whether it stands in prompts/guard.yaml itself."""


@cache
def rules() -> tuple[Compiled, ...]:
    """The rules: those of prompts/guard.yaml first, then file by file those of prompts/guard/rules/."""
    content = _content()
    core = [_compiled(rule, content.parts, None) for rule in content.rules]
    more = [_compiled(rule, content.parts, file) for file in _files() for rule in load_cached(file, MoreRules).rules]
    return (*core, *more)


def _files() -> list[Path]:
    return sorted((content_dir() / "prompts" / "guard" / "rules").glob("*.yaml"))


def _compiled(rule: Rule, parts: dict[str, str], file: Path | None) -> Compiled:
    """`file`: one of prompts/guard/rules/; None for the core, which was checked when it was read."""
    try:
        unless = _any_of(rule.unless, parts) if rule.unless else None
        return Compiled(rule, _any_of(rule.find, parts), unless, file is None)
    except (re.error, KeyError) as error:
        raise ContentError(
            f"prompts/guard/rules/{file.name}" if file else "prompts/guard.yaml",
            1,
            f"een patroon bij {rule.code} klopt niet: {error}",
        ) from error


@cache
def attribution() -> re.Pattern[str]:
    """What marks words as somebody's, not the program's: 'je noemt', 'volgens jou'."""
    return _any_of(_content().attribution, _content().parts)


@cache
def words() -> GuardWords:
    """The word lists."""
    found: GuardWords = load_cached(content_dir() / "prompts" / "guard" / "words.yaml", GuardWords)
    return found


@cache
def moods() -> tuple[re.Pattern[str], ...]:
    """The families of words for feelings and verdicts."""
    return tuple(re.compile(pattern) for pattern in words().moods)


@cache
def question_form() -> QuestionForm:
    """What tells an open question from a closed one, and one question from two."""
    content: QuestionRules = load_cached(content_dir() / "prompts" / "guard" / "questions.yaml", QuestionRules)
    filled = (_filled(getattr(content, field), content.parts) for field in QuestionForm._fields)
    return QuestionForm(*map(re.compile, filled))


def compile_pattern(pattern: str, parts: dict[str, str]) -> re.Pattern[str]:
    """`pattern` with its <parts> filled in, between word borders. Raises re.error or KeyError."""
    return re.compile(rf"(?<!\w)(?:{_filled(pattern, parts)})(?!\w)")


def _filled(pattern: str, parts: dict[str, str]) -> str:
    while names := re.findall(r"(?<!\?P)<(\w+)>", pattern):
        pattern = pattern.replace(f"<{names[0]}>", parts[names[0]])
    if UNBOUNDED.search(pattern):
        raise re.error("een herhaling zonder grens (* of +)")
    return pattern


def _any_of(patterns: tuple[str, ...], parts: dict[str, str]) -> re.Pattern[str]:
    return re.compile("|".join(compile_pattern(pattern, parts).pattern for pattern in patterns))


def _content() -> GuardRules:
    found: GuardRules = load_cached(content_dir() / "prompts" / "guard.yaml", GuardRules)
    return found
