"""A small exam of our own, and models that pass it or fail it each in their own way."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from threading import Event

import pytest

from assistant.errors import ModelError
from assistant.fakes import FakeEngine
from assistant.model import exam_cases
from assistant.model.exam import take_exam
from assistant.model.exam_cases import Case
from assistant.model.exam_results import ExamResult
from assistant.settings import Settings

ROWS: list[dict[str, object]] = [
    {
        "id": f"eigen-{number}",
        "input": said,
        "target": [mirror],
        "metadata": {"feature": feature, "must": must, "must_not": must_not, "question_bad": []},
    }
    for number, (feature, said, mirror, must, must_not) in enumerate(
        [
            (
                "twee personen",
                "Ik heb Karin mijn plan gegeven en zij heeft het weggelegd.",
                "Je hebt Karin je plan gegeven en zij heeft het weggelegd.",
                [["Karin"], ["plan"], ["gegeven", "gaf"], ["weggelegd", "legde het weg"]],
                ["Karin heeft jou", "boos", "mijn"],
            ),
            (
                "kort",
                "Mijn team is moe van de verhuizing.",
                "Je team is moe van de verhuizing.",
                [["team"]],
                ["jij bent"],
            ),
            ("kort", "Ik zeg niets in het overleg.", "Je zegt niets in het overleg.", [["niets", "niks"]], []),
            ("kort", "Ik bel Omar elke maandag.", "Je belt Omar elke maandag.", [["Omar"], ["maandag"]], ["dinsdag"]),
        ],
        start=1,
    )
]
CASES = [Case.model_validate(row) for row in ROWS]


def set_exam(monkeypatch: pytest.MonkeyPatch, folder: Path, rows: list[dict[str, object]], **limits: float) -> Path:
    """Make these rows the exam; returns the file of cases."""
    cases = folder / "zinnen.jsonl"
    cases.write_text("".join(f"{json.dumps(row)}\n" for row in rows), encoding="utf-8")
    exam = {"faithful_mark": 0.9, "clean_mark": 0.98, "added_share": 0.2, "max_tokens": 80, "seconds": 60} | limits
    # A file of its own each time: content is read once a process.
    path = folder / f"exam-{len(list(folder.iterdir()))}.yaml"
    path.write_text(json.dumps(exam | {"cases": str(cases)}), encoding="utf-8")
    monkeypatch.setattr(exam_cases, "EXAM", path)
    return cases


class Writes(FakeEngine):
    """A model that always writes the same."""

    said = ""
    engines: list[Writes]

    def __init__(self, path: Path, threads: int) -> None:
        super().__init__(path)
        self.written, self.closed = self.said, False
        self.engines.append(self)

    def close(self) -> None:
        self.closed = True


class Mirrors(Writes):
    """A model that writes the good mirror of every statement, with an open question."""

    asks = "Wat merk je daarvan?"

    def generate(self, prompt: Sequence[int], sampling: object, stop: Event | None = None) -> Iterator[str]:
        said = "".join(map(chr, prompt)).rpartition("Leidinggevende: ")[2].partition("\n")[0]
        mirror = next(case.target[0] for case in exam_cases.load_cases() if case.input == said)
        self.written = f"{mirror} {self.asks}"
        yield from super().generate(prompt, sampling, stop)


class Flatters(Mirrors):
    """A model that mirrors well and then judges in its question."""

    asks = "Wat vind je zo dapper aan jezelf?"


class Fails(Mirrors):
    """A model that breaks at the third statement."""

    def generate(self, prompt: Sequence[int], sampling: object, stop: Event | None = None) -> Iterator[str]:
        if len(self.prompts) == 2:
            raise ModelError("model-faalt", code=-1)
        yield from super().generate(prompt, sampling, stop)


def use_engine(monkeypatch: pytest.MonkeyPatch, kind: type[Writes], said: str = "") -> list[Writes]:
    """Make `kind` the engine; returns the engines that get made."""
    made: list[Writes] = []
    monkeypatch.setattr("assistant.model.llama.LlamaEngine", type("Used", (kind,), {"said": said, "engines": made}))
    return made


def examine(
    monkeypatch: pytest.MonkeyPatch, settings: Settings, path: Path, kind: type[Writes], said: str = ""
) -> ExamResult:
    """Take the exam with a model of this kind; it must be closed in the end."""
    made = use_engine(monkeypatch, kind, said)
    try:
        return take_exam(settings, path, lambda *_: None)
    finally:
        assert [engine.closed for engine in made] == [True]
