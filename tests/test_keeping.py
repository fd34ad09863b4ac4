"""Keeping: only what the user wants to keep stands in the vault, and it comes back as it was."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.dialogue.compose import BankComposer
from assistant.dialogue.session import Session, begin
from assistant.dialogue.turn import TurnTaker
from assistant.documents.report import Bullets, Heading, Turn
from assistant.errors import VaultError
from assistant.fakes import FakeKnowledge, shown_without_models
from assistant.jobs.checklist import build_checklist, fill
from assistant.jobs.questionset import Deps, Request, build_questionset, edit
from assistant.kept.keeping import (
    CHECKLIST,
    QUESTIONS,
    REFLECTION,
    Keeper,
    keep_checklist,
    keep_questions,
    stored_checklist,
    stored_questions,
    stored_report,
)
from assistant.kept.sealing import Kdf
from assistant.kept.vault import Vault

PHRASE = "vier losse woorden hier"
STORY = "Ik zat in het overleg en ik durfde niets te zeggen."
LIE = "Ik heb toen gelogen tegen de directeur."


@pytest.fixture
def vault(own_home: Path) -> Iterator[Vault]:
    with Vault.open(own_home / "sessions.db", PHRASE, Kdf(time_cost=1, memory_kib=8, lanes=1)) as vault:
        yield vault


@pytest.fixture
def taker(knowledge: FakeKnowledge) -> TurnTaker:
    return TurnTaker(knowledge, BankComposer(None), shown_without_models)  # type: ignore[arg-type]


def said(vault: Vault, session_id: str) -> list[str]:
    return [record["user"] for record in vault.read(session_id) if record["type"] == "turn"]


def talk(taker: TurnTaker, *messages: str, session: Session | None = None) -> Session:
    session = session or begin("eigen-verzet")
    for message in messages:
        session, _ = taker.take(session, message)
    return session


def test_every_turn_is_on_disk_as_soon_as_it_is_kept(vault: Vault, taker: TurnTaker) -> None:
    keeper, session = Keeper(vault), begin("eigen-verzet")
    kept = keeper.keep(session)
    assert vault.read(kept) == [{"type": "begin", "flow": "eigen-verzet"}]
    for number, message in enumerate([STORY, "Ik voelde mijn hart.", "stop"], start=1):
        session = talk(taker, message, session=session)
        assert keeper.keep(session) == kept
        assert len(said(vault, kept)) == number
    assert vault.read(kept)[1:] == [{"type": "turn"} | turn.to_json() for turn in session.turns]
    assert [(one.kind, one.title, one.records) for one in vault.list()] == [(REFLECTION, "Eigen verzet", 4)]


def test_keeping_twice_stores_nothing_twice(vault: Vault, taker: TurnTaker) -> None:
    keeper, session = Keeper(vault), talk(taker, STORY)
    keeper.keep(session)
    assert said(vault, keeper.keep(session)) == [STORY]


def test_an_answer_that_was_taken_back_is_gone(vault: Vault, taker: TurnTaker) -> None:
    keeper, session = Keeper(vault), talk(taker, STORY, LIE)
    kept = keeper.keep(session)
    assert said(vault, kept) == [STORY, LIE]
    session = talk(taker, "terug", session=session)
    keeper.keep(session)
    assert said(vault, kept) == [STORY]
    keeper.keep(talk(taker, "Ik zweeg.", session=session))
    assert said(vault, kept) == [STORY, "Ik zweeg."]


def test_an_answer_taken_back_and_given_anew_in_between_is_the_new_one(vault: Vault, taker: TurnTaker) -> None:
    keeper, session = Keeper(vault), talk(taker, STORY, LIE)
    kept = keeper.keep(session)
    keeper.keep(talk(taker, "terug", "Ik zweeg.", session=session))
    assert said(vault, kept) == [STORY, "Ik zweeg."]


def test_a_keeper_that_goes_on_with_a_kept_session_stores_nothing_twice(vault: Vault, taker: TurnTaker) -> None:
    session = talk(taker, STORY)
    kept = Keeper(vault).keep(session)
    assert Keeper(vault, kept).keep(talk(taker, "Ik zweeg.", session=session)) == kept
    assert said(vault, kept) == [STORY, "Ik zweeg."]


def test_a_kept_question_set_comes_back_equal(vault: Vault, knowledge: FakeKnowledge) -> None:
    made = build_questionset(Request(("verzet", "rol"), 8, 60, "duo", "Er is een fusie."), Deps(meaning=knowledge))
    kept = keep_questions(vault, made)
    assert stored_questions(vault, kept) == made
    changed = edit(made, made.items[0].id, "Wat wil jij hier zeggen?")
    assert keep_questions(vault, changed, kept) == kept
    assert stored_questions(vault, kept) == changed
    assert [(one.kind, one.records) for one in vault.list()] == [(QUESTIONS, 1)]


def test_a_kept_checklist_comes_back_equal(vault: Vault) -> None:
    made = build_checklist(None)
    kept = keep_checklist(vault, made)
    assert stored_checklist(vault, kept) == made
    filled = fill(made, made.items[0].id, "We beginnen om negen uur. 😀", agreed=True)
    assert keep_checklist(vault, filled, kept) == kept
    assert stored_checklist(vault, kept) == filled
    assert [(one.kind, one.records) for one in vault.list()] == [(CHECKLIST, 1)]


def test_the_report_of_a_kept_reflection_holds_harvest_and_turns(vault: Vault, taker: TurnTaker) -> None:
    keeper, session = Keeper(vault), talk(taker, STORY, "stop")
    kept = keeper.keep(session)
    keeper.keep_harvest(["Eerst dit."])
    keeper.keep_harvest(["Ik durfde niets te zeggen."])
    report = stored_report(vault, kept)
    assert report.title == "Eigen verzet"
    assert report.blocks[:2] == (
        Heading(1, "Oogst in je eigen woorden"),
        Bullets(("Ik durfde niets te zeggen.",)),
    )
    turns = [block.text for block in report.blocks if isinstance(block, Turn)]
    assert turns == [
        session.flow.stages[0].ask,
        STORY,
        session.turns[0].reply.text,
        "stop",
        session.turns[1].reply.text,
    ]


def test_question_sets_and_checklists_become_reports_too(vault: Vault, knowledge: FakeKnowledge) -> None:
    made = build_questionset(Request(("verzet",), 8, 60, "duo"), Deps(meaning=knowledge))
    assert stored_report(vault, keep_questions(vault, made)).blocks
    assert stored_report(vault, keep_checklist(vault, build_checklist(None))).blocks


def test_what_was_never_whole_or_is_not_there_is_an_error_with_a_sentence(vault: Vault) -> None:
    for session_id in (vault.begin(REFLECTION, "half"), "bestaat niet"):
        for read in (stored_report, stored_questions, stored_checklist):
            with pytest.raises(VaultError, match="niet \\(meer\\) bewaard"):
                read(vault, session_id)  # type: ignore[operator]
