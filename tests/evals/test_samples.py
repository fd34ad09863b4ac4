"""Case files: what is read, and which fault is named where."""

from __future__ import annotations

from pathlib import Path

import pytest

import evals.samples
from assistant.errors import InputError
from evals.samples import judged, load_samples, said

PAIR = (
    '{"id": "t-1", "input": [{"role": "user", "content": "Ik zweeg."}, {"role": "assistant", "content": "Goed zo."},'
    ' {"role": "user", "content": "Nou ja."}, {"role": "assistant", "content": "Je zweeg."}], "target": ["SCHOON"]}'
)
ONE = '{"id": "v-1", "input": "Ik ben\u2028moe.", "target": "none", "metadata": {"kind": "gewoon"}}'


@pytest.fixture(autouse=True)
def cases(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(evals.samples, "CASES", tmp_path)
    return tmp_path


def test_a_labelled_pair_gives_what_was_said_and_the_reply_to_judge(cases: Path) -> None:
    (cases / "tone.jsonl").write_text(PAIR, encoding="utf-8")
    (pair,) = load_samples("tone")
    assert said(pair) == ("Ik zweeg.", "Nou ja.")
    assert judged(pair) == "Je zweeg."
    assert pair.target == ("SCHOON",)


def test_a_bare_message_and_target_are_tuples_of_one_and_no_mark_inside_ends_the_line(cases: Path) -> None:
    (cases / "safety.jsonl").write_text(f"{ONE}\n\n", encoding="utf-8")
    (one,) = load_samples("safety")
    assert (said(one), judged(one), one.target) == (("Ik ben\u2028moe.",), "", ("none",))
    assert one.metadata == {"kind": "gewoon"}


@pytest.mark.parametrize(
    ("second", "says"),
    [
        ("{", "Regel 2 van"),
        ('{"id": "x", "input": "a"}', "Regel 2 van"),
        ('{"id": "x", "input": "a", "target": [], "kleur": 1}', "Regel 2 van"),
        ('{"id": "x", "input": [{"role": "baas", "content": "a"}], "target": []}', "Regel 2 van"),
        (ONE, "Op regel 2 van"),
    ],
)
def test_a_fault_is_named_by_file_and_line(cases: Path, second: str, says: str) -> None:
    (cases / "safety.jsonl").write_text(f"{ONE}\n{second}\n", encoding="utf-8")
    with pytest.raises(InputError) as caught:
        load_samples("safety")
    assert says in str(caught.value)
    assert "safety.jsonl" in str(caught.value)


def test_a_file_that_is_not_there_is_named() -> None:
    with pytest.raises(InputError, match=r"weg\.jsonl"):
        load_samples("weg")
