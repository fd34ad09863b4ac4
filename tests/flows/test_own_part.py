"""'What did I do': questions that bring 'wij' and 'zij' back to 'ik', and a harvest of I-sentences."""

from __future__ import annotations

import pytest
from flow_help import Talk
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.content.flows import load_flows
from assistant.dialogue.material import Material
from assistant.dialogue.own import i_sentences
from assistant.documents.export import render
from assistant.guard import check_reply

STAGES = {stage.id: stage for stage in load_flows()["wat-deed-ik"].stages}
OTHERS = [
    "Wij moeten de stukken eerder sturen.",
    "Zij hebben niets gedaan.",
    "We hebben het er niet meer over gehad.",
    "Jan heeft het laten liggen.",
    "Iedereen vergat het.",
    "Ik vind dat zij te laat waren.",
    "Ik merkte dat niemand iets deed.",
]
OWN = ["Ik stuurde mijn stuk op maandag.", "Gisteren belde ik Jan.", "Toen heb ik het gevraagd."]


def at_done(material: Material | None = None) -> Talk:
    talk = Talk("wat-deed-ik", material)
    talk.say("Ik zit er rustig bij.", "Dat we de stukken op tijd sturen.")
    assert talk.session.stage.id == "gedaan"
    return talk


@pytest.mark.parametrize("message", OTHERS)
def test_words_about_others_bring_a_question_of_the_step_itself(message: str) -> None:
    talk = at_done()
    reply = talk.say(message)
    assert reply.question in STAGES["gedaan"].own
    assert talk.session.stage.id == "gedaan"
    assert not any(word in reply.question.lower() for word in ("waarom", "moet", "maar", "alleen", "zelfs"))


def test_it_does_not_ask_the_same_twice_in_a_row() -> None:
    talk = at_done()
    first, second = talk.say(OTHERS[0]).question, talk.say(OTHERS[1]).question
    assert first != second
    assert {first, second} <= set(STAGES["gedaan"].own)


@pytest.mark.parametrize("message", OWN)
def test_an_own_sentence_is_not_brought_back(message: str) -> None:
    assert at_done().say(message).question not in STAGES["gedaan"].own


def test_the_questions_that_bring_back_hold_no_reproach() -> None:
    for stage in STAGES.values():
        for question in stage.own:
            assert check_reply("Wij moeten de stukken eerder sturen.", question).ok, question
            assert question.count("?") == 1


def test_only_i_sentences_are_in_the_harvest_word_for_word() -> None:
    talk = at_done()
    talk.say("Wij waren laat. Ik stuurde mijn stuk op maandag. Jan deed niets.", "Ik vind dat zij laat waren.")
    talk.say("Gisteren belde ik Jan.", "We dronken koffie. Ik maakte een lijst.", "Ik zie dat ik veel deed.")
    lines = ["Ik stuurde mijn stuk op maandag.", "Gisteren belde ik Jan.", "Ik maakte een lijst."]
    assert talk.session.closed
    assert talk.session.harvest() == lines
    assert talk.made.data == {"sentences": lines, "before": []}


def test_without_an_own_sentence_there_is_no_harvest() -> None:
    talk = at_done()
    talk.say("Wij waren laat.", "stop")
    assert (talk.result, talk.session.harvest()) == (None, [])


def test_the_sentences_stand_next_to_those_of_last_time() -> None:
    talk = at_done(Material(earlier=("Ik belde Els.", "Ik wachtte af.")))
    talk.say("Ik stuurde mijn stuk op maandag.", "stop")
    assert talk.made.data["before"] == ["Ik belde Els.", "Ik wachtte af."]
    paper = render(talk.made.report, "md").decode()
    assert "| Ik belde Els. | Ik stuurde mijn stuk op maandag. |" in paper
    assert "| Ik wachtte af. |" in paper


@pytest.mark.parametrize("message", ["Wat deed ik?", "Ik denk dat het aan hen lag.", "Ze zeiden het.", "", "😀"])
def test_what_is_no_statement_about_the_self_is_no_i_sentence(message: str) -> None:
    assert i_sentences(message) == ()


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from([*OWN, *OTHERS]) | st.text(max_size=30), max_size=5).map(" ".join))
def test_every_i_sentence_is_a_literal_piece_of_the_message(message: str) -> None:
    assert all(line in message for line in i_sentences(message))
