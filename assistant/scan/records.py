"""What one person scored, chose and will do. Knows nothing of teams, files or how scores were asked."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from typing import Any, Literal, TypeAlias, get_args

from pydantic import ConfigDict, TypeAdapter, ValidationError

from assistant.errors import InputError
from assistant.scan.words import dutch_date

Block: TypeAlias = Literal["stip", "synergie", "structuur", "sturing", "succesfactoren"]
"""One of the five S's."""

BLOCKS: tuple[Block, ...] = get_args(Block)
VALUES = (1, 2, 3, 4, 5)
ACTIONS = 2
"""Actions that go with the chosen S, at most."""

DAYS = 30
"""Within which an action shows."""


@dataclass(frozen=True)
class Score:
    """What someone gives one S. Raises InputError('scan-cijfer')."""

    __pydantic_config__ = ConfigDict(extra="forbid")

    block: Block
    value: int
    """1 to 5."""
    sentence: str = ""
    """Why, in the user's own words; may be empty."""

    def __post_init__(self) -> None:
        if type(self.value) is not int or self.value not in VALUES:
            raise InputError("scan-cijfer", cijfer=self.value)


@dataclass(frozen=True)
class Action:
    """One thing that the user will do."""

    __pydantic_config__ = ConfigDict(extra="forbid")

    text: str
    by: date


@dataclass(frozen=True)
class Scan:
    """A whole scan. Raises InputError: scan-vijf, scan-twee-acties."""

    __pydantic_config__ = ConfigDict(extra="forbid")

    scores: tuple[Score, ...]
    """All five, in the order of BLOCKS."""
    chosen: Block | None = None
    actions: tuple[Action, ...] = ()

    def __post_init__(self) -> None:
        if tuple(score.block for score in self.scores) != BLOCKS:
            raise InputError("scan-vijf")
        if len(self.actions) > ACTIONS:
            raise InputError("scan-twee-acties")


def read_value(typed: str) -> int:
    """The score that was typed. Raises InputError('scan-cijfer')."""
    if typed.strip() not in {str(value) for value in VALUES}:
        raise InputError("scan-cijfer", cijfer=typed.strip())
    return int(typed)


def read_block(typed: str) -> Block:
    """The S that was typed. Raises InputError('scan-s-onbekend')."""
    found = next((block for block in BLOCKS if block == typed.strip().lower()), None)
    if found is None:
        raise InputError("scan-s-onbekend", naam=typed.strip(), namen=", ".join(BLOCKS))
    return found


def new_action(words: str, by: date, today: date) -> Action:
    """An action that can still be done. Raises InputError: scan-actie-leeg, scan-actie-datum."""
    if not words.strip():
        raise InputError("scan-actie-leeg")
    if not today <= by <= today + timedelta(days=DAYS):
        raise InputError("scan-actie-datum", eerste=dutch_date(today), laatste=dutch_date(today + timedelta(days=DAYS)))
    return Action(words.strip(), by)


def to_json(scan: Scan) -> dict[str, Any]:
    """{"scores": [{"block", "value", "sentence"}], "chosen", "actions": [{"text", "by"}]}."""
    return {
        "scores": [asdict(score) for score in scan.scores],
        "chosen": scan.chosen,
        "actions": [{"text": action.text, "by": action.by.isoformat()} for action in scan.actions],
    }


def from_json(data: Mapping[str, Any]) -> Scan:
    """The scan that `to_json` wrote. Raises InputError: scan-onleesbaar, and what Score and Scan raise.

    An action whose day has passed is read: it was fine when it was written.
    """
    try:
        return TypeAdapter(Scan).validate_json(json.dumps(data), strict=True)
    except (ValidationError, TypeError, ValueError, RecursionError) as error:
        raise InputError("scan-onleesbaar") from error
