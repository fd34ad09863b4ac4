"""Taking the writing exam: who may write, how long it takes, and what stops it."""

from __future__ import annotations

import json
import os
import signal
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from threading import Event, Timer

import pytest

from assistant.cli import main
from assistant.dialogue.writer import write_messages
from assistant.errors import ModelError
from assistant.model.exam import take_exam
from assistant.model.exam_results import may_write, stored_result
from assistant.model.exam_score import Answer
from assistant.model.llama import Stopped
from assistant.settings import Settings

sys.path.insert(0, str(Path(__file__).parent / "models"))
from exam_help import ROWS, Fails, Flatters, Mirrors, Writes, examine, set_exam, use_engine


class Slow(Mirrors):
    """A model that needs a tenth of a second per reply."""

    def generate(self, prompt: Sequence[int], sampling: object, stop: Event | None = None) -> Iterator[str]:
        assert stop is not None
        for _ in range(10):
            time.sleep(0.01)
            if stop.is_set():
                return
        yield from super().generate(prompt, sampling, stop)


class PressesStop(Mirrors):
    """A model during whose second reply somebody presses Ctrl-C."""

    def generate(self, prompt: Sequence[int], sampling: object, stop: Event | None = None) -> Iterator[str]:
        if len(self.prompts) == 1:
            os.kill(os.getpid(), signal.SIGINT)
        yield from super().generate(prompt, sampling, stop)


@pytest.fixture
def model(own_home: Path) -> Path:
    path = own_home / "model.gguf"
    path.write_bytes(b"GGUF")
    return path


