"""The cooperation check: four questions, agreements for the register, the next checks in the calendar (method S4)."""

from __future__ import annotations

from datetime import date, timedelta

from assistant.agenda.dates import show_date
from assistant.agenda.series import check_series, series_calendar
from assistant.agreements.records import Agreement
from assistant.content.texts import text
from assistant.dialogue.session import Session
from assistant.documents.report import Block, Bullets, Heading, Report, Table
from assistant.results.records import Attachment, Result, Tools

_TIMES = 4
"""Checks put in the calendar: about half a year."""


def make(session: Session, tools: Tools) -> Result | None:
    """See make_result."""
    agreements = agreements_of(session)
    talked = [stage for stage in session.flow.stages if not stage.collects and session.said_at(stage.id)]
    if not (talked or agreements):
        return None
    blocks: list[Block] = []
    for stage in talked:
        blocks += [Heading(1, stage.title), Bullets(session.said_at(stage.id))]
    blocks += [Heading(1, text("check.afspraken")), _table(agreements)] if agreements else []
    series = _series(session)
    blocks += [Heading(1, text("check.volgende")), Bullets(tuple(map(show_date, series)))] if series else []
    files = (Attachment("waterlijn-samenwerkingscheck.ics", series_calendar(series)),) if series else ()
    report = Report(session.flow.title, session.flow.line, tuple(blocks))
    data = {
        "answers": {stage.id: list(session.said_at(stage.id)) for stage in talked},
        "agreements": [[a.agreement, a.owner, a.due.isoformat() if a.due else None] for a in agreements],
        "next": [day.isoformat() for day in series],
    }
    return Result(report, data, "\n".join(f"- {a.agreement}" for a in agreements), files, agreements)


def agreements_of(session: Session) -> tuple[Agreement, ...]:
    """The agreements with owner and date, as the answers give them; ids are given by the register."""
    owners = {answer.item: answer.value for answer in session.answers_at("kartrekker")}
    days = {answer.item: answer.day for answer in session.answers_at("datum")}
    origin = text("check.herkomst", flow=session.flow.title, dag=show_date(session.today))
    guards = session.answers_at("procesbewaker")
    return tuple(
        Agreement(
            id="",
            agreement=line.value,
            owner=owners.get(line.value, ""),
            due=days.get(line.value),
            guard=guards[-1].value if guards else "",
            origin=origin,
        )
        for line in session.answers_at("afspraken")
    )


def _table(agreements: tuple[Agreement, ...]) -> Table:
    header = (text("check.afspraak"), text("check.wie"), text("check.wanneer"))
    rows = tuple((a.agreement, a.owner, show_date(a.due) if a.due else "") for a in agreements)
    return Table(header, rows, (3, 1, 1.5))


def _series(session: Session) -> tuple[date, ...]:
    weeks = session.answers_at("weken")
    if not weeks or weeks[-1].number is None:
        return ()
    return check_series(session.today + timedelta(weeks=weeks[-1].number), weeks[-1].number, _TIMES)
