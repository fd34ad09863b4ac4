"""What travels through a turn and out of it; the shapes behind every `--json`."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any, Literal

from assistant.guard import Breach, Verdict

Origin = Literal["bank", "model", "fixed"]
"""Where a question comes from: the hand-written bank, a model that earned it, or a fixed text."""


@dataclass(frozen=True)
class Source:
    """Where an idea or a quote stands."""

    id: str
    """Method row, article id, or document id."""
    title: str
    locator: str
    """Page, heading or section."""

    def to_json(self) -> dict[str, str]:
        """{"id", "title", "locator"}."""
        return {"id": self.id, "title": self.title, "locator": self.locator}


@dataclass(frozen=True)
class Refusal:
    """A draft that the guard did not let through."""

    text: str
    breaches: tuple[Breach, ...]

    def to_json(self) -> dict[str, Any]:
        """{"text", "breaches": [{"code", "quote", "why"}]}."""
        return {"text": self.text, "breaches": [asdict(breach) for breach in self.breaches]}


@dataclass(frozen=True)
class Reply:
    """What the user reads after one message."""

    mirror: str
    """The user's own words in the je-form, or empty."""
    question: str
    """One open question, or empty."""
    text: str
    """The whole reply as shown."""
    move: str
    """What the reply does: a move of the question bank, or the name of a fixed route such as 'crisis'."""
    origin: Origin
    sources: tuple[Source, ...] = ()
    question_id: str = ""
    """Id in the bank, or empty."""
    shown: str = ""
    """The part of the text that shows what was made so far, or empty."""
    verdict: Verdict = field(default_factory=lambda: Verdict(True, ()))
    """The guard on the draft as it was composed; what is shown passed."""
    refused: tuple[Refusal, ...] = ()
    """Drafts that the guard refused before this one, in order."""
    seconds: float = 0.0
    """From message to complete reply."""
    seconds_first: float = 0.0
    """From message to the first words of the reply."""


@dataclass(frozen=True)
class Turn:
    """One message of the user with the reply to it."""

    stage: str
    user: str
    reply: Reply

    def to_json(self) -> dict[str, Any]:
        """The shape that `waterlijn reflect --json` promises for a turn."""
        reply = self.reply
        return {
            "stage": self.stage,
            "user": self.user,
            "mirror": reply.mirror,
            "question": reply.question,
            "reply": reply.text,
            "move": reply.move,
            "origin": reply.origin,
            "sources": [source.to_json() for source in reply.sources],
            "guard": verdict_json(reply.verdict),
            "refused": [refusal.to_json() for refusal in reply.refused],
            "seconds": {"first": round(reply.seconds_first, 3), "total": round(reply.seconds, 3)},
        }


def verdict_json(verdict: Verdict) -> dict[str, Any]:
    """{"ok", "breaches": [{"code", "quote", "why"}]}."""
    return {"ok": verdict.ok, "breaches": [asdict(breach) for breach in verdict.breaches]}
