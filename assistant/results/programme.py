"""A planned trajectory of five steps, with a calendar file (method L1)."""

from __future__ import annotations

from assistant.agenda.dates import show_date
from assistant.agenda.programme import plan_programme, programme_calendar, programme_json, programme_report
from assistant.content.texts import text
from assistant.dialogue.session import Session
from assistant.results.records import Attachment, Result, Tools


def make(session: Session, tools: Tools) -> Result | None:
    """See make_result. Raises InputError."""
    starts, weeks = session.answers_at("start"), session.answers_at("weken")
    if not (starts and starts[-1].day and weeks and weeks[-1].number):
        return None
    names = session.answers_at("team")
    programme = plan_programme(starts[-1].day, weeks[-1].number, names[-1].value if names else text("programme.team"))
    lines = [
        text("programme.regel", stap=text(f"agenda.{step.kind}"), dag=show_date(step.day)) for step in programme.steps
    ]
    calendar = Attachment("waterlijn-programma.ics", programme_calendar(programme))
    return Result(programme_report(programme), programme_json(programme), "\n".join(lines), (calendar,))
