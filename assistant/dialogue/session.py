"""One conversation as a value: every turn makes a new Session, and the old one is kept for taking back."""

from __future__ import annotations

from dataclasses import dataclass, replace

from assistant.content.flows import Flow, Stage, find_flow
from assistant.mirror.choose import carrying
from assistant.records import Reply, Turn


@dataclass(frozen=True)
class Session:
    """Where a conversation stands. Immutable; knows no model and no file."""

    flow: Flow
    stage_number: int = 0
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
    def next_stage(self) -> Stage | None:
        """The step after this one, if there is one."""
        number = self.stage_number + 1
        return self.flow.stages[number] if number < len(self.flow.stages) else None

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
        """The user's own sentences that carry most: one per answer, word for word, the closing step whole."""
        lines: list[str] = []
        for turn in self.turns:
            if turn.reply.move in OUTSIDE:
                continue
            lines += [turn.user.strip()] if self._is_last(turn) else [carrying(turn.user)]
        return list(dict.fromkeys(line for line in lines if line))

    def _is_last(self, turn: Turn) -> bool:
        return turn.stage == self.flow.stages[-1].id and len(turn.user) <= 300

    def to_json(self) -> dict[str, object]:
        """The shape that `waterlijn reflect --json` promises."""
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


def begin(flow_id: str) -> Session:
    """A fresh session of a flow. Raises InputError for an unknown one."""
    return Session(flow=find_flow(flow_id))


def took_turn(session: Session, turn: Turn, **changes: object) -> Session:
    """The session after `turn`; `changes` are the fields that the turn moved on."""
    return replace(session, turns=(*session.turns, turn), previous=session, **changes)  # type: ignore[arg-type]


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
