"""What one person scored, chose and will do."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scan_help import refused, scan_of

from assistant.scan.records import (
    BLOCKS,
    Action,
    Scan,
    Score,
    from_json,
    new_action,
    read_block,
    read_value,
    to_json,
)
from assistant.scan.words import dutch_date, dutch_number, name_of

TODAY = date(2026, 3, 3)
words = st.text(st.characters(codec="utf-8"), max_size=30)
values = st.tuples(*[st.integers(1, 5)] * 5)


@settings(deadline=None)
@given(values, words, st.sampled_from([None, *BLOCKS]), st.lists(st.tuples(words, st.dates()), max_size=2))
def test_a_scan_is_read_as_it_was_written(given_values: tuple[int, ...], sentence: str, chosen: Any, acts: Any) -> None:
    scores = tuple(Score(block, value, sentence) for block, value in zip(BLOCKS, given_values, strict=True))
    scan = Scan(scores, chosen, tuple(Action(*action) for action in acts))
    assert from_json(to_json(scan)) == scan


@pytest.mark.parametrize("value", [0, 6, -1, 2.0, "3", True, None, 10**400])
def test_a_score_is_a_whole_number_from_one_to_five(value: Any) -> None:
    with refused("scan-cijfer"):
        Score("stip", value)


@pytest.mark.parametrize("order", [BLOCKS[:4], BLOCKS[::-1], (*BLOCKS, "stip"), ("stip",) * 5, ()])
def test_a_scan_has_all_five_in_order(order: Any) -> None:
    with refused("scan-vijf"):
        Scan(tuple(Score(block, 3) for block in order))


def test_a_third_action_is_refused() -> None:
    with refused("scan-twee-acties"):
        Scan(scan_of((1, 2, 3, 4, 5)).scores, "stip", (Action("Ik bel.", TODAY),) * 3)


BROKEN: dict[str, Callable[[dict[str, Any]], Any]] = {
    "extra": lambda data: data.update(naam="Jan"),
    "extra in a score": lambda data: data["scores"][0].update(naam="Jan"),
    "extra in an action": lambda data: data["actions"][0].update(naam="Jan"),
    "value as text": lambda data: data["scores"][0].update(value="3"),
    "value as yes": lambda data: data["scores"][0].update(value=True),
    "value with a comma": lambda data: data["scores"][0].update(value=3.5),
    "value that is no number": lambda data: data["scores"][0].update(value=float("nan")),
    "sentence that can't be written": lambda data: data["scores"][0].update(sentence="\ud800"),
    "unknown block": lambda data: data["scores"][0].update(block="stijl"),
    "unknown choice": lambda data: data.update(chosen="stijl"),
    "no date": lambda data: data["actions"][0].update(by="morgen"),
    "no scores": lambda data: data.pop("scores"),
    "not json": lambda data: data.update(chosen={1, 2}),
}


@pytest.mark.parametrize("change", BROKEN.values(), ids=BROKEN)
def test_anything_else_than_a_scan_is_refused(change: Callable[[dict[str, Any]], Any]) -> None:
    data = to_json(Scan(scan_of((1, 2, 3, 4, 5)).scores, "stip", (Action("Ik bel.", TODAY),)))
    assert from_json(data).chosen == "stip"
    change(data)
    with refused("scan-onleesbaar"):
        from_json(data)


@pytest.mark.parametrize(("change", "key"), [({"value": 6}, "scan-cijfer"), ({"block": "sturing"}, "scan-vijf")])
def test_what_a_record_refuses_is_refused_on_reading(change: dict[str, Any], key: str) -> None:
    data = to_json(scan_of((1, 2, 3, 4, 5)))
    data["scores"][0].update(change)
    with refused(key):
        from_json(data)


@pytest.mark.parametrize("days", [0, 1, 29, 30])
def test_an_action_is_for_today_up_to_thirty_days_on(days: int) -> None:
    by = TODAY + timedelta(days=days)
    assert new_action(" Ik bel. ", by, TODAY) == Action("Ik bel.", by)


@pytest.mark.parametrize("days", [-1, 31, 365, -365])
def test_a_day_that_is_past_or_far_is_refused_with_the_days_that_can_be(days: int) -> None:
    with refused("scan-actie-datum"):
        new_action("Ik bel.", TODAY + timedelta(days=days), TODAY)


def test_an_action_without_words_is_refused() -> None:
    with refused("scan-actie-leeg"):
        new_action(" \n", TODAY, TODAY)


def test_an_action_whose_day_has_passed_is_still_read() -> None:
    scan = Scan(scan_of((1, 2, 3, 4, 5)).scores, "stip", (Action("Ik belde.", date(2001, 1, 1)),))
    assert from_json(to_json(scan)) == scan


@pytest.mark.parametrize(("typed", "value"), [("1", 1), (" 5 ", 5), ("3\n", 3)])
def test_a_typed_score_is_read(typed: str, value: int) -> None:
    assert read_value(typed) == value


@pytest.mark.parametrize("typed", ["", "0", "6", "3,5", "drie", "+3", "03", "٣", "３", "3 4", "²"])
def test_another_typed_score_is_refused(typed: str) -> None:
    with refused("scan-cijfer"):
        read_value(typed)


def test_an_s_is_read_in_any_case_and_another_is_refused() -> None:
    assert read_block(" STIP ") == "stip"
    with refused("scan-s-onbekend"):
        read_block("stijl")


def test_figures_dates_and_names_read_in_dutch() -> None:
    assert [dutch_number(number) for number in (4, 3.5, 3.25, 10, 0, 2.0)] == ["4", "3,5", "3,25", "10", "0", "2"]
    assert dutch_date(date(2026, 12, 1)) == "1 december 2026"
    assert [name_of(block) for block in BLOCKS] == ["Stip", "Synergie", "Structuur", "Sturing", "Succesfactoren"]
