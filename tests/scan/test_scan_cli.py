"""`waterlijn scan`: a file from arguments or from answers, and the picture of a team."""

from __future__ import annotations

import argparse
import io
import json
import sys
from pathlib import Path
from typing import Any

import pytest
from scan_help import forged, refused

from assistant.cli.scan import add_commands
from assistant.scan.member_file import MemberScan, read_member_file
from assistant.scan.records import BLOCKS

SCORES = "3,4,2,5,1"
VALUES = dict(zip(BLOCKS, (3, 4, 2, 5, 1), strict=True))
NEW = ("new", "--round", "MT voorjaar")


def run(*arguments: str | Path) -> None:
    """Type 'scan' with these arguments."""
    parser = argparse.ArgumentParser()
    add_commands(parser.add_subparsers(required=True))
    parsed = parser.parse_args(["scan", *map(str, arguments)])
    parsed.run(parsed)


def read(path: Path) -> MemberScan:
    return read_member_file(path.read_bytes(), path.name)


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "lid.5s"


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    made = [tmp_path / f"lid{number}.5s" for number in range(4)]
    for number, path in enumerate(made, start=1):
        run(
            *NEW,
            "--scores",
            f"{number},4,2,5,1",
            "--sentence",
            f"stip=Zin {number}.",
            "--release",
            "stip",
            "--out",
            path,
        )
    return made


def test_a_file_from_arguments_holds_only_what_was_released(out: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sentences = ("--sentence", "stip=Wij = één.", "--sentence", "Sturing=Geheim.")
    run(*NEW, "--scores", " 3, 4,2,5,1", *sentences, "--release", "STIP", "--out", out)
    found = read(out)
    assert found.values == VALUES
    assert found.sentences == {"stip": "Wij = één."}
    assert b"Geheim" not in out.read_bytes()
    assert "Zinnen die meegaan: Stip." in capsys.readouterr().out
    assert out.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    ("more", "key"),
    [
        (("--scores", "3,4,2,5"), "scan-cijfers-vorm"),
        (("--scores", "34251"), "scan-cijfers-vorm"),
        (("--scores", "3,4,2,5,6"), "scan-cijfer"),
        (("--scores", "3,4,2,5,"), "scan-cijfer"),
        (("--scores", SCORES, "--sentence", "stip"), "scan-zin-vorm"),
        (("--scores", SCORES, "--sentence", "stijl=Zo."), "scan-s-onbekend"),
        (("--scores", SCORES, "--sentence", "stip=a", "--sentence", "STIP=b"), "scan-zin-twee"),
        (("--scores", SCORES, "--release", "stip"), "scan-zin-leeg"),
        (("--scores", SCORES, "--release", "alles"), "scan-s-onbekend"),
        (("--sentence", "stip=Zo."), "scan-cijfers-nodig"),
        (("--release", "stip"), "scan-cijfers-nodig"),
    ],
)
def test_arguments_that_do_not_fit_are_refused_and_nothing_is_written(out: Path, more: Any, key: str) -> None:
    with refused(key):
        run(*NEW, *more, "--out", out)
    assert not out.exists()


def test_a_place_that_can_not_be_is_refused_before_the_first_question(tmp_path: Path) -> None:
    (tmp_path / "map.5s").mkdir()
    for path, key in (
        (tmp_path / "lid.json", "scan-uitgang"),
        (tmp_path / "map.5s", "export-map"),
        (tmp_path / "weg" / "lid.5s", "export-geen-map"),
        (tmp_path / f"{'a' * 300}.5s", "export-schrijven"),
    ):
        with refused(key):
            run(*NEW, "--out", path)
    with refused("scan-ronde-leeg"):
        run("new", "--round", " ", "--out", tmp_path / "lid.5s")


def answer(monkeypatch: pytest.MonkeyPatch, *lines: str) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO("".join(f"{line}\n" for line in lines)))


