"""Calendar files: they read back as what went in, the same every time, and hold nothing of this machine."""

from __future__ import annotations

import getpass
import platform
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar, Event

from assistant.agenda.calendar import Meeting, calendar_file
from assistant.documents.report import one_line, plain

STAMP = date(2026, 11, 22)
TALK = Meeting("Intake; met, komma's", date(2027, 3, 29), time(10), 120, "Eerste regel\nTweede regel: é😀\\")
TEXT = st.text(max_size=200)


def read(data: bytes) -> list[Event]:
    return Calendar.from_ical(data).events


def test_a_meeting_reads_back_as_it_was() -> None:
    (event,) = read(calendar_file("Agenda", [TALK], STAMP))
    assert str(event["summary"]) == TALK.title
    assert str(event["description"]) == TALK.note
    begin, end = event.decoded("dtstart"), event.decoded("dtend")
    assert begin == datetime(2027, 3, 29, 10, tzinfo=ZoneInfo("Europe/Amsterdam"))
    assert begin.utcoffset() == timedelta(hours=2)  # summer time began the day before
    assert end - begin == timedelta(minutes=120)
    assert event["transp"] == "OPAQUE"


def test_what_lasts_days_ends_the_day_after_the_last_and_blocks_nothing() -> None:
    period = Meeting("Aan de slag", date(2027, 3, 1), until=date(2027, 3, 5))
    whole, one = read(calendar_file("Agenda", [period, Meeting("Dag", date(2027, 3, 1))], STAMP))
    assert (whole.decoded("dtstart"), whole.decoded("dtend")) == (date(2027, 3, 1), date(2027, 3, 6))
    assert (one.decoded("dtstart"), one.decoded("dtend")) == (date(2027, 3, 1), date(2027, 3, 2))
    assert whole["transp"] == one["transp"] == "TRANSPARENT"
    assert b"VALARM" not in calendar_file("Agenda", [period], STAMP)


def test_lines_end_in_crlf_and_are_folded_within_75_bytes() -> None:
    data = calendar_file("Agenda", [Meeting("é" * 300, date(2027, 3, 1), note="woord " * 90)], STAMP)
    lines = data.split(b"\r\n")
    assert lines[-1] == b""
    assert all(len(line) <= 75 and b"\n" not in line for line in lines)


def test_the_same_meetings_give_the_same_file_and_others_other_ids() -> None:
    first = calendar_file("Agenda", [TALK, TALK], STAMP)
    assert first == calendar_file("Agenda", [TALK, TALK], STAMP)
    later = Meeting(TALK.title, date(2027, 3, 30), TALK.start, TALK.minutes, TALK.note)
    ids = [str(event["uid"]) for event in [*read(first), *read(calendar_file("Agenda", [later], STAMP))]]
    assert len(set(ids)) == 3


def test_without_a_stamp_it_is_today() -> None:
    (event,) = read(calendar_file("Agenda", [TALK]))
    assert abs(event.decoded("dtstamp").date() - date.today()) <= timedelta(days=1)


def test_nothing_of_user_or_machine_is_in_the_file() -> None:
    data = calendar_file("Agenda", [TALK], STAMP).decode()
    assert "PRODID:-//Waterlijn//Agenda//NL" in data
    assert not [name for name in (getpass.getuser(), platform.node()) if len(name) > 3 and name in data]


def test_the_time_zone_changes_when_the_netherlands_does() -> None:
    zone = Calendar.from_ical(calendar_file("Agenda", [TALK], STAMP)).timezones[0].to_tz(lookup_tzid=False)
    amsterdam = ZoneInfo("Europe/Amsterdam")
    for year in (2026, 2031, 2037, 2045):
        for month, day, hour in ((1, 1, 12), (3, 20, 12), (4, 1, 3), (7, 1, 12), (10, 20, 12), (11, 2, 1)):
            moment = datetime(year, month, day, hour)
            assert zone.utcoffset(moment) == moment.replace(tzinfo=amsterdam).utcoffset(), moment


@given(
    TEXT,
    TEXT,
    TEXT,
    st.dates(date(1990, 1, 1), date(2090, 1, 1)),
    st.none() | st.times().map(lambda t: t.replace(second=0, microsecond=0)),
)
def test_any_text_reads_back(name: str, title: str, note: str, day: date, start: time | None) -> None:
    (event,) = read(calendar_file(name, [Meeting(title, day, start, 30, note)], STAMP))
    assert str(event["summary"]) == one_line(title)
    assert str(event.get("description", "")) == (plain(note) if note.strip() and plain(note) else "")
    assert event.errors == []
