"""The 5S scan of one person: five scores with a sentence, one S chosen, two actions with a date (method S2)."""

from __future__ import annotations

from typing import cast

from assistant.agenda.dates import show_date
from assistant.content.texts import text
from assistant.dialogue.session import Answer, Session
from assistant.results.records import Result, Tools
from assistant.scan.records import BLOCKS, Action, Block, Scan, Score, to_json
from assistant.scan.report import scan_report


def make(session: Session, tools: Tools) -> Result | None:
    """See make_result; None until all five have a score."""
    scan = scan_of(session)
    if scan is None:
        return None
    lines = [text("scan-talk.regel", s=score.block.capitalize(), cijfer=score.value) for score in scan.scores]
    lines += [text("scan-talk.gekozen", s=scan.chosen.capitalize())] if scan.chosen else []
    lines += [text("scan-talk.actie", actie=action.text, dag=show_date(action.by)) for action in scan.actions]
    return Result(scan_report(scan), to_json(scan), "\n".join(lines))


def scan_of(session: Session) -> Scan | None:
    """The scan in the answers; None when a score is missing."""
    scores = [_score(session, block) for block in BLOCKS]
    if not all(scores):
        return None
    chosen = session.answers_at("kies")
    actions = [_action(answer) for stage in ("actie-een", "actie-twee") for answer in session.answers_at(stage)]
    return Scan(
        tuple(score for score in scores if score),
        cast(Block, chosen[-1].value) if chosen else None,
        tuple(action for action in actions if action),
    )


def _score(session: Session, block: Block) -> Score | None:
    answers = session.answers_at(block)
    if not answers or answers[-1].number is None:
        return None
    sentences = session.answers_at(f"{block}-zin")
    return Score(block, answers[-1].number, answers[-1].value or (sentences[-1].value if sentences else ""))


def _action(answer: Answer) -> Action | None:
    return Action(answer.value, answer.day) if answer.day else None
