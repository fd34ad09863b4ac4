"""The examples of docs/niet-oordelen.md are what the guard makes of them."""

from __future__ import annotations

import re
from typing import NamedTuple, get_args

import pytest

from assistant.dialogue.why import rule_name
from assistant.guard import check_reply
from assistant.guard.verdict import Code
from assistant.settings import content_dir

DOCUMENT = (content_dir() / "docs" / "niet-oordelen.md").read_text(encoding="utf-8")
EXAMPLE = re.compile(r"^\*\*`(\w+)`: .+\n\n- Gebruiker: (.+)\n- Niet: (.+)\n- Wel: (.+)$", re.M)


class Example(NamedTuple):
    code: str
    said: str
    wrong: str
    right: str


EXAMPLES = [Example(*found) for found in EXAMPLE.findall(DOCUMENT)]


def test_every_rule_has_one_example_in_the_order_of_the_guard() -> None:
    assert tuple(example.code for example in EXAMPLES) == get_args(Code)
    assert all(rule_name(code) for code in get_args(Code))


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.code)
def test_the_wrong_reply_breaks_its_rule(example: Example) -> None:
    assert example.code in {breach.code for breach in check_reply(example.said, example.wrong).breaches}


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.code)
def test_the_right_reply_passes(example: Example) -> None:
    verdict = check_reply(example.said, example.right)
    assert verdict.ok, verdict.breaches


def test_the_document_holds_no_figures_of_a_measurement() -> None:
    assert not re.search(r"\d+(?:[.,]\d+)? ?(?:%|procent)", DOCUMENT)
