"""The terminal: what it prints, its JSON contracts, and one sentence instead of a traceback."""

from __future__ import annotations

import argparse
import io
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from assistant.assistant import Assistant
from assistant.cli import main
from assistant.cli.parser import build_parser
from assistant.content.flows import flow_files, load_flows
from assistant.jobs.checklist import load_checklist
from assistant.settings import Settings

ITEM = {"id", "side", "point", "question", "status", "evidence", "sources", "answer", "agreed"}
TURN = {"stage", "user", "mirror", "question", "reply", "move", "origin", "sources", "guard", "refused", "seconds"}
PHRASE = "vier losse woorden hier"


class Outcome(NamedTuple):
    """What a command did."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The one JSON document that was printed."""
        assert self.out.count("\n") == 1
        return json.loads(self.out)


class Terminal:
    """Types commands in this process."""

    def __init__(self, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
        self._capsys, self._monkeypatch = capsys, monkeypatch

    def __call__(self, *arguments: str | Path, typed: str = "") -> Outcome:
        self._monkeypatch.setattr(sys, "stdin", io.StringIO(typed))
        self._capsys.readouterr()
        code = main([str(argument) for argument in arguments])
        return Outcome(code, *self._capsys.readouterr())

    def well(self, *arguments: str | Path, typed: str = "") -> Outcome:
        """A command that must succeed."""
        done = self(*arguments, typed=typed)
        assert done.code == 0, done.err
        return done

    def refused(self, *arguments: str | Path, says: str) -> None:
        """A command that must fail with one sentence and nothing else."""
        done = self(*arguments)
        assert done.code == 1
        assert done.out == ""
        assert re.fullmatch(r"[^\n]+\.\n", done.err), done.err
        assert says in done.err
        assert "Traceback" not in done.err


@pytest.fixture
def terminal(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Terminal:
    return Terminal(capsys, monkeypatch)


# Flows


def test_flows_are_listed(terminal: Terminal) -> None:
    assert [row["id"] for row in terminal.well("flow", "list", "--json").json["flows"]] == list(load_flows())
    assert set(terminal.well("flow", "list", "--json").json["flows"][0]) == {
        "id",
        "title",
        "audience",
        "methods",
        "minutes",
    }
    shown = terminal.well("flow", "list").out
    assert all(flow.id in shown and flow.title in shown for flow in load_flows().values())


def test_a_flow_is_shown_step_by_step(terminal: Terminal) -> None:
    flow = load_flows()["eigen-verzet"]
    shown = terminal.well("flow", "show", "eigen-verzet").out
    assert all(stage.ask in shown for stage in flow.stages)
    data = terminal.well("flow", "show", "eigen-verzet", "--json").json
    assert [stage["id"] for stage in data["stages"]] == [stage.id for stage in flow.stages]


def test_flow_files_are_checked(terminal: Terminal, tmp_path: Path) -> None:
    assert terminal.well("flow", "check", "--json").json == {"ok": True, "files": [str(p) for p in flow_files()]}
    assert str(len(flow_files())) in terminal.well("flow", "check").out
    wrong = tmp_path / "fout.yaml"
    good = flow_files()[0].read_text(encoding="utf-8")
    wrong.write_text(good.replace("minutes:", "kleur: x\nminutes:", 1), encoding="utf-8")
    line = next(n for n, row in enumerate(wrong.read_text().splitlines(), start=1) if row.startswith("kleur"))
    terminal.refused("flow", "check", wrong, says=f"fout.yaml, regel {line}: ")


# Guard and safety


def test_the_guard_answers_a_line_per_line(terminal: Terminal) -> None:
    typed = "Ik ben moe.\tJe bent moe. Wat merk je?\nIk ben moe.\tWat knap van je.\nJe moet met hem praten.\n"
    rows = [json.loads(line) for line in terminal.well("guard", "--json", typed=typed).out.splitlines()]
    assert [row["ok"] for row in rows] == [True, False, False]
    assert all(set(row) == {"ok", "breaches"} for row in rows)
    assert set(rows[1]["breaches"][0]) == {"code", "quote", "why"}
    assert rows[2]["breaches"][0]["code"] == "STUREN"
    shown = terminal.well("guard", typed=typed).out.splitlines()
    assert shown[0] == "goed"
    assert "knap" in shown[1]


def test_safety_answers_a_line_per_line(terminal: Terminal) -> None:
    typed = "Ik wil niet meer leven.\nMijn chef zit aan mijn billen.\nMijn team is moe.\n\n"
    rows = [json.loads(line) for line in terminal.well("safety", "--json", typed=typed).out.splitlines()]
    assert [row["route"] for row in rows] == ["crisis", "integrity", "none", "none"]
    assert all(set(row) == {"route", "kind", "matched"} for row in rows)
    assert rows[0]["matched"] in "Ik wil niet meer leven."
    assert (rows[2]["kind"], rows[2]["matched"]) == (None, None)
    assert terminal.well("safety", typed=typed).out.splitlines()[2] == "none (-): -"


@pytest.mark.parametrize("command", ["guard", "safety"])
def test_bytes_that_are_no_text_are_answered_too(command: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "assistant.cli", command, "--json"],
        input=b"Ik ben moe \xff\xfe.\nIk wil niet meer leven.\n",
        capture_output=True,
        timeout=60,
        env=os.environ | {"PYTHONIOENCODING": "utf-8:strict"},
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stderr == b""
    assert len(done.stdout.splitlines()) == 2


# Checklist without a request


def test_a_checklist_without_request_has_the_promised_shape(terminal: Terminal) -> None:
    data = terminal.well("checklist", "--json").json
    assert set(data) == {"items", "parties", "recontract", "versions"}
    assert len(data["items"]) > 10
    for item in data["items"]:
        assert set(item) == ITEM
        assert item["side"] in {"inhoud", "relatie"}
        assert (item["status"], item["evidence"], item["agreed"]) == ("onbekend", None, False)
        assert all(set(source) == {"id", "title", "locator"} for source in item["sources"])


@pytest.mark.parametrize(("kind", "start"), [("md", b"#"), ("docx", b"PK"), ("pdf", b"%PDF")])
def test_a_checklist_is_written_as_a_document(terminal: Terminal, tmp_path: Path, kind: str, start: bytes) -> None:
    out = tmp_path / f"lijst.{kind}"
    assert terminal.well("checklist", "--out", out).out == f"Geschreven: {out}\n"
    assert out.read_bytes().startswith(start)


def test_a_checklist_is_saved_and_reopened(terminal: Terminal, tmp_path: Path) -> None:
    out = tmp_path / "lijst.json"
    terminal.well("checklist", "--out", out)
    data = json.loads(out.read_text(encoding="utf-8"))
    data["items"][0] |= {"answer": "Om negen uur.", "agreed": True}
    out.write_text(json.dumps(data), encoding="utf-8")
    assert terminal.well("checklist", "--reopen", out, "--json").json == data
    assert "Om negen uur." in terminal.well("checklist", "--reopen", out).out
    again = tmp_path / "weer.json"
    terminal.well("checklist", "--reopen", out, "--out", again)
    assert load_checklist(again) == load_checklist(out)


# Refusals


def test_what_does_not_exist_is_named_in_one_sentence(terminal: Terminal, tmp_path: Path) -> None:
    missing, broken = tmp_path / "weg.txt", tmp_path / "stuk.json"
    broken.write_text("[]")
    terminal.refused("reflect", "--flow", "taart", says="eigen-verzet")
    terminal.refused("reflect", "--flow", "eigen-verzet", "--input", missing, says="weg.txt")
    terminal.refused("reflect", "--flow", "eigen-verzet", "--input", tmp_path, says=tmp_path.name)
    terminal.refused("flow", "show", "taart", says="eigen-verzet")
    terminal.refused("flow", "check", missing, says="weg.txt")
    terminal.refused("checklist", "--request", missing, says="weg.txt")
    terminal.refused("checklist", "--request", broken, says=".docx")
    terminal.refused("checklist", "--reopen", missing, says="checklist")
    terminal.refused("checklist", "--reopen", broken, says="checklist")
    terminal.refused("checklist", "--reopen", broken, "--request", missing, says="--reopen")
    terminal.refused("checklist", "--out", tmp_path / "lijst.xls", says=".docx")
    terminal.refused("checklist", "--out", tmp_path / "weg" / "lijst.md", says="map")
    terminal.refused("search", says="--queries")
    terminal.refused("search", "verzet", "--queries", missing, says="--queries")
    terminal.refused("search", "--queries", missing, says="weg.txt")
    terminal.refused("model", "use", "taart", says="gemma-3-270m")
    terminal.refused("model", "get", "taart", says="gemma-3-270m")


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"--theme": "taart"}, "taart"),
        ({"--group": "1"}, "2 tot 60"),
        ({"--minutes": "5"}, "15 tot 240"),
        ({"--source": "weg.pdf"}, "weg.pdf"),
    ],
)
def test_a_question_set_that_can_not_be_made_is_refused(terminal: Terminal, change: dict[str, str], says: str) -> None:
    given = {"--theme": "verzet", "--group": "8", "--minutes": "60"} | change
    terminal.refused("questions", *[part for pair in given.items() for part in pair], says=says)


