"""What a client's request says, each with the literal words and where they stand."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.jobs.checklist_records import Checklist, Evidence, Item
from assistant.jobs.request_rules import FactId, RoleId


@dataclass(frozen=True)
class Person:
    """Somebody in the request, or a group, desk or organisation."""

    role: RoleId
    evidence: Evidence
    count: int | None = None
    """How many, when the words say so."""
    members: tuple[str, ...] = ()
    """Who make up the group, each literally as in the words."""


@dataclass(frozen=True)
class Fact:
    """A form field that somebody filled in."""

    kind: FactId
    value: str
    """Literally as in the form."""
    evidence: Evidence


@dataclass(frozen=True)
class RequestAnalysis:
    """What a request settles and what it leaves for the intake."""

    name: str
    """Name of the document."""
    checklist: Checklist
    """Every point, held against the request."""
    unwanted: tuple[Evidence, ...]
    """What the client does not want."""
    people: tuple[Person, ...]
    facts: tuple[Fact, ...]

    @property
    def settled(self) -> tuple[Item, ...]:
        """The points that the request settles."""
        return tuple(item for item in self.checklist.items if item.evidence)

    @property
    def open(self) -> tuple[Item, ...]:
        """The points for the intake."""
        return tuple(item for item in self.checklist.items if not item.evidence)
