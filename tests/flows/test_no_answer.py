"""What people say instead of an answer: a question back, a request for a verdict, 'nothing', 'I said that'."""

from __future__ import annotations

import pytest
from flow_help import Talk

from assistant.dialogue.own import i_sentences
from assistant.mirror import reflect
from assistant.results.aim import whole_sentence


@pytest.mark.parametrize("flow", ["stip-zin", "programma", "besluitvorming"])
def test_a_question_back_is_not_noted_as_the_answer(flow: str) -> None:
    talk = Talk(flow)
    assert "overslaan" in talk.refused("Waarom moet ik dat opnieuw doen?")
    assert talk.session.answers == ()


def test_a_text_to_mirror_may_be_a_question() -> None:
    talk = Talk("spiegel")
    talk.say("Wil je de stukken eerder sturen?")
    assert talk.session.stage.id == "labels"


def test_asked_for_a_verdict_at_a_form_the_forms_own_question_comes_again_and_no_other() -> None:
    talk = Talk("stip-zin")
    talk.say("we samen besluiten", "Dat zien mensen.", "Dat horen ze.", "klaar")
    assert talk.session.stage.id == "laatste"
    reply = talk.say("Wat vind je van mijn zin?")
    assert reply.move == "oordeel"
    assert reply.text.count("?") == 1
    assert reply.text.endswith(talk.session.ask)


def test_nothing_for_now_is_a_choice_and_draws_no_other_question_of_that_step() -> None:
    talk = Talk("waterlijn").skip_to("zichtbaar")
    talk.say("Niks. Voor nu niks.")
    assert talk.session.stage.id == "oogst"


def test_what_was_said_before_is_neither_mirrored_nor_harvested() -> None:
    talk = Talk("waterlijn")
    reply = talk.say("dat zei ik net al")
    assert (reply.move, reply.mirror) == ("al-gezegd", "")
    assert talk.session.harvest() == []


@pytest.mark.parametrize("said", ["Wij hebben erop gelet, denk ik.", "Dat hebben zij gedaan, geloof ik."])
def test_a_doubt_makes_no_i_sentence_of_a_sentence_about_others(said: str) -> None:
    assert i_sentences(said) == ()


def test_a_light_sentence_does_not_take_the_place_of_a_heavy_one() -> None:
    mirror = reflect("Goed, dat was dus de vergadering. We aten taart. Ik dacht alleen maar: ik wil hier weg.")
    assert "taart" not in mirror.text


@pytest.mark.parametrize(
    "typed",
    [
        "we samen besluiten",
        "als we samen besluiten",
        "We slagen als we samen besluiten.",
        "Als MT slagen we als we samen besluiten",
    ],
)
def test_the_beginning_of_the_aim_is_never_written_twice(typed: str) -> None:
    assert whole_sentence(typed) == "Als MT slagen we als we samen besluiten."


def test_a_programme_without_a_date_ends_without_claiming_that_something_was_made() -> None:
    talk = Talk("programma")
    reply = talk.say("MT Noord", "overslaan", "overslaan")
    assert talk.session.closed
    assert "Hieronder staat" not in reply.text
