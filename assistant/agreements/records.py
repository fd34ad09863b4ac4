"""The agreements of a team: records only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal, TypeAlias, get_args

from pydantic import ConfigDict

Status: TypeAlias = Literal["open", "bezig", "klaar", "vervallen"]
STATUSES: tuple[Status, ...] = get_args(Status)
_RUNNING: frozenset[Status] = frozenset({"open", "bezig"})


@dataclass(frozen=True)
class Agreement:
    """What was agreed, and how it stands."""

    __pydantic_config__ = ConfigDict(extra="forbid")

    id: str
    """Short and never used again: a1, a2."""
    agreement: str
    goal: str = ""
    owner: str = ""
    """The kartrekker."""
    due: date | None = None
    status: Status = "open"
    guard: str = ""
    """The procesbewaker of the day."""
    origin: str = ""
    """The flow, session or day that it was made in."""
    done_on: date | None = None
    """Filled for what is klaar, and only then."""

    @property
    def running(self) -> bool:
        """Whether there is still something to do."""
        return self.status in _RUNNING


@dataclass(frozen=True)
class Register:
    """All agreements, in the order in which they were made."""

    __pydantic_config__ = ConfigDict(extra="forbid")

    agreements: tuple[Agreement, ...] = ()
