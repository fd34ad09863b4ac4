"""The shape of every result, and what making one may need."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from assistant.documents.report import Report

if TYPE_CHECKING:
    from assistant.agreements.records import Agreement
    from assistant.jobs.checklist_evidence import Embeds
    from assistant.jobs.questionset import Deps


@dataclass(frozen=True)
class Attachment:
    """A file beside the report, such as a calendar."""

    name: str
    data: bytes


@dataclass(frozen=True)
class Result:
    """What the user takes along."""

    report: Report
    data: dict[str, Any]
    """The same as JSON."""
    shown: str = ""
    """The heart of it in a few lines, to read in the conversation."""
    files: tuple[Attachment, ...] = ()
    agreements: tuple[Agreement, ...] = ()
    """What goes into the register of agreements when the user keeps the result."""


@dataclass(frozen=True)
class Tools:
    """What some results need besides the session; a result that lacks its tool does without or is not made."""

    embedder: Embeds | None = None
    choosing: Callable[[], Deps] | None = field(default=None)
    """What the coach's question set is chosen with."""
