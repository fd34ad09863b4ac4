"""Make the draft of a reply: the mirror and one question. What may be said is decided before, and checked after.

BankComposer lets the model choose among hand-written questions; dialogue/writer.py lets a model write, once it
has earned that. Both give a Draft, so that the guard and the page see no difference.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from threading import Event
from typing import Protocol

from assistant.content.bank import Question
from assistant.dialogue.session import Session
from assistant.records import Origin


@dataclass(frozen=True)
class Draft:
    """A reply before the guard."""

    mirror: str
    question: str
    origin: Origin
    move: str = ""
    rows: tuple[str, ...] = ()
    """Method rows that the question comes from."""
    question_id: str = ""

    @property
    def text(self) -> str:
        """Mirror and question as one text."""
        return " ".join(part for part in (self.mirror, self.question) if part)


class Composer(Protocol):
    """Chooses or writes what is said."""

    def compose(
        self, session: Session, message: str, mirror: str, candidates: Sequence[Question], stop: Event | None
    ) -> Draft:
        """A draft with one of `candidates` or, from a writer, a question of its own."""
        ...

    def choose(
        self, session: Session, message: str, mirror: str, candidates: Sequence[Question], stop: Event | None
    ) -> Draft:
        """A draft with one of `candidates`, whoever writes."""
        ...


class Ranks(Protocol):
    """Orders questions by fit; see assistant/dialogue/rerank.py."""

    def rank(
        self, history: Sequence[tuple[str, str]], message: str, questions: Sequence[Question], stop: Event | None = None
    ) -> list[tuple[Question, float]]: ...


@dataclass(frozen=True)
class BankComposer:
    """The user's words by rule, the question from the bank by the model's choice."""

    ranker: Ranks | None
    """None: the question nearest in meaning (no model loaded)."""

    def compose(
        self, session: Session, message: str, mirror: str, candidates: Sequence[Question], stop: Event | None
    ) -> Draft:
        """See Composer."""
        return self.choose(session, message, mirror, candidates, stop)

    def choose(
        self, session: Session, message: str, mirror: str, candidates: Sequence[Question], stop: Event | None
    ) -> Draft:
        """See Composer."""
        chosen = self.order(session, message, candidates, stop)[0]
        return Draft(mirror, chosen.text, "bank", chosen.moves[0], chosen.sources, chosen.id)

    def order(
        self, session: Session, message: str, candidates: Sequence[Question], stop: Event | None
    ) -> list[Question]:
        """The candidates, best first; they come nearest first."""
        if self.ranker is None or len(candidates) <= 1:
            return list(candidates)
        history = [(turn.user, turn.reply.text) for turn in session.turns]
        return [question for question, _ in self.ranker.rank(history, message, candidates, stop)]
