"""The writing trial: who may write, and to which file that is bound."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from threading import Event

import pytest

from assistant.dialogue.writer import is_faithful
from assistant.errors import ModelError
from assistant.fakes import FakeEngine
from assistant.mirror import reflect
from assistant.model.exam import ExamResult, may_write, stored_result, take_exam
from assistant.settings import Settings


class Writes(FakeEngine):
    """A model that always writes the same."""

    said = ""
    engines: list[Writes]

    def __init__(self, path: Path, threads: int) -> None:
        super().__init__(path)
        self.written = self.said
        self.closed = False
        self.engines.append(self)

    def close(self) -> None:
        self.closed = True


class Mirrors(Writes):
    """A model that gives back what was said in the je-form, with an open question."""

    asks = "Wat merk je daarvan?"

    def generate(self, prompt: Sequence[int], sampling: object, stop: Event | None = None) -> Iterator[str]:
        said = "".join(map(chr, prompt)).split("Leidinggevende: ")[-1].split("\n")[0]
        mirror = reflect(said).text.split(": ", 1)[-1]
        self.written = f"{mirror[0].upper()}{mirror[1:]} {self.asks}"
        yield from super().generate(prompt, sampling, stop)


class Flatters(Mirrors):
    """A model that mirrors well and then judges in its question."""

    asks = "Wat vind je zo dapper aan jezelf?"


class Fails(Writes):
    """A model that breaks at the third statement."""

    def generate(self, prompt: Sequence[int], sampling: object, stop: Event | None = None) -> Iterator[str]:
        if len(self.prompts) == 2:
            raise ModelError("model-faalt", code=-1)
        yield from super().generate(prompt, sampling, stop)


@pytest.fixture
def model(own_home: Path) -> Path:
    path = own_home / "model.gguf"
    path.write_bytes(b"GGUF")
    return path


def exam(
    monkeypatch: pytest.MonkeyPatch, settings: Settings, path: Path, kind: type[Writes], said: str = ""
) -> ExamResult:
    """Take the exam with a model of this kind; it must be closed in the end."""
    made: list[Writes] = []
    used = type("Used", (kind,), {"said": said, "engines": made})
    monkeypatch.setattr("assistant.model.llama.LlamaEngine", used)
    try:
        return take_exam(settings, path, lambda *_: None)
    finally:
        assert [engine.closed for engine in made] == [True]


def test_a_model_that_mirrors_well_may_write(monkeypatch: pytest.MonkeyPatch, settings: Settings, model: Path) -> None:
    assert not may_write(settings, model)
    result = exam(monkeypatch, settings, model, Mirrors)
    assert result.clean == result.statements
    assert result.faithful >= 0.9 * result.statements
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
    result = exam(monkeypatch, settings, model, Writes, said)
    assert not result.may_write
    assert not may_write(settings, model)
    assert stored_result(settings, model) == result


def test_a_model_that_mirrors_well_and_judges_may_not(
    monkeypatch: pytest.MonkeyPatch, settings: Settings, model: Path
) -> None:
    result = exam(monkeypatch, settings, model, Flatters)
    assert result.faithful >= 0.9 * result.statements
    assert result.clean == 0
    assert not may_write(settings, model)


def test_a_result_is_bound_to_its_file(monkeypatch: pytest.MonkeyPatch, settings: Settings, model: Path) -> None:
    exam(monkeypatch, settings, model, Mirrors)
    other = model.with_name("ander.gguf")
    other.write_bytes(b"GGUF")
    assert stored_result(settings, other) is None
    model.write_bytes(b"GGUF, maar langer")
    assert stored_result(settings, model) is None
    assert not may_write(settings, model)
    model.unlink()
    assert stored_result(settings, model) is None


def test_a_later_exam_replaces_the_result_and_keeps_those_of_others(
    monkeypatch: pytest.MonkeyPatch, settings: Settings, model: Path
) -> None:
    other = model.with_name("ander.gguf")
    other.write_bytes(b"GGUF")
    exam(monkeypatch, settings, other, Mirrors)
    exam(monkeypatch, settings, model, Mirrors)
    exam(monkeypatch, settings, model, Writes, "bla")
    assert not may_write(settings, model)
    assert may_write(settings, other)


@pytest.mark.parametrize("content", ["", "{", "[1]", "3", '{"model.gguf 4": 1}', '{"model.gguf 4": {"oud": true}}'])
def test_a_broken_file_of_results_opens_nothing(settings: Settings, model: Path, content: str) -> None:
    (settings.home / "exams.json").write_text(content)
    assert stored_result(settings, model) is None
    assert not may_write(settings, model)


def test_a_model_that_breaks_halfway_earns_nothing(
    monkeypatch: pytest.MonkeyPatch, settings: Settings, model: Path
) -> None:
    with pytest.raises(ModelError):
        exam(monkeypatch, settings, model, Fails, "Je bent moe. Wat merk je?")
    assert stored_result(settings, model) is None


def test_the_exam_tells_how_far_it_is(monkeypatch: pytest.MonkeyPatch, settings: Settings, model: Path) -> None:
    seen: list[tuple[int, int, str]] = []
    monkeypatch.setattr("assistant.model.llama.LlamaEngine", type("Used", (Mirrors,), {"engines": []}))
    result = take_exam(settings, model, lambda *step: seen.append(step))
    assert [done for done, _, _ in seen] == list(range(result.statements))
    assert {total for _, total, _ in seen} == {result.statements}


@pytest.mark.parametrize(
    ("said", "written", "faithful"),
    [
        ("Mijn team is moe.", "Je team is moe. Wat merk je daarvan?", True),
        ("Mijn team is moe.", "Je voelt je verraden door iedereen. Wat merk je daarvan?", False),
        ("Mijn team is moe.", "Je team is moe.", False),
        ("Mijn team is moe.", "Wat maakt je team moe?", False),
        ("Mijn team is moe.", "", False),
    ],
)
def test_faithful_is_a_mirror_in_the_users_words_and_a_question(said: str, written: str, faithful: bool) -> None:
    assert is_faithful(said, written) is faithful
