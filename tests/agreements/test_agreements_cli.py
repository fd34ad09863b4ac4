"""`waterlijn agreements`: adds, lists, marks and exports, and says in one sentence what can't be done."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from assistant.agenda.dates import show_date
from assistant.cli.agreements import add_commands
from assistant.errors import InputError, VaultError
from assistant.kept.sealing import Kdf
from assistant.settings import Settings

Run = Callable[..., str]
LATER = date.today() + timedelta(days=10)


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Types one command; returns what was printed."""
    monkeypatch.setenv("WATERLIJN_PASSPHRASE", "vier losse woorden hier")
    monkeypatch.setattr("assistant.kept.vault.Kdf", lambda: Kdf(time_cost=1, memory_kib=8, lanes=1))

    def typed(*words: str | Path) -> str:
        parser = argparse.ArgumentParser()
        add_commands(parser.add_subparsers(required=True))
        arguments = parser.parse_args(["agreements", *map(str, words)])
        capsys.readouterr()
        arguments.run(arguments)
        return capsys.readouterr().out

    return typed


def listed(run: Run, *words: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(run("list", *words, "--json"))["agreements"]
    return found


def test_an_agreement_is_kept_with_all_that_was_given(run: Run) -> None:
    said = run("add", "Op tijd", "--goal", "rust", "--owner", "Sam", "--due", "over 10 dagen", "--guard", "Els")
    assert said.startswith("Bewaard als a1")
    assert listed(run) == [
        {
            "id": "a1",
            "agreement": "Op tijd",
            "goal": "rust",
            "owner": "Sam",
            "due": LATER.isoformat(),
            "status": "open",
            "guard": "Els",
            "origin": f"genoteerd op {show_date(date.today())}",
            "done_on": None,
        }
    ]
    assert run("list") == f"a1  [open]  Op tijd (Sam), {show_date(LATER)}\n"


def test_a_given_origin_is_kept(run: Run) -> None:
    assert json.loads(run("add", "Bellen", "--origin", "5S-scan", "--json"))["origin"] == "5S-scan"


def test_what_is_done_is_shown_only_with_all(run: Run) -> None:
    run("add", "Op tijd")
    run("add", "Bellen")
    assert run("done", "a1") == "a1 heeft nu de status 'klaar'.\n"
    assert [row["id"] for row in listed(run)] == ["a2"]
    assert [(row["id"], row["status"]) for row in listed(run, "--all")] == [("a1", "klaar"), ("a2", "open")]
    assert json.loads(run("done", "a2", "--status", "bezig", "--json"))["status"] == "bezig"
    run("done", "a2", "--status", "vervallen")
    assert "lopen geen afspraken" in run("list")


def test_due_lists_what_should_be_done_by_today(run: Run) -> None:
    run("add", "Later", "--due", "over 10 dagen")
    assert run("list", "--due") == "Er is geen afspraak waarvan de datum is gekomen.\n"
    run("add", "Nu", "--due", "vandaag", "--owner", "Kim")
    assert run("list", "--due") == f"a2  Nu (Kim): vandaag, {show_date(date.today())}.\n"
    assert [row["id"] for row in listed(run, "--due")] == ["a2"]


def test_looking_before_anything_was_kept_makes_no_file(
    run: Run, settings: Settings, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv("WATERLIJN_PASSPHRASE")
    assert run("list") == "Er staan nog geen afspraken in de lijst.\n"
    assert listed(run, "--all") == []
    with pytest.raises(InputError, match="'a1' staat niet in de lijst"):
        run("done", "a1")
    run("export", "--out", tmp_path / "leeg.md")
    assert not settings.sessions_db.exists()


@pytest.mark.parametrize(
    ("words", "key"),
    [
        (["add", "  "], "afspraak-leeg"),
        (["add", "x" * 501], "afspraak-te-lang"),
        (["add", "Op tijd", "--due", "ooit"], "datum-onleesbaar"),
        (["add", "Op tijd", "--due", ""], "datum-onleesbaar"),
        (["add", "Op tijd", "--due", "1-1-2020"], "datum-voorbij"),
        (["done", "a9"], "afspraak-onbekend"),
        (["done", "a1", "--status", "gedaan"], "afspraak-status"),
        (["export", "--out", "afspraken.exe"], "afspraken-soort"),
    ],
)
def test_what_can_not_be_done_is_refused_and_nothing_is_lost(run: Run, words: list[str], key: str) -> None:
    run("add", "Bellen")
    before = listed(run, "--all")
    with pytest.raises(InputError) as caught:
        run(*words)
    assert caught.value.key == key
    assert listed(run, "--all") == before


def test_a_refused_first_agreement_makes_no_file(run: Run, settings: Settings) -> None:
    with pytest.raises(InputError):
        run("add", " ")
    assert not settings.sessions_db.exists()


def test_a_wrong_passphrase_opens_nothing(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    run("add", "Bellen")
    monkeypatch.setenv("WATERLIJN_PASSPHRASE", "vier andere woorden daar")
    with pytest.raises(VaultError):
        run("add", "Op tijd")


@pytest.mark.parametrize("kind", ["md", "docx", "pdf", "xlsx", "ics"])
def test_the_list_is_written_in_the_kind_of_the_name(run: Run, tmp_path: Path, kind: str) -> None:
    run("add", "Op tijd", "--due", "over 10 dagen")
    path = tmp_path / f"afspraken.{kind}"
    assert run("export", "--out", path) == f"Geschreven: {path}\n"
    assert path.stat().st_size > 100
