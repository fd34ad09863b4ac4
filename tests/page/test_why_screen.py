"""Behind every reply of the conversation stands why it is there."""

from __future__ import annotations

from dataclasses import replace

import pytest
from page_help import STORY, call

from assistant.content.texts import text
from assistant.dialogue.why import rule_name
from assistant.guard import Breach
from assistant.page.actions import perform
from assistant.page.desk import Desk
from assistant.page.view import draw
from assistant.records import Refusal
from assistant.settings import Settings


def talking(settings: Settings, *messages: str) -> Desk:
    desk = perform(Desk(), call(settings, "gesprek", "eigen-verzet"))
    for message in messages:
        desk = perform(desk, call(settings, "zeg", bericht=message))
    return desk


def test_every_reply_has_its_explanation_closed_at_first(settings: Settings) -> None:
    drawn = draw(talking(settings, STORY, "geen vragen meer"), False)
    assert drawn.count('<details class="herkomst"') == 3
    assert drawn.count("Waarom deze vraag?") == 2
    assert drawn.count("Waarom dit antwoord?") == 1
    assert "<details open" not in drawn
    assert {f'data-id="waarom-{n}"' in drawn for n in (-1, 0, 1)} == {True}


def test_what_was_taken_back_is_asked_again_with_its_explanation(settings: Settings) -> None:
    drawn = draw(talking(settings, STORY, "terug"), False)
    assert text("why.doel-terug") in drawn


def test_refused_words_are_shown_with_the_name_of_the_rule_and_the_reason(settings: Settings) -> None:
    desk = talking(settings, STORY)
    assert desk.talk is not None
    session = desk.talk.session
    breaches = (
        Breach("OORDEEL_POS", "Goed <b>dat</b>", "Ook lof is een oordeel."),
        Breach("ADVIES", "je zou", "Raad."),
    )
    turn = session.turns[0]
    refused = replace(turn, reply=replace(turn.reply, refused=(Refusal("Een heel ontwerp.", breaches),)))
    talk = replace(desk.talk, session=replace(session, turns=(refused,)))
    drawn = draw(replace(desk, talk=talk), False)
    assert "<q>Goed &lt;b&gt;dat&lt;/b&gt;</q>" in drawn
    assert "<q>je zou</q>" in drawn
    assert rule_name("ADVIES") in drawn
    assert "Ook lof is een oordeel." in drawn
    assert "Een heel ontwerp." not in drawn


@pytest.mark.parametrize(
    ("message", "move"), [("Ik wil niet meer leven.", "crisis"), ("Wie heeft er gelijk?", "oordeel")]
)
def test_a_fixed_text_says_why_it_came(settings: Settings, message: str, move: str) -> None:
    assert text(f"why.doel-{move}") in draw(talking(settings, message), False)


def test_in_english_the_word_to_press_is_english_and_the_explanation_dutch(settings: Settings) -> None:
    drawn = draw(replace(talking(settings, STORY), locale="en"), False)
    assert "Why this question?" in drawn
    assert '<dl class="redenen" lang="nl">' in drawn
