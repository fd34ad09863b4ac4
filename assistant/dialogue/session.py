"""One conversation as a value: every turn makes a new Session, and the old one is kept for taking back."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from string import Template
from typing import Any, NamedTuple

from assistant.content.flows import Flow, Stage, find_flow
from assistant.dialogue.items import has_spans, items_of
from assistant.dialogue.material import Material
from assistant.dialogue.own import own_sentences
from assistant.errors import InputError
from assistant.mirror.choose import carrying
from assistant.records import Reply, Turn


@dataclass(frozen=True)
class Answer:
    """What was noted down at a step that collects."""

    stage: str
    item: str
    """The line that an `each` step asked about, or ''."""
    value: str
    """The words, the id of the option, or the sentence beside a score."""
    number: int | None = None
    day: date | None = None


class Place(NamedTuple):
    """A step, and which of its items."""

    stage: int
    item: int


@dataclass(frozen=True)
class Session:
    """Where a conversation stands. Immutable; knows no model and no file."""

    flow: Flow
    material: Material = field(default_factory=Material)
    today: date = date.min
    """The day on which it began: what 'over twee weken' counts from."""
    stage_number: int = 0
    item_number: int = 0
    """Which item of an `each` step is asked about."""
    answers: tuple[Answer, ...] = ()
    questions_in_stage: int = 1
    """Questions asked in this stage so far, the opening one included."""
    asked: tuple[str, ...] = ()
    """Ids of bank questions asked, in order."""
    last: Reply | None = None
    """The last reply that held a question: what 'herhaal' and 'herkomst' go back to."""
    last_move: str = ""
    turns: tuple[Turn, ...] = ()
    calm: bool = False
    """The user asked for a slower pace."""
    resting: bool = False
    """In the slower pace: the last reply held no question, the next one will."""
    questions_wanted: bool = True
    closed: bool = False
    previous: Session | None = None
    """The session before the last answer."""

    @property
    def stage(self) -> Stage:
        """The step of the flow that the next answer belongs to."""
        return self.flow.stages[self.stage_number]

    @property
    def ask(self) -> str:
        """The question that opens the present step."""
        return self.asked_at(Place(self.stage_number, self.item_number))

    @property
    def item(self) -> str:
        """The line that the present step asks about, or ''."""
        return _at(items_of(self, self.stage), self.item_number)

    @property
    def next_stage(self) -> Stage | None:
        """The step after this one, if there is one."""
        place = self.next_place
        return self.flow.stages[place.stage] if place else None

    @property
    def next_place(self) -> Place | None:
        """What is asked after the present question: the next item, or the next step that has something to ask."""
        if self.stage.each and self.item_number + 1 < len(items_of(self, self.stage)):
            return Place(self.stage_number, self.item_number + 1)
        for number in range(self.stage_number + 1, len(self.flow.stages)):
            if self._has_something_to_ask(self.flow.stages[number]):
                return Place(number, 0)
        return None

    def asked_at(self, place: Place) -> str:
        """The question of a step, about its item."""
        stage = self.flow.stages[place.stage]
        return Template(stage.ask).safe_substitute(dit=_at(items_of(self, stage), place.item))

    def answers_at(self, stage_id: str) -> tuple[Answer, ...]:
        """What was noted down at a step; skipped ones are not there."""
        return tuple(answer for answer in self.answers if answer.stage == stage_id)

    def said_at(self, stage_id: str) -> tuple[str, ...]:
        """What the user answered at a step that talks, oldest first."""
        return tuple(turn.user for turn in self.turns if turn.stage == stage_id and turn.reply.move not in OUTSIDE)

    def _has_something_to_ask(self, stage: Stage) -> bool:
        if stage.answer == "tekst":
            return not self.material.sections
        if stage.answer == "labels":
            return has_spans(self)
        return not stage.each or bool(items_of(self, stage))

    @property
    def stage_is_done(self) -> bool:
        """Whether an answer of substance now ends this step."""
        return self.stage.exit == "na-antwoord" or self.questions_in_stage >= self.stage.questions

    @property
    def said(self) -> str:
        """All that the user wrote, oldest first: what may be echoed."""
        return "\n".join(turn.user for turn in self.turns)

    def opened(self, reply: Reply) -> Session:
        """The session after the opening words, so that their question can be repeated."""
        return replace(self, last=reply)

    def harvest(self) -> list[str]:
        """The user's own sentences that carry most: one per answer, word for word, the closing step whole.

        Of a flow about what the user did: the I-sentences.
        """
        if self.flow.result == "ik-zinnen":
            return own_sentences(self)
        lines: list[str] = []
        for turn in self.turns:
            if turn.reply.move in OUTSIDE or self._stage(turn).collects:
                continue
            lines += [turn.user.strip()] if self._is_last(turn) else [carrying(turn.user)]
        return list(dict.fromkeys(line for line in lines if line))

    def _is_last(self, turn: Turn) -> bool:
        return turn.stage == self.flow.stages[-1].id and len(turn.user) <= 300

    def _stage(self, turn: Turn) -> Stage:
        return next(stage for stage in self.flow.stages if stage.id == turn.stage)

    def to_json(self) -> dict[str, object]:
        """What `waterlijn reflect --json` promises of the conversation; the result is added by the one who makes it."""
        return {"flow": self.flow.id, "turns": [turn.to_json() for turn in self.turns], "harvest": self.harvest()}


OUTSIDE = frozenset(
    [
        "crisis",
        "integrity",
        "stop",
        "geen-vragen",
        "wel-vragen",
        "terug",
        "overslaan",
        "langzamer",
        "grens",
        "opdracht",
        "mens",
        "privacy",
        "herkomst",
        "bron",
        "weet-niet",
        "al-gezegd",
        "leeg",
        "ja",
        "nee",
        "niet-zo",
        "groet",
        "dank",
        "tool",
        "stilte",
        "engels",
        "oordeel",
        "advies",
    ]
)
"""Moves of turns that hold no answer to a question of the flow."""


def begin(flow_id: str, material: Material | None = None, today: date | None = None) -> Session:
    """A fresh session of a flow. Raises InputError for an unknown one, or one that lacks what it starts from."""
    flow = find_flow(flow_id)
    if flow.material_needed and material is None:
        raise InputError("materiaal-contract")
    session = Session(flow, material or Material(), today or date.today())
    if session._has_something_to_ask(flow.stages[0]):
        return session
    place = session.next_place
    return replace(session, stage_number=place.stage, item_number=place.item) if place else session


def _at(items: tuple[str, ...], number: int) -> str:
    return items[number] if number < len(items) else ""


def moved_to(place: Place) -> dict[str, Any]:
    """The fields of the session that change when the next question is opened."""
    return {"stage_number": place.stage, "item_number": place.item, "questions_in_stage": 1, "last_move": ""}


def took_turn(session: Session, turn: Turn, **changes: Any) -> Session:
    """The session after `turn`; `changes` are the fields that the turn moved on."""
    return replace(session, turns=(*session.turns, turn), previous=session, **changes)


def take_back(session: Session) -> Session:
    """The session before the last answer to a question; the same session when there is none.

    What lay between (a question about the sources, a 'stilte') goes with it.
    """
    at = session
    while at.previous is not None:
        answered = at.turns[-1].reply.move not in OUTSIDE - {"crisis", "integrity"}
        at = at.previous
        if answered:
            return at
    return session
