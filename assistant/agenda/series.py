"""A series of cooperation checks (method S4): twenty minutes, every six to eight weeks."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from assistant.agenda.calendar import Meeting, calendar_file
from assistant.agenda.rules import load_rules
from assistant.agenda.workdays import in_weeks, next_workday, workday_within
from assistant.content.texts import text
from assistant.documents.report import one_line
from assistant.errors import InputError


def check_series(start: date, weeks: int, count: int) -> tuple[date, ...]:
    """`count` workdays, `weeks` weeks apart; a holiday moves one, and never nearer or further than the bounds allow.

    Raises InputError: reeks-weken, reeks-aantal, agenda-jaren.
    """
    bounds = load_rules().series
    for key, number, (least, most) in (("reeks-weken", weeks, bounds.weeks), ("reeks-aantal", count, bounds.count)):
        if not least <= number <= most:
            raise InputError(key, minimum=least, maximum=most)
    days = [next_workday(start)]
    for number in range(1, count):
        # Counted from the first, so that one shifted check does not shift the rest.
        target = in_weeks(days[0], number * weeks)
        days.append(workday_within(target, *(in_weeks(days[-1], bound) for bound in bounds.weeks)))
    return tuple(days)


def series_calendar(days: Sequence[date], team: str = "", stamp: date | None = None) -> bytes:
    """The checks as an .ics file."""
    bounds, title = load_rules().series, text("agenda.samenwerkingscheck")
    if team.strip():
        title = text("agenda.voor-team", titel=title, team=one_line(team))
    note = text("agenda.waarvoor-samenwerkingscheck")
    return calendar_file(title, [Meeting(title, day, bounds.starts, bounds.minutes, note) for day in days], stamp)
