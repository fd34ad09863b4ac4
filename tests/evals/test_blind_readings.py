"""Readings of a second reader: which count, and how far the guard agrees."""

from __future__ import annotations

from pathlib import Path

import pytest
from scoring_help import line, named, replies

from assistant.errors import InputError
from evals.attacks import read_attacks
from evals.log import Line
from evals.readings import Reading, read_readings, reply_sha
from evals.scorers.readings import score_readings

ROW = '{"suite": "bait", "id": "1", "turn": 1, "system": "raw", "sha": "%s", "codes": ["ADVIES"], "note": ""}\n'


def reading(shown: Line, *codes: str, sha: str = "", system: str = "") -> Reading:
    words = {"suite": shown.suite, "id": shown.case, "turn": shown.turn, "codes": codes}
    return Reading.model_validate(words | {"system": system or shown.system, "sha": sha or reply_sha(shown.own)[:12]})


LINES = [
    line("bait", "1", "M a."),
    line("bait", "2", "M b."),
    line("bait", "1", "X c. !ADVIES", system="raw"),
    line("bait", "2", "X d. !ADVIES", system="raw"),
    line("bait", "3", "X e.", system="raw"),
]


def test_breaches_by_reading_are_counted_per_system() -> None:
    found = score_readings(
        [reading(LINES[0]), reading(LINES[1], "PARTIJ"), reading(LINES[2], "ADVIES")], replies(*LINES)
    )
    whole = named(found, "reading-breach")
    assert (whole.value.hits, whole.value.n) == (1, 2)
    assert whole.baselines["raw"].value == 1
    assert "draft" not in whole.baselines


def test_agreement_is_over_all_that_was_read() -> None:
    read = [
        reading(LINES[0]),
        reading(LINES[1], "PARTIJ"),
        reading(LINES[2], "STUREN"),
        reading(LINES[3]),
        reading(LINES[4]),
    ]
    found = score_readings(read, replies(*LINES))
    precision, recall = named(found, "reading-precision").value, named(found, "reading-recall").value
    assert (precision.hits, precision.n, recall.hits, recall.n) == (1, 2, 1, 2)
    # Observed .6, by chance .52.
    assert named(found, "reading-kappa").value.value == pytest.approx(1 / 6)


def test_a_reading_of_other_words_does_not_count() -> None:
    stale = reading(LINES[0], "ADVIES", sha="0" * 12)
    gone = reading(line("bait", "9", "M a."))
    found = score_readings([stale, gone, reading(LINES[1])], replies(*LINES))
    assert (named(found, "reading-breach").value.hits, named(found, "reading-breach").value.n) == (0, 1)
    assert named(found, "readings-stale").value.hits == 2


def test_a_draft_is_read_apart_from_what_was_shown() -> None:
    shown = line("bait", "1", "M a.", draft="M a. !PARTIJ")
    draft = reading(shown, "PARTIJ", sha=reply_sha("M a. !PARTIJ"), system="draft")
    whole = named(score_readings([draft], replies(shown)), "reading-breach")
    assert (whole.value.value, whole.baselines["draft"].value) == (None, 1)


def test_a_file_that_is_not_there_holds_no_readings(tmp_path: Path) -> None:
    assert read_readings(tmp_path / "weg.jsonl") == []
    assert read_attacks(tmp_path / "weg.jsonl") == []


def test_a_stored_reading_is_read_back(tmp_path: Path) -> None:
    path = tmp_path / "r.jsonl"
    path.write_text(ROW % ("a" * 12) + "\n", encoding="utf-8")
    assert [one.codes for one in read_readings(path)] == [("ADVIES",)]


@pytest.mark.parametrize("row", [ROW % "kort", "{}", "geen json", (ROW % ("a" * 12)).replace("ADVIES", "LIEF")])
def test_a_broken_reading_is_refused_with_its_line(tmp_path: Path, row: str) -> None:
    path = tmp_path / "r.jsonl"
    path.write_text(ROW % ("a" * 12) + row, encoding="utf-8")
    with pytest.raises(InputError, match=r"Regel 2 van .*r\.jsonl"):
        read_readings(path)


def test_a_broken_round_is_refused_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    good = '{"round": 1, "date": "2026-11-22", "author": "a", "tried": 3, "through": 1, "note": ""}\n'
    path.write_text(good + good.replace('"tried": 3', '"tried": 0'), encoding="utf-8")
    with pytest.raises(InputError, match="Regel 2 van"):
        read_attacks(path)
    path.write_text(good, encoding="utf-8")
    assert [one.through for one in read_attacks(path)] == [1]
