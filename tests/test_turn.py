"""Whole turns through the real graph, with a knowledge base and a ranker in memory."""

from __future__ import annotations

from threading import Event

import pytest

from assistant.content.articles import load_articles
from assistant.content.bank import Question, load_bank
from assistant.content.flows import load_flows
from assistant.dialogue.compose import BankComposer, Composer, Draft
from assistant.dialogue.session import Session, begin
from assistant.dialogue.turn import LONGEST, TurnTaker
from assistant.errors import InputError
from assistant.fakes import FakeKnowledge, shown_without_models
from assistant.model.llama import Stopped
from assistant.records import Reply

STORY = "Ik zat in het overleg en ik durfde niets te zeggen tegen de directeur."


class Writes:
    """A composer that always says the same, as a model would that never learned."""

    def __init__(self, mirror: str, question: str) -> None:
        self.mirror, self.question = mirror, question

    def compose(self, session: Session, message: str, mirror: str, candidates: object, stop: object) -> Draft:
        return Draft(self.mirror, self.question, "model", "concreet", ("W3",))

    def choose(
        self, session: Session, message: str, mirror: str, candidates: list[Question], stop: Event | None
    ) -> Draft:
        return BankComposer(None).choose(session, message, mirror, candidates, stop)


class StopsWhenAsked:
    """A ranker that notices the stop button."""

    def rank(self, history: object, message: str, questions: list[Question], stop: Event | None = None) -> object:
        if stop and stop.is_set():
            raise Stopped
        return [(question, 0.0) for question in questions]


def talk(
    knowledge: FakeKnowledge, *messages: str, flow: str = "eigen-verzet", composer: Composer | None = None
) -> Session:
    taker = TurnTaker(knowledge, composer or BankComposer(None), shown_without_models)  # type: ignore[arg-type]
    session = begin(flow)
    for message in messages:
        session, _ = taker.take(session, message)
    return session


def last(session: Session) -> Reply:
    return session.turns[-1].reply


def test_a_reply_is_the_users_own_words_and_one_question(knowledge: FakeKnowledge) -> None:
    reply = last(talk(knowledge, STORY))
    assert reply.mirror == "Je zat in het overleg en je durfde niets te zeggen tegen de directeur."
    assert reply.question in {question.text for question in load_bank().values()}
    assert reply.text == f"{reply.mirror}\n\n{reply.question}"
    assert reply.origin == "bank"
    assert reply.sources
    assert reply.verdict.ok


TALKS = [flow.id for flow in load_flows().values() if not any(stage.collects for stage in flow.stages)]
"""Flows that note nothing down; the others are in tests/flows/."""


@pytest.mark.parametrize("flow", [name for name in TALKS if load_flows()[name].result == "oogst"])
def test_every_flow_ends_with_a_harvest_in_the_users_words(knowledge: FakeKnowledge, flow: str) -> None:
    messages = [f"Ik merk bij punt {number} dat ik liever wegkijk." for number in range(30)]
    taker = TurnTaker(knowledge, BankComposer(None), shown_without_models)  # type: ignore[arg-type]
    session = begin(flow)
    for message in messages:
        session, _ = taker.take(session, message)
        if session.closed:
            break
    assert session.closed
    assert set(session.harvest()) <= set(messages)
    assert len(session.harvest()) == len(session.turns)


@pytest.mark.parametrize("flow", TALKS)
def test_no_question_is_asked_twice_in_a_session(knowledge: FakeKnowledge, flow: str) -> None:
    session = talk(knowledge, *["overslaan"] * 6, flow=flow)
    asked = [turn.reply.question for turn in session.turns]
    assert len(set(asked)) == len(asked)


def test_danger_gets_the_fixed_text_and_the_user_may_go_on(knowledge: FakeKnowledge) -> None:
    session = talk(knowledge, "Ik wil er een eind aan maken.", STORY)
    first, second = (turn.reply for turn in session.turns)
    assert first.move == "crisis"
    assert "113" in first.text
    assert "112" in first.text
    assert first.origin == "fixed"
    assert "je zat in het overleg" in second.mirror