def test_the_five_are_asked_one_by_one_and_a_sentence_goes_only_after_a_yes(
    out: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    scores = ("3", "Zin een.", "4", "Zin twee.", "2", "", "5", "Zin vier.", "1", "")
    answer(monkeypatch, *scores, "ja", "", "nee")
    run(*NEW, "--out", out)
    assert read(out).values == VALUES
    assert read(out).sentences == {"stip": "Zin een."}
    said = capsys.readouterr().out
    assert said.index("Stip gaat over") < said.index("Succesfactoren gaan over") < said.index("Stip: ‘Zin een.’")
    assert "Structuur: ‘" not in said


def test_a_wrong_answer_is_asked_again_and_nothing_is_lost(
    out: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    first = ("3", "a" * 1001, "Zin een.", "drie", "6", "", "4", "")
    answer(monkeypatch, *first, "2", "", "5", "", "1", "", "misschien", "yes", "J")
    run(*NEW, "--out", out)
    assert read(out).values == VALUES
    assert read(out).sentences == {"stip": "Zin een."}
    assert capsys.readouterr().err.count("\n") == 6


@pytest.mark.parametrize("lines", [(), ("3",), ("3", "Zin."), ("3", "Zin.", *("3", "") * 4)])
def test_answers_that_end_half_way_are_refused_and_nothing_is_written(
    out: Path, monkeypatch: pytest.MonkeyPatch, lines: tuple[str, ...]
) -> None:
    answer(monkeypatch, *lines)
    with refused("scan-niet-af"):
        run(*NEW, "--out", out)
    assert not out.exists()


def test_a_full_disk_is_one_sentence(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_path: Path, _data: bytes) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("assistant.cli.scan.write_private", full)
    with refused("export-schrijven"):
        run(*NEW, "--scores", SCORES, "--out", out)


def test_four_files_are_merged_as_json(files: list[Path], capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    run("merge", *files, "--json")
    data = json.loads(capsys.readouterr().out)
    assert (data["round"], data["members"]) == ("MT voorjaar", 4)
    assert data["blocks"][0]["counts"] == {"1": 1, "2": 1, "3": 1, "4": 1, "5": 0}
    assert data["differ_most"][0] == "stip"
    assert data["sentences"]["stip"] == ["Zin 1.", "Zin 2.", "Zin 3.", "Zin 4."]


def test_four_files_are_shown_in_the_terminal(files: list[Path], capsys: pytest.CaptureFixture[str]) -> None:
    run("merge", *files)
    said = capsys.readouterr().out
    assert "# 5S-scan van het team" in said
    assert "| Stip | 1 | 1 | 1 | 1 | 0 |" in said


@pytest.mark.parametrize(("kind", "start"), [("docx", b"PK"), ("pdf", b"%PDF"), ("md", b"# 5S")])
def test_four_files_are_written_as_a_document(
    files: list[Path], tmp_path: Path, capsys: pytest.CaptureFixture[str], kind: str, start: bytes
) -> None:
    path = tmp_path / f"team.{kind}"
    run("merge", *files, "--out", path)
    assert path.read_bytes().startswith(start)
    assert str(path) in capsys.readouterr().out


def test_files_that_can_not_be_merged_are_refused(files: list[Path], tmp_path: Path) -> None:
    (tmp_path / "map").mkdir()
    (tmp_path / "brief.txt").write_text("Geachte heer,")
    (tmp_path / "groot.5s").write_bytes(forged(round="a" * 200_000))
    (tmp_path / "nieuw.5s").write_bytes(forged(format=2))
    for path, key in (
        (tmp_path / "weg.5s", "niet-gevonden"),
        (tmp_path / "map", "niet-leesbaar"),
        (tmp_path / f"{'a' * 300}.5s", "niet-leesbaar"),
        (tmp_path / "brief.txt", "scan-geen-bestand"),
        (tmp_path / "groot.5s", "scan-geen-bestand"),
        (tmp_path / "nieuw.5s", "scan-nieuwer"),
        (files[0], "scan-dubbel"),
    ):
        with refused(key):
            run("merge", *files, path)
    with refused("scan-te-weinig"):
        run("merge", *files[:3])
    with refused("export-soort"):
        run("merge", *files, "--out", tmp_path / "team.odt")
