"""The records of the contract: points, what is agreed at each, and how that changed from version to version.

The checklist of a team lead and the flows about contracting and re-contracting work on this one object.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal, TypeAlias

from pydantic import ConfigDict

from assistant.jobs.checklist_points import Side
from assistant.records import Source

Status: TypeAlias = Literal["genoemd", "te bespreken", "onbekend"]


@dataclass(frozen=True)
class Evidence:
    """The words that settle a point."""

    quote: str
    """Literally in the document, line ends included."""
    source: str
    """Name of the document."""
    locator: str
    """Page, heading or paragraph."""


@dataclass(frozen=True)
class Item:
    """One point, what the document says about it and what the parties agreed."""

    id: str
    side: Side
    point: str
    question: str
    status: Status
    """'genoemd' goes with evidence; 'onbekend' means that there was no document."""
    evidence: Evidence | None
    sources: tuple[Source, ...]
    answer: str = ""
    """What the user wrote down."""
    agreed: bool = False

    @property
    def settled(self) -> bool:
        """Whether there is anything at this point: words of the request, an answer, or a tick."""
        return bool(self.evidence or self.answer or self.agreed)


@dataclass(frozen=True)
class Change:
    """What became of one point from one version to the next."""

    point: str
    """Id of the point."""
    before: str
    after: str
    agreed_before: bool
    agreed_after: bool


@dataclass(frozen=True)
class Version:
    """The contract as it stood on a day: only what is different from the version before it."""

    number: int
    """From 1."""
    day: date
    note: str
    changes: tuple[Change, ...]
    recontract: date | None = None
    """The moment of re-contracting that was agreed when this version was saved."""


@dataclass(frozen=True)
class Checklist:
    """All points, inhoud first, and what the parties made of them."""

    __pydantic_config__ = ConfigDict(extra="forbid")

    items: tuple[Item, ...]
    parties: tuple[str, ...] = ()
    """Names, as the parties call themselves."""
    recontract: date | None = None
    """The agreed moment of re-contracting."""
    versions: tuple[Version, ...] = ()
    """The oldest first; what was written after the last one is in `items` only."""