def test_danger_never_reaches_a_model(knowledge: FakeKnowledge) -> None:
    session = talk(knowledge, "Ik wil niet meer leven.", composer=Writes("Je bent moe.", "Wat nu?"))
    assert last(session).origin == "fixed"
    assert "Wat nu?" not in last(session).text


def test_integrity_gets_its_own_text(knowledge: FakeKnowledge) -> None:
    reply = last(talk(knowledge, "Mijn leidinggevende zit steeds aan mijn billen."))
    assert reply.move == "integrity"
    assert "vertrouwenspersoon" in reply.text.lower()


def test_a_draft_that_judges_is_replaced_and_the_breach_is_kept(knowledge: FakeKnowledge) -> None:
    composer = Writes("Wat goed dat je dit deelt, je bent heel dapper.", "Heb je al eens met hem gepraat?")
    reply = last(talk(knowledge, STORY, composer=composer))
    assert not reply.verdict.ok
    assert "dapper" not in reply.text
    assert reply.origin == "bank"
    assert reply.mirror.startswith("Je zat in het overleg")


def test_a_clean_draft_of_a_model_is_shown_as_the_models(knowledge: FakeKnowledge) -> None:
    composer = Writes("Je durfde niets te zeggen in het overleg.", "Wat hield je tegen?")
    reply = last(talk(knowledge, STORY, composer=composer))
    assert (reply.origin, reply.question) == ("model", "Wat hield je tegen?")


def test_taking_back_restores_the_question_and_forgets_the_answer(knowledge: FakeKnowledge) -> None:
    session = talk(knowledge, STORY, "Ik heb toen gelogen.", "terug")
    assert "gelogen" not in session.said
    assert len(session.turns) == 1


def test_taking_back_with_nothing_said_is_no_error(knowledge: FakeKnowledge) -> None:
    assert talk(knowledge, "terug").turns == ()


def test_after_no_more_questions_only_mirrors_come(knowledge: FakeKnowledge) -> None:
    session = talk(knowledge, "geen vragen meer", STORY, "Ik ben er moe van.")
    assert [turn.reply.question for turn in session.turns[1:]] == ["", ""]
    assert last(session).mirror == "Je bent er moe van."


def test_questions_come_back_when_asked_for(knowledge: FakeKnowledge) -> None:
    session = talk(knowledge, "geen vragen meer", STORY, "vraag maar weer")
    assert last(session).question


def test_in_the_slower_pace_every_other_reply_holds_no_question(knowledge: FakeKnowledge) -> None:
    session = talk(knowledge, STORY, "langzamer graag", "Ik voelde mijn hart.", "Ik keek naar de tafel.")
    assert session.turns[2].reply.question == ""
    assert session.turns[3].reply.question != ""


def test_a_no_is_respected_and_the_flow_moves_on(knowledge: FakeKnowledge) -> None:
    session = talk(knowledge, STORY, "Ik wil het hier niet over hebben.")
    assert session.stage_number == 1
    assert last(session).mirror == ""


@pytest.mark.parametrize("message", ["Wie heeft er gelijk?", "Wat moet ik doen?", "Is dit narcisme?"])
def test_asked_for_a_verdict_or_advice_it_gives_none(knowledge: FakeKnowledge, message: str) -> None:
    session = talk(knowledge, STORY, message)
    assert last(session).origin == "fixed"
    assert last(session).question.endswith("?")
    assert session.questions_in_stage == talk(knowledge, STORY).questions_in_stage


def test_it_says_that_it_is_no_human(knowledge: FakeKnowledge) -> None:
    assert "computerprogramma" in last(talk(knowledge, "Ben jij een mens?")).text


@pytest.mark.parametrize("message", ["", "...", "😀😀😀", "   "])
def test_silence_is_answered_with_room(knowledge: FakeKnowledge, message: str) -> None:
    assert last(talk(knowledge, message)).move == "stilte"


