"""Steps that collect: what was answered is noted down, said back in a few words, and the next step opens."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from assistant.agenda.dates import show_date
from assistant.content.texts import text
from assistant.dialogue.collect import read_answer, wish_in
from assistant.dialogue.opening import Show, opening_of
from assistant.dialogue.session import Answer, Session, moved_to
from assistant.dialogue.signals import Signal, recognise
from assistant.dialogue.sources import question_sources
from assistant.records import Reply

_ALWAYS = frozenset(["stop", "geen-vragen", "wel-vragen", "terug", "grens"])
"""Signals that count at every step; in a text that is pasted, nothing else is one."""
_NEVER = frozenset(
    ["ja", "nee", "leeg", "weet-niet", "stilte", "niet-zo", "groet", "dank", "tool", "overslaan", "engels"]
)
_SKIPS = frozenset(["grens"])


@dataclass(frozen=True)
class Noted:
    """The fields of the session that change, and the reply."""

    changes: dict[str, Any]
    reply: Reply


def note_signal(session: Session, message: str) -> Signal | None:
    """The signal in a message at a step that collects; most words are simply the answer here."""
    if wish_in(session, message):
        return None
    signal = recognise(message)
    if signal is None or signal.id in _NEVER:
        return None
    return signal if signal.id in _ALWAYS or session.stage.answer != "tekst" else None


def skips(signal: Signal) -> bool:
    """Whether this signal leaves the question of a collecting step open."""
    return signal.id in _SKIPS


def take_note(session: Session, message: str, skip: bool, show: Show) -> Noted:
    """Note the answer down, or leave the question open, and go on. Raises InputError: nothing has changed then."""
    wish = "overslaan" if skip else wish_in(session, message)
    if wish == "overslaan" and session.stage.answer == "regels" and session.answers_at(session.stage.id):
        # Halfway a list there is nothing left open: what was written stays.
        wish = "klaar"
    if session.stage.answer == "labels" and wish is None:
        return _corrected(session, message)
    answer = None if wish else read_answer(session, message)
    noted = replace(session, answers=(*session.answers, answer)) if answer else session
    said = _said_back(noted, answer, wish or "")
    if answer and _goes_on(noted):
        more = text("collect.nog", len(session.turns))
        return Noted({"answers": noted.answers}, _reply(noted, said, more if session.questions_wanted else ""))
    return _next(noted, said, show)


def _goes_on(session: Session) -> bool:
    stage = session.stage
    return stage.answer == "regels" and len(session.answers_at(stage.id)) < stage.most


def _next(session: Session, said: str, show: Show) -> Noted:
    place = session.next_place
    changes: dict[str, Any] = {"answers": session.answers}
    if place is None:
        made = session.flow.result == "vragenset" or show(session)
        whole = f"{said}\n\n{text('collect.sluiten' if made else 'collect.sluiten-leeg')}"
        return Noted(changes | {"closed": True}, Reply("", "", whole, "noteren", "fixed"))
    moved = moved_to(place)
    at = replace(session, **moved)
    opening = opening_of(at, show)
    asked = opening.text if session.questions_wanted else opening.shown
    sources = question_sources(at.stage.sources)
    question = opening.question if session.questions_wanted else ""
    whole = "\n\n".join(part for part in (said, asked) if part)
    # What 'terug' and 'vraag maar weer' go back to, also when it is not asked now.
    moved["last"] = Reply("", opening.question, opening.text, "noteren", "fixed", sources)
    return Noted(changes | moved, Reply("", question, whole, "noteren", "fixed", sources, shown=opening.shown))


def _said_back(session: Session, answer: Answer | None, wish: str) -> str:
    turn, stage = len(session.turns), session.stage
    if stage.answer == "labels":
        return text("collect.verder", turn)
    if wish == "klaar":
        return text("collect.genoteerd", turn) if session.answers_at(stage.id) else text("collect.open-gelaten", turn)
    if answer is None:
        return text("collect.blijft" if wish == "houden" else "collect.open-gelaten", turn)
    if answer.day:
        return text("collect.genoteerd-datum", turn, dag=show_date(answer.day))
    if stage.options and answer.value == "open":
        return text("collect.open-gelaten", turn)
    if stage.options:
        label = next(option.label for option in stage.options if option.id == answer.value)
        return text("collect.genoteerd-keuze", turn, keuze=label)
    if answer.number is not None:
        return text("collect.genoteerd-getal", turn, getal=answer.number)
    if stage.answer == "regels" and not _goes_on(session):
        return text("collect.vol", aantal=stage.most)
    return text("collect.genoteerd", turn)


def _reply(session: Session, said: str, question: str) -> Reply:
    whole = "\n\n".join(part for part in (said, question) if part)
    return Reply("", question, whole, "noteren", "fixed", question_sources(session.stage.sources))


def _corrected(session: Session, message: str) -> Noted:
    from assistant.results.spiegel import correct

    command, said = correct(session, message)
    answers = (*session.answers, Answer(session.stage.id, "", command)) if command else session.answers
    return Noted({"answers": answers}, Reply("", session.ask, f"{said}\n\n{session.ask}", "label", "fixed"))
