"""The writing exam as it stands: its statements, its marks and its limits, and a digest of all that decides a mark.

Knows the files and nothing of models, replies or results.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

from pydantic import Field, ValidationError

from assistant.content.strictyaml import Strict, load_cached
from assistant.errors import InputError
from assistant.settings import content_dir

EXAM = content_dir() / "prompts" / "model" / "exam.yaml"
_ALSO_DECIDE = (
    "prompts/model/write.yaml",
    "prompts/guard.yaml",
    "prompts/guard/*",
    "assistant/guard/*.py",
    "assistant/dialogue/writer.py",
    "assistant/model/exam_score.py",
)
"""With other words in one of these, the same model may get another mark."""

Term = Annotated[str, Field(pattern=r"\w")]
"""A word, or words in a row, that a reply is searched for."""


class Exam(Strict):
    """prompts/model/exam.yaml."""

    faithful_mark: float = Field(ge=0, le=1)
    clean_mark: float = Field(ge=0, le=1)
    added_share: float = Field(ge=0, le=1)
    cases: str
    """Path of the statements, from the project folder."""
    max_tokens: int = Field(gt=0)
    seconds: float = Field(gt=0)
    """For the whole exam; what is not written by then does not count."""


class Demands(Strict):
    """What a mirror of one statement must and must not say; all but `question_bad` is about the mirror only."""

    feature: str = Field(min_length=1)
    """What makes the statement hard to mirror."""
    must: tuple[Annotated[tuple[Term, ...], Field(min_length=1)], ...] = Field(min_length=1)
    """Groups of alternatives; one of each group has to be there."""
    must_not: tuple[Term, ...]
    question_bad: tuple[Term, ...]
    """What the question may not say."""


class Case(Strict):
    """One statement of the exam."""

    id: str = Field(min_length=1)
    input: str = Field(min_length=1)
    target: tuple[str, ...] = Field(min_length=1)
    """Good mirrors; others may be as good."""
    metadata: Demands


def load_exam() -> Exam:
    """Marks and limits. Raises ContentError."""
    return load_cached(EXAM, Exam)


def load_cases() -> list[Case]:
    """The statements. Raises InputError that names file and line."""
    path = content_dir() / load_exam().cases
    try:
        rows = path.read_text(encoding="utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError("eval-gevallen-weg", bestand=path) from error
    cases = list(_parsed(rows, path))
    if not cases:
        raise InputError("eval-gevallen-weg", bestand=path)
    return cases


def _parsed(rows: list[str], path: Path) -> Iterator[Case]:
    seen: set[str] = set()
    for number, row in enumerate(rows, start=1):
        if not row.strip():
            continue
        try:
            case = Case.model_validate_json(row)
        except ValidationError as error:
            raise InputError("eval-geval-stuk", bestand=path, regel=number) from error
        if case.id in seen:
            raise InputError("eval-geval-dubbel", bestand=path, regel=number, id=case.id)
        seen.add(case.id)
        yield case


def rules_digest() -> str:
    """SHA-256 over statements, marks, prompt, guard and scoring: a result counts only under the same one."""
    found = [EXAM, content_dir() / load_exam().cases]
    for pattern in _ALSO_DECIDE:
        found += sorted(path for path in content_dir().glob(pattern) if path.is_file())
    total = hashlib.sha256()
    for path in found:
        content = path.read_bytes() if path.is_file() else b""
        total.update(f"{len(content)}\n".encode() + content)
    return total.hexdigest()
