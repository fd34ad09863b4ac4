"""How a request shows what is not wanted, who is who and which form fields are filled (prompts/request.yaml)."""

from __future__ import annotations

import re
from functools import cache, cached_property
from typing import Literal, Self, TypeAlias

from pydantic import Field, model_validator

from assistant.content.strictyaml import Strict, load_cached
from assistant.jobs.checklist_points import Point, check_patterns, load_points
from assistant.settings import content_dir

RoleId: TypeAlias = Literal["klant", "groep", "beslisser", "contact", "afzender"]
FactId: TypeAlias = Literal["locatie", "begin", "einde", "looptijd", "uren", "kenmerk"]


class Rule(Strict):
    """What makes a sentence, a part of the document or a form field count."""

    point: str = ""
    """Id of a checklist point whose signals and heading count too."""
    signals: tuple[str, ...] = ()
    not_: tuple[str, ...] = Field(default=(), alias="not")
    """Patterns of a sentence that does not count, whatever its signals."""
    heading: str = ""
    """Pattern of a heading, or of the line above a list, under which everything counts."""
    fields: str = ""
    """Pattern of the labels of a form field."""

    @model_validator(mode="after")
    def _can_be_used(self) -> Self:
        check_patterns((*self.signals, *self.not_, self.heading, self.fields))
        if self.point and self.point not in {point.id for point in load_points().points}:
            raise ValueError(f"het punt '{self.point}' staat niet in checklist.yaml")
        return self

    def counts(self, sentence: str) -> bool:
        """Whether the sentence gives a signal and nothing takes it away."""
        if any(pattern.search(sentence) for pattern in self._nots):
            return False
        by_point = self._point is not None and self._point.strength(sentence) is not None
        return by_point or any(signal.search(sentence) for signal in self._signals)

    def heads(self, line: str) -> bool:
        """Whether everything under this heading or line counts."""
        bare = re.sub(r"^\d+[.)]\s*", "", line.split(" > ")[-1])
        by_point = self._point is not None and self._point.heads(line)
        return by_point or bool(self.heading and re.match(self.heading, bare, re.IGNORECASE))

    def labels(self, label: str) -> bool:
        """Whether this is the label of such a form field."""
        return bool(self.fields and re.fullmatch(self.fields, label, re.IGNORECASE))

    @cached_property
    def _point(self) -> Point | None:
        return next((point for point in load_points().points if point.id == self.point), None)

    @cached_property
    def _signals(self) -> tuple[re.Pattern[str], ...]:
        return tuple(re.compile(pattern, re.IGNORECASE) for pattern in self.signals)

    @cached_property
    def _nots(self) -> tuple[re.Pattern[str], ...]:
        return tuple(re.compile(pattern, re.IGNORECASE) for pattern in self.not_)


class Role(Rule):
    """A kind of person, group or organisation in a request."""

    id: RoleId


class FactRule(Rule):
    """A kind of form field."""

    id: FactId
    value: str
    """Pattern of a value that can be meant."""

    @model_validator(mode="after")
    def _value_can_be_used(self) -> Self:
        check_patterns((self.value,))
        return self

    def allows(self, value: str) -> bool:
        """Whether the value can be meant: a date holds a date, hours hold a number."""
        return bool(re.search(self.value, value, re.IGNORECASE))


class Kind(Strict):
    """How a request for guidance differs from any other text."""

    strong: tuple[str, ...]
    """Patterns of which one is enough."""
    weak: tuple[str, ...]
    """Patterns of which two are needed."""

    @model_validator(mode="after")
    def _can_be_used(self) -> Self:
        check_patterns((*self.strong, *self.weak))
        return self

    def fits(self, words: str) -> bool:
        """Whether the text is such a request."""
        found = [bool(re.search(pattern, words, re.IGNORECASE)) for pattern in (*self.strong, *self.weak)]
        return any(found[: len(self.strong)]) or sum(found) > 1


class RequestFile(Strict):
    """The whole file."""

    kind: Kind
    unwanted: Rule
    roles: tuple[Role, ...]
    closing: str
    """Pattern of the line that closes a mail."""
    counts: tuple[str, ...]
    """Patterns with a group `n`: how many people."""
    numbers: dict[str, int]
    """Number words."""
    members: tuple[str, ...]
    """Patterns with a group `row`: who they are."""
    facts: tuple[FactRule, ...]

    @model_validator(mode="after")
    def _can_be_used(self) -> Self:
        check_patterns((self.closing, *self.counts, *self.members))
        return self


@cache
def load_request_rules() -> RequestFile:
    """The rules. Raises ContentError."""
    rules: RequestFile = load_cached(content_dir() / "prompts" / "request.yaml", RequestFile)
    return rules
