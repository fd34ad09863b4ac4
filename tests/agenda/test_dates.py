"""Dates: what people type is read as they mean it, or refused with the cure; what is shown can be typed."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.agenda.dates import find_date, future_date, parse_date, short_date, show_date
from assistant.errors import InputError

TODAY = date(2026, 11, 22)  # a Sunday
WEDNESDAY = date(2026, 3, 11)
DAYS = st.dates(date(1000, 1, 1), date(9999, 12, 31))
NOW = st.dates(date(2000, 1, 1), date(2090, 12, 31))


@pytest.mark.parametrize(
    "typed",
    [
        "1 februari 2027",
        "1 Februari 2027",
        "1-2-2027",
        "01-02-2027",
        "1/2/27",
        "1.2.2027",
        "2027-02-01",
        "2027-2-1",
        "1 feb",
        "1 feb.",
        "1 feb '27",
        "1 febr. 2027",
        "1 februari 27",
        "1-2",
        "1e februari",
        "eerste februari",
        "maandag 1 februari",
        "ma 1 feb",
        "op 1 februari",
        "voor 1 februari",
        "uiterlijk maandag 1 februari 2027",
        "  1   februari  2027 ",
        "1 februari om 14:00 uur",
        "begin februari",
        "begin februari 2027",
    ],
)
def test_the_same_day_can_be_typed_in_many_ways(typed: str) -> None:
    assert parse_date(typed, TODAY) == date(2027, 2, 1)


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("vandaag", date(2026, 3, 11)),
        ("vanmiddag", date(2026, 3, 11)),
        ("morgen", date(2026, 3, 12)),
        ("morgenochtend", date(2026, 3, 12)),
        ("overmorgen", date(2026, 3, 13)),
        ("gisteren", date(2026, 3, 10)),
        ("maandag", date(2026, 3, 16)),
        ("woensdag", date(2026, 3, 18)),
        ("vr", date(2026, 3, 13)),
        ("aanstaande vrijdag", date(2026, 3, 13)),
        ("vrijdag a.s.", date(2026, 3, 13)),
        ("deze woensdag", date(2026, 3, 11)),
        ("volgende week maandag", date(2026, 3, 16)),
        ("maandag volgende week", date(2026, 3, 16)),
        ("volgende week vrijdag", date(2026, 3, 20)),
        ("deze week vrijdag", date(2026, 3, 13)),
        ("vrijdag over een week", date(2026, 3, 20)),
        ("maandag over twee weken", date(2026, 3, 30)),
        ("over twee weken op maandag", date(2026, 3, 23)),
        ("over twee weken", date(2026, 3, 25)),
        ("over één week", date(2026, 3, 18)),
        ("over e\u0301e\u0301n week", date(2026, 3, 18)),
        ("over 3 maanden", date(2026, 6, 11)),
        ("over een half jaar", date(2026, 9, 11)),
        ("over anderhalf jaar", date(2027, 9, 11)),
        ("binnen twee weken", date(2026, 3, 25)),
        ("over 'n week", date(2026, 3, 18)),
        ("over 10 dagen", date(2026, 3, 21)),
        ("volgende week", date(2026, 3, 18)),
        ("volgende maand", date(2026, 4, 11)),
        ("eind maart", date(2026, 3, 31)),
        ("eind februari", date(2027, 2, 28)),
        ("eind februari 2028", date(2028, 2, 29)),
        ("half mei", date(2026, 5, 15)),
        ("eind van de week", date(2026, 3, 13)),
        ("eind volgende week", date(2026, 3, 20)),
        ("begin volgende week", date(2026, 3, 16)),
        ("eind deze maand", date(2026, 3, 31)),
        ("eind volgende maand", date(2026, 4, 30)),
        ("eind van het jaar", date(2026, 12, 31)),
        ("begin volgend jaar", date(2027, 1, 1)),
        ("half volgend jaar", date(2027, 6, 30)),
        ("31/12/26", date(2026, 12, 31)),
        ("10-3-26", date(2026, 3, 10)),
        ("29 februari", date(2028, 2, 29)),
    ],
)
def test_words_count_from_today(typed: str, day: date) -> None:
    assert parse_date(typed, WEDNESDAY) == day


@pytest.mark.parametrize(
    ("typed", "today", "day"),
    [
        ("22 november", date(2026, 11, 22), date(2026, 11, 22)),
        ("21 november", date(2026, 11, 22), date(2027, 11, 21)),
        ("22-11", date(2026, 11, 22), date(2026, 11, 22)),
        ("31 december", date(2026, 12, 31), date(2026, 12, 31)),
        ("31/12/26", date(2026, 12, 31), date(2026, 12, 31)),
        ("over 1 maand", date(2026, 1, 31), date(2026, 2, 28)),
        ("over 1 jaar", date(2028, 2, 29), date(2029, 2, 28)),
        ("volgende week maandag", date(2026, 11, 22), date(2026, 11, 23)),
        ("eind van de week", date(2026, 11, 22), date(2026, 11, 22)),
        ("eind volgende maand", date(2026, 12, 5), date(2027, 1, 31)),
    ],
)
def test_edges_of_month_and_year_hold(typed: str, today: date, day: date) -> None:
    assert parse_date(typed, today) == day


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "   ",
        "hallo",
        "5",
        "2027",
        "maart",
        "week 12",
        "12-13-2027",
        "12-13",
        "2027-13-01",
        "31-2-2027",
        "31 april",
        "30 februari",
        "29 februari 2027",
        "0-1-2027",
        "1-1-0000",
        "over 9999 jaar",
        "over 99999999999 dagen",
        "١ maart",
        "1 maart " * 500,
        "zo snel mogelijk",
    ],
)
def test_what_is_no_date_is_refused_with_an_example(typed: str) -> None:
    with pytest.raises(InputError, match="1 februari 2027") as caught:
        parse_date(typed, TODAY)
    assert caught.value.key == "datum-onleesbaar"
    assert len(str(caught.value)) < 200


def test_a_weekday_that_is_not_that_of_the_date_is_refused() -> None:
    with pytest.raises(InputError, match="zaterdag 6 maart 2027") as caught:
        parse_date("maandag 6 maart 2027", TODAY)
    assert caught.value.key == "datum-weekdag"


def test_a_date_to_come_is_not_past_and_not_too_far() -> None:
    assert future_date("vandaag", TODAY) == TODAY
    assert future_date("over 30 dagen", TODAY, days=30) == TODAY + timedelta(days=30)
    for typed, days, key in (
        ("gisteren", None, "datum-voorbij"),
        ("1-1-2020", 30, "datum-voorbij"),
        ("over 31 dagen", 30, "datum-te-ver"),
    ):
        with pytest.raises(InputError) as caught:
            future_date(typed, TODAY, days)
        assert caught.value.key == key
    with pytest.raises(InputError, match="tot en met dinsdag 22 december 2026"):
        future_date("1-1-2027", TODAY, 30)


def test_a_date_is_shown_in_dutch_whatever_the_locale() -> None:
    assert show_date(date(2027, 2, 1)) == "maandag 1 februari 2027"
    assert short_date(date(2027, 2, 1)) == "1-2-2027"


@given(DAYS, NOW)
def test_what_is_shown_reads_back_as_the_same_day(day: date, today: date) -> None:
    assert parse_date(show_date(day), today) == day
    assert parse_date(short_date(day), today) == day
    assert parse_date(day.isoformat(), today) == day


@given(DAYS, NOW)
def test_a_date_without_a_year_is_the_next_one(day: date, today: date) -> None:
    typed = " ".join(show_date(day).split()[1:3])
    found = parse_date(typed, today)
    assert (found.day, found.month) == (day.day, day.month)
    assert found >= today
    between = [date(year, day.month, day.day) for year in range(today.year, found.year) if not _leap(day, year)]
    assert all(other < today for other in between)


def _leap(day: date, year: int) -> bool:
    """Whether `day` is 29 February and `year` has none."""
    return (day.month, day.day) == (2, 29) and (year % 4 != 0 or (year % 100 == 0 and year % 400 != 0))


@given(st.one_of(st.text(), st.text("0123456789-/. abdeimnoruvwz'", max_size=14)), st.dates())
def test_anything_typed_is_a_date_or_a_sentence(typed: str, today: date) -> None:
    try:
        assert isinstance(parse_date(typed, today), date)
    except InputError as error:
        assert str(error).endswith(".")  # noqa: PT017 - either is right
    found = find_date(typed, today)
    assert found is None or found[0] in typed


@pytest.mark.parametrize(
    ("sentence", "words", "day"),
    [
        ("Jan stuurt de stukken voor 1 maart.", "1 maart", date(2027, 3, 1)),
        ("Uiterlijk Maandag 1 maart 2027 is het klaar", "Maandag 1 maart 2027", date(2027, 3, 1)),
        ("We kijken over twee weken weer", "over twee weken", date(2026, 12, 6)),
        ("Klaar (2027-02-01), zegt Piet", "2027-02-01", date(2027, 2, 1)),
        ("Voor 1-2-2027.", "1-2-2027", date(2027, 2, 1)),
        ("Volgende week maandag bel ik Els", "Volgende week maandag", date(2026, 11, 23)),
        ("Eind maart evalueren we", "Eind maart", date(2027, 3, 31)),
        ("Ik bel morgen", "morgen", date(2026, 11, 23)),
        ("voor 3 maart 10 gesprekken voeren", "3 maart", date(2027, 3, 3)),
        ("31 februari of 2 maart", "2 maart", date(2027, 3, 2)),
        ("Elke maandag bellen, te beginnen 1 maart", "1 maart", date(2027, 3, 1)),
    ],
)
def test_a_date_is_found_in_a_sentence(sentence: str, words: str, day: date) -> None:
    assert find_date(sentence, TODAY) == (words, day)


@pytest.mark.parametrize(
    "sentence",
    [
        "",
        "Jan doet het zo snel mogelijk",
        "Elke maandag bellen we",
        "Vorige week maandag was er overleg",
        "Wij praten 1-2 keer per week",
        "Goede morgen allemaal",
        "Ma en pa komen ook",
        "maandag 6 maart 2027 praten we",
        "Versie 1.2 is af",
        "Het duurt volgende keer korter",
    ],
)
def test_a_sentence_without_a_sure_date_has_none(sentence: str) -> None:
    assert find_date(sentence, TODAY) is None
