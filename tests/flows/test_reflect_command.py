"""`waterlijn reflect` and `waterlijn flow check`, with words for meaning instead of a model."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path

import pytest
from icalendar import Calendar
from page_help import FakeFacade
from test_cli import Terminal

from assistant.content.flows import flow_files, load_flows
from assistant.kept.sealing import Kdf

Lines = Callable[..., Path]


@contextmanager
def fake_loaded() -> Iterator[FakeFacade]:
    yield FakeFacade()


@pytest.fixture
def terminal(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Terminal:
    monkeypatch.setattr("assistant.cli.talk.loaded", fake_loaded)
    monkeypatch.setattr("assistant.kept.vault.Kdf", lambda: Kdf(time_cost=1, memory_kib=8, lanes=1))
    return Terminal(capsys, monkeypatch)


@pytest.fixture
def lines(tmp_path: Path) -> Lines:
    def written(*messages: str) -> Path:
        path = tmp_path / "antwoorden.txt"
        path.write_text("\n".join(messages) + "\n", encoding="utf-8")
        return path

    return written


PLAN = ("MT Zuid", "over twee weken", "5")
CHECK = ("We lunchen.", "De stukken zijn laat.", "Ik merk dat ik zucht.", "Te weinig tijd.", "Samen lunchen", "klaar")
CHECK_END = ("Anna", "over twee weken", "Karin", "7")
OWN = ("Ik zit er rustig bij.", "Dat we de stukken op tijd sturen.")


def test_an_unknown_flow_is_refused_with_all_ids(terminal: Terminal) -> None:
    for flow in load_flows():
        terminal.refused("reflect", "--flow", "taart", says=flow)


def test_the_calendar_of_a_programme_is_written(terminal: Terminal, lines: Lines, tmp_path: Path) -> None:
    out = tmp_path / "x.ics"
    done = terminal.well("reflect", "--flow", "programma", "--input", lines(*PLAN), "--out", out)
    assert f"Geschreven: {out}" in done.out
    assert "- Evaluatie: " in done.out
    assert len(Calendar.from_ical(out.read_bytes()).events) == 5


def test_a_line_that_can_not_be_used_gets_its_sentence_and_the_rest_goes_on(terminal: Terminal, lines: Lines) -> None:
    done = terminal("reflect", "--flow", "programma", "--input", lines("MT Zuid", "ooit", PLAN[1], "9", "5"), "--json")
    assert done.code == 1
    assert [("ooit" in line, "van 4 tot 6" in line) for line in done.err.splitlines()] == [(True, False), (False, True)]
    assert len(done.json["result"]["steps"]) == 5


def test_input_that_ends_early_gives_no_result_and_no_error(terminal: Terminal, lines: Lines) -> None:
    assert terminal.well("reflect", "--flow", "programma", "--input", lines("MT Zuid"), "--json").json["result"] is None


def test_what_is_typed_is_answered_the_same(terminal: Terminal) -> None:
    done = terminal.well("reflect", "--flow", "programma", typed="\n".join(PLAN) + "\n")
    assert "- Intake: " in done.out


def test_a_typed_text_ends_with_an_empty_line(terminal: Terminal) -> None:
    typed = "Wat merk je?\nVind je dat goed?\n\nDe tweede wil ik anders stellen.\n"
    shown = terminal.well("reflect", "--flow", "proefsessie", typed=typed).out
    assert "1. Wat merk je?" in shown
    assert "2. Vind je dat goed?" in shown


def test_with_json_only_the_outcome_is_printed_also_of_what_is_typed(terminal: Terminal) -> None:
    done = terminal.well("reflect", "--flow", "programma", "--json", typed="\n".join(PLAN) + "\n")
    assert len(done.json["result"]["steps"]) == 5


def test_a_file_at_a_flow_that_takes_none_is_refused(terminal: Terminal, tmp_path: Path) -> None:
    path = tmp_path / "x.txt"
    path.write_text("tekst")
    terminal.refused("reflect", "--flow", "programma", "--with", path, says="zonder --with")


def test_recontracting_without_a_file_is_refused(terminal: Terminal) -> None:
    terminal.refused("reflect", "--flow", "herijken", says="--with")


def test_a_document_is_read_with_the_flow(terminal: Terminal, lines: Lines, tmp_path: Path) -> None:
    path = tmp_path / "mail.txt"
    path.write_text("Hij is lui.", encoding="utf-8")
    asked = ("reflect", "--flow", "spiegel", "--with", path, "--input", lines("klaar", "Ik zie het."), "--json")
    assert terminal.well(*asked).json["result"]["spans"][0]["label"] == "oordeel"


def test_a_contract_goes_through_the_terminal_and_back(terminal: Terminal, lines: Lines, tmp_path: Path) -> None:
    first, second = tmp_path / "c.json", tmp_path / "d.json"
    talk = ("Het MT.", "Drie sessies.", "Ik weet wanneer.", "Eerlijk.", "Ik zeg het.", "elke maand", "bellen", "stop")
    terminal.well("reflect", "--flow", "contracteren", "--input", lines(*talk), "--out", first)
    again = ("reflect", "--flow", "herijken", "--with", first, "--input", lines("anders", "stop"), "--out", second)
    terminal.well(*again)
    versions = json.loads(second.read_text(encoding="utf-8"))["versions"]
    assert [version["number"] for version in versions] == [1, 2]
    assert versions[1]["changes"][0]["after"] == "anders"


def test_nothing_is_kept_unless_asked(terminal: Terminal, lines: Lines, own_home: Path) -> None:
    terminal.well("reflect", "--flow", "samenwerkingscheck", "--input", lines(*CHECK, *CHECK_END))
    assert list(own_home.iterdir()) == []


def test_kept_agreements_stand_in_the_register_once(
    terminal: Terminal, lines: Lines, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WATERLIJN_PASSPHRASE", "vier losse woorden hier")
    for _ in range(2):
        terminal.well("reflect", "--flow", "samenwerkingscheck", "--input", lines(*CHECK, *CHECK_END), "--save")
    rows = terminal.well("agreements", "list", "--json").json["agreements"]
    due = (date.today() + timedelta(weeks=2)).isoformat()
    assert [(row["id"], row["agreement"], row["owner"], row["due"], row["guard"]) for row in rows] == [
        ("a1", "Samen lunchen", "Anna", due, "Karin"),
    ]


def test_own_sentences_are_laid_beside_the_last_kept_ones(
    terminal: Terminal, lines: Lines, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WATERLIJN_PASSPHRASE", "vier losse woorden hier")
    asked = ("reflect", "--flow", "wat-deed-ik", "--save", "--json", "--input")
    first = terminal.well(*asked, lines(*OWN, "Ik belde Els.", "stop")).json["result"]
    assert first == {"sentences": ["Ik belde Els."], "before": []}
    second = terminal.well(*asked, lines(*OWN, "Ik schreef Jan.", "stop")).json["result"]
    assert second == {"sentences": ["Ik schreef Jan."], "before": ["Ik belde Els."]}


def test_the_last_harvest_is_also_taken_from_a_file(terminal: Terminal, lines: Lines, tmp_path: Path) -> None:
    out = tmp_path / "oogst.json"
    terminal.well("reflect", "--flow", "wat-deed-ik", "--input", lines(*OWN, "Ik belde Els.", "stop"), "--out", out)
    asked = ("reflect", "--flow", "wat-deed-ik", "--with", out, "--json", "--input", lines(*OWN, "Ik schreef.", "stop"))
    assert terminal.well(*asked).json["result"]["before"] == ["Ik belde Els."]


def test_a_kept_contract_is_listed_beside_its_conversation(
    terminal: Terminal, lines: Lines, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WATERLIJN_PASSPHRASE", "vier losse woorden hier")
    talk = ("Het MT.", "Drie sessies.", "stop")
    terminal.well("reflect", "--flow", "contracteren", "--input", lines(*talk), "--save")
    kinds = {row["kind"] for row in terminal.well("sessions", "list", "--json").json["sessions"]}
    assert kinds == {"reflectie", "checklist"}


def test_a_file_that_can_not_be_made_is_refused_before_the_first_question(
    terminal: Terminal, lines: Lines, tmp_path: Path
) -> None:
    done = terminal("reflect", "--flow", "programma", "--input", lines(*PLAN), "--out", tmp_path / "x.xls")
    assert (done.code, done.out) == (1, "")
    assert "xls" in done.err


# Flow files of a coach


FLAWS = {
    "an unknown field": ("answer: zin", "answer: zin\n    kleur: rood"),
    "an unknown kind of answer": ("answer: zin", "answer: lied"),
    "a list without a step": ("answer: zin", "answer: zin\n    each: taart"),
    "a choice without options": ("answer: zin", "answer: keuze"),
    "a number without bounds": ("lowest: 4\n", ""),
    "an item without a list": ("Voor welk team is dit programma?", "Voor welk $dit is dit programma?"),
    "an unknown source": ("sources: [L1]", "sources: [Z9]"),
    "two steps with one id": ("id: start", "id: team"),
    "broken yaml": ("stages:", "stages: ["),
}


@pytest.mark.parametrize("flaw", FLAWS)
def test_a_mistake_in_a_flow_file_is_named_with_file_and_line(flaw: str, terminal: Terminal, tmp_path: Path) -> None:
    good = next(path for path in flow_files() if path.stem == "programma").read_text(encoding="utf-8")
    old, new = FLAWS[flaw]
    assert old in good
    path = tmp_path / "mijn-flow.yaml"
    path.write_text(good.replace(old, new, 1), encoding="utf-8")
    terminal.refused("flow", "check", path, says="mijn-flow.yaml, regel ")
