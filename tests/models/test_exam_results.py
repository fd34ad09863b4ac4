"""What a result of the writing exam is bound to, and what damage does to it."""

from __future__ import annotations

import hashlib
import json
import os
import stat
from dataclasses import replace
from pathlib import Path
from threading import Event

import pytest

from assistant.errors import ModelError
from assistant.model import exam_results
from assistant.model.exam_cases import rules_digest
from assistant.model.exam_results import ExamResult, Tally, may_write, model_digest, store_result, stored_result
from assistant.model.llama import Stopped
from assistant.settings import Settings


@pytest.fixture
def model(own_home: Path) -> Path:
    path = own_home / "model.gguf"
    path.write_bytes(b"GGUF een model")
    return path


@pytest.fixture
def passed(settings: Settings, model: Path) -> ExamResult:
    """A stored result with which `model` may write."""
    content = model.read_bytes()
    sha256, counts = hashlib.sha256(content).hexdigest(), {"kort": Tally(80, 80, 80, 80)}
    figures = (80, 80, 0, 80, 80, 80)
    result = ExamResult(sha256, len(content), rules_digest(), *figures, counts, 60.0, 90.0, True)
    store_result(settings, result)
    return result


def test_a_stored_result_comes_back_whole(settings: Settings, model: Path, passed: ExamResult) -> None:
    assert stored_result(settings, model) == passed
    assert may_write(settings, model)


def test_results_are_readable_by_their_owner_only(settings: Settings, model: Path, passed: ExamResult) -> None:
    assert may_write(settings, model)
    for name in ("exams.json", "digests.json"):
        assert stat.S_IMODE((settings.home / name).stat().st_mode) == 0o600


def test_a_result_goes_with_the_bytes_and_not_with_the_name(
    settings: Settings, model: Path, passed: ExamResult
) -> None:
    moved = model.rename(model.with_name("anders.gguf"))
    assert stored_result(settings, moved) == passed
    model.write_bytes(b"GGUF een mode!")
    assert model.stat().st_size == moved.stat().st_size
    assert stored_result(settings, model) is None
    assert not may_write(settings, model)


def test_a_file_that_was_changed_has_to_be_examined_again(settings: Settings, model: Path, passed: ExamResult) -> None:
    assert may_write(settings, model)
    model.write_bytes(b"GGUF een mod3l")
    assert not may_write(settings, model)
    model.unlink()
    assert stored_result(settings, model) is None


def test_another_file_with_the_old_date_does_not_pass(settings: Settings, model: Path, passed: ExamResult) -> None:
    assert may_write(settings, model)
    times = model.stat()
    model.write_bytes(b"GGUF een mod3l")
    os.utime(model, ns=(times.st_atime_ns, times.st_mtime_ns))
    assert not may_write(settings, model)


def test_under_other_rules_the_result_is_shown_and_opens_nothing(
    settings: Settings, model: Path, passed: ExamResult
) -> None:
    old = replace(passed, rules="0" * 64)
    store_result(settings, old)
    assert stored_result(settings, model) == old
    assert not old.is_current
    assert not may_write(settings, model)


def test_who_failed_may_not_write(settings: Settings, model: Path, passed: ExamResult) -> None:
    store_result(settings, replace(passed, may_write=False))
    assert not may_write(settings, model)


@pytest.mark.parametrize("content", ["", "{", "[1]", "3", "[" * 5000, '{"a": 1}', '{"model.gguf 4": {"oud": true}}'])
def test_a_broken_file_of_results_opens_nothing_and_is_replaced(
    settings: Settings, model: Path, passed: ExamResult, content: str
) -> None:
    for name in ("exams.json", "digests.json"):
        (settings.home / name).write_text(content)
    assert stored_result(settings, model) is None
    assert not may_write(settings, model)
    store_result(settings, passed)
    assert may_write(settings, model)


@pytest.mark.parametrize(
    ("field", "value"),
    [("may_write", "ja"), ("may_write", None), ("faithful", "80"), ("features", []), ("sha256", "0" * 64)],
)
def test_a_result_with_a_field_of_another_kind_is_no_result(
    settings: Settings, model: Path, passed: ExamResult, field: str, value: object
) -> None:
    path = settings.home / "exams.json"
    stored = json.loads(path.read_text())
    stored[passed.sha256][field] = value
    path.write_text(json.dumps(stored))
    assert stored_result(settings, model) is None


def test_a_missing_field_is_no_result(settings: Settings, model: Path, passed: ExamResult) -> None:
    path = settings.home / "exams.json"
    stored = json.loads(path.read_text())
    del stored[passed.sha256]["clean"]
    path.write_text(json.dumps(stored))
    assert stored_result(settings, model) is None


def test_the_digest_is_worked_out_once(settings: Settings, model: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    steps: list[tuple[int, int]] = []
    first = model_digest(settings, model, lambda *step: steps.append(step))
    assert first == hashlib.sha256(model.read_bytes()).hexdigest()
    assert steps == [(14, 14)]
    monkeypatch.setattr(exam_results, "_digest", None)
    assert model_digest(settings, model) == first


def test_a_model_without_any_result_of_its_size_is_not_read(
    settings: Settings, model: Path, passed: ExamResult, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = model.with_name("groter.gguf")
    other.write_bytes(b"GGUF een groter model")
    monkeypatch.setattr(exam_results, "model_digest", None)
    assert stored_result(settings, other) is None


def test_a_stop_during_the_digest_is_heard(settings: Settings, model: Path) -> None:
    stop = Event()
    stop.set()
    with pytest.raises(Stopped):
        model_digest(settings, model, stop=stop)
    assert not (settings.home / "digests.json").exists()


def test_a_file_that_is_gone_is_a_clear_error(settings: Settings, model: Path) -> None:
    model.unlink()
    with pytest.raises(ModelError) as caught:
        model_digest(settings, model)
    assert caught.value.key == "model-onleesbaar"


def test_a_result_that_can_not_be_stored_is_a_clear_error(
    settings: Settings, passed: ExamResult, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError

    monkeypatch.setattr(exam_results, "write_private", full)
    with pytest.raises(ModelError) as caught:
        store_result(settings, passed)
    assert "exams.json" in str(caught.value)
