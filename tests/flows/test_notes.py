"""Steps that collect: lists, leaving open, taking back, stopping; and words that count at every step."""

from __future__ import annotations

import pytest
from flow_help import FORMS, Talk, material_for

from assistant.content.flows import load_flows

LINES = [f"Onderwerp {letter}" for letter in "abcdef"]


def test_done_ends_a_list() -> None:
    talk = Talk("besluitvorming")
    talk.say("Begroting", "Vakanties")
    assert talk.session.stage.id == "onderwerpen"
    talk.say("klaar")
    assert talk.session.stage.id == "plek"
    assert [note.value for note in talk.noted] == ["Begroting", "Vakanties"]


@pytest.mark.parametrize("word", ["klaar", "Klaar.", "ik ben klaar", "dat was het", "niets meer", "dit zijn ze", "nee"])
def test_many_words_mean_that_a_list_is_done(word: str) -> None:
    talk = Talk("besluitvorming")
    talk.say("Begroting", word)
    assert (talk.session.stage.id, len(talk.noted)) == ("plek", 1)


def test_an_empty_list_goes_on_past_the_steps_about_its_lines() -> None:
    talk = Talk("besluitvorming")
    reply = talk.say("klaar")
    assert talk.session.stage.id == "oogst"
    assert talk.noted == ()
    assert talk.session.ask in reply.text


def test_the_seventh_line_of_six_is_not_taken() -> None:
    talk = Talk("besluitvorming")
    reply = talk.say(*LINES)
    assert "6" in reply.text.split("\n")[0]
    assert talk.session.stage.id == "plek"
    talk.refused("Onderwerp g")
    assert [note.value for note in talk.noted] == LINES


@pytest.mark.parametrize(
    "word", ["overslaan", "Overslaan.", "sla maar over", "pas", "-", "n.v.t.", "weet ik niet", "nee"]
)
@pytest.mark.parametrize("stage", ["stip", "kies", "actie-een"])
def test_skipping_leaves_a_step_open_and_is_never_an_answer(word: str, stage: str) -> None:
    talk = Talk("5s-scan").skip_to(stage)
    talk.say(word)
    assert talk.session.stage.id != stage
    assert talk.noted == ()


def test_a_boundary_leaves_a_step_open() -> None:
    talk = Talk("5s-scan")
    talk.say("Ik wil het hier niet over hebben.")
    assert (talk.session.stage.id, talk.noted) == ("synergie", ())


def test_stopping_halfway_keeps_what_there_is() -> None:
    talk = Talk("besluitvorming")
    talk.say("Begroting", "Vakanties", "klaar", "1", "stop")
    assert talk.session.closed
    rows = talk.made.data["subjects"]
    assert [(row["subject"], row["plek"]) for row in rows] == [
        ("Begroting", "een bericht is genoeg"),
        ("Vakanties", ""),
    ]


@pytest.mark.parametrize("flow", FORMS)
def test_stop_ends_any_step_and_stop_is_no_answer(flow: str) -> None:
    for stage in load_flows()[flow].stages:
        if stage.each or stage.answer == "labels":  # not asked when what comes before is skipped
            continue
        talk = Talk(flow, material_for(flow)).skip_to(stage.id)
        assert talk.say("stop").move == "stop"
        assert talk.session.closed
        assert all(note.value != "stop" for note in talk.noted)


def test_back_takes_the_last_answer_away() -> None:
    talk = Talk("besluitvorming")
    talk.say("Begroting", "Vakanties")
    talk.say("terug")
    assert [note.value for note in talk.noted] == ["Begroting"]
    talk.say("klaar", "2")
    assert talk.session.stage.id == "wijze"
    reply = talk.say("terug")
    assert talk.session.stage.id == "plek"
    assert talk.session.answers_at("plek") == ()
    assert talk.session.ask in reply.text


def test_back_to_a_choice_shows_what_there_is_to_choose_from() -> None:
    talk = Talk("besluitvorming")
    talk.say("Begroting", "klaar", "2")
    assert "2. schriftelijk reageren" in talk.say("terug").text


def test_back_in_a_fresh_form_changes_nothing() -> None:
    talk = Talk("5s-scan")
    talk.say("terug")
    assert (talk.session.stage.id, talk.session.turns) == ("stip", ())


def test_without_questions_answers_are_still_noted_and_nothing_is_asked() -> None:
    talk = Talk("5s-scan")
    assert "vraag maar weer" in talk.say("geen vragen meer").text
    assert talk.noted == ()
    reply = talk.say("3, omdat we het doel kennen")
    assert (reply.question, talk.session.stage.id) == ("", "synergie")
    assert "?" not in reply.text


def test_when_questions_come_back_it_is_the_question_of_the_present_step() -> None:
    talk = Talk("5s-scan")
    talk.say("geen vragen meer", "3, omdat we het doel kennen")
    reply = talk.say("vraag maar weer")
    assert reply.question == talk.session.ask
    assert talk.session.ask in reply.text


def test_without_questions_back_names_the_question_that_is_open_again() -> None:
    talk = Talk("5s-scan")
    talk.say("geen vragen meer", "3, omdat we het doel kennen", "4, want het kan")
    reply = talk.say("terug")
    assert talk.session.stage.id == "synergie"
    assert talk.session.ask in reply.text


@pytest.mark.parametrize("stage", ["stip", "kies", "actie-een"])
def test_danger_in_a_form_gets_the_fixed_text_and_is_not_noted(stage: str) -> None:
    talk = Talk("5s-scan").skip_to(stage)
    reply = talk.say("Ik wil niet meer leven.")
    assert (reply.move, reply.origin) == ("crisis", "fixed")
    assert "113" in reply.text
    assert (talk.session.stage.id, talk.noted) == (stage, ())


def test_danger_in_a_list_or_a_text_is_not_noted() -> None:
    for flow in ("besluitvorming", "spiegel"):
        talk = Talk(flow)
        assert talk.say("Ik wil er een eind aan maken.").move == "crisis"
        assert talk.noted == ()


def test_a_question_about_the_program_is_answered_and_not_noted() -> None:
    talk = Talk("samenwerkingscheck").skip_to("procesbewaker")
    reply = talk.say("Ben jij een mens?")
    assert "computerprogramma" in reply.text
    assert talk.session.ask in reply.text
    assert (talk.session.stage.id, talk.noted) == ("procesbewaker", ())


@pytest.mark.parametrize("line", ["Ja.", "Niets", "Dank je", "Hallo"])
def test_short_words_are_answers_where_a_line_is_asked_for(line: str) -> None:
    talk = Talk("samenwerkingscheck").skip_to("procesbewaker")
    talk.say(line)
    assert [note.value for note in talk.noted] == [line]


def test_a_pasted_text_is_noted_whole_whatever_it_asks() -> None:
    pasted = "Wat moet ik doen?\nWie heeft er gelijk?\nBen jij een mens?"
    talk = Talk("proefsessie")
    talk.say(pasted)
    assert [note.value for note in talk.noted] == [pasted]


def test_a_note_says_back_what_was_understood() -> None:
    assert Talk("5s-scan").say("4").text.startswith(("Genoteerd: 4.", "Dat wordt 4."))
    assert "woensdag 9 december 2026" in Talk("programma").skip_to("start").say("9 december").text
    talk = Talk("besluitvorming")
    assert "schriftelijk reageren" in talk.say("Begroting", "klaar", "2").text
