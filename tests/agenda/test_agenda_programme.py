"""The five steps and the series: every date a workday, every distance within the bounds of the method."""

from __future__ import annotations

import json
from datetime import date, timedelta
from itertools import pairwise

import pytest
from icalendar import Calendar

from assistant.agenda.programme import Programme, plan_programme, programme_calendar, programme_json, programme_report
from assistant.agenda.series import check_series, series_calendar
from assistant.agenda.workdays import is_workday
from assistant.documents.export import KINDS, render
from assistant.documents.report import Table
from assistant.errors import InputError

START = date(2027, 2, 1)
KINDS_OF_STEP = ["intake", "observatie", "spiegelsessie", "aan-de-slag", "evaluatie"]
ALL_DAYS = [date(2026, 1, 1) + timedelta(days=n) for n in range(1826)]


def check(programme: Programme) -> None:
    intake, seen, mirror, work, evaluation = programme.steps
    assert [step.kind for step in programme.steps] == KINDS_OF_STEP
    assert all(is_workday(step.day) and is_workday(step.until) for step in programme.steps)
    assert 28 <= (evaluation.day - mirror.day).days <= 42
    assert 7 <= (seen.day - intake.day).days <= 18
    assert 7 <= (mirror.day - seen.day).days <= 18
    assert mirror.day < work.day <= work.until < evaluation.day


@pytest.mark.parametrize("weeks", [4, 5, 6])
def test_every_start_in_five_years_gives_workdays_within_the_bounds(weeks: int) -> None:
    for start in ALL_DAYS:
        programme = plan_programme(start, weeks, "MT", halfway=True)
        check(programme)
        assert programme.steps[0].day >= start
        assert programme.halfway
        assert is_workday(programme.halfway.day)
        assert programme.steps[2].day < programme.halfway.day < programme.steps[4].day


def test_an_ordinary_spring_keeps_the_weekday() -> None:
    days = [step.day for step in plan_programme(START, 5, "MT").steps]
    assert days == [START, date(2027, 2, 8), date(2027, 2, 15), date(2027, 2, 16), date(2027, 3, 22)]


def test_an_evaluation_that_would_pass_six_weeks_comes_before_the_holiday() -> None:
    programme = plan_programme(date(2027, 10, 31), 6, "MT")
    # Mirror session on Monday 15 November, six weeks later is in the week of Christmas.
    assert programme.steps[2].day == date(2027, 11, 15)
    assert programme.steps[4].day == date(2027, 12, 24)


@pytest.mark.parametrize(
    ("weeks", "minutes", "says"),
    [(3, 120, "4 tot 6 weken"), (7, 120, "4 tot 6 weken"), (5, 121, "30 tot 120 minuten"), (5, 0, "30 tot 120")],
)
def test_other_bounds_are_refused_with_the_cure(weeks: int, minutes: int, says: str) -> None:
    with pytest.raises(InputError, match=says):
        plan_programme(START, weeks, "MT", minutes)


@pytest.mark.parametrize("start", [date.max, date(2100, 12, 1), date.min])
def test_a_start_beyond_the_known_years_is_refused(start: date) -> None:
    with pytest.raises(InputError) as caught:
        plan_programme(start, 6, "MT")
    assert caught.value.key == "agenda-jaren"


def test_the_report_has_a_row_a_step_and_can_be_written_in_every_kind() -> None:
    report = programme_report(plan_programme(START, 4, "Team Noord", 90, halfway=True))
    (table,) = [block for block in report.blocks if isinstance(block, Table)]
    assert [row[0] for row in table.rows] == [
        "Intake",
        "Observatie",
        "Spiegelsessie",
        "Aan de slag",
        "Halverwege",
        "Evaluatie",
    ]
    assert table.rows[0][1:3] == ("maandag 1 februari 2027", "90 minuten")
    assert table.rows[3][2] == "ongeveer 4 weken"
    assert report.subtitle == "Team Noord"
    assert all(render(report, kind) for kind in KINDS)


def test_the_calendar_holds_every_step() -> None:
    programme = plan_programme(START, 4, "Team Noord")
    data = programme_calendar(programme, START)
    events = Calendar.from_ical(data).events
    assert [str(event["summary"]).split(" – ")[0] for event in events] == [step.title for step in programme.steps]
    timed = [event for event in events if event["transp"] == "OPAQUE"]
    assert [event.decoded("dtend") - event.decoded("dtstart") for event in timed] == [timedelta(hours=2)] * 3
    assert [event.decoded("dtstart").date() for event in timed] == [programme.steps[n].day for n in (0, 2, 4)]
    assert events[3].decoded("dtend") == programme.steps[3].until + timedelta(days=1)
    assert data == programme_calendar(programme, START)


def test_the_json_says_the_same() -> None:
    programme = plan_programme(START, 4, " Team\nNoord ")
    data = json.loads(json.dumps(programme_json(programme)))
    assert data["team"] == "Team Noord"
    assert data["halfway"] is None
    assert [step["kind"] for step in data["steps"]] == KINDS_OF_STEP
    assert data["steps"][0] | {"purpose": "", "who": ""} == {
        "kind": "intake",
        "title": "Intake",
        "day": "2027-02-01",
        "until": "2027-02-01",
        "start": "10:00",
        "minutes": 120,
        "purpose": "",
        "who": "",
    }


@pytest.mark.parametrize("weeks", [6, 7, 8])
def test_checks_are_six_to_eight_weeks_apart_from_every_start(weeks: int) -> None:
    for start in ALL_DAYS[::3]:
        days = check_series(start, weeks, 10)
        assert len(days) == 10
        assert days[0] >= start
        assert all(map(is_workday, days))
        assert all(42 <= (later - earlier).days <= 56 for earlier, later in pairwise(days))


def test_a_check_on_a_holiday_moves_and_the_next_comes_back() -> None:
    # 29 March and 17 May 2027 are Easter Monday and Whit Monday.
    days = check_series(date(2027, 3, 29), 7, 3)
    assert days == (date(2027, 3, 30), date(2027, 5, 18), date(2027, 7, 6))
    days = check_series(date(2027, 2, 8), 7, 3)
    assert days == (date(2027, 2, 8), date(2027, 3, 30), date(2027, 5, 18))
    assert check_series(date(2027, 2, 8), 7, 4)[3] == date(2027, 7, 5)


@pytest.mark.parametrize(
    ("weeks", "count", "says"),
    [(5, 4, "6 tot 8 weken"), (9, 4, "6 tot 8 weken"), (7, 0, "1 tot 20"), (7, 21, "1 tot 20")],
)
def test_another_rhythm_or_number_is_refused_with_the_cure(weeks: int, count: int, says: str) -> None:
    with pytest.raises(InputError, match=says):
        check_series(START, weeks, count)


def test_the_series_in_the_calendar_takes_twenty_minutes_each() -> None:
    days = check_series(START, 6, 3)
    events = Calendar.from_ical(series_calendar(days, "MT", START)).events
    assert [event.decoded("dtstart").date() for event in events] == list(days)
    assert {event.decoded("dtend") - event.decoded("dtstart") for event in events} == {timedelta(minutes=20)}
    assert {str(event["summary"]) for event in events} == {"Samenwerkingscheck – MT"}
    assert "Wat helpt?" in str(events[0]["description"])
