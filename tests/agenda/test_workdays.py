"""Workdays: no weekend, no Dutch holiday, nothing between Christmas and New Year."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.agenda.workdays import in_weeks, is_workday, last_workday, next_workday, workday_within
from assistant.errors import InputError

DAYS = st.dates(date(1970, 1, 10), date(2099, 12, 1))


@pytest.mark.parametrize(
    "day",
    [
        date(2026, 4, 3),  # Goede Vrijdag
        date(2026, 4, 6),  # tweede paasdag
        date(2026, 4, 27),  # Koningsdag
        date(2026, 5, 5),  # Bevrijdingsdag, ook buiten een lustrum
        date(2026, 5, 14),  # Hemelvaart
        date(2026, 5, 25),  # tweede pinksterdag
        date(2026, 12, 25),
        date(2026, 12, 28),
        date(2026, 12, 31),
        date(2027, 1, 1),
        date(2026, 11, 21),  # zaterdag
        date(2026, 11, 22),  # zondag
    ],
)
def test_nobody_meets_on_a_holiday_or_in_the_weekend(day: date) -> None:
    assert not is_workday(day)
    assert next_workday(day) > day
    assert last_workday(day) < day


@pytest.mark.parametrize("day", [date(2025, 12, 5), date(2026, 12, 24), date(2026, 4, 28), date(2027, 1, 4)])
def test_sinterklaas_and_christmas_eve_are_workdays(day: date) -> None:
    assert is_workday(day)
    assert next_workday(day) == last_workday(day) == day


def test_king_s_day_moves_from_sunday_to_saturday() -> None:
    # 27 April 2031 is a Sunday; the Monday after it is an ordinary one.
    assert is_workday(date(2031, 4, 28))


@given(DAYS)
def test_the_next_workday_is_the_first_that_is_one(day: date) -> None:
    found = next_workday(day)
    assert is_workday(found)
    assert not any(is_workday(day + timedelta(days=n)) for n in range((found - day).days))
    assert (found - day).days <= 11


@given(DAYS, st.integers(-20, 20))
def test_a_day_within_bounds_stays_within_them(earliest: date, offset: int) -> None:
    latest = earliest + timedelta(days=14)
    assert earliest <= workday_within(earliest + timedelta(days=offset), earliest, latest) <= latest


@pytest.mark.parametrize("day", [date(1, 1, 1), date(1900, 1, 1), date(2101, 1, 3), date.max])
def test_years_without_known_holidays_are_refused_with_a_sentence(day: date) -> None:
    with pytest.raises(InputError, match="1966 tot en met 2100"):
        next_workday(day)


def test_too_many_weeks_are_refused_with_a_sentence() -> None:
    with pytest.raises(InputError, match="kies een begindatum"):
        in_weeks(date.max, 1)
