"""What the tests of the flows share: a talk through the real graph on a fixed day, and answers that fit any step."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from functools import cache

from assistant.content.flows import find_flow, load_flows
from assistant.dialogue.compose import BankComposer
from assistant.dialogue.material import Material
from assistant.dialogue.opening import opening_of
from assistant.dialogue.session import Answer, Session, begin
from assistant.dialogue.turn import TurnTaker
from assistant.errors import InputError
from assistant.fakes import FakeKnowledge, shown_without_models
from assistant.jobs.checklist import Checklist, build_checklist, fill
from assistant.jobs.questionset import Deps
from assistant.records import Reply
from assistant.results.make import make_result
from assistant.results.records import Result, Tools

TODAY = date(2026, 11, 23)
"""A Monday."""

NOTES = "Jan kwam om tien uur binnen. Hij is lui. Waarschijnlijk vindt hij het niet belangrijk. Wil je op tijd komen?"
"""One span of every label, in the order observatie, oordeel, interpretatie, verzoek."""

FORMS = [flow.id for flow in load_flows().values() if any(stage.collects for stage in flow.stages)]
TALKS = [flow.id for flow in load_flows().values() if flow.id not in FORMS]


@cache
def taker() -> TurnTaker:
    """The turn taker; it holds nothing of any conversation."""
    return TurnTaker(FakeKnowledge(), BankComposer(None), shown_without_models)  # type: ignore[arg-type]


@dataclass
class Talk:
    """A conversation that goes on in place."""

    flow: str
    material: Material | None = None
    session: Session = field(init=False)

    def __post_init__(self) -> None:
        self.session = begin(self.flow, self.material, TODAY)
        opening = opening_of(self.session, shown_without_models)
        self.session = self.session.opened(Reply("", opening.question, opening.text, "openen", "fixed"))

    def say(self, *messages: str) -> Reply:
        """Says these; returns the reply to the last."""
        for message in messages:
            self.session, reply = taker().take(self.session, message)
        return reply

    def refused(self, message: str) -> str:
        """Says what can't be used; returns the sentence. The conversation stands where it stood."""
        try:
            taker().take(self.session, message)
        except InputError as error:
            return str(error)
        raise AssertionError(f"{message!r} was taken")

    def skip_to(self, stage: str) -> Talk:
        """Leaves steps open until this one."""
        while self.session.stage.id != stage:
            assert not self.session.closed
            self.say("overslaan" if self.session.stage.collects else "Ik wil het hier niet over hebben.")
        return self

    def finish(self) -> Talk:
        """Answers whatever is asked, until the end."""
        for _ in range(80):
            if self.session.closed:
                return self
            self.say(sensible(self.session))
        raise AssertionError("the conversation does not end")

    @property
    def noted(self) -> tuple[Answer, ...]:
        """What was written down at any step."""
        return self.session.answers

    @property
    def result(self) -> Result | None:
        """What the flow ends with, so far."""
        return make_result(self.session, Tools(choosing=lambda: Deps()))

    @property
    def made(self) -> Result:
        """The result, which must be there."""
        result = self.result
        assert result is not None
        return result


def sensible(session: Session) -> str:
    """An answer that fits the present step."""
    number = len(session.turns)
    if session.stage.answer in {"regels", "labels"} and session.answers_at(session.stage.id):
        return "klaar"
    answers = {
        "woorden": f"Ik merk bij punt {number} dat ik liever wegkijk.",
        "regels": f"Punt {number} komt op tafel.",
        "zin": f"We doen het samen, stap {number}.",
        "tekst": NOTES,
        "getal": str(session.stage.highest),
        "score": "3, omdat we elkaar elke week zien",
        "keuze": "1",
        "datum": "over twee weken",
        "actie": "Ik bel Jan over een week.",
        "labels": "klaar",
    }
    return answers[session.stage.answer]


def contract(**written: str) -> Checklist:
    """A contract on which these points were written; `inhoud_doel` stands for 'inhoud-doel'."""
    made = build_checklist(None)
    for point, words in written.items():
        made = fill(made, point.replace("_", "-"), words, True)
    return made


def material_for(flow: str) -> Material | None:
    """What the flow can't begin without."""
    agreed = contract(inhoud_doel="drie sessies", inhoud_frequentie="elke maand")
    return Material("contract.json", contract=agreed) if find_flow(flow).material_needed else None
