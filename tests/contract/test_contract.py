"""Facts about the contract: its versions, its twins, its document, and files of the version before.

Run: python -m pytest tests/contract/test_contract.py
"""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.documents.export import render
from assistant.documents.report import Bullets, Heading, Pairs, Paragraph, Report, Table
from assistant.documents.report import Checklist as ChecklistBlock
from assistant.errors import InputError
from assistant.jobs.checklist import (
    Checklist,
    build_checklist,
    fill,
    from_json,
    load_checklist,
    save_checklist,
    to_json,
    to_report,
)
from assistant.jobs.checklist_points import load_points
from assistant.jobs.checklist_records import Change
from assistant.jobs.contract import (
    missing_twins,
    open_points,
    save_version,
    set_parties,
    set_recontract,
    twins,
    unsaved_changes,
)

OLD = Path(__file__).parent / "data" / "checklist-0.1.json"
EMPTY = build_checklist(None)
IDS = [item.id for item in EMPTY.items]
DAY = date(2026, 3, 2)
FILLED = fill(EMPTY, "inhoud-doel", "Twee besluiten per maand.", agreed=False)


# Versions


def test_the_first_version_holds_what_was_written() -> None:
    (version,) = save_version(FILLED, DAY, " eerste gesprek ").versions
    assert (version.number, version.day, version.note) == (1, DAY, "eerste gesprek")
    assert version.changes == (Change("inhoud-doel", "", "Twee besluiten per maand.", False, False),)


def test_a_later_version_holds_only_what_changed() -> None:
    first = save_version(fill(FILLED, "relatie-tempo", "Rustig.", agreed=True), DAY)
    second = save_version(fill(first, "inhoud-doel", "Eén besluit per maand.", agreed=True), DAY + timedelta(90))
    assert second.versions[1].changes == (
        Change("inhoud-doel", "Twee besluiten per maand.", "Eén besluit per maand.", False, True),
    )
    assert second.versions[0] == first.versions[0]


@pytest.mark.parametrize("checklist", [EMPTY, save_version(FILLED, DAY, "eerste gesprek")])
def test_without_change_there_is_no_new_version(checklist: Checklist) -> None:
    assert save_version(checklist, DAY + timedelta(7)) is checklist


def test_a_new_moment_of_recontracting_is_a_version() -> None:
    first = save_version(set_recontract(FILLED, date(2026, 9, 1)), DAY)
    moved = save_version(set_recontract(first, date(2026, 12, 1)), DAY)
    assert [version.recontract for version in moved.versions] == [date(2026, 9, 1), date(2026, 12, 1)]
    assert moved.versions[1].changes == ()
    assert save_version(moved, DAY) is moved


def test_a_meeting_that_changes_nothing_but_is_noted_is_a_version_once() -> None:
    noted = save_version(save_version(FILLED, DAY), DAY, "Alles klopt nog.")
    assert [version.note for version in noted.versions] == ["", "Alles klopt nog."]
    assert save_version(noted, DAY, "Alles klopt nog.") is noted


def test_a_version_before_the_last_one_is_refused() -> None:
    first = save_version(FILLED, DAY)
    with pytest.raises(InputError) as caught:
        save_version(fill(first, "inhoud-doel", "Anders.", agreed=True), DAY - timedelta(1))
    assert caught.value.key == "contract-dag"
    assert "02-03-2026" in str(caught.value)


def test_filling_keeps_versions_parties_and_day() -> None:
    contract = set_parties(set_recontract(save_version(FILLED, DAY), date(2026, 9, 1)), ["Directie"])
    filled = fill(contract, "relatie-tempo", "Rustig.", agreed=True)
    assert (filled.versions, filled.parties, filled.recontract) == (
        contract.versions,
        ("Directie",),
        date(2026, 9, 1),
    )


Edit = tuple[str, str, bool, bool]
edits = st.lists(st.tuples(st.sampled_from(IDS), st.text(max_size=30), st.booleans(), st.booleans()), max_size=12)


