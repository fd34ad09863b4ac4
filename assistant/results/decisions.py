"""Per subject: where it belongs and how it is decided (method S6)."""

from __future__ import annotations

from assistant.content.texts import text
from assistant.dialogue.session import Session
from assistant.documents.report import Bullets, Heading, Paragraph, Report, Table
from assistant.results.records import Result, Tools

_ASKED = ("plek", "wijze", "wie")


def make(session: Session, tools: Tools) -> Result | None:
    """See make_result."""
    subjects = [answer.value for answer in session.answers_at("onderwerpen")]
    if not subjects:
        return None
    rows = [(subject, *(_label(session, stage, subject) for stage in _ASKED)) for subject in subjects]
    header = (text("decisions.onderwerp"), *(text(f"decisions.{stage}") for stage in _ASKED))
    blocks = (
        Table(header, tuple(rows), (2, 1.5, 1.5, 1)),
        Heading(1, text("decisions.wijzen")),
        Bullets(tuple(text(f"decisions.uitleg-{way}") for way in _ways(session))),
        Paragraph(text("decisions.slot"), soft=True),
    )
    data = {"subjects": [dict(zip(("subject", *_ASKED), row, strict=True)) for row in rows]}
    shown = "\n".join("- " + " · ".join(cell for cell in row if cell) for row in rows)
    return Result(Report(session.flow.title, session.flow.line, blocks), data, shown)


def _label(session: Session, stage_id: str, subject: str) -> str:
    answers = [answer.value for answer in session.answers_at(stage_id) if answer.item == subject]
    stage = next((stage for stage in session.flow.stages if stage.id == stage_id), None)
    if not answers or stage is None:
        return ""
    labels = {option.id: option.label for option in stage.options}
    return labels.get(answers[-1], answers[-1])


def _ways(session: Session) -> list[str]:
    """The ways of deciding that the user could choose from."""
    stage = next(stage for stage in session.flow.stages if stage.id == "wijze")
    return [option.id for option in stage.options if option.id != "open"]
