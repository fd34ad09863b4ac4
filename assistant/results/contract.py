"""The contract: what was agreed on content and relation, twin by twin, with its versions (method W6)."""

from __future__ import annotations

import json

from assistant.content.texts import text
from assistant.dialogue.items import agreed_points, twin_questions
from assistant.dialogue.session import Session
from assistant.documents.report import one_line
from assistant.jobs.checklist import Checklist, build_checklist, fill, to_json, to_report
from assistant.jobs.contract import missing_twins, save_version, set_recontract
from assistant.mirror.choose import carrying
from assistant.results.records import Attachment, Result, Tools


def make(session: Session, tools: Tools) -> Result | None:
    """See make_result."""
    contract = contract_of(session)
    if not any(item.answer for item in contract.items):
        return None
    lines = [f"- {item.point}: {one_line(item.answer)}" for item in contract.items if item.answer]
    open_twins = [f"- {twin.item.question}" for twin in missing_twins(contract)]
    shown = [text("contract-talk.staat"), *lines, *([text("contract-talk.open"), *open_twins] if open_twins else [])]
    return Result(to_report(contract), to_json(contract), "\n".join(shown), (_file(contract),))


def contract_of(session: Session) -> Checklist:
    """The contract as the conversation leaves it: the one it began with, with a version of what changed."""
    contract = session.material.contract or build_checklist(None)
    agreed = {item.id for item in contract.items if item.agreed}
    for item_id, words in _written(session):
        # Only both parties together agree; what one of them writes is ticked when it was ticked before.
        contract = fill(contract, item_id, words, item_id in agreed)
    days = [answer.day for answer in session.answers if answer.stage == "herijken" and answer.day]
    if days:
        contract = set_recontract(contract, days[-1])
    subjects = session.said_at("opdracht")
    # A clock that was set back must not stand in the way.
    day = max([session.today, *(version.day for version in contract.versions)])
    return save_version(contract, day, carrying(subjects[0]) if subjects else "")


def _written(session: Session) -> list[tuple[str, str]]:
    """(point, words) of everything that was answered."""
    said = [
        (stage.fills, "\n".join(session.said_at(stage.id)))
        for stage in session.flow.stages
        if stage.fills and not stage.collects and session.said_at(stage.id)
    ]
    noted = [
        (stage.fills, answer.value)
        for stage in session.flow.stages
        for answer in session.answers_at(stage.id)
        if stage.fills
    ]
    return said + noted + _revised(session)


def _revised(session: Session) -> list[tuple[str, str]]:
    """Points of the contract, and missing twins, that an `each` step asked about."""
    points = {label: item_id for item_id, label in [*agreed_points(session), *twin_questions(session)]}
    found = [(points.get(answer.item, ""), answer) for answer in session.answers]
    return [(item_id, answer.value) for item_id, answer in found if item_id]


def _file(contract: Checklist) -> Attachment:
    return Attachment(
        "waterlijn-contract.json", json.dumps(to_json(contract), ensure_ascii=False, indent=2).encode(errors="replace")
    )
