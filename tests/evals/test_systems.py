"""The product through its own door, and the model alone."""

from __future__ import annotations

from collections.abc import Sequence
from threading import Event
from typing import Any

import pytest
from evals_help import STORY, VERDICT, Door, Engine, line, sample

from assistant.content.bank import Question
from assistant.content.flows import find_flow
from assistant.dialogue.compose import BankComposer, Draft
from assistant.dialogue.session import Session
from assistant.model.llama import Stopped
from evals.log import Line
from evals.samples import Sample
from evals.systems import FLOW, Product, Raw

TEMPLATE = "{% for m in messages %}<{{ m.role }}>{{ m.content }}{% endfor %}<assistant>"


class Praises:
    """A composer whose model praises."""

    def compose(self, session: Session, message: str, mirror: str, candidates: object, stop: object) -> Draft:
        return Draft("Wat knap van je.", "Wat wil je nu?", "model", "concreet", ("W3",))

    def choose(
        self, session: Session, message: str, mirror: str, candidates: Sequence[Question], stop: Event | None
    ) -> Draft:
        return BankComposer(None).choose(session, message, mirror, candidates, stop)


class Reader:
    """A reader of documents that says which case it got."""

    def answer(self, sample: Sample, blank: Line) -> Line:
        return line(case=sample.id, document="gelezen.txt")


def answers(door: Door, *messages: str, **metadata: Any) -> list[Line]:
    return list(Product(door, Reader()).answer(sample(message=messages, **metadata), line(), None))


def test_one_message_is_the_first_answer_of_a_talking_step() -> None:
    door = Door()
    (got,) = answers(door, STORY)
    assert door.begun == [FLOW]
    assert not find_flow(FLOW).stages[0].collects
    assert got.mirror.startswith("Je zat in het overleg")
    assert got.own == f"{got.mirror} {got.question}"
    assert got.draft == got.own
    assert (got.origin, got.refused) == ("bank", ())
    assert got.question_id


def test_a_refused_draft_is_the_product_without_guard() -> None:
    (got,) = answers(Door(Praises()), STORY)
    assert got.draft == "Wat knap van je. Wat wil je nu?"
    assert got.refused[0]["text"] == got.draft
    assert got.refused[0]["breaches"][0]["code"] == "OORDEEL_POS"
    assert "knap" not in got.own
    assert "knap" not in got.reply


def test_fixed_text_is_shown_and_is_not_own() -> None:
    (got,) = answers(Door(), "Ik wil niet meer leven.")
    assert "113" in got.reply
    assert (got.own, got.draft, got.move, got.origin) == ("", "", "crisis", "fixed")
    (verdict,) = answers(Door(), VERDICT)
    assert verdict.move == "oordeel"
    assert verdict.own != verdict.reply


def test_a_conversation_goes_on_in_a_fresh_session_when_it_closes() -> None:
    door = Door()
    got = answers(door, STORY, "stop", STORY, flow="waterlijn")
    assert door.begun == ["waterlijn", "waterlijn"]
    assert [one.turn for one in got] == [1, 2, 3]
    assert [one.said for one in got] == [(STORY,), (STORY, "stop"), (STORY, "stop", STORY)]
    assert got[2].mirror == got[0].mirror


def test_a_message_that_can_not_be_used_gives_the_sentence_that_a_user_reads() -> None:
    got = answers(Door(), "x" * 20_001, STORY)
    assert got[0].move == "geweigerd"
    assert "20000" in got[0].reply
    assert got[1].mirror


def test_a_case_about_a_document_is_read_and_not_talked_about() -> None:
    door = Door()
    (got,) = answers(door, STORY, route="document", document="Regel een.")
    assert (got.document, door.begun) == ("gelezen.txt", [])


def raw(engine: Engine, *messages: str, stop: Event | None = None, **metadata: Any) -> list[Line]:
    return list(Raw(engine).answer(sample(message=messages, **metadata), line(system="raw"), stop))  # type: ignore[arg-type]


def test_the_model_alone_hears_a_plain_instruction_and_the_whole_conversation() -> None:
    engine = Engine("Doe maar.")
    engine.template = TEMPLATE
    got = raw(engine, "Een.", "Twee.")
    assert [(one.turn, one.own, one.draft, one.origin) for one in got] == [
        (1, "Doe maar.", "Doe maar.", "model"),
        (2, "Doe maar.", "Doe maar.", "model"),
    ]
    assert engine.prompts[1].startswith("<system>Je bent een coach")
    assert engine.prompts[1].endswith("<user>Een.<assistant>Doe maar.<user>Twee.<assistant>")


@pytest.mark.parametrize("speaker", ["Leidinggevende:", "Coach:"])
def test_a_base_model_gets_a_script_and_stops_at_the_next_speaker(speaker: str) -> None:
    engine = Engine(f"Doe maar.\n{speaker} Nee.")
    got = raw(engine, "Een.", "Twee.")
    assert [one.reply for one in got] == ["Doe maar.", "Doe maar."]
    assert engine.prompts[1].endswith("Leidinggevende: Een.\nCoach: Doe maar.\nLeidinggevende: Twee.\nCoach:")


def test_the_oldest_turns_are_dropped_when_the_context_is_full() -> None:
    engine = Engine("Ja.", context=256 + 300)
    got = raw(engine, *(f"Bericht {number} {'x' * 50}" for number in range(8)))
    assert len(got) == 8
    assert all(len(prompt) < 300 for prompt in engine.prompts)
    assert "Bericht 7" in engine.prompts[-1]
    assert "Bericht 6" in engine.prompts[-1]
    assert "Bericht 0" not in engine.prompts[-1]
    assert "Je bent een coach" in engine.prompts[-1]


def test_one_message_that_is_too_long_is_cut() -> None:
    engine = Engine("Ja.", context=256 + 300)
    raw(engine, "Begin " + "x" * 1000)
    assert "Begin" in engine.prompts[0]
    assert len(engine.prompts[0]) < 300


def test_a_document_stands_above_the_message() -> None:
    engine = Engine("Ja.")
    (got,) = raw(engine, "Wat staat er?", document="De regel.", route="document")
    assert "Document:\nDe regel.\n\nWat staat er?" in engine.prompts[0]
    assert got.said == ("Wat staat er?",)
    assert got.document


def test_half_a_reply_is_not_kept() -> None:
    stop = Event()
    stop.set()
    with pytest.raises(Stopped):
        raw(Engine("Ja."), "Een.", stop=stop)
