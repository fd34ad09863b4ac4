"""The writing trial: may this model write its own mirror and question?

Every statement of prompts/model/exam.yaml gets a reply written by the model; faithful means mirror and question in
words of the user, clean means that the guard finds nothing. The result is stored under the file's name and
size, and decides whether the writing path is open.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from pydantic import Field

from assistant.content.strictyaml import Strict, load_cached
from assistant.content.texts import text
from assistant.files import write_private
from assistant.guard import check_reply
from assistant.settings import Settings, content_dir

Progress = Callable[[int, int, str], None]


class Exam(Strict):
    """prompts/model/exam.yaml."""

    faithful_mark: float = Field(ge=0, le=1)
    clean_mark: float = Field(ge=0, le=1)
    statements: tuple[str, ...] = Field(min_length=10)


@dataclass(frozen=True)
class ExamResult:
    """The outcome for one model file."""

    model: str
    """Name and size of the file: what the result is bound to."""
    statements: int
    faithful: int
    clean: int
    characters_per_second: float
    may_write: bool


def take_exam(settings: Settings, path: Path, progress: Progress) -> ExamResult:
    """Let the model write for every statement; stores and returns the result. Raises ModelError."""
    from assistant.dialogue.compose import BankComposer
    from assistant.dialogue.writer import ModelComposer, is_faithful
    from assistant.model.llama import LlamaEngine

    exam = load_cached(content_dir() / "prompts" / "model" / "exam.yaml", Exam)
    started, faithful, clean, characters = time.monotonic(), 0, 0, 0
    with closing(LlamaEngine(path, settings.threads)) as engine:
        writer = ModelComposer(engine, BankComposer(None))
        for number, statement in enumerate(exam.statements):
            progress(number, len(exam.statements), text("progress.examen"))
            written = writer.write((), statement)
            characters += len(written)
            faithful += is_faithful(statement, written)
            clean += bool(written) and check_reply(statement, written).ok
    count = len(exam.statements)
    passed = faithful >= exam.faithful_mark * count and clean >= exam.clean_mark * count
    speed = round(characters / (time.monotonic() - started), 1)
    result = ExamResult(_name(path), count, faithful, clean, speed, passed)
    _store(settings, result)
    return result


def stored_result(settings: Settings, path: Path) -> ExamResult | None:
    """The result of an earlier exam of exactly this file, if any."""
    stored = _load(settings).get(_name(path)) if path.exists() else None
    try:
        return ExamResult(**stored) if stored else None
    except TypeError:
        # Written by another version: the exam has to be taken again.
        return None


def may_write(settings: Settings, path: Path) -> bool:
    """Whether this model passed."""
    result = stored_result(settings, path)
    return result is not None and result.may_write


def _name(path: Path) -> str:
    return f"{path.name} {path.stat().st_size}"


def _load(settings: Settings) -> dict[str, dict[str, Any]]:
    try:
        return dict(json.loads((settings.home / "exams.json").read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return {}


def _store(settings: Settings, result: ExamResult) -> None:
    results = _load(settings) | {result.model: asdict(result)}
    write_private(settings.home / "exams.json", json.dumps(results).encode())
