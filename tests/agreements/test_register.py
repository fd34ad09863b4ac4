"""The register: nothing gets lost, ids stay, dates come due, the guard goes round, and only what we wrote is read."""

from __future__ import annotations

import json
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.agreements.records import STATUSES, Agreement, Register
from assistant.agreements.register import (
    LONGEST,
    add,
    add_all,
    due,
    edit,
    find,
    from_json,
    next_guard,
    running,
    set_status,
    to_json,
)
from assistant.errors import InputError

TODAY = date(2026, 11, 22)
ONE = add(Register(), "We beginnen op tijd", goal="rust", owner="Sam", due=TODAY, guard="Els", origin="5S-scan")
TWO = add(ONE, "Elke week een update", due=TODAY + timedelta(days=7))


@st.composite
def registers(draw: st.DrawFn) -> Register:
    register = Register()
    for _ in range(draw(st.integers(0, 4))):
        words = draw(st.text(min_size=1, max_size=60).filter(lambda text: text.strip()))
        rest = {name: draw(st.text(max_size=30)) for name in ("goal", "owner", "guard", "origin")}
        try:
            register = add(register, words, due=draw(st.none() | st.dates()), **rest)
        except InputError:  # only characters that no document can hold
            continue
        made = register.agreements[-1]
        register = set_status(register, made.id, draw(st.sampled_from(STATUSES)), draw(st.dates()))
    return register


def refused(key: str, action: Any, *arguments: Any, **named: Any) -> None:
    with pytest.raises(InputError) as caught:
        action(*arguments, **named)
    assert caught.value.key == key
    assert str(caught.value).endswith(".")


def test_an_agreement_comes_in_open_under_a_short_id() -> None:
    assert ONE.agreements == (Agreement("a1", "We beginnen op tijd", "rust", "Sam", TODAY, "open", "Els", "5S-scan"),)
    assert [made.id for made in TWO.agreements] == ["a1", "a2"]


def test_words_stand_on_one_line_without_what_no_document_can_hold() -> None:
    made = add(Register(), "  We\nbeginnen\top \x00tijd\ud800 ").agreements[0]
    assert made.agreement == "We beginnen op tijd"


@pytest.mark.parametrize("words", ["", "   ", "\n\t", "\x00", "\ud800"])
def test_an_empty_agreement_is_refused(words: str) -> None:
    refused("afspraak-leeg", add, ONE, words)
    refused("afspraak-leeg", edit, ONE, "a1", agreement=words)


def test_words_that_are_too_long_are_refused() -> None:
    assert add(Register(), "x" * LONGEST).agreements
    refused("afspraak-te-lang", add, ONE, "x" * (LONGEST + 1))
    refused("afspraak-te-lang", edit, ONE, "a1", goal="x" * (LONGEST + 1))


def test_editing_changes_only_what_is_given() -> None:
    changed = edit(TWO, "A1 ", owner="Kim", due=TODAY + timedelta(days=1))
    assert find(changed, "a1") == Agreement(
        "a1", "We beginnen op tijd", "rust", "Kim", TODAY + timedelta(days=1), "open", "Els", "5S-scan"
    )
    assert find(changed, "a2") == find(TWO, "a2")
    assert find(edit(TWO, "a1", due=""), "a1").due is None
    assert find(edit(TWO, "a1", goal=""), "a1").goal == ""
    assert edit(TWO, "a1") == TWO


def test_done_has_a_day_and_nothing_else_has() -> None:
    done = set_status(TWO, "a1", " Klaar ", TODAY)
    assert (find(done, "a1").status, find(done, "a1").done_on) == ("klaar", TODAY)
    again = set_status(done, "a1", "klaar", TODAY + timedelta(days=3))
    assert find(again, "a1").done_on == TODAY
    assert find(set_status(done, "a1", "bezig", TODAY), "a1").done_on is None
    refused("afspraak-status", set_status, TWO, "a1", "gedaan", TODAY)


@pytest.mark.parametrize("wrong", ["a3", "", "1", "a01"])
def test_an_unknown_id_is_refused(wrong: str) -> None:
    refused("afspraak-onbekend", set_status, TWO, wrong, "klaar", TODAY)
    refused("afspraak-onbekend", edit, TWO, wrong, owner="Kim")


