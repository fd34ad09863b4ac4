"""Which move comes next: a follow-up question, the next step of the flow, only a mirror, or the end.

The flow decides what is open; meaning and the model only choose among that. No text is made here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from assistant.content.bank import Question, load_bank, presumes_nothing
from assistant.content.flows import Stage
from assistant.dialogue.own import i_sentences
from assistant.dialogue.session import Session, moved_to
from assistant.dialogue.signals import Signal
from assistant.knowledge.stems import query_stems

Kind = Literal["volg", "eigen", "stap", "spiegel", "sluit"]
_ANSWERED = 0.6
"""Share of a question's content words in the message from which it counts as answered."""
CANDIDATES = 10
"""Questions that the model weighs; with 8, a fitting one is left out more often (evals/LOG.md)."""


@dataclass(frozen=True)
class Plan:
    """What this turn will do."""

    kind: Kind
    """volg: a bank question; eigen: back to what the user did; stap: the next step's own question; spiegel: no
    question; sluit: the harvest."""
    candidates: tuple[Question, ...] = ()
    question: str = ""
    """The question of 'eigen'."""


def plan_turn(session: Session, signal: Signal | None, near: Sequence[str], message: str) -> Plan:
    """The move after an ordinary message (`signal` None) or after a signal that goes on with a question.

    `near` holds ids of bank questions, nearest in meaning first.
    """
    skips = signal is not None and (signal.then == "stap" or _chooses_nothing(session, signal))
    rests = signal is None and session.calm and not session.resting
    # A question to the tool ends no conversation.
    asks_back = session.next_stage is None and message.strip().endswith("?")
    moves_on = skips or (signal is None and session.stage_is_done and not asks_back)
    if moves_on and session.next_stage is None:
        return Plan("sluit")
    asked_again = signal is not None and signal.id == "wel-vragen"
    if rests or not (session.questions_wanted or asked_again):
        return Plan("spiegel")
    soft = session.calm or (signal is not None and signal.id == "weet-niet")
    if signal is None and not moves_on and (brought_back := back_to_self(session, message)):
        return Plan("eigen", question=brought_back)
    stage = session.next_stage if moves_on and session.next_stage else session.stage
    if moves_on and (stage.collects or stage.shows or not is_answered(stage.ask, message)):
        return Plan("stap")
    found = open_questions(session, stage, near, soft, message)
    if moves_on:
        # The step's own question was answered before it was asked: another of its questions opens it.
        return Plan("stap", found)
    return Plan("volg", found) if found else Plan("stap" if session.next_stage else "sluit")


def open_questions(
    session: Session, stage: Stage, near: Sequence[str], soft: bool, message: str
) -> tuple[Question, ...]:
    """The candidates that the model weighs: the first of what this step may ask now."""
    return askable(session, stage, near, soft, message)[:CANDIDATES]


def askable(session: Session, stage: Stage, near: Sequence[str], soft: bool, message: str) -> tuple[Question, ...]:
    """Bank questions that this step may ask now: first those of its own themes, each time nearest first.

    Never one asked before, none that `message` just answered, none that presumes what was not said, not the same
    move twice in a row.
    """
    bank = load_bank()
    free = [bank[key] for key in near if key in bank and key not in session.asked]
    words = " ".join(f"{session.said} {message}".lower().split())
    asks = [step.ask for step in session.flow.stages]
    allowed = [q for q in free if fits(q, stage) and presumes_nothing(q, words) and not _repeats(q.text, asks)]
    gentle = [q for q in allowed if q.tone == "zacht"] if soft or stage.pace == "rustig" else []
    mild = [q for q in allowed if q.tone != "stevig"] if stage.pace == "rustig" else allowed
    pool = gentle if soft and len(gentle) >= 3 else mild or allowed
    fresh = [q for q in pool if q.moves[0] != session.last_move and not is_answered(q.text, message)]
    # A question with another first theme was written for another subject, and is seldom the fitting one here.
    return tuple(sorted(fresh or pool, key=lambda question: question.themes[0] not in stage.themes))


def is_answered(question: str, message: str) -> bool:
    """Whether most of what the question asks about was just said: asking it now would sound deaf."""
    asked, said = set(query_stems(question)), set(query_stems(message))
    return bool(asked) and len(asked & said) >= _ANSWERED * len(asked)


def _repeats(question: str, asks: Sequence[str]) -> bool:
    """Whether a step of the flow asks the same in nearly the same words."""
    words = set(query_stems(question))
    return any(len(words & set(query_stems(ask))) >= 0.8 * max(len(words), 1) for ask in asks)


def fits(question: Question, stage: Stage) -> bool:
    """Whether a question is one of this step, whatever was said."""
    return (
        "alleen" in question.forms
        and question.stage in stage.phases
        and bool(set(question.themes) & set(stage.themes))
        and bool(set(question.moves) & set(stage.moves))
    )


def moved_on(session: Session, plan: Plan, signal: Signal | None, question_id: str) -> dict[str, Any]:
    """The fields of the session that change by this turn."""
    changes: dict[str, Any] = {"resting": False}
    if signal is not None and signal.id == "wel-vragen":
        changes["questions_wanted"] = True
    if plan.kind == "sluit":
        return changes | {"closed": True}
    if plan.kind == "spiegel":
        return changes | {"resting": session.calm}
    if plan.kind == "stap":
        place = session.next_place
        if place is None:
            raise RuntimeError("a step needs a place to go")
        return changes | moved_to(place) | _asked(session, question_id)
    # A question that was skipped does not use up the step.
    used = 0 if signal is not None else 1
    return changes | {"questions_in_stage": session.questions_in_stage + used} | _asked(session, question_id)


def _chooses_nothing(session: Session, signal: Signal) -> bool:
    """'Voor nu niks' at a step about choosing is a choice: asking on would be pushing."""
    return signal.id == "leeg" and "kiezen" in session.stage.phases


def back_to_self(session: Session, message: str) -> str:
    """The step's question that brings 'wij moeten' and 'zij hebben' back to what the user did; '' when not needed."""
    own = session.stage.own
    if not own or i_sentences(message):
        return ""
    return own[sum(turn.reply.question in own for turn in session.turns) % len(own)]


def _asked(session: Session, question_id: str) -> dict[str, Any]:
    if not question_id:
        return {}
    return {"asked": (*session.asked, question_id), "last_move": load_bank()[question_id].moves[0]}
