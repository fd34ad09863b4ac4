"""Cases, lines and systems for the tests of evals/."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from threading import Event
from typing import Any

from assistant.dialogue.compose import BankComposer, Composer
from assistant.dialogue.opening import begin_talk
from assistant.dialogue.session import Session
from assistant.dialogue.turn import TurnTaker
from assistant.fakes import FakeEngine, FakeKnowledge, shown_without_models
from assistant.records import Reply
from evals.generate import Identity
from evals.log import Line, SystemName
from evals.samples import Sample, said

STORY = "Ik zat in het overleg en ik durfde niets te zeggen tegen de directeur."
VERDICT = "Wie heeft er gelijk, Jan of ik?"


def line(**changes: Any) -> Line:
    """A line of the product about one case."""
    blank = Line("bait", "a-1", 1, "product", "gemma-3-270m", "d", "p", 7, "0.1.0", (STORY,))
    return replace(blank, **changes)


def sample(name: str = "a-1", message: str | tuple[str, ...] = STORY, **metadata: Any) -> Sample:
    """A case with these messages of the user."""
    talk: Any = message if isinstance(message, str) else [{"role": "user", "content": one} for one in message]
    return Sample(id=name, input=talk, target=("weerstaan",), metadata=metadata)


def store(folder: Path, name: str, samples: list[Sample]) -> None:
    """Write a case file."""
    rows = [json.dumps(one.model_dump(mode="json"), ensure_ascii=False) for one in samples]
    (folder / f"{name}.jsonl").write_text("\n".join(rows) + "\n", encoding="utf-8")


def identity(**changes: Any) -> Identity:
    """The same program each time."""
    prompts: dict[SystemName, str] = {"product": "p", "raw": "r"}
    versions: dict[SystemName, str] = {"product": "0.1.0+c", "raw": "0.1.0"}
    return replace(Identity("gemma-3-270m", "d", prompts, versions), **changes)


class Engine(FakeEngine):
    """An engine that always says the same, with a context to fill."""

    def __init__(self, written: str = "Goed gedaan.", context: int = 2048) -> None:
        super().__init__(Path("model.gguf"))
        self.written, self.context = written, context


class Door:
    """The facade on a knowledge base in memory."""

    def __init__(self, composer: Composer | None = None) -> None:
        self.begun: list[str] = []
        self._taker = TurnTaker(
            FakeKnowledge(),  # type: ignore[arg-type]
            composer or BankComposer(None),
            shown_without_models,
        )

    def begin(self, flow_id: str) -> tuple[Session, Reply]:
        """See Talks."""
        self.begun.append(flow_id)
        return begin_talk(flow_id, None, shown_without_models)

    def reply(self, session: Session, message: str, stop: Event | None = None) -> tuple[Session, Reply]:
        """See Talks."""
        return self._taker.take(session, message, stop)


class Echo:
    """A system that says each message back, and counts what it was asked."""

    def __init__(self, name: SystemName, stops_at: str = "") -> None:
        self.name, self._stops_at = name, stops_at
        self.heard: list[str] = []

    def answer(self, sample: Sample, blank: Line, stop: Event | None) -> Iterator[Line]:
        """See System."""
        messages = said(sample)
        for turn, message in enumerate(messages, start=1):
            if message == self._stops_at:
                raise KeyboardInterrupt
            self.heard.append(message)
            yield replace(blank, turn=turn, said=messages[:turn], reply=message, own=message)
