"""What comes before everything else: danger, and misconduct that belongs with a person, not a program.

Rules only, no model: the same words always take the same route and get the same fixed text. Which words, and
which idioms are no danger, stands in prompts/safety.yaml; what the user then reads in prompts/texts/safety.yaml.
Where the helplines in those texts come from is said at the top of that file.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal, NamedTuple, Self

from pydantic import model_validator

from assistant.content.strictyaml import Strict, load_cached
from assistant.content.texts import text
from assistant.settings import content_dir

Crisis = Literal["acuut", "zelfdoding", "zelfbeschadiging", "geweld-thuis", "dreiging", "ander-in-gevaar"]
Integrity = Literal["intimidatie", "pesten", "fraude", "discriminatie", "bedreiging"]

TEXTS = {"geweld-thuis": "crisis-geweld-thuis", "ander-in-gevaar": "crisis-ander", "dreiging": "crisis-dreiging"}
LEET = str.maketrans("013457@$", "oieastas")
# Four or more letters that stand apart are one word: d o o d.
TOKEN = re.compile(r"(?<![^ .])[a-z](?: {1,3}[a-z]){3,30}(?![^ .])|[a-z0-9@$]+|\.")
CHANGES = re.compile(r"[0-9@$ ]|(.)\1")
UNBOUNDED = re.compile(r"(?<!\\)[*+]|\{\d*,\}")


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
    """prompts/safety.yaml: `parts` are names for pieces of pattern, used as <name>."""

    parts: dict[str, str]
    groups: tuple[Group, ...]

    @model_validator(mode="after")
    def _compiles(self) -> Self:
        for pattern in (p for group in self.groups for rule in group.rules for p in rule.find + rule.unless):
            try:
                _compile(pattern, self.parts)
            except (re.error, KeyError) as error:
                raise ValueError(f"het patroon '{pattern}' klopt niet: {error}") from error
        return self


class Compiled(NamedTuple):
    """One rule, ready to search with."""

    group: Group
    find: tuple[re.Pattern[str], ...]
    unless: tuple[re.Pattern[str], ...]


def check_message(message: str) -> Route:
    """The route for one message; the first rule of prompts/safety.yaml that matches decides."""
    words, places = _normalise(message)
    for rule in _rules():
        span = _first_match(rule, words)
        if span:
            # A match begins with the space before its first word and may end with the end of the sentence.
            end = span[0] + len(words[slice(*span)].rstrip(" ."))
            return Route(rule.group.route, rule.group.kind, message[places[span[0] + 1] : places[end]].rstrip())
    return Route("none", None, None)


def route_text(route: Route) -> str:
    """The fixed text for a route. Raises ValueError for the route 'none', which has no text."""
    if route.route == "none":
        raise ValueError("the route none has no text")
    name = TEXTS.get(route.kind or "", "crisis") if route.route == "crisis" else "integrity"
    return text(f"safety.{name}")


@cache
def _rules() -> tuple[Compiled, ...]:
    content: SafetyRules = load_cached(content_dir() / "prompts" / "safety.yaml", SafetyRules)
    return tuple(
        Compiled(group, *(tuple(_compile(p, content.parts) for p in patterns) for patterns in (rule.find, rule.unless)))
        for group in content.groups
        for rule in group.rules
    )


def _compile(pattern: str, parts: dict[str, str]) -> re.Pattern[str]:
    while names := re.findall(r"<(\w+)>", pattern):
        pattern = pattern.replace(f"<{names[0]}>", parts[names[0]])
    if UNBOUNDED.search(pattern):
        raise re.error("een herhaling zonder grens (* of +)")
    # As in the message: a doubled letter counts once, whichever way it was spelled.
    pattern = re.sub(r"\\.|([a-z])\1+", lambda m: m[1] or m[0], pattern)
    return re.compile(f" (?:{pattern})(?= )")


def _first_match(rule: Compiled, words: str) -> tuple[int, int] | None:
    for pattern in rule.find:
        for match in pattern.finditer(words):
            if not any(_overlaps(idiom, words, match.span()) for idiom in rule.unless):
                return match.span()
    return None


def _overlaps(idiom: re.Pattern[str], words: str, span: tuple[int, int]) -> bool:
    start, end = span
    near = idiom.finditer(words, max(0, start - 150), end + 150)
    return any(found.start() < end and found.end() > start + 1 for found in near)


def _normalise(message: str) -> tuple[str, list[int]]:
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