def edited(steps: list[Edit]) -> tuple[Checklist, list[dict[str, tuple[str, bool]]]]:
    """The contract after these edits, and how its points stood at every version."""
    contract, stood = EMPTY, list[dict[str, tuple[str, bool]]]()
    for number, (point, answer, agreed, saved) in enumerate(steps):
        contract = fill(contract, point, answer, agreed)
        before = len(contract.versions)
        contract = save_version(contract, DAY + timedelta(number), str(number)) if saved else contract
        if len(contract.versions) > before:
            stood.append({item.id: (item.answer, item.agreed) for item in contract.items})
    return contract, stood


@given(edits)
def test_versions_never_lose_an_earlier_text(steps: list[Edit]) -> None:
    contract, stood = edited(steps)
    replayed = dict.fromkeys(IDS, ("", False))
    assert len(contract.versions) == len(stood)
    for version, wanted in zip(contract.versions, stood, strict=True):
        for change in version.changes:
            assert replayed[change.point] == (change.before, change.agreed_before)
            replayed[change.point] = (change.after, change.agreed_after)
        assert replayed == wanted


@given(edits, st.none() | st.dates(), st.lists(st.text(max_size=20), max_size=3))
def test_json_round_trip_loses_nothing(steps: list[Edit], day: date | None, names: list[str]) -> None:
    contract = set_parties(set_recontract(edited(steps)[0], day), names)
    assert from_json(json.loads(json.dumps(to_json(contract)))) == contract


@given(edits)
def test_nothing_is_unsaved_after_saving(steps: list[Edit]) -> None:
    contract = edited(steps)[0]
    last = DAY + timedelta(len(steps))
    assert unsaved_changes(save_version(contract, last)) == ()


# Files


def test_a_file_from_before_there_were_versions_still_opens() -> None:
    contract = load_checklist(OLD)
    assert (contract.parties, contract.recontract, contract.versions) == ((), None, ())
    written = json.loads(OLD.read_text(encoding="utf-8"))
    assert {key: value for key, value in to_json(contract).items() if key == "items"} == written


def test_an_old_file_becomes_a_contract(tmp_path: Path) -> None:
    contract = save_version(set_recontract(load_checklist(OLD), date(2026, 9, 1)), DAY)
    save_checklist(contract, tmp_path / "contract.json")
    assert load_checklist(tmp_path / "contract.json") == contract
    assert {change.point for change in contract.versions[0].changes} == {"inhoud-doel", "relatie-tempo"}


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("recontract", "morgen"),
        ("parties", "Directie"),
        ("versions", [{"number": 2, "day": "2026-03-02", "note": "", "changes": [], "recontract": None}]),
        ("versions", [{"number": 1, "day": "2026-03-02", "note": ""}]),
        ("versie", 3),
    ],
)
def test_a_damaged_contract_is_refused(key: str, value: object) -> None:
    with pytest.raises(InputError) as caught:
        from_json(to_json(EMPTY) | {key: value})
    assert caught.value.key == "checklist-onleesbaar"


# Twins and open points


def test_every_point_has_a_twin_except_hours_and_money() -> None:
    paired = {item.id for pair in twins(EMPTY) for item in pair}
    assert set(IDS) - paired == {"inhoud-middelen"}
    assert all((one.side, other.side) == ("inhoud", "relatie") for one, other in twins(EMPTY))


def test_an_empty_contract_misses_no_twin_and_has_everything_open() -> None:
    assert missing_twins(EMPTY) == []
    assert open_points(EMPTY) == list(EMPTY.items)


@pytest.mark.parametrize(("answer", "agreed"), [("Rustig.", False), ("", True)])
def test_a_point_with_something_at_it_asks_the_question_of_its_twin(answer: str, agreed: bool) -> None:
    (missing,) = missing_twins(fill(EMPTY, "relatie-tempo", answer, agreed))
    assert (missing.item.id, missing.of.id) == ("inhoud-deelnemers", "relatie-tempo")
    assert missing.item.question == "Wie doen er mee, en wie juist niet?"