def test_a_refusal_is_seen_by_the_shell_too(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "assistant.cli", "reflect", "--flow", "taart"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize(
    "arguments", [[], ["taart"], ["reflect"], ["flow"], ["sessions", "forget"], ["questions", "--group", "acht"]]
)
def test_wrong_usage_is_code_2(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        main(arguments)
    assert caught.value.code == 2
    assert "usage: waterlijn" in capsys.readouterr().err


# Kept sessions, nothing kept


def test_nothing_is_kept_unless_asked(terminal: Terminal, own_home: Path) -> None:
    assert terminal.well("sessions", "list", "--json").json == {"sessions": []}
    assert terminal.well("sessions", "list").out == "Er is niets bewaard.\n"
    assert terminal.well("sessions", "forget", "--all").out == "Er is niets bewaard.\n"
    assert list(own_home.iterdir()) == []


def test_showing_or_exporting_what_is_not_there_makes_no_vault(
    terminal: Terminal, own_home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WATERLIJN_PASSPHRASE", PHRASE)
    terminal.refused("sessions", "show", "abc", says="niet (meer) bewaard")
    terminal.refused("sessions", "export", "abc", "--out", tmp_path / "x.md", says="niet (meer) bewaard")
    assert list(own_home.iterdir()) == []


# Help


def parsers(parser: argparse.ArgumentParser) -> Iterator[argparse.ArgumentParser]:
    yield parser
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for inner in action.choices.values():
                yield from parsers(inner)


def test_help_is_english_and_there_for_every_command() -> None:
    shown = [parser.format_help() for parser in parsers(build_parser())]
    assert len(shown) > 25
    for text in shown:
        assert "show this help message and exit" in text
        assert not re.search(r"\b(de|het|een|en|niet|je|voor|met|van|gesprek|vraag|vragen)\b", text), text


def test_help_ends_well(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        main(["--help"])
    assert caught.value.code == 0
    shown = capsys.readouterr().out
    assert all(name in shown for name in ("reflect", "questions", "checklist", "search", "sessions", "doctor"))


# With the real model


@pytest.fixture
def real(own_home: Path, ready: Path, terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """A terminal on a data folder with model and index."""
    monkeypatch.setenv("WATERLIJN_HOME", str(ready))
    return terminal


@pytest.fixture(scope="session")
def ready(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with model, index and neutral scores; building takes a minute or two on 2 cores."""
    home = tmp_path_factory.mktemp("real-home")
    home.chmod(0o700)
    Assistant.open(Settings(home=home, threads=2)).close()
    return home


@pytest.fixture
def messages(tmp_path: Path) -> Path:
    path = tmp_path / "gesprek.txt"
    path.write_text(
        "Ik zat in het overleg en ik durfde niets te zeggen tegen de directeur.\n\n"
        "Ik voelde mijn hart bonken.\nweet ik niet\nIk wil niet meer leven.\nWat moet ik doen?\nstop\nkomt niet meer\n",
        encoding="utf-8",
    )
    return path


@pytest.mark.model
def test_a_reflection_has_the_promised_shape(real: Terminal, messages: Path, ready: Path) -> None:
    data = real.well("reflect", "--flow", "eigen-verzet", "--input", messages, "--json").json
    assert set(data) == {"flow", "turns", "harvest", "result"}
    assert data["flow"] == "eigen-verzet"
    assert [turn["user"] for turn in data["turns"]][-1] == "stop"
    assert len(data["turns"]) == 6
    for turn in data["turns"]:
        assert set(turn) == TURN
        assert set(turn["guard"]) == {"ok", "breaches"}
        assert turn["guard"]["ok"], turn
        assert turn["origin"] in {"bank", "model", "fixed"}
        assert set(turn["seconds"]) == {"first", "total"}
        assert all(set(source) == {"id", "title", "locator"} for source in turn["sources"])
        assert turn["reply"]
    assert data["turns"][0]["origin"] == "bank"
    assert data["turns"][0]["mirror"].startswith("Je zat in het overleg")
    assert "113" in data["turns"][3]["reply"]
    assert data["harvest"][0].startswith("Ik zat in het overleg")
    assert not (ready / "sessions.db").exists()


@pytest.mark.model
def test_a_reflection_is_shown_as_a_dialogue(real: Terminal, messages: Path) -> None:
    typed = messages.read_text(encoding="utf-8")
    shown = real.well("reflect", "--flow", "eigen-verzet", "--input", messages).out
    assert load_flows()["eigen-verzet"].stages[0].ask in shown
    assert "Jij: Ik voelde mijn hart bonken." in shown
    assert "Oogst in je eigen woorden:\n- Ik zat in het overleg" in shown
    assert shown.endswith("Er is niets bewaard.\n")
    dialogue = real.well("reflect", "--flow", "eigen-verzet", typed=typed).out
    assert "Oogst in je eigen woorden:\n- Ik zat in het overleg" in dialogue


@pytest.mark.model
def test_a_saved_reflection_is_listed_shown_exported_and_forgotten(
    real: Terminal, messages: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WATERLIJN_PASSPHRASE", PHRASE)
    data = real.well("reflect", "--flow", "eigen-verzet", "--input", messages, "--save", "--json").json
    (row,) = real.well("sessions", "list", "--json").json["sessions"]
    assert set(row) == {"id", "kind", "title", "created", "records"}
    assert (row["kind"], row["title"], row["records"]) == ("reflectie", "Eigen verzet", 8)
    assert row["id"] in real.well("sessions", "list").out
    shown = real.well("sessions", "show", row["id"], "--json").json
    assert set(shown) == {"id", "records"}
    assert shown["records"][0] == {"type": "begin", "flow": "eigen-verzet"}
    assert [turn["user"] for turn in shown["records"][1:-1]] == [turn["user"] for turn in data["turns"]]
    assert shown["records"][-1] == {"type": "harvest", "lines": data["harvest"]}
    assert "durfde niets te zeggen" in real.well("sessions", "show", row["id"]).out
    out = tmp_path / "gesprek.docx"
    real.well("sessions", "export", row["id"], "--out", out)
    assert out.read_bytes().startswith(b"PK")
    monkeypatch.setenv("WATERLIJN_PASSPHRASE", "iets heel anders")
    real.refused("sessions", "list", says="wachtzin")
    monkeypatch.delenv("WATERLIJN_PASSPHRASE")
    real.well("sessions", "forget", row["id"])
    real.refused("sessions", "forget", row["id"], says="niet (meer) bewaard")
    monkeypatch.setenv("WATERLIJN_PASSPHRASE", PHRASE)
    assert real.well("sessions", "list", "--json").json == {"sessions": []}
    real.well("sessions", "forget", "--all")
    assert real.well("sessions", "list").out == "Er is niets bewaard.\n"


@pytest.mark.model
def test_a_question_set_adds_up(real: Terminal, tmp_path: Path) -> None:
    asked = ["questions", "--theme", "verzet", "--theme", "rol", "--group", "8", "--minutes", "60"]
    context = ["--form", "duo", "--context", "Het team ziet op tegen de fusie."]
    data = real.well(*asked, *context, "--json").json
    assert set(data) == {"request", "items", "rejected"}
    assert sum(item["minutes"] for item in data["items"]) == 60
    assert {item["phase"] for item in data["items"]} == {"opening", "verdieping", "afsluiting"}
    assert len({item["text"] for item in data["items"]}) == len(data["items"])
    keys = {"id", "question_id", "phase", "text", "form", "minutes", "reason", "sources", "timing", "note", "fixed"}
    assert all(set(item) == keys for item in data["items"])
    out = tmp_path / "set.pdf"
    assert real.well(*asked, "--out", out).out == f"Geschreven: {out}\n"
    assert out.read_bytes().startswith(b"%PDF")
    short = real("questions", "--theme", "verzet", "--group", "60", "--minutes", "15")
    assert (short.code, short.out) == (1, "")
    assert "minuten nodig" in short.err.splitlines()[-1]


@pytest.mark.model
def test_a_checklist_quotes_the_request(real: Terminal, tmp_path: Path) -> None:
    request = tmp_path / "aanvraag.txt"
    said = (
        "Het doel van de opdracht is dat het managementteam beter samenwerkt.\n\n"
        "De opdracht start op 1 maart en duurt zes maanden.\n\nHet budget is 20.000 euro.\n"
    )
    request.write_text(said, encoding="utf-8")
    items = real.well("checklist", "--request", request, "--json").json["items"]
    assert {item["status"] for item in items} == {"genoemd", "te bespreken"}
    for item in items:
        assert set(item) == ITEM
        assert (item["status"] == "genoemd") == (item["evidence"] is not None)
        if item["evidence"]:
            assert set(item["evidence"]) == {"quote", "source", "locator"}
            assert item["evidence"]["quote"] in said
            assert item["evidence"]["source"] == "aanvraag.txt"


@pytest.mark.model
def test_searching_gives_passages(real: Terminal, tmp_path: Path) -> None:
    data = real.well("search", "Wat is magisch verzet?", "--json", "-k", "3").json
    assert set(data) == {"query", "results"}
    assert len(data["results"]) == 3
    assert all(set(row) == {"id", "source", "title", "locator", "text", "score"} for row in data["results"])
    assert "magisch-verzet" in {row["source"] for row in data["results"]}
    queries = tmp_path / "vragen.txt"
    queries.write_text("magisch verzet\n\ncontracteren op relatie\n", encoding="utf-8")
    rows = [json.loads(line) for line in real.well("search", "--queries", queries, "--json").out.splitlines()]
    assert [row["query"] for row in rows] == ["magisch verzet", "contracteren op relatie"]
    assert "magisch-verzet" in real.well("search", "magisch verzet").out


@pytest.mark.model
def test_asking_quotes_sentences_or_finds_nothing(real: Terminal) -> None:
    data = real.well("ask", "Wat is magisch verzet?", "--json").json
    assert set(data) == {"question", "found", "quotes"}
    assert data["found"]
    assert set(data["quotes"][0]) == {"sentence", "passage_id", "source", "title", "locator", "score"}
    assert real.well("ask", "Hoe bak ik een appeltaart?", "--json").json["quotes"] == []
    assert real.well("ask", "Hoe bak ik een appeltaart?").out == "Dit staat niet in je bronnen.\n"


@pytest.mark.model
def test_a_document_is_added_found_removed_and_the_index_made_anew(real: Terminal, tmp_path: Path) -> None:
    document = tmp_path / "notulen.txt"
    document.write_text("Het kwartaaloverleg over de zonnepanelen is op dinsdag in Hengelo.\n", encoding="utf-8")
    (added,) = real.well("knowledge", "add", document, "--json").json["added"]
    assert added["state"] == "toegevoegd"
    listed = real.well("knowledge", "list", "--json").json["documents"]
    assert [row["name"] for row in listed if row["origin"] == "document"] == ["notulen.txt"]
    assert "zonnepanelen" in real.well("search", "zonnepanelen", "--json").json["results"][0]["text"]
    assert real.well("knowledge", "reindex", "--json").json["passages"] > 100
    assert real.well("knowledge", "remove", added["id"], "--json").json == {"removed": added["id"]}
    real.refused("knowledge", "remove", added["id"], says="lijst")
    real.refused("knowledge", "remove", "waterlijn", says="artikel")
    assert real.well("search", "zonnepanelen", "--json").json["results"][0]["source"] != "notulen.txt"
    failed = real("knowledge", "add", tmp_path / "weg.txt", "--json")
    assert failed.code == 1
    assert "weg.txt" in failed.err


@pytest.mark.model
def test_the_embedded_model_is_listed_in_use(real: Terminal) -> None:
    rows = real.well("model", "list", "--json").json["models"]
    keys = {"id", "bytes", "licence", "present", "in_use", "tried", "path", "exam"}
    assert all(set(row) == keys for row in rows)
    assert [(row["id"], row["present"]) for row in rows if row["in_use"]] == [("gemma-3-270m", True)]
    assert "gemma-3-270m" in real.well("model", "list").out


@pytest.mark.model
def test_the_doctor_finds_all_well(real: Terminal) -> None:
    done = real("doctor", "--json")
    data = json.loads(done.out)
    assert set(data) == {"ok", "checks"}
    assert all(set(check) == {"id", "what", "ok", "outcome", "cure"} for check in data["checks"])
    assert [check for check in data["checks"] if not check["ok"]] == []
    assert (data["ok"], done.code) == (True, 0)


def test_starting_says_where_the_page_is_and_why_loading_failed(capsys: pytest.CaptureFixture[str]) -> None:
    from assistant.cli.machine import watch
    from assistant.errors import ModelError
    from assistant.page.opener import Opener, Progress

    def fails(progress: Progress) -> object:
        progress(1, 2, "Het taalmodel wordt geladen")
        raise ModelError("model-laadt-niet", bestand="x.gguf")

    watch(Opener(fails).start())  # type: ignore[arg-type]
    assert "x.gguf kan niet worden geladen" in capsys.readouterr().err
