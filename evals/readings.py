"""Blind readings: the codes that a second reader gave a reply without seeing the guard's.

One JSON line a reply in evals/readings/<model id>.jsonl. A reading belongs to the words that were read: the hash
says which, and a reply that has changed since has not been read.
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Literal

from pydantic import Field, ValidationError

from assistant.content.strictyaml import Strict
from assistant.errors import InputError
from assistant.guard.verdict import Code

FOLDER = Path(__file__).parent / "readings"


class Reading(Strict):
    """What one reader found in one reply."""

    suite: str
    id: str
    """Of the case."""
    turn: int = Field(ge=1)
    system: Literal["product", "draft", "raw"]
    sha: str = Field(pattern=r"^[0-9a-f]{12,64}$")
    """How `reply_sha` of the words read begins, 12 characters or more."""
    codes: tuple[Code, ...]
    """Breaches found; empty for a clean reply."""
    note: str = ""


def reply_sha(words: str) -> str:
    """The sha256 of a reply's composed words."""
    return hashlib.sha256(words.strip().encode()).hexdigest()


def read_readings(path: Path) -> list[Reading]:
    """The readings in a file; none when it is not there. Raises InputError that names file and line."""
    return [_read(row, path, number) for number, row in rows_of(path)]


def rows_of(path: Path) -> list[tuple[int, str]]:
    """(Number, text) of every row with something in it. Raises InputError."""
    if not path.exists():
        return []
    try:
        rows = path.read_text(encoding="utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError("eval-log-weg", bestand=path) from error
    return [(number, row) for number, row in enumerate(rows, start=1) if row.strip()]


def _read(row: str, path: Path, number: int) -> Reading:
    try:
        return Reading.model_validate_json(row)
    except ValidationError as error:
        raise InputError("eval-lezing-stuk", bestand=path, regel=number) from error
