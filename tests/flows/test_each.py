"""Steps that are asked once for each line of an earlier one."""

from __future__ import annotations

import pytest
from flow_help import Talk
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.content.flows import load_flows


def test_the_question_shows_the_line_that_it_is_about() -> None:
    talk = Talk("besluitvorming")
    reply = talk.say("De begroting", "Vakanties", "klaar")
    assert "‘De begroting’" in reply.question
    assert "‘Vakanties’" in talk.say("1").question
    assert "‘De begroting’" in talk.say("2").question
    assert talk.session.stage.id == "wijze"


def test_every_answer_is_noted_beside_its_line() -> None:
    talk = Talk("besluitvorming")
    talk.say("Begroting", "Vakanties", "klaar", "1", "2", "mandaat", "consent", "Jan", "Els")
    notes = [(note.stage, note.item, note.value) for note in talk.noted if note.item]
    assert notes == [
        ("plek", "Begroting", "bericht"),
        ("plek", "Vakanties", "schriftelijk"),
        ("wijze", "Begroting", "mandaat"),
        ("wijze", "Vakanties", "consent"),
        ("wie", "Begroting", "Jan"),
        ("wie", "Vakanties", "Els"),
    ]


def test_a_skipped_line_stays_open_and_the_next_one_is_asked() -> None:
    talk = Talk("besluitvorming")
    talk.say("Begroting", "Vakanties", "klaar", "overslaan", "2")
    assert [(note.item, note.value) for note in talk.session.answers_at("plek")] == [("Vakanties", "schriftelijk")]


def test_a_step_over_an_empty_list_is_skipped() -> None:
    talk = Talk("samenwerkingscheck").skip_to("afspraken")
    talk.say("klaar")
    assert talk.session.stage.id == "procesbewaker"


def test_the_sentence_is_asked_only_when_none_came_with_the_score() -> None:
    talk = Talk("5s-scan")
    talk.say("3, omdat we het doel kennen")
    assert talk.session.stage.id == "synergie"
    reply = talk.say("4")
    assert talk.session.stage.id == "synergie-zin"
    assert "een 4" in reply.question


@pytest.mark.parametrize("line", ["$dit", "${dit}", "$$", "kosten: $100 %s {}", "\\1"])
def test_a_line_is_shown_as_it_was_typed(line: str) -> None:
    talk = Talk("besluitvorming")
    assert f"‘{line}’" in talk.say(line, "klaar").question


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.text("abcdefg $%{}é’", min_size=4, max_size=20).map(str.strip).filter(str.strip), max_size=6, unique=True
    )
)
def test_each_line_is_asked_about_once_in_order(lines: list[str]) -> None:
    talk = Talk("besluitvorming")
    for line in lines:
        talk.say(f"x{line}")
    if len(lines) < 6:
        talk.say("klaar")
    asked = []
    while talk.session.stage.id == "plek":
        asked.append(talk.session.item)
        talk.say("1")
    assert asked == [f"x{line}" for line in lines]


def test_a_line_that_is_there_already_is_refused() -> None:
    talk = Talk("samenwerkingscheck").skip_to("afspraken")
    talk.say("Samen lunchen")
    assert "staat er al" in talk.refused("Samen lunchen")
    assert len(talk.noted) == 1


def test_every_each_step_shows_its_line() -> None:
    stages = [stage for flow in load_flows().values() for stage in flow.stages if stage.each]
    assert stages
    assert all("$dit" in stage.ask for stage in stages)
