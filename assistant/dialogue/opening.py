"""How a conversation and each of its steps open: what was made so far, the question, what there is to choose from."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from assistant.content.flows import Stage
from assistant.content.texts import text
from assistant.dialogue.material import Material
from assistant.dialogue.session import Session, begin
from assistant.dialogue.sources import question_sources
from assistant.records import Reply

Show = Callable[[Session], str]
"""What was made so far, as lines to read in the conversation; '' when there is nothing yet."""


@dataclass(frozen=True)
class Opening:
    """The parts of it, each '' where there is none."""

    shown: str
    question: str
    choices: str

    @property
    def text(self) -> str:
        """The whole."""
        return "\n\n".join(part for part in (self.shown, self.question, self.choices) if part)


def opening_of(session: Session, show: Show) -> Opening:
    """How the present step of `session` opens."""
    shown = show(session) if session.stage.shows and session.item_number == 0 else ""
    return Opening(shown, session.ask, choices_of(session.stage))


def begin_talk(flow_id: str, material: Material | None, show: Show) -> tuple[Session, Reply]:
    """A fresh session and what is said first. Raises InputError: unknown flow, or one that lacks its material."""
    session = begin(flow_id, material)
    opening = opening_of(session, show)
    said = f"{session.flow.welcome}\n\n{opening.text}"
    sources = question_sources(session.stage.sources)
    reply = Reply("", opening.question, said, "openen", "fixed", sources, shown=opening.shown)
    return session.opened(reply), reply


def choices_of(stage: Stage) -> str:
    """The options of a step, numbered."""
    if not stage.options:
        return ""
    lines = [text("collect.keuze", nummer=n, keuze=option.label) for n, option in enumerate(stage.options, start=1)]
    return "\n".join([text("collect.keuzes"), *lines])