@pytest.mark.parametrize("message", ["ja", "weet ik niet", "precies"])
def test_a_short_answer_is_not_parroted(knowledge: FakeKnowledge, message: str) -> None:
    reply = last(talk(knowledge, STORY, message))
    assert reply.mirror == ""
    assert reply.question
    assert message not in reply.text.lower()


def test_ten_thousand_characters_get_one_sentence_back(knowledge: FakeKnowledge) -> None:
    reply = last(talk(knowledge, "We praten veel. " * 620 + "Ik durf niets te zeggen."))
    assert "Je durft niets te zeggen." in reply.text
    assert len(reply.text) < 400


def test_a_message_beyond_the_limit_is_refused_with_the_cure(knowledge: FakeKnowledge) -> None:
    with pytest.raises(InputError, match="in delen"):
        talk(knowledge, "x" * (LONGEST + 1))


def test_after_stop_the_conversation_is_over(knowledge: FakeKnowledge) -> None:
    session = talk(knowledge, STORY, "stop")
    assert session.closed
    with pytest.raises(InputError, match="afgerond"):
        TurnTaker(knowledge, BankComposer(None), shown_without_models).take(session, "nog iets")  # type: ignore[arg-type]


def test_the_stop_button_ends_a_turn_and_leaves_the_session_as_it_was(knowledge: FakeKnowledge) -> None:
    taker = TurnTaker(knowledge, BankComposer(StopsWhenAsked()), shown_without_models)  # type: ignore[arg-type]
    session, stop = begin("eigen-verzet"), Event()
    stop.set()
    with pytest.raises(Stopped):
        taker.take(session, STORY, stop)
    assert session.turns == ()


def test_a_question_that_presumes_what_was_not_said_is_not_asked(knowledge: FakeKnowledge) -> None:
    bank = load_bank()
    for message in ("Ik merk het.", "Het zit me dwars.", "Er is iets.", "Ik kan er niet bij."):
        reply = last(talk(knowledge, message))
        assert not bank[reply.question_id].needs


def test_the_harvest_keeps_every_word_that_was_typed(knowledge: FakeKnowledge) -> None:
    said = ["Maar ik durfde niets te zeggen, denk ik.", "Nou ja, ik ben er moe van, hoor."]
    assert talk(knowledge, *said).harvest() == said


def test_a_step_whose_question_was_just_answered_opens_with_another_question(knowledge: FakeKnowledge) -> None:
    opening = load_flows()["dienend-of-magisch"].stages[2].ask
    messages = [
        STORY,
        "Ik was ertegen.",
        "Het komt op voor mijn team.",
        "Ik hoopte dat het vanzelf anders zou gebeuren.",
    ]
    reply = last(talk(knowledge, *messages, flow="dienend-of-magisch"))
    assert reply.question
    assert reply.question != opening
    told = [*messages[:3], "Ik heb er lang over nagedacht."]
    assert last(talk(knowledge, *told, flow="dienend-of-magisch")).question == opening


def test_the_article_beside_a_question_is_about_the_same_idea(knowledge: FakeKnowledge) -> None:
    ideas = {article.id: set(article.methods) for article in load_articles()}
    beside = 0
    for message in (STORY, "Ik merk verzet en ik slik het in.", "We praten op de gang en niet in het overleg."):
        sources = last(talk(knowledge, message)).sources
        rows = {source.id for source in sources if source.id not in ideas}
        for source in sources:
            if source.id in ideas:
                beside += 1
                assert ideas[source.id] & rows
    assert beside


def test_the_json_of_a_session_has_the_promised_shape(knowledge: FakeKnowledge) -> None:
    data = talk(knowledge, STORY, "stop").to_json()
    assert set(data) == {"flow", "turns", "harvest"}
    turn = data["turns"][0]  # type: ignore[index]
    assert set(turn) == {
        "stage",
        "user",
        "mirror",
        "question",
        "reply",
        "move",
        "origin",
        "sources",
        "guard",
        "refused",
        "seconds",
    }
    assert set(turn["guard"]) == {"ok", "breaches"}
    assert set(turn["seconds"]) == {"first", "total"}
    assert set(turn["sources"][0]) == {"id", "title", "locator"}
