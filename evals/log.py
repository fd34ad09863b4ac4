"""The log of a run: one JSON line per reply, so that stored replies can be scored again.

Knows nothing of scoring; a verdict is only carried.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Literal

from pydantic import ConfigDict, TypeAdapter, ValidationError

from assistant.errors import InputError
from assistant.files import write_private

SystemName = Literal["product", "raw"]
CHECKED = ("tone", "safety", "mirror")
"""Suites that need no model."""
TALKED = ("bait", "two-sided", "drift", "injection")
"""Suites whose replies are made by the product and by the model alone."""


@dataclass(frozen=True)
class Line:
    """One reply of one system to one turn of one case."""

    __pydantic_config__ = ConfigDict(extra="forbid")

    suite: str
    case: str
    turn: int
    """From 1."""
    system: SystemName
    model: str
    """Id in the catalogue, or the path of a file of the user."""
    digest: str
    """sha256 of the model file."""
    prompts: str
    """sha256 of the prompt files that this system reads."""
    seed: int
    version: str
    """Of Waterlijn, with a hash of the code where the reply depends on it."""
    said: tuple[str, ...]
    """All messages of the user so far; the last one is answered."""
    document: str = ""
    """Name of the document that the reply is about, or ''."""
    reply: str = ""
    """The whole reply as shown; sentences quoted from a document are left out."""
    own: str = ""
    """The part of the reply that was composed: mirror and question, without fixed texts."""
    draft: str = ""
    """As composed, before the guard."""
    mirror: str = ""
    question: str = ""
    question_id: str = ""
    move: str = ""
    """A move of the bank or a fixed route. Suite safety: the route. Suite mirror: the kind of mirror."""
    origin: str = ""
    refused: tuple[dict[str, Any], ...] = ()
    """Drafts that the guard refused: {"text", "breaches": [{"code", "quote", "why"}]}."""
    seconds: float = 0.0
    verdict: dict[str, Any] | None = None
    """After scoring: {"ok", "breaches"} of `own`."""
    draft_verdict: dict[str, Any] | None = None
    """After scoring: the same of `draft`."""


_LINE: TypeAdapter[Line] = TypeAdapter(Line)


def write_lines(path: Path, lines: Iterable[Line]) -> None:
    """Replace the log at `path`, whole or not at all. Raises InputError."""
    try:
        write_private(path, _written(lines).encode())
    except OSError as error:
        raise InputError("eval-schrijven", bestand=path) from error


def append_lines(path: Path, lines: Iterable[Line]) -> None:
    """Add lines to the log in one write. Raises InputError."""
    try:
        with path.open("a", encoding="utf-8") as file:
            file.write(_written(lines))
    except OSError as error:
        raise InputError("eval-schrijven", bestand=path) from error


def read_lines(path: Path) -> list[Line]:
    """Every line of the log. Raises InputError that names file and line."""
    try:
        # Not splitlines(): a reply may hold other marks that end a line, such as U+2028.
        rows = path.read_text(encoding="utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError("eval-log-weg", bestand=path) from error
    return [_read(row, path, number) for number, row in enumerate(rows, start=1) if row]


def _written(lines: Iterable[Line]) -> str:
    return "".join(json.dumps(asdict(line), ensure_ascii=False) + "\n" for line in lines)


def _read(row: str, path: Path, number: int) -> Line:
    try:
        return _LINE.validate_json(row, strict=True)
    except ValidationError as error:
        raise InputError("eval-log-stuk", bestand=path, regel=number) from error
