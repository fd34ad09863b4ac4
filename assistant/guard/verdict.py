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


Act = Literal["SPIEGEL", "SPIEGEL_PLUS", "OPEN", "GESLOTEN", "AUTONOMIE", "OVERIG"]
"""Mirror in the user's words, mirror that adds words, open and closed question, the choice left to the user, rest."""


@dataclass(frozen=True)
class Coded:
    """One sentence of a reply with its codes."""

    text: str
    act: Act
    codes: tuple[Code, ...]
    """Breaches in this sentence, each once."""


@dataclass(frozen=True)
class Verdict:
    """The outcome for one reply: fit to be shown only without breaches."""

    ok: bool
    """Whether the reply may be shown."""
    breaches: tuple[Breach, ...]
    sentences: tuple[Coded, ...] = ()

    @classmethod
    def of(cls, breaches: Iterable[Breach], sentences: Iterable[Coded] = ()) -> Verdict:
        """The verdict that follows from what was found."""
        found = tuple(breaches)
        return cls(not found, found, tuple(sentences))
