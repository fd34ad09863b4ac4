"""Dates as people type them in Dutch, and dates as they are shown.

    parse_date("volgende week maandag", date(2026, 11, 22))  -> date(2026, 11, 23)
    find_date("Jan stuurt de stukken voor 1 maart", today)   -> ("1 maart", date(2027, 3, 1))
    show_date(date(2027, 2, 1))                              -> "maandag 1 februari 2027"

What can be typed stands in prompts/agenda.yaml. What has none of those shapes is not passed on to dateparser, which
reads '12-13' as 13 December and '5' as the fifth; and what it makes of the rest is held against the words.
"""

from __future__ import annotations

import re
import unicodedata
from calendar import monthrange
from datetime import date, datetime, time, timedelta
from string import digits

from assistant.agenda.rules import Rules, Shape, load_rules
from assistant.errors import InputError

_LONGEST = 80
_WORDS = 6
"""A date in a sentence has no more words."""

_LAST = 31
"""The last day of a month, however long it is."""

Groups = dict[str, str]
"""What stood where in a pattern, such as month and year."""


def parse_date(text: str, today: date) -> date:
    """The date that `text` says; without a year the next one to come, today included.

    Raises InputError: datum-onleesbaar, datum-weekdag (the weekday is not that of the date).
    """
    rules = load_rules()
    words = _typed(text, rules) if len(text) <= _LONGEST else ""
    found = _read(words, today, rules, alone=True)
    if found is None:
        raise InputError("datum-onleesbaar", datum=_shortened(text))
    return found


def future_date(text: str, today: date, days: int | None = None) -> date:
    """As `parse_date`, from today on, and within `days` where given.

    Raises InputError: those of `parse_date`, datum-voorbij, datum-te-ver.
    """
    day = parse_date(text, today)
    if day < today:
        raise InputError("datum-voorbij", datum=show_date(day))
    if days is not None and (day - today).days > days:
        raise InputError("datum-te-ver", datum=show_date(day), laatste=show_date(today + timedelta(days=days)))
    return day


def find_date(text: str, today: date) -> tuple[str, date] | None:
    """The first date in a sentence, with its literal words; None where there is none that can be read."""
    rules = load_rules()
    tokens = list(re.finditer(r"\S+", text))
    start = 0
    while start < len(tokens):
        for end in range(min(start + _WORDS, len(tokens)), start, -1):
            words = text[tokens[start].start() : tokens[end - 1].end()].strip(",;:!?()\"'‘’“”").removesuffix(".")
            try:
                found = _read(_rewritten(words, rules), today, rules, alone=False)
            except InputError:  # a weekday that is not that of the date: neither of the two is sure
                start = end - 1
                break
            if found and not _refused(text[: tokens[start].start()], rules):
                return words, found
        start += 1
    return None


def show_date(day: date) -> str:
    """As 'maandag 1 februari 2027', whatever language the machine speaks."""
    rules = load_rules()
    return f"{rules.weekdays[day.weekday()]} {day.day} {rules.months[day.month - 1]} {day.year}"


def short_date(day: date) -> str:
    """As '1-2-2027', for a narrow place."""
    return f"{day.day}-{day.month}-{day.year}"


def _typed(text: str, rules: Rules) -> str:
    """What was typed alone, without the words that may stand around a date."""
    words = _rewritten(text.strip().rstrip("!?,;"), rules).split(" ")
    while len(words) > 1 and words[0] in rules.leads:
        words = words[1:]
    while len(words) > 1 and words[-1] in rules.tails:
        words = words[:-1]
    return " ".join(words)


def _rewritten(text: str, rules: Rules) -> str:
    words = unicodedata.normalize("NFC", text).lower().strip()
    for pattern, new in rules.changes:
        words = pattern.sub(new, words)
    return words.strip()


def _refused(before: str, rules: Rules) -> bool:
    """Whether what stands `before` a date makes it none that comes ('elke maandag')."""
    words = f" {' '.join(before.lower().split())}"
    return words.endswith(tuple(f" {word}" for word in rules.not_after))


