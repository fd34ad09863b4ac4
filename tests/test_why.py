"""Why a reply says what it says: every kind of reply has its explanation, and refusals are told."""

from __future__ import annotations

from typing import get_args

import pytest
from page_help import STORY, FakeFacade

from assistant.content.bank import Move
from assistant.content.texts import text
from assistant.dialogue.session import OUTSIDE, Session
from assistant.dialogue.signals import load_signals, recognise
from assistant.dialogue.why import Why, explain, explain_last
from assistant.guard import Breach
from assistant.guard.verdict import Code
from assistant.mirror import quote
from assistant.records import Refusal, Reply

SIGNALS = {signal.id for signal in load_signals().signals}
OWN = {"spiegelen", "sluiten", "noteren", "label", "crisis", "integrity"}
PRAISE = Refusal("Goed dat je dit zegt.", (Breach("OORDEEL_POS", "Goed dat", "Ook lof is een oordeel."),))


def talked(*messages: str) -> tuple[Session, Why]:
    """The session after these messages, and the explanation of the last reply."""
    facade = FakeFacade()
    session, reply = facade.begin("eigen-verzet")
    for message in messages:
        session, reply = facade.reply(session, message)
    return session, explain(reply, messages[-1], len(session.turns) - 1)


@pytest.mark.parametrize("move", sorted({*get_args(Move), *SIGNALS, *OUTSIDE, *OWN}))
def test_every_move_says_what_it_is_for(move: str) -> None:
    assert explain(Reply("", "", "", move, "fixed")).purpose


@pytest.mark.parametrize("code", get_args(Code))
def test_every_rule_has_a_name(code: Code) -> None:
    refusal = Refusal("x", (Breach(code, "deze woorden", "Deze reden."),))
    why = explain(Reply("", "Hoe?", "Hoe?", "gedrag", "bank", refused=(refusal,)))
    assert why.drafts[0][0].rule == text(f"why.regel-{code}")
    assert "deze woorden" in why.text
    assert "Deze reden." in why.text


def test_a_question_of_the_bank_says_what_it_is_for_where_it_is_from_and_that_it_was_checked() -> None:
    _, why = talked(STORY)
    assert why.made == text("why.vraag-bank")
    assert why.mirror == text("why.spiegel-regel")
    assert why.checked[-1] == text("why.gezocht-niets")
    assert why.sources
    assert not why.drafts


def test_a_mirror_in_the_users_literal_words_says_so() -> None:
    said = "Alles moest ineens anders in dat overleg"
    why = explain(Reply(quote(said).text, "Hoe ging dat?", "", "concreet", "bank"), said)
    assert why.mirror == text("why.spiegel-citaat")


def test_what_a_model_wrote_is_told_and_what_replaced_it_is_not_put_on_its_account() -> None:
    said = "Ik liep weg."
    by_model = Reply("Je liep weg uit het overleg.", "Wat gebeurde er?", "", "concreet", "model")
    assert explain(by_model, said).mirror == text("why.spiegel-model")
    assert explain(by_model, said).made == text("why.vraag-model")
    repaired = Reply("Je liep weg.", "Wat gebeurde er?", "", "concreet", "model", refused=(PRAISE,))
    assert explain(repaired, said).mirror == text("why.spiegel-regel")


def test_where_every_mirror_was_refused_the_question_alone_was_not_checked_again() -> None:
    why = explain(Reply("", "Wat gebeurde er?", "", "concreet", "bank", refused=(PRAISE,)), "Ik liep weg.")
    assert why.checked[-1] == text("why.gezocht-vraag")
    assert [[one.words for one in draft] for draft in why.drafts] == [["Goed dat"]]


def test_refused_words_are_never_a_whole_page() -> None:
    refusal = Refusal("x", (Breach("LENGTE", "woord " * 300, "Te lang."),))
    assert len(explain(Reply("", "Hoe?", "", "gedrag", "bank", refused=(refusal,))).drafts[0][0].words) <= 140


def test_a_fixed_text_says_that_it_is_one_and_why_it_came() -> None:
    _, why = talked("Wat moet ik doen?")
    assert why.purpose == (text("why.doel-advies"),)
    assert why.made == text("why.vraag-vast")
    assert why.checked == (text("why.gezocht-vast"),)


def test_nothing_of_a_message_about_danger_is_said_again_and_of_one_about_integrity_the_words_are() -> None:
    _, crisis = talked("ik wil dood")
    assert crisis.purpose == (text("why.doel-crisis"),)
    assert "dood" not in crisis.text.lower()
    _, integrity = talked("Ik word gepest op het werk door mijn baas.")
    assert integrity.purpose == (text("why.doel-integrity"), text("why.woorden", woorden="Ik word gepest"))


def test_a_special_turn_that_goes_on_explains_itself_and_its_question() -> None:
    session, why = talked("ja")
    assert session.turns[-1].reply.question_id
    assert why.purpose[0] == text("why.doel-ja")
    assert len(why.purpose) == 2


def test_a_mirror_without_a_question_names_no_maker_of_a_question() -> None:
    _, why = talked("geen vragen meer", STORY)
    assert why.made == ""
    assert text("why.kop-vraag") not in why.text


def test_nothing_is_explained_before_the_first_question() -> None:
    session, _ = FakeFacade().begin("eigen-verzet")
    assert explain_last(session) is not None
    assert explain_last(Session(session.flow)) is None


@pytest.mark.parametrize("asked", ["waarom deze vraag?", "Waarom die vraag", "Waarom vraag je dit?"])
def test_asking_why_tells_in_the_terminal_what_the_page_shows(asked: str) -> None:
    before, why = talked(STORY)
    after, reply = FakeFacade().reply(before, asked)
    assert reply.move == "herkomst"
    assert why.text in reply.text
    assert reply.text.endswith(before.turns[-1].reply.question)
    assert after.stage == before.stage


@pytest.mark.parametrize(
    "said",
    [
        "Waarom deze vraag van mijn baas mij zo raakte weet ik niet.",
        "Ik weet niet waarom die vraag zo binnenkwam",
        "Waarom deed ik dat?",
    ],
)
def test_a_story_with_the_same_words_is_no_question_to_the_tool(said: str) -> None:
    found = recognise(said)
    assert found is None or found.id != "herkomst"
