"""What the knowledge base gives back: passages, documents and the outcome of adding a file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

Origin = Literal["artikel", "document"]
"""Shipped with Waterlijn, or added by the user."""
State = Literal["toegevoegd", "ongewijzigd", "vernieuwd", "mislukt"]
Progress = Callable[[int, int, str], None]
"""Called with (done, total, what): counts from 0, and one Dutch line on what is being done."""


@dataclass(frozen=True)
class Passage:
    """A piece of an article or document, found for a query."""

    id: int
    """Never used again for another text."""
    source: str
    """Id of the article, or file name of the document."""
    title: str
    locator: str
    """Heading or page."""
    text: str
    """Exactly as it stands in the document."""
    score: float
    """Fused rank, higher is nearer; only to compare within one search."""


@dataclass(frozen=True)
class Document:
    """An article or an added file, as indexed."""

    id: str
    name: str
    """File name, or the article's id."""
    origin: Origin
    passages: int
    added: str
    """UTC, ISO 8601."""


@dataclass(frozen=True)
class Added:
    """What became of one file."""

    path: Path
    id: str
    """Id of the document that holds its text; empty when it failed."""
    state: State
    passages: int
    reason: str
    """Dutch sentence with the cure when it failed, else empty."""
