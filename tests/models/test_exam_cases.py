"""The file of the writing exam, and what a change in it does."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest
from exam_help import ROWS, set_exam

from assistant.errors import ContentError, InputError
from assistant.model.exam_cases import load_cases, load_exam, rules_digest


def test_the_shipped_exam_has_80_statements_and_the_marks_of_the_norm() -> None:
    exam, cases = load_exam(), load_cases()
    assert len(cases) == 80
    assert (exam.faithful_mark, exam.clean_mark) == (0.9, 0.98)
    assert exam.seconds <= 300
    assert min(Counter(case.metadata.feature for case in cases).values()) >= 5


def _without(key: str) -> dict[str, object]:
    return {name: value for name, value in ROWS[0].items() if name != key}


def _demands(**changed: object) -> dict[str, object]:
    metadata = ROWS[0]["metadata"]
    assert isinstance(metadata, dict)
    return ROWS[0] | {"metadata": metadata | changed}


@pytest.mark.parametrize(
    "row",
    [
        *map(_without, ("id", "input", "target", "metadata")),
        ROWS[0] | {"extra": 1},
        ROWS[0] | {"target": []},
        _demands(must=[]),
        _demands(must=[[]]),
        _demands(must=[["..."]]),
        _demands(must=["Karin"]),
        _demands(must_not=[""]),
        _demands(onbekend=1),
    ],
)
def test_a_row_of_another_shape_is_refused_with_file_and_line(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, row: dict[str, object]
) -> None:
    set_exam(monkeypatch, tmp_path, [ROWS[1], row])
    with pytest.raises(InputError) as caught:
        load_cases()
    assert caught.value.key == "eval-geval-stuk"
    assert caught.value.variables["regel"] == 2
    assert "zinnen.jsonl" in str(caught.value)


def test_an_id_that_comes_twice_is_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    set_exam(monkeypatch, tmp_path, [ROWS[0], ROWS[0]])
    with pytest.raises(InputError) as caught:
        load_cases()
    assert caught.value.key == "eval-geval-dubbel"


def test_no_file_of_statements_or_an_empty_one_is_said(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    cases = set_exam(monkeypatch, tmp_path, [])
    for _ in range(2):
        with pytest.raises(InputError) as caught:
            load_cases()
        assert caught.value.key == "eval-gevallen-weg"
        cases.unlink(missing_ok=True)


def test_an_unknown_key_beside_the_marks_is_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    set_exam(monkeypatch, tmp_path, ROWS, mild=1)
    with pytest.raises(ContentError):
        load_exam()


def test_the_digest_follows_statements_and_marks_and_nothing_else(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    cases = set_exam(monkeypatch, tmp_path, ROWS)
    first = rules_digest()
    assert rules_digest() == first
    cases.write_text(json.dumps(ROWS[0]), encoding="utf-8")
    second = rules_digest()
    set_exam(monkeypatch, tmp_path, ROWS, faithful_mark=0.5)
    assert len({first, second, rules_digest()}) == 3
