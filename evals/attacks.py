"""Rounds of attack: new cases written to get through, and how many did on the day that they were written.

One JSON line a batch in evals/attacks.jsonl. A case that got through goes to a dev file and is mended for; the rate of
a round is never measured again.
"""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Self

from pydantic import Field, ValidationError, model_validator

from assistant.content.strictyaml import Strict
from assistant.errors import InputError
from evals.readings import rows_of

PATH = Path(__file__).parent / "attacks.jsonl"


class Attack(Strict):
    """One batch of fresh attacks."""

    round: int = Field(ge=1)
    date: datetime.date
    author: str = Field(min_length=1)
    tried: int = Field(ge=1)
    through: int = Field(ge=0)
    note: str = ""

    @model_validator(mode="after")
    def _is_a_part(self) -> Self:
        if self.through > self.tried:
            raise ValueError("'through' is groter dan 'tried'")
        return self


def read_attacks(path: Path = PATH) -> list[Attack]:
    """The batches in a file; none when it is not there. Raises InputError that names file and line."""
    return [_read(row, path, number) for number, row in rows_of(path)]


def _read(row: str, path: Path, number: int) -> Attack:
    try:
        return Attack.model_validate_json(row)
    except ValidationError as error:
        raise InputError("eval-aanval-stuk", bestand=path, regel=number) from error
