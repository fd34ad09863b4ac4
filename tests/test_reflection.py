"""A reflection as a document: harvest first, then every word as it was said, then where the questions are from."""

from __future__ import annotations

import pytest

from assistant.content.flows import find_flow
from assistant.dialogue.compose import BankComposer
from assistant.dialogue.reflection import reflection_report, session_report
from assistant.dialogue.session import Session, begin
from assistant.dialogue.turn import TurnTaker
from assistant.documents.export import render
from assistant.documents.report import Bullets, Heading, Paragraph, Turn
from assistant.fakes import FakeKnowledge, shown_without_models

STORY = "Ik zat in het overleg en ik durfde *niets* te zeggen."


@pytest.fixture
def session(knowledge: FakeKnowledge) -> Session:
    taker = TurnTaker(knowledge, BankComposer(None), shown_without_models)  # type: ignore[arg-type]
    session = begin("eigen-verzet")
    for message in (STORY, "Ik voelde mijn hart bonken.", "stop"):
        session, _ = taker.take(session, message)
    return session


def headings(session: Session, harvest: list[str] | None = None) -> list[str]:
    return [block.text for block in session_report(session, harvest).blocks if isinstance(block, Heading)]


def test_the_harvest_comes_first_in_the_users_words(session: Session) -> None:
    first, lines = session_report(session).blocks[:2]
    assert first == Heading(1, "Oogst in je eigen woorden")
    assert lines == Bullets(tuple(session.harvest()))
    assert set(session.harvest()) <= {STORY, "Ik voelde mijn hart bonken."}


def test_the_harvest_as_the_user_left_it_stands_in_its_place(session: Session) -> None:
    assert session_report(session, ["Alleen dit."]).blocks[1] == Bullets(("Alleen dit.",))


@pytest.mark.parametrize("emptied", [True, False])
def test_without_a_harvest_there_is_no_heading_for_it(session: Session, emptied: bool) -> None:
    found = headings(session, []) if emptied else headings(begin("eigen-verzet"))
    assert "Oogst in je eigen woorden" not in found
    assert "Het gesprek" in found


def test_every_turn_is_there_in_order(session: Session) -> None:
    turns = [block for block in session_report(session).blocks if isinstance(block, Turn)]
    assert turns[0] == Turn("Waterlijn", session.flow.stages[0].ask)
    assert [turn.text for turn in turns[1::2]] == [STORY, "Ik voelde mijn hart bonken.", "stop"]
    assert {turn.speaker for turn in turns[1::2]} == {"Jij"}
    assert [turn.text for turn in turns[2::2]] == [turn.reply.text for turn in session.turns]


def test_sources_are_named_once_and_in_order(session: Session) -> None:
    blocks = session_report(session).blocks
    at = blocks.index(Heading(1, "Waar de vragen vandaan komen"))
    named = blocks[at + 1]
    assert isinstance(named, Bullets)
    assert list(named.items) == sorted(set(named.items))
    assert named.items


def test_it_ends_by_saying_that_a_program_made_it(session: Session) -> None:
    last = session_report(session).blocks[-1]
    assert isinstance(last, Paragraph)
    assert last.soft
    assert "computerprogramma (AI)" in last.text


def test_stored_turns_give_the_same_document(session: Session) -> None:
    turns = [turn.to_json() for turn in session.turns]
    assert reflection_report(find_flow("eigen-verzet"), turns, session.harvest()) == session_report(session)


@pytest.mark.parametrize("kind", ["md", "docx", "pdf"])
def test_it_can_be_written_as_every_kind_of_document(session: Session, kind: str) -> None:
    assert len(render(session_report(session), kind)) > 200


def test_the_users_words_are_no_markup(session: Session) -> None:
    shown = render(session_report(session), "md").decode()
    assert "Ik voelde mijn hart bonken." in shown
    assert "durfde *niets* te" not in shown
