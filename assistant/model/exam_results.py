"""Results of the writing exam: stored under the digest of the model's file, and decisive for who may write.

What can't be read, or was earned under other statements or rules, opens nothing.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from threading import Event
from typing import Any

from pydantic import TypeAdapter, ValidationError

from assistant.errors import ModelError
from assistant.files import write_private
from assistant.model.exam_cases import rules_digest
from assistant.settings import Settings

_BLOCK = 1 << 22
"""Bytes read at once: small enough to stop within a moment."""


@dataclass(frozen=True)
class Tally:
    """How many of `n` replies got each mark."""

    n: int
    faithful: int
    dutch: int
    clean: int


@dataclass(frozen=True)
class ExamResult:
    """The outcome for one model file under one set of statements and rules."""

    sha256: str
    bytes: int
    rules: str
    """See exam_cases.rules_digest."""
    statements: int
    written: int
    unreached: int
    """Statements for which there was no time left; they count as not written."""
    faithful: int
    dutch: int
    clean: int
    features: dict[str, Tally]
    """Per kind of difficulty."""
    seconds: float
    characters_per_second: float
    may_write: bool
    """Whether it passed; it counts only as long as the rules are the same."""

    @property
    def is_current(self) -> bool:
        """Whether statements, prompt and rules are still those of this exam."""
        return self.rules == rules_digest()


_RESULT = TypeAdapter(ExamResult)


def stored_result(settings: Settings, path: Path) -> ExamResult | None:
    """The result of an earlier exam of exactly this file, under whatever rules; None when there is none."""
    try:
        size, results = path.stat().st_size, _load(settings.home / "exams.json")
        if not any(isinstance(one, dict) and one.get("bytes") == size for one in results.values()):
            # Not worth reading a file of gigabytes for.
            return None
        sha256 = model_digest(settings, path)
        result = _RESULT.validate_json(json.dumps(results.get(sha256)), strict=True)
    except (OSError, ModelError, ValidationError):
        return None
    return result if result.sha256 == sha256 else None


def may_write(settings: Settings, path: Path) -> bool:
    """Whether this model passed the exam as it is now."""
    result = stored_result(settings, path)
    return result is not None and result.may_write and result.is_current


def store_result(settings: Settings, result: ExamResult) -> None:
    """Put the result in the place of an earlier one of the same file. Raises ModelError."""
    path = settings.home / "exams.json"
    try:
        write_private(path, json.dumps(_load(path) | {result.sha256: asdict(result)}).encode())
    except OSError as error:
        raise ModelError("examen-niet-bewaard", bestand=path) from error


def model_digest(
    settings: Settings, path: Path, progress: Callable[[int, int], None] | None = None, stop: Event | None = None
) -> str:
    """SHA-256 of the file, from memory when size and times did not change. Raises ModelError, Stopped."""
    known = settings.home / "digests.json"
    try:
        state = path.stat()
        key, seen = str(path.absolute()), [state.st_size, state.st_mtime_ns, state.st_ctime_ns]
        remembered = _load(known)
        match remembered.get(key):
            case [*times, str(sha256)] if times == seen:
                return sha256
        sha256 = _digest(path, state.st_size, progress, stop)
    except OSError as error:
        raise ModelError("model-onleesbaar", bestand=path) from error
    with suppress(OSError):
        # Only a memory: without it the next time takes longer.
        write_private(known, json.dumps(remembered | {key: [*seen, sha256]}).encode())
    return sha256


def _digest(path: Path, size: int, progress: Callable[[int, int], None] | None, stop: Event | None) -> str:
    total, done = hashlib.sha256(), 0
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            if stop and stop.is_set():
                from assistant.model.llama import Stopped

                raise Stopped
            total.update(block)
            done += len(block)
            if progress:
                progress(done, size)
    return total.hexdigest()


def _load(path: Path) -> dict[str, Any]:
    try:
        return dict(json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError, RecursionError):
        return {}
