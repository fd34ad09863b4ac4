"""The whole product behind one door: page and terminal call these functions and nothing below them."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from threading import Event
from types import TracebackType
from typing import TYPE_CHECKING, Self

from assistant.content.bank import load_bank
from assistant.content.flows import find_flow
from assistant.content.texts import text
from assistant.dialogue.material import Material, read_material
from assistant.dialogue.opening import begin_talk
from assistant.dialogue.session import Session
from assistant.records import Reply
from assistant.results.make import make_result, shown_so_far
from assistant.results.records import Result, Tools
from assistant.settings import Settings

if TYPE_CHECKING:
    from pathlib import Path

    from assistant.dialogue.compose import Composer
    from assistant.dialogue.rerank import Reranker
    from assistant.dialogue.turn import TurnTaker
    from assistant.documents.reader import Section
    from assistant.jobs.checklist import Checklist
    from assistant.jobs.questionset import Deps
    from assistant.knowledge.base import Knowledge
    from assistant.knowledge.embed import Embedder
    from assistant.model.llama import LlamaEngine

Progress = Callable[[int, int, str], None]
"""Hears (done, total, what) during long work."""


_WEIGHED = 24
"""Questions weighed between two steps of the progress line."""


def _silent(done: int, total: int, what: str) -> None:
    """Progress that nobody watches."""


@dataclass
class Assistant:
    """Knowledge and model, loaded; holds no conversation."""

    settings: Settings
    embedder: Embedder
    knowledge: Knowledge
    engine: LlamaEngine
    reranker: Reranker
    composer: Composer

    @classmethod
    def open(cls, settings: Settings, progress: Progress = _silent) -> Self:
        """Load everything that a conversation needs, building what is missing. Raises AssistantError.

        Heavy packages are imported here, not before.
        """
        from assistant.dialogue.compose import BankComposer
        from assistant.dialogue.rerank import Reranker
        from assistant.dialogue.writer import ModelComposer
        from assistant.knowledge.base import Knowledge
        from assistant.knowledge.embed import SETTING, load_embedder
        from assistant.model.choice import model_path
        from assistant.model.exam_results import may_write
        from assistant.model.llama import LlamaEngine

        embedder = load_embedder(os.environ.get(SETTING))
        knowledge = Knowledge.open(settings, embedder, progress)
        try:
            prepare_knowledge(knowledge, progress)
            progress(0, 1, text("progress.model"))
            path = model_path(settings)
            engine = LlamaEngine(path, settings.threads)
            reranker = Reranker(engine, settings.home / "neutral-scores.json")
            unweighed = reranker.missing([q for q in load_bank().values() if "alleen" in q.forms])
            for begin in range(0, len(unweighed), _WEIGHED):
                progress(begin, len(unweighed), text("progress.vragen-wegen"))
                reranker.prepare(unweighed[begin : begin + _WEIGHED])
        except BaseException:
            knowledge.close()
            raise
        bank = BankComposer(reranker)
        composer = ModelComposer(engine, bank) if may_write(settings, path) else bank
        return cls(settings, embedder, knowledge, engine, reranker, composer)

    def material(self, flow_id: str, path: Path) -> Material:
        """A file that this flow can start from, read for this session only. Raises InputError, DocumentError."""
        return read_material(find_flow(flow_id), path)

    def begin(self, flow_id: str, material: Material | None = None) -> tuple[Session, Reply]:
        """A fresh session and what is said first. Raises InputError: unknown flow, or one that lacks its material."""
        return begin_talk(flow_id, material, self._show)

    def reply(self, session: Session, message: str, stop: Event | None = None) -> tuple[Session, Reply]:
        """The session after `message`, and the reply. Raises InputError, ModelError, Stopped."""
        return self._turns.take(session, message, stop)

    def result(self, session: Session, stop: Event | None = None) -> Result | None:
        """What the flow ends with, so far as the session has come. Raises InputError, Stopped."""
        return make_result(session, Tools(self.embedder, lambda: self.choosing(stop)))

    def choosing(self, stop: Event | None = None) -> Deps:
        """What the coach's question set is chosen with; see assistant/jobs/questionset.py.

        With `stop` set, choosing raises Stopped.
        """
        from assistant.jobs.questionset import Deps

        return Deps(meaning=self.knowledge, ranker=self.reranker.for_situation(stop))

    def read_request(self, path: Path) -> list[Section]:
        """A request document of the user, read for this job only: nothing is indexed or kept. Raises DocumentError."""
        from assistant.documents.reader import read_document

        return read_document(path)

    def checklist(self, sections: Sequence[Section] | None, name: str = "") -> Checklist:
        """The contracting checklist, held against a request document when one is given."""
        from assistant.jobs.checklist import build_checklist

        return build_checklist(sections, name, self.embedder)

    @cached_property
    def _turns(self) -> TurnTaker:
        from assistant.dialogue.turn import TurnTaker

        return TurnTaker(self.knowledge, self.composer, self._show)

    def _show(self, session: Session) -> str:
        return shown_so_far(session, Tools(self.embedder))

    def close(self) -> None:
        """Give model and data folder free."""
        self.engine.close()
        self.knowledge.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()


def prepare_knowledge(knowledge: Knowledge, progress: Progress = _silent) -> None:
    """Index the shipped articles and the question bank; quick when nothing changed."""
    knowledge.build(progress)
    knowledge.sync_questions([(question.id, question.text) for question in load_bank().values()], progress)
