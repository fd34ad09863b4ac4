"""The stored cases, in the shape of Inspect's Sample; every fault names the file and the line.

Knows nothing of what a suite measures or of what answers the cases.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, ValidationError

from assistant.content.strictyaml import Strict
from assistant.errors import InputError

CASES = Path(__file__).parent / "cases"


class Message(Strict):
    """One message of a conversation."""

    role: Literal["user", "assistant"]
    content: str


def _as_tuple(target: object) -> object:
    return (target,) if isinstance(target, str) else target


class Sample(Strict):
    """One case."""

    id: str = Field(min_length=1)
    input: str | tuple[Message, ...]
    target: Annotated[tuple[str, ...], BeforeValidator(_as_tuple)]
    """What is right; a bare string in the file is a tuple of one."""
    metadata: dict[str, Any] = Field(default_factory=dict)


def load_samples(name: str) -> list[Sample]:
    """The cases of evals/cases/<name>.jsonl. Raises InputError that names file and line."""
    path = CASES / f"{name}.jsonl"
    try:
        # Not splitlines(): a message may hold other marks that end a line, such as U+2028.
        rows = path.read_text(encoding="utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError("eval-gevallen-weg", bestand=path) from error
    return list(_parsed(rows, path))


def _parsed(rows: list[str], path: Path) -> Iterator[Sample]:
    seen: set[str] = set()
    for number, row in enumerate(rows, start=1):
        if not row.strip():
            continue
        try:
            sample = Sample.model_validate_json(row)
        except ValidationError as error:
            raise InputError("eval-geval-stuk", bestand=path, regel=number) from error
        if sample.id in seen:
            raise InputError("eval-geval-dubbel", bestand=path, regel=number, id=sample.id)
        seen.add(sample.id)
        yield sample


def said(sample: Sample) -> tuple[str, ...]:
    """The messages of the user, oldest first."""
    if isinstance(sample.input, str):
        return (sample.input,)
    return tuple(message.content for message in sample.input if message.role == "user")


def judged(sample: Sample) -> str:
    """The last message of the assistant: the reply that a labelled pair is about; '' when there is none."""
    messages = () if isinstance(sample.input, str) else sample.input
    return next((message.content for message in reversed(messages) if message.role == "assistant"), "")
