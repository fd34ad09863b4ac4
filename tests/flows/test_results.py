"""What each flow ends with; and that every flow survives whatever is typed."""

from __future__ import annotations

import re
from datetime import date, timedelta
from itertools import cycle, islice, pairwise

import pytest
from flow_help import FORMS, NOTES, TALKS, TODAY, Talk, contract, material_for, sensible, taker
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from assistant.content.flows import find_flow, load_flows
from assistant.dialogue.material import Material
from assistant.dialogue.session import begin
from assistant.dialogue.turn import LONGEST
from assistant.documents.export import render
from assistant.documents.reader_text import Section
from assistant.errors import AssistantError
from assistant.results.aim import whole_sentence
from assistant.spans.label import label_text

NASTY = [
    "",
    "x" * LONGEST,
    "Ik weet het niet. " * (LONGEST // 18),
    "😀😀😀",
    "\u202eIk ben moe\u202c \u200f\u200e",
    "\x00\x01\x07\x1b[31m\x7f",
    "%s $dit {} ${dit} $$ \\1 {0}",
    "<b>|</b> | a | b |\n---|---",
    "\ud800",
    "٣",
    "1" * 5000,
]


# Every flow


@pytest.mark.parametrize("flow", FORMS)
def test_every_form_ends_with_a_result_when_answered_sensibly(flow: str) -> None:
    talk = Talk(flow, material_for(flow)).finish()
    made = talk.made
    assert made.data
    assert made.shown
    assert render(made.report, "md")


@pytest.mark.parametrize("flow", TALKS)
def test_every_talk_ends_with_a_harvest_in_the_users_words(flow: str) -> None:
    talk = Talk(flow, material_for(flow)).finish()
    assert talk.session.harvest()
    assert all(line in talk.session.said for line in talk.session.harvest())
    assert talk.made.shown


@pytest.mark.parametrize("flow", load_flows())
def test_a_conversation_that_is_stopped_at_once_has_no_result_and_no_harvest(flow: str) -> None:
    talk = Talk(flow, None if not find_flow(flow).material_needed else Material(contract=contract()))
    talk.say("stop")
    assert (talk.result, talk.session.harvest()) == (None, [])


@pytest.mark.parametrize("flow", load_flows())
def test_every_flow_can_be_skipped_from_begin_to_end(flow: str) -> None:
    talk = Talk(flow, material_for(flow))
    for _ in range(80):
        if not talk.session.closed:
            talk.say("overslaan")
    assert talk.noted == ()
    assert "overslaan" not in talk.session.harvest()


@pytest.mark.parametrize("flow", load_flows())
def test_every_step_of_every_flow_survives_what_nobody_should_type(flow: str) -> None:
    talk = Talk(flow, material_for(flow))
    nasty = cycle(NASTY)
    for _ in range(20):
        for message in islice(nasty, 3):
            if not talk.session.closed:
                survives(talk, message)
        if not talk.session.closed:
            talk.say(sensible(talk.session))
    result = talk.result
    if result:
        assert render(result.report, "md")


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@pytest.mark.parametrize("flow", load_flows())
@given(messages=st.lists(st.text(max_size=60), min_size=1, max_size=12))
def test_any_text_at_any_step_is_answered_or_refused_in_one_sentence(flow: str, messages: list[str]) -> None:
    talk = Talk(flow, material_for(flow))
    for message in messages:
        survives(talk, message)
        if talk.session.closed:
            return
        survives(talk, sensible(talk.session))
        if talk.session.closed:
            return


def survives(talk: Talk, message: str) -> None:
    """Says it; a refusal is one sentence and the conversation stands where it stood."""
    before, refusal = talk.session, ""
    try:
        talk.say(message)
    except AssistantError as error:
        refusal = str(error)
    assert re.fullmatch(r"(?:[^\n]+\.)?", refusal), refusal
    if refusal:
        assert talk.session is before


# The programme


@pytest.mark.parametrize("weeks", [4, 5, 6])
def test_a_programme_has_five_dates_and_a_calendar(weeks: int) -> None:
    talk = Talk("programma")
    talk.say("MT Zuid", "1 februari 2027", str(weeks))
    steps = {step["kind"]: date.fromisoformat(step["day"]) for step in talk.made.data["steps"]}
    assert list(steps) == ["intake", "observatie", "spiegelsessie", "aan-de-slag", "evaluatie"]
    assert steps["intake"] == date(2027, 2, 1)
    assert list(steps.values()) == sorted(steps.values())
    assert 28 <= (steps["evaluatie"] - steps["spiegelsessie"]).days <= 42
    assert all(day.weekday() < 5 for day in steps.values())
    (file,) = talk.made.files
    assert file.name.endswith(".ics")
    assert len(Calendar.from_ical(file.data).events) == 5
    assert talk.made.shown.count("\n- ") == 4


@given(st.dates(TODAY, TODAY + timedelta(days=730)), st.integers(4, 6))
@settings(max_examples=60, deadline=None)
def test_every_day_that_is_taken_gives_a_programme(start: date, weeks: int) -> None:
    talk = Talk("programma")
    talk.say("MT", start.isoformat(), str(weeks))
    assert len(talk.made.data["steps"]) == 5


def test_a_programme_without_a_team_has_a_name_all_the_same() -> None:
    talk = Talk("programma")
    talk.say("overslaan", "1 februari 2027", "5")
    assert talk.made.data["team"] == "het team"


@pytest.mark.parametrize("answers", [("MT", "overslaan", "5"), ("MT", "1 februari 2027", "overslaan"), ("MT", "stop")])
def test_a_programme_without_a_day_or_a_length_is_none(answers: tuple[str, ...]) -> None:
    talk = Talk("programma")
    talk.say(*answers)
    assert talk.session.closed
    assert talk.result is None


# The cooperation check


def test_the_check_puts_owner_and_day_at_their_own_agreement() -> None:
    talk = Talk("samenwerkingscheck").skip_to("afspraken")
    talk.say("Stukken op tijd", "Samen lunchen", "Niet appen na zessen")
    talk.say("Anna", "overslaan", "Bart", "over twee weken", "1 februari 2027", "overslaan", "Karin", "7")
    first, second, third = talk.made.agreements
    assert (first.agreement, first.owner, first.due) == ("Stukken op tijd", "Anna", TODAY + timedelta(weeks=2))
    assert (second.agreement, second.owner, second.due) == ("Samen lunchen", "", date(2027, 2, 1))
    assert (third.agreement, third.owner, third.due) == ("Niet appen na zessen", "Bart", None)
    assert {one.guard for one in talk.made.agreements} == {"Karin"}
    assert all("23 november 2026" in one.origin for one in talk.made.agreements)


@pytest.mark.parametrize("weeks", [6, 7, 8])
def test_the_next_checks_are_six_to_eight_weeks_apart(weeks: int) -> None:
    talk = Talk("samenwerkingscheck").skip_to("afspraken")
    talk.say("Samen lunchen", "klaar", "Anna", "over twee weken", "Karin", str(weeks))
    days = [TODAY, *map(date.fromisoformat, talk.made.data["next"])]
    assert len(days) == 5
    assert all(42 <= (later - day).days <= 56 for day, later in pairwise(days))
    assert len(Calendar.from_ical(talk.made.files[0].data).events) == 4


def test_the_check_keeps_what_was_said_word_for_word() -> None:
    talk = Talk("samenwerkingscheck")
    talk.say("We lunchen samen.", "De stukken komen laat.", "Ik merk dat ik zucht.")
    assert talk.made.data["answers"] == {
        "helpt": ["We lunchen samen."],
        "schuurt": ["De stukken komen laat.", "Ik merk dat ik zucht."],
    }
    assert (talk.made.agreements, talk.made.files) == ((), ())


# Deciding


def test_the_table_of_decisions_has_a_row_for_each_subject() -> None:
    talk = Talk("besluitvorming")
    talk.say("Begroting", "Vakanties", "klaar", "4", "1", "consent", "overslaan", "Jan", "overslaan")
    assert talk.made.data["subjects"] == [
        {
            "subject": "Begroting",
            "plek": "een besluit in de vergadering",
            "wijze": "consent: geen zwaarwegend bezwaar",
            "wie": "Jan",
        },
        {"subject": "Vakanties", "plek": "een bericht is genoeg", "wijze": "", "wie": ""},
    ]
    paper = render(talk.made.report, "md").decode()
    assert "| Begroting | een besluit in de vergadering |" in paper
    assert talk.made.shown in talk.session.turns[-1].reply.text


def test_without_subjects_there_is_no_table() -> None:
    talk = Talk("besluitvorming")
    talk.say("klaar")
    assert talk.result is None


# The aim sentence


@pytest.mark.parametrize(
    "typed",
    [
        "de klant ons belt",
        "als de klant ons belt",
        "... de klant ons belt.",
        "Als MT slagen we als de klant ons belt",
        "als MT slagen we als  de klant\nons belt …",
    ],
)
def test_the_aim_is_one_whole_sentence_with_or_without_its_beginning(typed: str) -> None:
    assert whole_sentence(typed).lower() == "als mt slagen we als de klant ons belt."


def test_the_last_version_of_the_aim_counts_and_the_first_is_kept() -> None:
    talk = Talk("stip-zin")
    talk.say("de klant ons belt", "De mensen lachen.", "Ik zie het aan Jan.", "Geen nieuwe kantoren", "klaar")
    assert "Als MT slagen we als de klant ons belt." in talk.session.turns[-1].reply.text
    talk.say("Als MT slagen we als iedereen het weet", "Met Jan.")
    assert talk.made.data == {
        "sentence": "Als MT slagen we als iedereen het weet.",
        "versions": ["Als MT slagen we als de klant ons belt.", "Als MT slagen we als iedereen het weet."],
        "not_this_year": ["Geen nieuwe kantoren"],
    }
    paper = render(talk.made.report, "md").decode()
    assert "de klant ons belt" in paper
    assert "Geen nieuwe kantoren" in paper


def test_without_a_sentence_there_is_no_aim() -> None:
    talk = Talk("stip-zin")
    talk.say("overslaan", "stop")
    assert talk.result is None


# The request


def test_a_pasted_request_is_quoted_word_for_word() -> None:
    pasted = "Het doel is dat het MT beter samenwerkt. We willen geen rapport. Het budget is 20.000 euro."
    talk = Talk("aanvraag")
    reply = talk.say(pasted)
    data = talk.made.data
    assert len(data["settled"]) >= 3
    assert all(row["quote"] in pasted for row in [*data["settled"], *data["unwanted"]])
    assert [row["quote"] for row in data["unwanted"]] == ["We willen geen rapport."]
    assert data["open"]
    assert all(row["question"] in reply.shown for row in data["open"])


def test_a_request_document_is_named_with_its_quotes() -> None:
    sections = (Section("alinea 1", "Het doel is dat het MT beter samenwerkt."),)
    talk = Talk("aanvraag", Material("aanvraag.docx", sections=sections))
    assert talk.session.stage.id == "intake"
    (row,) = talk.made.data["settled"]
    assert (row["quote"], row["source"], row["locator"]) == (sections[0].text, "aanvraag.docx", "alinea 1")


def test_an_empty_request_is_refused_and_a_skipped_one_gives_no_analysis() -> None:
    talk = Talk("aanvraag")
    assert "overslaan" in talk.refused("  \n ")
    reply = talk.say("overslaan")
    assert (talk.result, reply.shown) == (None, "")


# The rehearsal


@pytest.mark.parametrize("pasted", ["---\n***\n1.", "?? !!", "1\n2\n3"])
def test_a_rehearsal_without_anything_that_is_a_question_is_refused(pasted: str) -> None:
    talk = Talk("proefsessie")
    assert "schrijf iets" in talk.refused(pasted)
    assert talk.session.stage.id == "tekst"
    talk.say("Wat merk je?")
    assert len(talk.made.data["tried"]) == 1


def test_a_rehearsal_says_that_the_participants_are_made_up() -> None:
    talk = Talk("proefsessie")
    reply = talk.say("Wat merk je als het stil wordt?\nVind je dat goed?")
    assert reply.shown.startswith("De deelnemers zijn verzonnen.")
    assert [tried["question"] for tried in talk.made.data["tried"]] == [
        "Wat merk je als het stil wordt?",
        "Vind je dat goed?",
    ]


# The scan


def test_an_unfinished_scan_gives_no_result() -> None:
    talk = Talk("5s-scan")
    talk.say("3, omdat a", "4, omdat b", "overslaan", "2, omdat d", "1, omdat e", "stip")
    assert talk.result is None
    talk.say("stop")
    assert talk.result is None


def test_a_scan_holds_scores_sentences_choice_and_actions() -> None:
    talk = Talk("5s-scan")
    talk.say("3, omdat a", "4", "er is ruimte", "5, omdat c", "2, omdat d", "1", "overslaan", "synergie")
    talk.say("Ik bel Jan over een week", "overslaan")
    data = talk.made.data
    assert [(row["value"], row["sentence"]) for row in data["scores"]] == [
        (3, "omdat a"),
        (4, "er is ruimte"),
        (5, "omdat c"),
        (2, "omdat d"),
        (1, ""),
    ]
    assert data["chosen"] == "synergie"
    assert len(data["actions"]) == 1


# The mirror of a text


@pytest.mark.parametrize("flow", ["spiegel", "spiegelsessie"])
def test_a_label_is_changed_and_explained(flow: str) -> None:
    talk = Talk(flow)
    reply = talk.say(NOTES)
    assert [f"{n}. [{label}]" in reply.shown for n, label in enumerate(labels(talk), 1)] == [True] * 4
    assert labels(talk) == ["observatie", "oordeel", "interpretatie", "verzoek"]
    reason = label_text(NOTES)[1].reason
    assert reason in talk.say("waarom 2").text
    assert "‘Jan kwam om tien uur binnen’ heet nu oordeel." in talk.say("1 oordeel").text
    talk.say("1 is een verzoek", "2: observatie")
    assert labels(talk) == ["verzoek", "observatie", "interpretatie", "verzoek"]
    assert talk.session.stage.id == "labels"


def labels(talk: Talk) -> list[str]:
    return [span["label"] for span in talk.made.data["spans"]]


@pytest.mark.parametrize(
    ("message", "says"),
    [
        ("99 oordeel", "van 1 tot en met 4"),
        ("0 oordeel", "van 1 tot en met 4"),
        ("waarom 99", "van 1 tot en met 4"),
        ("2 banaan", "zoals '2 oordeel'"),
        ("2", "zoals '2 oordeel'"),
        ("waarom", "zoals '2 oordeel'"),
        ("oordeel", "zoals '2 oordeel'"),
        ("2 o", "zoals '2 oordeel'"),
        ("", "zoals '2 oordeel'"),
        ("12345 oordeel", "zoals '2 oordeel'"),
    ],
)
def test_a_correction_that_can_not_be_read_is_refused(message: str, says: str) -> None:
    talk = Talk("spiegel")
    talk.say(NOTES)
    assert says in talk.refused(message)
    assert labels(talk) == ["observatie", "oordeel", "interpretatie", "verzoek"]


@pytest.mark.parametrize("flow", ["spiegel", "spiegelsessie"])
def test_without_a_text_there_are_no_labels_to_change(flow: str) -> None:
    talk = Talk(flow)
    talk.say("overslaan")
    assert talk.session.stage.id == "oogst"
    assert talk.result is None


def test_taking_a_correction_back_restores_the_label() -> None:
    talk = Talk("spiegel")
    talk.say(NOTES, "1 oordeel", "terug")
    assert labels(talk)[0] == "observatie"
    assert talk.session.stage.id == "labels"


def test_only_what_was_seen_or_heard_is_left_of_the_notes() -> None:
    talk = Talk("spiegelsessie")
    assert "‘Hij is lui’" in talk.say(NOTES, "klaar").question
    talk.say("Hij zat met zijn armen over elkaar", "overslaan", "overslaan", "Ik ga na wat hij zei.")
    assert talk.made.data["kept"] == ["Jan kwam om tien uur binnen", "Hij zat met zijn armen over elkaar"]
    paper = render(talk.made.report, "md").decode()
    assert "armen over elkaar" in paper
    assert "lui" not in paper


def test_the_same_words_twice_in_the_notes_keep_a_line_each() -> None:
    talk = Talk("spiegelsessie")
    talk.say("Hij is lui. Jan kwam om tien uur binnen. Hij is lui.", "klaar")
    talk.say("Hij zat onderuit", "Hij deed zijn ogen dicht")
    assert talk.made.data["kept"] == ["Hij zat onderuit", "Jan kwam om tien uur binnen", "Hij deed zijn ogen dicht"]


def test_a_span_that_is_called_an_observation_is_not_asked_about() -> None:
    talk = Talk("spiegelsessie")
    talk.say(NOTES, "2 observatie", "3 observatie", "4 observatie", "klaar")
    assert talk.session.stage.id == "oogst"


PIECES = st.sampled_from(
    ["Jan kwam binnen", "hij is lui", "Els zei: 'Ik ga weg'", "waarschijnlijk vindt ze het niks", "omdat hij moe was"]
)


@settings(max_examples=60, deadline=None)
@given(st.lists(PIECES | st.text(max_size=20), min_size=1, max_size=6).map(". ".join))
def test_the_kept_lines_are_literal_words_of_the_user(words: str) -> None:
    talk = Talk("spiegelsessie")
    survives(talk, words)
    if not talk.session.answers_at("tekst"):
        return
    talk.say("klaar")
    while talk.session.stage.id == "herschrijven":
        talk.say(f"Ik zag nummer {talk.session.item_number}.")
    said = " ".join(talk.session.said.split())
    result = talk.result
    for line in result.data["kept"] if result else []:
        assert line in said


@settings(max_examples=100, deadline=None)
@given(st.lists(PIECES | st.text(max_size=20), min_size=1, max_size=6).map(". ".join))
def test_every_span_is_a_literal_piece_in_the_order_of_the_text(words: str) -> None:
    spans = label_text(words)
    assert all(words[span.start : span.end] == span.text for span in spans)
    assert all(one.end <= other.start for one, other in pairwise(spans))


# The question set


def test_a_question_set_comes_from_the_answers() -> None:
    talk = Talk("ontwikkelvragen")
    talk.say("verzet", "8", "60", "Ze zien op tegen de fusie.")
    data = talk.made.data
    assert (data["request"]["group"], data["request"]["minutes"]) == (8, 60)
    assert sum(item["minutes"] for item in data["items"]) == 60
    assert all(item["text"] in talk.made.shown for item in data["items"])


def test_a_question_set_without_theme_group_or_time_is_none() -> None:
    talk = Talk("ontwikkelvragen")
    talk.say("verzet", "overslaan", "60", "overslaan")
    assert talk.session.closed
    assert talk.result is None


def test_what_is_shown_in_the_conversation_is_made_of_this_session_only() -> None:
    first = begin("besluitvorming", None, TODAY)
    second, _ = taker().take(first, "Begroting")
    assert (first.answers, len(second.answers)) == ((), 1)