def test_what_is_due_is_running_and_its_day_has_come() -> None:
    register = add(TWO, "Zonder datum")
    register = add(register, "Te laat", due=TODAY - timedelta(days=2))
    register = set_status(add(register, "Gedaan", due=TODAY), "a5", "klaar", TODAY)
    assert [made.id for made in due(register, TODAY)] == ["a4", "a1"]
    assert [made.id for made in due(register, TODAY, days=7)] == ["a4", "a1", "a2"]
    assert [made.id for made in due(set_status(register, "a4", "vervallen", TODAY), TODAY)] == ["a1"]
    assert [made.id for made in due(set_status(register, "a4", "bezig", TODAY), TODAY)] == ["a4", "a1"]
    assert [made.id for made in running(register)] == ["a1", "a2", "a3", "a4"]
    assert due(register, date.max, days=7)


def test_the_guard_goes_round() -> None:
    team = ["Sam", " Els ", "", "Kim"]
    assert next_guard(Register(), team) == "Sam"
    assert next_guard(TWO, team) == "Kim"
    register = TWO
    turns = []
    for _ in range(6):
        guard = next_guard(register, team)
        turns.append(guard)
        register = add(register, "Nog een", guard=guard.upper())
    assert turns == ["Kim", "Sam", "Els", "Kim", "Sam", "Els"]
    assert next_guard(add(register, "Van buiten", guard="Iemand anders"), team) == "Kim"
    refused("bewaker-geen-leden", next_guard, TWO, ["", " "])


def test_agreements_from_a_session_come_in_once_under_new_ids() -> None:
    made = [Agreement("", "Op tijd", owner="Sam", origin="check"), Agreement("", "Bellen", origin="check")]
    register = add_all(TWO, made)
    assert [(one.id, one.agreement) for one in register.agreements[2:]] == [("a3", "Op tijd"), ("a4", "Bellen")]
    assert add_all(set_status(register, "a3", "klaar", TODAY), made).agreements[2].status == "klaar"
    assert len(add_all(register, made).agreements) == 4
    refused("afspraak-leeg", add_all, TWO, [Agreement("", " ")])


@given(registers())
def test_a_register_reads_back_equal(register: Register) -> None:
    assert from_json(json.loads(json.dumps(to_json(register)))) == register


@given(registers(), st.dates(), st.integers(0, 3650))
def test_due_is_a_part_of_running_in_order_of_date(register: Register, today: date, days: int) -> None:
    found = due(register, today, days)
    assert set(found) <= set(running(register))
    assert list(found) == sorted(found, key=lambda made: made.due or today)


GOOD = to_json(set_status(TWO, "a2", "klaar", TODAY))


def changed(**fields: object) -> dict[str, Any]:
    first, *rest = GOOD["agreements"]
    return {"agreements": [first | fields, *rest]}


@pytest.mark.parametrize(
    "data",
    [
        {},
        [],
        None,
        {"agreements": None},
        {"agreements": {}},
        GOOD | {"extra": 1},
        changed(extra=1),
        changed(id="a2"),
        changed(id="b1"),
        changed(id="a0"),
        changed(id="a"),
        changed(id="a\u0661"),
        changed(id="a" + "9" * 5000),
        changed(id=1),
        changed(agreement=""),
        changed(agreement="twee\nregels"),
        changed(agreement="x" * (LONGEST + 1)),
        changed(due=0),
        changed(due="morgen"),
        changed(due="2027-02-01T10:00:00"),
        changed(due="2027-02-01T00:00:00"),
        changed(status="gedaan"),
        changed(status="klaar"),
        changed(done_on="2027-02-01"),
        changed(agreement="\ud800"),
        changed(goal=object()),
        *({"agreements": [{k: v for k, v in GOOD["agreements"][0].items() if k != key}]} for key in ("goal", "due")),
    ],
)
def test_anything_else_is_refused(data: Any) -> None:
    assert from_json(GOOD)
    refused("afspraken-onleesbaar", from_json, data)
