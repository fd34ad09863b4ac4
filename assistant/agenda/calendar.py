"""Meetings as a calendar file (.ics, RFC 5545) that any agenda can take in; holds no names of people or machines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING
from uuid import UUID, uuid5
from zoneinfo import ZoneInfo

from assistant.documents.report import one_line, plain

if TYPE_CHECKING:
    from icalendar import Calendar, Event, Timezone

_ZONE = "Europe/Amsterdam"
_OURS = UUID("6f0f6a2e-4a0d-5c55-9d1c-3b8f0a7be5d1")
"""What our ids are derived under; any fixed value."""


@dataclass(frozen=True)
class Meeting:
    """Something in an agenda, at an hour or all day; nothing rings."""

    title: str
    day: date
    start: time | None = None
    """Dutch time; None for all day."""
    minutes: int = 0
    note: str = ""
    until: date | None = None
    """The last day, for what lasts several days."""


def calendar_file(name: str, meetings: Sequence[Meeting], stamp: date | None = None) -> bytes:
    """The meetings as the bytes of an .ics file; the same meetings and `stamp` (default today) give the same file."""
    from icalendar import Calendar, vText

    calendar = Calendar()
    for key, value in (("prodid", "-//Waterlijn//Agenda//NL"), ("version", "2.0"), ("calscale", "GREGORIAN")):
        calendar.add(key, value)
    for key in ("name", "x-wr-calname"):
        calendar.add(key, vText(one_line(name)))
    calendar.add_component(_zone())
    _add_events(calendar, meetings, datetime.combine(stamp or date.today(), time(), UTC))
    return bytes(calendar.to_ical())


def _add_events(calendar: Calendar, meetings: Sequence[Meeting], stamp: datetime) -> None:
    seen: dict[Meeting, int] = {}
    for meeting in meetings:
        # Two that are equal in all are still two events.
        seen[meeting] = seen.get(meeting, 0) + 1
        calendar.add_component(_event(meeting, stamp, seen[meeting]))


def _event(meeting: Meeting, stamp: datetime, number: int) -> Event:
    from icalendar import Event

    event = Event()
    event.add("uid", str(uuid5(_OURS, repr((meeting, number)))))
    event.add("dtstamp", stamp)
    event.add("summary", one_line(meeting.title))
    if meeting.note.strip():
        event.add("description", plain(meeting.note))
    begin, end = _times(meeting)
    event.add("dtstart", begin)
    event.add("dtend", end)
    # What takes the whole day leaves room for meetings.
    event.add("transp", "TRANSPARENT" if meeting.start is None else "OPAQUE")
    return event


def _times(meeting: Meeting) -> tuple[date, date]:
    """First and last moment; the end of a day is the next day."""
    if meeting.start is None:
        return meeting.day, (meeting.until or meeting.day) + timedelta(days=1)
    begin = datetime.combine(meeting.day, meeting.start, ZoneInfo(_ZONE))
    return begin, begin + timedelta(minutes=meeting.minutes)


def _zone() -> Timezone:
    """The rule of Dutch time. Not that of the library: it lets summer begin an hour late, and ends in 2038."""
    from icalendar import Timezone, TimezoneDaylight, TimezoneStandard

    zone = Timezone()
    zone.add("tzid", _ZONE)
    one, two = timedelta(hours=1), timedelta(hours=2)
    for part, name, month, hour, before, after in (
        (TimezoneDaylight(), "CEST", 3, 2, one, two),
        (TimezoneStandard(), "CET", 10, 3, two, one),
    ):
        # The last Sunday of the month; in 1970 that was the 29th and the 25th.
        part.add("dtstart", datetime(1970, month, 29 if month == 3 else 25, hour))
        part.add("rrule", {"freq": "yearly", "bymonth": month, "byday": "-1su"})
        part.add("tzname", name)
        part.add("tzoffsetfrom", before)
        part.add("tzoffsetto", after)
        zone.add_component(part)
    return zone
