"""Two readings of resistance: the user's own words, equal room for both, and never a verdict."""

from __future__ import annotations

import pytest
from flow_help import Talk
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.content.texts import text
from assistant.errors import AssistantError
from assistant.guard import check_core

MOMENT = ["Ik ben tegen het nieuwe rooster.", "Ik zeg in elk overleg dat het niet kan."]
SERVING = ["Het komt op voor de mensen op de afdeling.", "Ik wil dat zij op tijd naar huis kunnen."]
MAGICAL = ["Ik hoopte dat de directeur het plan zou intrekken.", "Ik hoopte dat hij zelf zou zien dat het niet kan."]
WEIGHING = 6
"""Answers before both readings are shown."""

VERDICTS = [
    "Is dit nu dienend of magisch?",
    "Is mijn verzet dan magisch?",
    "Welke van de twee is het?",
    "Wat is het dan: magisch of dienend?",
    "Vind je het magisch?",
    "Zeg eens eerlijk, is het dienend?",
    "Wat is jouw oordeel?",
    "Noem je dit magisch?",
    "Was mijn verzet meer magisch dan dienend?",
    "Wat vind jij ervan?",
    "Denk je dat het magisch is?",
    "Het is dus magisch, toch?",
]


def told() -> Talk:
    talk = Talk("dienend-of-magisch")
    talk.say(*MOMENT, *SERVING, *MAGICAL)
    assert talk.session.stage.id == "weging"
    return talk


def lines(shown: str) -> list[str]:
    return shown.split("\n\n")[1:]


def test_both_readings_stand_side_by_side_before_they_are_weighed() -> None:
    talk = told()
    reply = talk.session.turns[-1].reply
    serving, magical = lines(reply.shown)
    assert serving.startswith("Dienend gelezen")
    assert magical.startswith("Magisch gelezen")
    assert reply.text.endswith(talk.session.ask)


def test_each_reading_quotes_what_was_said_at_its_own_step() -> None:
    data = told().made.data
    assert data["dienend"] in " ".join(SERVING)
    assert data["magisch"] in " ".join(MAGICAL)


def test_both_readings_have_equally_many_words_of_ours() -> None:
    data, (serving, magical) = told().made.data, lines(told().made.shown)
    ours = [line.replace(quote, "") for line, quote in ((serving, data["dienend"]), (magical, data["magisch"]))]
    assert len(ours[0].split()) == len(ours[1].split())
    assert len(text("readings.dienend-leeg").split()) == len(text("readings.magisch-leeg").split())


def test_quotes_that_are_about_as_long_are_chosen() -> None:
    talk = Talk("dienend-of-magisch")
    talk.say(*MOMENT, "Ik kom op voor rust.", "Ik wil dat de mensen op de afdeling elke avond op tijd naar huis gaan.")
    talk.say("Ik hoopte dat de directeur op een avond zelf zou zien dat het niet kan.", "Daar bleef het bij.")
    data = talk.made.data
    assert abs(len(data["dienend"].split()) - len(data["magisch"].split())) <= 3


@pytest.mark.parametrize("asked", VERDICTS)
def test_asked_for_a_verdict_it_gives_none(asked: str) -> None:
    talk = told()
    reply = talk.say(asked)
    assert (reply.move, reply.origin) == ("oordeel", "fixed")
    assert reply.question.endswith("?")
    assert not any(word in reply.text.lower() for word in ("dienend", "magisch"))
    assert talk.session.stage.id == "weging"


def test_asking_for_a_verdict_changes_nothing_in_the_readings() -> None:
    talk = told()
    before = talk.made.data
    talk.say(VERDICTS[0])
    assert talk.made.data == before


def test_the_guard_passes_what_is_shown() -> None:
    talk = told()
    reply = talk.session.turns[-1].reply
    # Whose words they are is not asked here: the user's own stand in them in quotation marks.
    assert {breach.code for breach in check_core(reply.shown).breaches} <= {"ONTROUW"}
    assert {breach.code for breach in check_core(reply.text).breaches} <= {"ONTROUW"}


def test_where_nothing_was_said_the_line_says_so() -> None:
    talk = Talk("dienend-of-magisch")
    talk.say("stop")
    assert talk.result is None


def test_one_sentence_is_read_both_ways_when_there_is_no_other() -> None:
    talk = Talk("dienend-of-magisch")
    talk.say("Ik ben tegen het nieuwe rooster.", "stop")
    assert talk.made.data == dict.fromkeys(("dienend", "magisch"), "Ik ben tegen het nieuwe rooster")


TYPED = "ik wil hoopte dat mijn team niet het . , ? ‘ ja maar de directeur luistert bang $dit %s"
WORDS = st.lists(st.sampled_from([*TYPED.split(), "\n"]), max_size=25).map(" ".join)


@settings(max_examples=40, deadline=None)
@given(st.lists(WORDS | st.text(max_size=40), min_size=1, max_size=7))
def test_whatever_is_answered_both_quotes_are_literal_words_of_the_user(answers: list[str]) -> None:
    talk = Talk("dienend-of-magisch")
    for answer in answers:
        if talk.session.closed:
            break
        try:
            talk.say(answer)
        except AssistantError:
            continue
    result = talk.result
    if result is None:
        return
    for kind in ("dienend", "magisch"):
        assert result.data[kind] in talk.session.said
    shown = result.shown
    for quote in sorted({result.data["dienend"], result.data["magisch"]} - {""}, key=len, reverse=True):
        assert f"‘{quote}’" in shown
    assert shown.count("Jouw woorden") + shown.count("geen woorden") == 2
