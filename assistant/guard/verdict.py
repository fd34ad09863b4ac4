"""What the guard answers with."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

Code = Literal[
    "OORDEEL_POS",
    "OORDEEL_NEG",
    "PARTIJ",
    "ADVIES",
    "STUREN",
    "DUIDING",
    "WAARSCHUWING",
    "LEIDEND",
    "MEER_VRAGEN",
    "GESLOTEN",
    "TAAL",
    "LENGTE",
    "ONTROUW",
]


@dataclass(frozen=True)
class Breach:
    """One thing that a reply may not do."""

    code: Code
    quote: str
    """The words of the reply that it is about, literally."""
    why: str
    """A Dutch sentence for whoever reads the report."""


@dataclass(frozen=True)
class Verdict:
    """The outcome for one reply: fit to be shown only without breaches."""

    ok: bool
    """Whether the reply may be shown."""
    breaches: tuple[Breach, ...]

    @classmethod
    def of(cls, breaches: Iterable[Breach]) -> Verdict:
        """The verdict that follows from what was found."""
        found = tuple(breaches)
        return cls(not found, found)