@pytest.fixture(autouse=True)
def exam(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    set_exam(monkeypatch, tmp_path, ROWS)


def test_a_model_that_mirrors_well_may_write(monkeypatch: pytest.MonkeyPatch, settings: Settings, model: Path) -> None:
    assert not may_write(settings, model)
    result = examine(monkeypatch, settings, model, Mirrors)
    assert (result.faithful, result.dutch, result.clean, result.written) == (4, 4, 4, 4)
    assert {name: tally.n for name, tally in result.features.items()} == {"twee personen": 1, "kort": 3}
    assert result.may_write
    assert may_write(settings, model)
    assert stored_result(settings, model) == result


@pytest.mark.parametrize(
    "said",
    [
        "",
        "bla bla bla",
        "The the the of and. What is the of?",
        "Je bent moe. Je moet met hem praten. Wat ga je doen?",
        "Wat goed dat je dit deelt. Wat merk je?",
        "Je hebt gelijk. Wat merk je?",
        "Wat merk je?",
    ],
)
def test_a_model_that_writes_nonsense_or_judges_may_not(
    monkeypatch: pytest.MonkeyPatch, settings: Settings, model: Path, said: str
) -> None:
    result = examine(monkeypatch, settings, model, Writes, said)
    assert not result.may_write
    assert result.faithful == 0
    assert not may_write(settings, model)
    assert stored_result(settings, model) == result


def test_a_model_that_mirrors_well_and_judges_may_not(
    monkeypatch: pytest.MonkeyPatch, settings: Settings, model: Path
) -> None:
    result = examine(monkeypatch, settings, model, Flatters)
    assert (result.faithful, result.clean) == (4, 0)
    assert not may_write(settings, model)


def test_a_later_exam_replaces_the_result_and_keeps_those_of_others(
    monkeypatch: pytest.MonkeyPatch, settings: Settings, model: Path
) -> None:
    other = model.with_name("ander.gguf")
    other.write_bytes(b"GGUF, een ander")
    examine(monkeypatch, settings, other, Mirrors)
    examine(monkeypatch, settings, model, Mirrors)
    examine(monkeypatch, settings, model, Writes, "bla")
    assert not may_write(settings, model)
    assert may_write(settings, other)


def test_after_a_change_in_the_statements_the_exam_has_to_be_taken_again(
    monkeypatch: pytest.MonkeyPatch, settings: Settings, model: Path, tmp_path: Path
) -> None:
    examine(monkeypatch, settings, model, Mirrors)
    set_exam(monkeypatch, tmp_path, ROWS[1:])
    assert not may_write(settings, model)
    set_exam(monkeypatch, tmp_path, ROWS)
    assert may_write(settings, model)


def test_a_model_that_breaks_halfway_earns_nothing(
    monkeypatch: pytest.MonkeyPatch, settings: Settings, model: Path
) -> None:
    with pytest.raises(ModelError):
        examine(monkeypatch, settings, model, Fails)
    assert stored_result(settings, model) is None


def test_the_model_gets_the_prompt_of_the_product(
    monkeypatch: pytest.MonkeyPatch, settings: Settings, model: Path
) -> None:
    made = use_engine(monkeypatch, Mirrors)
    take_exam(settings, model, lambda *_: None)
    asked = write_messages((), str(ROWS[0]["input"]), plain=True)
    assert made[0].prompts[0] == str(asked[0].content)


def test_no_reply_is_longer_than_the_exam_allows(
    monkeypatch: pytest.MonkeyPatch, settings: Settings, model: Path, tmp_path: Path
) -> None:
    seen = []

    class Notes(Writes):
        def generate(self, prompt: Sequence[int], sampling: object, stop: Event | None = None) -> Iterator[str]:
            seen.append(getattr(sampling, "max_tokens", None))
            yield from super().generate(prompt, sampling, stop)

    set_exam(monkeypatch, tmp_path, ROWS, max_tokens=12)
    examine(monkeypatch, settings, model, Notes, "bla")
    assert seen == [12] * 4


def test_every_reply_is_heard_with_its_marks(monkeypatch: pytest.MonkeyPatch, settings: Settings, model: Path) -> None:
    heard: list[Answer] = []
    use_engine(monkeypatch, Flatters)
    take_exam(settings, model, lambda *_: None, hear=heard.append)
    assert [(one.id, one.faithful, one.clean) for one in heard] == [(row["id"], True, False) for row in ROWS]
    assert all("OORDEEL_POS" in " ".join(one.why) for one in heard)


def test_the_exam_tells_how_far_it_is(monkeypatch: pytest.MonkeyPatch, settings: Settings, model: Path) -> None:
    seen: list[tuple[int, int, str]] = []
    use_engine(monkeypatch, Slow)
    take_exam(settings, model, lambda *step: seen.append(step))
    writing = [step for step in seen if "schrijft" in step[2]]
    assert [step[:2] for step in writing] == [(0, 4), (1, 4), (2, 4), (3, 4)]
    assert "minuut" not in writing[0][2]
    assert "minuut" in writing[3][2]


def test_when_the_time_is_up_the_rest_counts_as_not_written(
    monkeypatch: pytest.MonkeyPatch, settings: Settings, model: Path, tmp_path: Path
) -> None:
    set_exam(monkeypatch, tmp_path, ROWS, seconds=0.25)
    result = examine(monkeypatch, settings, model, Slow)
    assert result.written + result.unreached == result.statements == 4
    assert 1 <= result.unreached <= 3
    assert result.faithful == result.clean == result.written
    assert result.seconds < 1
    assert not result.may_write
    assert stored_result(settings, model) == result


def test_a_stop_ends_the_exam_within_a_second_and_stores_nothing(
    monkeypatch: pytest.MonkeyPatch, settings: Settings, model: Path
) -> None:
    made, stop = use_engine(monkeypatch, Slow), Event()
    timer = Timer(0.15, stop.set)
    timer.start()
    began = time.monotonic()
    with pytest.raises(Stopped):
        take_exam(settings, model, lambda *_: None, stop)
    timer.join()
    assert time.monotonic() - began < 1
    assert made[0].closed
    assert stored_result(settings, model) is None
    assert not (settings.home / "exams.json").exists()


# In the terminal


@pytest.fixture
def whole(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every file passes the checks of its form."""
    for name in ("check_gguf", "check_memory", "check_loads"):
        monkeypatch.setattr(f"assistant.model.gguf.{name}", lambda _: None)


@pytest.mark.usefixtures("whole")
def test_the_terminal_shows_shares_with_intervals_and_features(
    monkeypatch: pytest.MonkeyPatch, model: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    use_engine(monkeypatch, Flatters)
    assert main(["model", "check", str(model)]) == 0
    out = capsys.readouterr().out
    assert "4 van de 4 (100 %, met 95 % zekerheid tussen 51 en 100 %)" in out
    assert "0 van de 4 (0 %, met 95 % zekerheid tussen 0 en 49 %)" in out
    assert "twee personen: 1, 1 en 0 van de 1" in out
    assert "schrijft niet zelf" in out


@pytest.mark.usefixtures("whole")
def test_the_terminal_gives_json_and_every_reply(
    monkeypatch: pytest.MonkeyPatch, model: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    use_engine(monkeypatch, Mirrors)
    replies = tmp_path / "antwoorden.jsonl"
    assert main(["model", "check", str(model), "--json", "--out", str(replies)]) == 0
    data = json.loads(capsys.readouterr().out)
    assert data["may_write"]
    assert data["current"]
    assert data["path"] == str(model)
    assert data["intervals"]["faithful"] == [0.51, 1.0]
    rows = [json.loads(line) for line in replies.read_text(encoding="utf-8").splitlines()]
    assert [row["statement"] for row in rows] == [row["input"] for row in ROWS]
    assert {tuple(row) for row in rows} == {("id", "statement", "reply", "faithful", "clean", "dutch", "why")}
    assert all(row["reply"].endswith("Wat merk je daarvan?") for row in rows)


@pytest.mark.usefixtures("whole")
def test_ctrl_c_ends_the_exam_with_one_sentence_and_nothing_stored(
    monkeypatch: pytest.MonkeyPatch, settings: Settings, model: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    made = use_engine(monkeypatch, PressesStop)
    # In the background a shell ignores Ctrl-C; whatever stood there stands there again.
    before = signal.getsignal(signal.SIGINT)
    replies = tmp_path / "antwoorden.jsonl"
    assert main(["model", "check", str(model), "--json", "--out", str(replies)]) == 130
    shown = capsys.readouterr()
    assert shown.out == ""
    assert shown.err.splitlines()[-1] == "Het schrijfexamen is gestopt; er is niets bewaard."
    assert len(made[0].prompts) == 2
    assert made[0].closed
    assert stored_result(settings, model) is None
    assert not replies.exists()
    assert signal.getsignal(signal.SIGINT) is before


@pytest.mark.parametrize(
    ("named", "says"),
    [("gpt", "gemma-3-270m"), ("qwen3-4b", "qwen3-4b"), ("weg.gguf", "weg.gguf"), ("model.gguf", "model.gguf")],
)
def test_what_is_no_model_here_gets_one_sentence_and_no_result(
    model: Path, named: str, says: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(model.parent)
    assert main(["model", "check", named]) == 1
    assert says in capsys.readouterr().err.splitlines()[-1]
    assert not (model.parent / "exams.json").exists()


def test_a_place_where_no_file_can_be_is_said_before_the_exam(
    model: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for place in (tmp_path, tmp_path / "weg" / "a.jsonl"):
        assert main(["model", "check", str(model), "--out", str(place)]) == 1
        assert str(place) in capsys.readouterr().err


@pytest.mark.usefixtures("whole")
def test_the_list_of_models_shows_the_exam(
    monkeypatch: pytest.MonkeyPatch, model: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    choice = {"model": {"name": str(model), "bytes": 4, "sha256": ""}}
    (model.parent / "choices.json").write_text(json.dumps(choice))
    use_engine(monkeypatch, Mirrors)

    def shown() -> tuple[str, dict[str, object] | None]:
        assert main(["model", "list"]) == 0
        told = capsys.readouterr().out.splitlines()[-1]
        assert main(["model", "list", "--json"]) == 0
        exam: dict[str, object] | None = json.loads(capsys.readouterr().out)["models"][-1]["exam"]
        return told, exam

    told, exam = shown()
    assert "nog niet afgelegd" in told
    assert exam is None
    assert main(["model", "check"]) == 1, "the digest of the user's own file was never stored"
    assert main(["model", "check", str(model)]) == 0
    capsys.readouterr()
    told, exam = shown()
    assert "4 van de 4 trouw, 4 schoon" in told
    assert exam
    assert exam["may_write"]
    set_exam(monkeypatch, tmp_path, ROWS[1:])
    told, exam = shown()
    assert "opnieuw afleggen" in told
    assert exam
    assert (exam["current"], exam["may_write"]) == (False, False)


# With the real model


@pytest.mark.model
@pytest.mark.timeout(120)
def test_the_embedded_model_takes_the_exam_and_does_not_pass(
    monkeypatch: pytest.MonkeyPatch, settings: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    set_exam(monkeypatch, tmp_path, ROWS, seconds=60)
    replies = tmp_path / "antwoorden.jsonl"
    assert main(["model", "check", "gemma-3-270m", "--json", "--out", str(replies)]) == 0
    data = json.loads(capsys.readouterr().out)
    assert data["statements"] == 4
    assert data["written"] + data["unreached"] <= 4
    assert data["seconds"] < 65
    assert not data["may_write"]
    assert len(replies.read_text(encoding="utf-8").splitlines()) == 4