def _read(words: str, today: date, rules: Rules, *, alone: bool) -> date | None:
    """The date that `words` say as a whole, or None. Raises InputError('datum-weekdag')."""
    for pattern, shape in rules.shapes:
        match = pattern.fullmatch(words)
        if match and (alone or not shape.alone):
            groups = {name.rstrip(digits): value for name, value in match.groupdict().items() if value}
            try:
                return _by_rule(words, shape, groups, today, rules)
            except (ValueError, OverflowError):  # a month 13, a year 10000
                return None
    return None


def _by_rule(words: str, shape: Shape, groups: Groups, today: date, rules: Rules) -> date | None:
    if shape.read == "relative":
        return _by_library(words, today)
    if shape.read == "absolute":
        return _absolute(words, groups, today, rules)
    if shape.read in {"weekday", "later"}:
        weeks, weekday = int(groups.get("weeks", shape.weeks)), rules.weekday_numbers[groups["weekday"]]
        if shape.read == "later":
            return today + timedelta(weeks=weeks, days=(weekday - today.weekday()) % 7)
        return _monday(today, weeks) + timedelta(days=weekday)
    if shape.read == "month":
        return _in_month(groups, today, rules)
    return _in_period(groups, shape.weeks, today, rules)


def _by_library(words: str, today: date) -> date | None:
    import dateparser  # slow to import

    found = dateparser.parse(
        words,
        languages=["nl"],
        settings={
            "DATE_ORDER": "DMY",
            "PREFER_DATES_FROM": "future",
            "PARSERS": ["relative-time", "absolute-time"],
            "RELATIVE_BASE": datetime.combine(today, time()),
        },
    )
    return found.date() if found else None


def _absolute(words: str, groups: Groups, today: date, rules: Rules) -> date | None:
    """A day with its month, in the year given or the next one. Raises InputError('datum-weekdag')."""
    month = rules.month_numbers[groups["month"]] if "month" in groups else int(groups["number"])
    year = groups.get("year") or (f"20{groups['yy']}" if "yy" in groups else "")
    # For dateparser today is past; the day before makes it one to come.
    found = date(int(year), month, int(groups["day"])) if year else _by_library(words, today - timedelta(days=1))
    # Where month and day can't be, dateparser tries them the other way round.
    if found is None or (found.month, found.day) != (month, int(groups["day"])):
        return None
    weekday = groups.get("weekday") or groups.get("short")
    if weekday and rules.weekday_numbers[weekday] != found.weekday():
        raise InputError("datum-weekdag", datum=show_date(found))
    return found


def _in_month(groups: Groups, today: date, rules: Rules) -> date:
    """Begin, middle or end of a month, in the year given or as the next one to come."""
    month, day = rules.month_numbers[groups["month"]], rules.parts[groups["part"]].day
    if "year" in groups:
        return _clipped(int(groups["year"]), month, day)
    this_year = _clipped(today.year, month, day)
    return this_year if this_year >= today else _clipped(today.year + 1, month, day)


def _in_period(groups: Groups, ahead: int, today: date, rules: Rules) -> date:
    """Begin, middle or end of this week, month or year, or of the next."""
    part = rules.parts[groups["part"]]
    if groups["period"] == "week":
        friday_or_before = _monday(today, ahead) + timedelta(days=part.weekday)
        # In the weekend the end of the week is now.
        return max(friday_or_before, today) if part.day == _LAST else friday_or_before
    if groups["period"] == "maand":
        months = today.month - 1 + ahead
        return _clipped(today.year + months // 12, months % 12 + 1, part.day)
    # Half a year is the end of June.
    return _clipped(today.year + ahead, {1: 1, _LAST: 12}.get(part.day, 6), 1 if part.day == 1 else _LAST)


def _monday(today: date, weeks: int) -> date:
    return today + timedelta(weeks=weeks, days=-today.weekday())


def _clipped(year: int, month: int, day: int) -> date:
    return date(year, month, min(day, monthrange(year, month)[1]))


def _shortened(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= 40 else f"{text[:40]}…"
