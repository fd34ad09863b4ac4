"""The log: what is written comes back, and a broken line is named."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from evals_help import line
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.errors import InputError
from evals.log import append_lines, read_lines, write_lines

WORDS = st.text(st.characters(exclude_categories=["Cs"]))


@settings(deadline=None)  # a busy machine writes slowly
@given(said=st.lists(WORDS, max_size=3), reply=WORDS, seconds=st.floats(0, 100))
def test_what_is_written_and_added_comes_back(said: list[str], reply: str, seconds: float) -> None:
    refused = ({"text": reply, "breaches": [{"code": "ADVIES", "quote": reply, "why": ""}]},)
    first = line(said=tuple(said), reply=reply, seconds=seconds, refused=refused)
    second = line(turn=2, system="raw", verdict={"ok": True, "breaches": []})
    with TemporaryDirectory() as folder:
        log = Path(folder) / "log.jsonl"
        write_lines(log, [first])
        append_lines(log, [second])
        assert read_lines(log) == [first, second]


@pytest.mark.parametrize(
    ("old", "new"),
    [('"turn": 1', '"turn": "1"'), ('"raw"', '"rauw"'), ('"seed"', '"zaad"'), ("}", "")],
)
def test_a_line_in_another_shape_is_named(tmp_path: Path, old: str, new: str) -> None:
    log = tmp_path / "log.jsonl"
    write_lines(log, [line(), line(system="raw")])
    first, second = log.read_text(encoding="utf-8").splitlines()
    assert old in second
    log.write_text(f"{first}\n{second.replace(old, new)}\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"Regel 2 van .*log\.jsonl"):
        read_lines(log)


def test_a_log_that_is_not_there_or_can_not_be_written_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="eval run"):
        read_lines(tmp_path / "log.jsonl")
    for write in (write_lines, append_lines):
        with pytest.raises(InputError, match="--out"):
            write(tmp_path / "weg" / "log.jsonl", [line()])
