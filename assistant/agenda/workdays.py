"""Days on which a Dutch organisation meets: no weekend, no public holiday, and nothing between Christmas and New Year.

Good Friday and Liberation Day count as holidays every year; 5, 24 and 31 December are no holidays of themselves.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache

from assistant.errors import InputError

_DAY = timedelta(days=1)


def is_workday(day: date) -> bool:
    """Whether people can meet on `day`. Raises InputError('agenda-jaren') for a year without known holidays."""
    quiet = (day.month, day.day) >= (12, 25) or (day.month, day.day) == (1, 1)
    return day not in _holidays(day.year) and day.weekday() < 5 and not quiet


def next_workday(day: date) -> date:
    """The first workday from `day` on, `day` included. Raises InputError('agenda-jaren')."""
    while not is_workday(day):
        day += _DAY
    return day


def last_workday(day: date) -> date:
    """The last workday up to `day`, `day` included. Raises InputError('agenda-jaren')."""
    while not is_workday(day):
        day -= _DAY
    return day


def workday_within(target: date, earliest: date, latest: date) -> date:
    """The first workday from `target` on, or where that passes `latest` the last one before it, from `earliest`.

    The bounds must lie two weeks apart: Christmas closes ten days at most. Raises InputError('agenda-jaren').
    """
    day = next_workday(target)
    if day > latest:
        day = last_workday(latest)
    return max(day, next_workday(earliest))


def in_weeks(day: date, weeks: int) -> date:
    """`day` so many weeks later. Raises InputError('agenda-jaren')."""
    try:
        return day + timedelta(weeks=weeks)
    except OverflowError as error:
        raise _outside() from error


@cache
def _holidays(year: int) -> frozenset[date]:
    import holidays  # slow to import

    known = holidays.country_holidays("NL", years=year, categories=("public", "optional"))
    if not known.start_year <= year <= known.end_year:
        raise _outside()
    return frozenset(known)


def _outside() -> InputError:
    import holidays

    known = holidays.country_holidays("NL")
    return InputError("agenda-jaren", eerste=known.start_year, laatste=known.end_year)
