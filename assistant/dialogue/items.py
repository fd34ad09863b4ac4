"""What an `each` step goes through: lines of an earlier step, or points of the contract, or spans of a text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant.content.flows import Stage

if TYPE_CHECKING:
    from assistant.dialogue.session import Session


def items_of(session: Session, stage: Stage) -> tuple[str, ...]:
    """The items of an `each` step in order, as they stand in its question; () for another step."""
    if not stage.each:
        return ()
    if stage.each == "contractpunten":
        return tuple(label for _, label in agreed_points(session))
    if stage.each == "tweelingen":
        return tuple(label for _, label in twin_questions(session))
    if stage.each == "niet-gezien":
        return tuple(span for _, span in unseen_spans(session))
    return _lines(session, stage.each)


def _lines(session: Session, stage_id: str) -> tuple[str, ...]:
    """The lines noted down at a step; of a score, the number, and only when no sentence came with it."""
    answers = session.answers_at(stage_id)
    if any(answer.number is not None for answer in answers):
        return tuple(str(answer.number) for answer in answers if not answer.value)
    return tuple(answer.value for answer in answers)


def agreed_points(session: Session) -> list[tuple[str, str]]:
    """(id, point and agreement) of every point of the contract that something was written at."""
    contract = session.material.contract
    written = [item for item in contract.items if item.answer] if contract else []
    return [(item.id, f"{item.point}: {item.answer}") for item in written]


def twin_questions(session: Session) -> list[tuple[str, str]]:
    """(id, question) of every point whose counterpart was agreed while it was not."""
    from assistant.jobs.contract import missing_twins

    contract = session.material.contract
    return [(twin.item.id, twin.item.question) for twin in missing_twins(contract)] if contract else []


def unseen_spans(session: Session) -> list[tuple[int, str]]:
    """(number, words) of every span that says something else than what was seen or said."""
    from assistant.results.spiegel import spans_of

    return [(n, span.text) for n, span in enumerate(spans_of(session), start=1) if span.label != "observatie"]


def has_spans(session: Session) -> bool:
    """Whether there is a labelled text to look at."""
    from assistant.results.spiegel import spans_of

    return bool(spans_of(session))
