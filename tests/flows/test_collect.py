"""How answers are read that are noted down: what is taken, and what is refused with the cure."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from flow_help import TODAY, Talk
from hypothesis import given
from hypothesis import strategies as st

from assistant.agenda.dates import show_date
from assistant.content.flows import Option
from assistant.dialogue.collect import choice_in
from assistant.errors import InputError

WAYS = (
    Option(id="mandaat", label="mandaat: één persoon besluit"),
    Option(id="advies", label="advies: één persoon besluit na advies"),
    Option(id="consent", label="consent: geen zwaarwegend bezwaar"),
)
NO_SCORE = [
    *["7", "0", "-3", "3,5", "3.5", "3½", "drie of vier", "een drie of vier", "een 3,5", "3-4", "3 à 4", "3/4"],
    *[
        "4/10",
        "3 tot 4",
        "tussen 3 en 4",
        "3 of zo",
        "veel",
        "een beetje",
        "een dikke vier",
        "zes",
        "33",
        "3e",
        "99999",
    ],
]


@pytest.mark.parametrize("message", NO_SCORE)
def test_what_is_no_single_score_is_refused_with_the_bounds(message: str) -> None:
    talk = Talk("5s-scan")
    assert "van 1 tot 5" in talk.refused(message)
    assert (talk.session.stage.id, talk.noted, talk.session.turns) == ("stip", (), ())
    talk.say("4, want we weten waarheen")
    assert [(note.stage, note.number) for note in talk.noted] == [("stip", 4)]


@pytest.mark.parametrize("message", ["", " ", "\n\t"])
def test_an_empty_answer_is_refused_with_the_cure(message: str) -> None:
    assert "overslaan" in Talk("5s-scan").refused(message)


@pytest.mark.parametrize(
    ("message", "number", "sentence"),
    [
        ("3", 3, ""),
        ("drie, omdat we een doel hebben", 3, "omdat we een doel hebben"),
        ("Drie. We hebben een doel.", 3, "We hebben een doel."),
        ("een 4: er is ruimte", 4, "er is ruimte"),
        ("een, want er is niets", 1, "want er is niets"),
        ("één", 1, ""),
        ("4/5", 4, ""),
        ("ik geef een 5 – we lachen", 5, "we lachen"),
        ("2, 3 mensen zeggen niets", 2, "3 mensen zeggen niets"),
        ("3 want de helft komt te laat", 3, "want de helft komt te laat"),
    ],
)
def test_a_score_is_taken_with_the_sentence_beside_it(message: str, number: int, sentence: str) -> None:
    talk = Talk("5s-scan")
    talk.say(message)
    assert [(note.number, note.value) for note in talk.noted] == [(number, sentence)]


@given(st.integers(1, 5), st.text("abcdefg ", min_size=1, max_size=30).map(str.strip))
def test_the_sentence_of_a_score_is_kept_word_for_word(number: int, words: str) -> None:
    talk = Talk("5s-scan")
    talk.say(f"{number}, omdat {words}")
    assert [(note.number, note.value) for note in talk.noted] == [(number, f"omdat {words}".strip())]


@pytest.mark.parametrize("message", ["3", "7", "vier of vijf", "4-6", "4,5", "een paar", "0", "-4", "veel"])
def test_a_number_out_of_bounds_or_unclear_is_refused_with_the_bounds(message: str) -> None:
    assert "van 4 tot 6" in Talk("programma").skip_to("weken").refused(message)


@pytest.mark.parametrize("message", ["5", "vijf", "5 weken", "vijf weken."])
def test_a_number_within_bounds_is_taken(message: str) -> None:
    talk = Talk("programma").skip_to("weken")
    talk.say(message)
    assert [note.number for note in talk.noted] == [5]


# Dates and actions


@pytest.mark.parametrize(
    ("message", "says"),
    [("gisteren", "al geweest"), ("1 november 2026", "al geweest"), ("ooit", "kan ik niet lezen")],
)
def test_a_date_that_has_been_or_can_not_be_read_is_refused(message: str, says: str) -> None:
    talk = Talk("programma").skip_to("start")
    assert says in talk.refused(message)
    talk.say("1 februari 2027")
    assert [note.day for note in talk.noted] == [date(2027, 2, 1)]


def test_a_date_too_far_ahead_is_refused_with_the_last_day() -> None:
    last = TODAY + timedelta(days=730)
    talk = Talk("programma").skip_to("start")
    assert show_date(last) in talk.refused((last + timedelta(days=1)).isoformat())
    talk.say(last.isoformat())
    assert [note.day for note in talk.noted] == [last]


@pytest.mark.parametrize(
    ("message", "says"),
    [
        ("Ik bel Jan.", "geen datum"),
        ("Ik bel Jan binnenkort", "geen datum"),
        ("12 december", "alleen een datum"),
        ("Ik bel Jan voor 1 juni 2027", "te ver weg"),
        ("Ik bel Jan op 1 november 2026", "al geweest"),
        ("Ik bel Jan over 31 dagen", "te ver weg"),
    ],
)
def test_an_action_without_a_day_within_thirty_days_is_refused(message: str, says: str) -> None:
    talk = Talk("5s-scan").skip_to("actie-een")
    assert says in talk.refused(message)
    assert talk.noted == ()
    talk.say("Ik bel Jan over 30 dagen")
    assert [(note.value, note.day) for note in talk.noted] == [
        ("Ik bel Jan over 30 dagen", TODAY + timedelta(days=30)),
    ]


# Choices


@pytest.mark.parametrize(
    "message", ["2", "advies", "Advies!", "2.", " 2 ", "na advies", "advies: één persoon besluit na advies"]
)
def test_a_choice_is_taken_by_number_id_or_a_word_that_only_it_has(message: str) -> None:
    assert choice_in(message, WAYS).id == "advies"


@pytest.mark.parametrize(
    "message", ["0", "4", "1 of 2", "persoon", "één persoon besluit", "mandaat of advies", "banaan", "²", "?"]
)
def test_a_choice_that_is_unclear_is_refused_with_the_numbers(message: str) -> None:
    with pytest.raises(InputError, match=r"1 mandaat.*2 advies.*3 consent"):
        choice_in(message, WAYS)


def test_an_article_in_front_of_a_choice_does_no_harm() -> None:
    talk = Talk("besluitvorming")
    talk.say("Begroting", "klaar", "een gesprek")
    assert [note.value for note in talk.session.answers_at("plek")] == ["gesprek"]


@given(st.text())
def test_a_choice_is_one_of_the_options_or_a_refusal(message: str) -> None:
    try:
        chosen = choice_in(message, WAYS)
    except InputError as error:
        refused = error.key
        chosen = None
    assert chosen in WAYS if chosen else refused == "keuze-onbekend"