def test_a_quote_of_the_request_counts_as_something() -> None:
    contract = load_checklist(OLD)
    assert {missing.of.id for missing in missing_twins(contract) if missing.of.evidence} >= {"inhoud-looptijd"}
    assert not {item.id for item in open_points(contract)} & {item.id for item in contract.items if item.evidence}


def test_a_twin_that_is_filled_is_no_longer_missing() -> None:
    both = fill(fill(EMPTY, "relatie-tempo", "Rustig.", False), "inhoud-deelnemers", "Wij zessen.", False)
    assert missing_twins(both) == []


def test_parties_are_named_once_and_empty_names_fall_away() -> None:
    assert set_parties(EMPTY, [" Sanne  de Wit ", "", "Directie", "Directie"]).parties == ("Sanne de Wit", "Directie")


# The document


def the_report() -> Report:
    contract = set_parties(set_recontract(load_checklist(OLD), date(2026, 9, 1)), ["Directie", "Sanne"])
    contract = save_version(contract, DAY, "eerste gesprek")
    return to_report(save_version(fill(contract, "inhoud-doel", "Eén besluit.", True), DAY + timedelta(90)))


def test_twins_stand_side_by_side() -> None:
    (block,) = (block for block in the_report().blocks if isinstance(block, ChecklistBlock))
    content, relation = ([item.point for item in column.items] for column in block.columns)
    names = {point.id: point.point for point in load_points().points}
    twin_of = {names[point.id]: names[point.pair] for point in load_points().points if point.pair}
    assert [twin_of.get(point) for point in content] == [*relation, None]


def test_the_document_names_parties_day_and_versions() -> None:
    report = the_report()
    pairs = [pair for block in report.blocks if isinstance(block, Pairs) for pair in block.items]
    assert pairs[:2] == [("Tussen", "Directie en Sanne"), ("Herijken op", "01-09-2026")]
    assert [label for label, _ in pairs[2:]] == ["Directie", "Sanne"]
    heads = [block.text for block in report.blocks if isinstance(block, Heading)]
    assert heads[-4:] == ["Versies", "Versie 2, 31-05-2026", "Versie 1, 02-03-2026", "Namen"]


def test_the_document_shows_before_and_after() -> None:
    table = next(block for block in the_report().blocks if isinstance(block, Table))
    before = "Twee besluiten per maand.\nOok als Ria er niet is."
    assert table.rows == (("Doel en resultaat", before, "Eén besluit.\nAfgesproken"),)


def test_the_document_asks_what_the_other_side_misses() -> None:
    (asked,) = (block for block in the_report().blocks if isinstance(block, Bullets))
    assert "Hoe en wanneer zijn jullie bereikbaar voor elkaar? (hoort bij ‘Hoe vaak en hoe lang’)" in asked.items
    assert len(asked.items) == len(missing_twins(load_checklist(OLD)))


def test_a_moment_of_recontracting_is_told_at_the_version_that_changed_it() -> None:
    told = [block.text for block in the_report().blocks if isinstance(block, Paragraph)]
    assert told.count("Herijken op 01-09-2026") == 1


def test_an_empty_contract_has_room_for_two_names_and_no_questions() -> None:
    blocks = to_report(EMPTY).blocks
    assert isinstance(blocks[-1], Pairs)
    assert [label for label, _ in blocks[-1].items] == ["Naam", "Naam"]
    assert not any(isinstance(block, Bullets | Table) for block in blocks)


@given(edits)
def test_every_contract_becomes_a_document(steps: list[Edit]) -> None:
    assert render(to_report(edited(steps)[0]), "md")


@pytest.mark.parametrize("kind", ["docx", "pdf", "md"])
def test_the_document_is_written_in_every_kind(kind: str) -> None:
    assert len(render(the_report(), kind)) > 2000


def test_a_point_that_no_longer_exists_keeps_its_place() -> None:
    strange = replace(EMPTY.items[0], id="inhoud-vroeger")
    contract = save_version(fill(Checklist((strange,)), "inhoud-vroeger", "Toen.", True), DAY)
    assert from_json(to_json(contract)) == contract
    assert twins(contract) == []
    assert to_report(contract).blocks
