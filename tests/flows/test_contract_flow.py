"""Contracting and re-contracting: one contract that is written, opened again and given a new version."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from flow_help import TODAY, Talk, contract, sensible

from assistant.content.flows import find_flow
from assistant.dialogue.material import Material, read_material
from assistant.jobs.checklist import Checklist, from_json, load_checklist
from assistant.jobs.contract import missing_twins, save_version
from assistant.results.files import write_result


def made(talk: Talk) -> Checklist:
    return from_json(json.loads(json.dumps(talk.made.data)))


def answers(checklist: Checklist) -> dict[str, str]:
    return {item.id: item.answer for item in checklist.items if item.answer}


def reopened(agreed: Checklist) -> Talk:
    return Talk("herijken", Material("contract.json", contract=agreed))


@pytest.fixture
def agreed() -> Checklist:
    return save_version(contract(inhoud_doel="drie sessies", inhoud_frequentie="elke maand"), date(2026, 6, 1))


def test_what_is_answered_is_written_at_its_own_point() -> None:
    talk = Talk("contracteren").skip_to("frequentie")
    talk.say("elke maand", "via de app", "overslaan", "namen")
    assert answers(made(talk)) == {
        "inhoud-frequentie": "elke maand",
        "relatie-bereikbaarheid": "via de app",
        "relatie-vertrouwelijkheid": "namen",
    }
    assert not any(item.agreed for item in made(talk).items)


def test_the_date_to_look_again_is_kept_in_the_contract() -> None:
    talk = Talk("contracteren").skip_to("frequentie")
    talk.say("elke maand")
    talk.skip_to("herijken").say("1 maart 2027")
    assert made(talk).recontract == date(2027, 3, 1)


def test_a_contract_without_a_written_point_is_none() -> None:
    talk = Talk("contracteren").skip_to("oogst")
    assert talk.result is None


def test_a_contract_can_be_opened_again(tmp_path: Path) -> None:
    talk = Talk("contracteren").finish()
    path = write_result(talk.made, talk.session, tmp_path / "c.json")
    assert load_checklist(path) == made(talk)
    again = Talk("herijken", read_material(find_flow("herijken"), path))
    first = next(item for item in made(talk).items if item.answer)
    assert f"{first.point}: {first.answer}" in again.session.ask


def test_it_goes_over_every_written_point(agreed: Checklist) -> None:
    talk = reopened(agreed)
    asked = []
    while talk.session.stage.id == "afspraken":
        asked.append(talk.session.item)
        talk.say("blijft")
    assert asked == ["Doel en resultaat: drie sessies", "Hoe vaak en hoe lang: elke maand"]


@pytest.mark.parametrize(
    "word", ["blijft", "dat blijft zo", "hetzelfde", "niets veranderd", "klopt nog", "laat maar zo"]
)
def test_keeping_an_agreement_changes_nothing_and_is_no_answer(word: str, agreed: Checklist) -> None:
    talk = reopened(agreed)
    talk.say(word, word)
    assert talk.noted == ()
    assert talk.session.stage.id == "tweelingen"
    assert made(talk) == agreed


def test_a_new_version_holds_what_was_before_and_what_is_now(agreed: Checklist) -> None:
    talk = reopened(agreed)
    talk.say("blijft", "elke week")
    first, second = made(talk).versions
    assert first == agreed.versions[0]
    (change,) = second.changes
    assert (change.point, change.before, change.after) == ("inhoud-frequentie", "elke maand", "elke week")
    assert (second.number, second.day) == (2, TODAY)
    assert answers(made(talk))["inhoud-doel"] == "drie sessies"


def test_what_was_ticked_before_stays_ticked(agreed: Checklist) -> None:
    talk = reopened(agreed)
    talk.say("blijft", "elke week")
    assert {item.id for item in made(talk).items if item.agreed} == {"inhoud-doel", "inhoud-frequentie"}


def test_a_missing_twin_is_asked_as_its_own_question(agreed: Checklist) -> None:
    twins = missing_twins(agreed)
    assert twins
    talk = reopened(agreed)
    reply = talk.say("blijft", "blijft")
    for twin in twins:
        assert (talk.session.stage.id, reply.question) == ("tweelingen", twin.item.question)
        reply = talk.say(f"Wat geldt bij {twin.item.id}")
    assert talk.session.stage.id == "herijken"
    assert {twin.item.id for twin in twins} <= set(answers(made(talk)))


def test_a_skipped_point_stays_as_it_was(agreed: Checklist) -> None:
    talk = reopened(agreed)
    for _ in range(30):
        if not talk.session.closed:
            talk.say("overslaan")
    assert made(talk) == agreed


def test_a_contract_with_nothing_written_begins_with_the_date() -> None:
    assert reopened(contract()).session.stage.id == "herijken"


def test_the_same_conversation_gives_the_same_contract_each_time_it_is_asked(agreed: Checklist) -> None:
    talk = reopened(agreed)
    while not talk.session.closed:
        talk.say(sensible(talk.session))
    assert made(talk) == made(talk)
    assert len(made(talk).versions) == 2


def test_the_given_contract_is_left_alone(agreed: Checklist) -> None:
    before = answers(agreed)
    reopened(agreed).say("iets anders")
    assert answers(agreed) == before


def test_words_of_an_agreement_are_shown_as_they_are() -> None:
    talk = reopened(contract(inhoud_doel="$dit kost $100 {} %s"))
    assert "$dit kost $100 {} %s" in talk.session.ask
