"""Facts about the second opinion of the safety route: what it learned, and that it always says the same.

Run: python -m pytest tests/safety
"""

import json

import pytest

from assistant.dialogue.safety import check_message
from assistant.dialogue.safety_model import Weights, opinion
from assistant.dialogue.safety_words import normalise
from assistant.settings import content_dir


@pytest.mark.parametrize("name", ["safety-dev", "safety-extra"])
def test_what_was_learned_from_stays_caught(name: str) -> None:
    lines = (content_dir() / "evals" / "cases" / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    cases = [json.loads(line) for line in lines]
    danger = [check_message(case["input"]).route == "crisis" for case in cases if case["target"] == ["crisis"]]
    calm = [check_message(case["input"]).route != "none" for case in cases if case["target"] == ["none"]]
    assert sum(danger) / len(danger) >= 0.95
    assert sum(calm) / len(calm) <= 0.02


def test_the_second_opinion_is_the_same_every_time() -> None:
    words, _ = normalise("De kinderen maken zich onzichtbaar als hij thuiskomt.")
    assert opinion(words) == opinion(words)


def test_a_table_with_uneven_rows_is_refused() -> None:
    with pytest.raises(ValueError, match="even lang"):
        Weights(crisis_from=1, concern_from=1, kinds=("pesten",), crises=0, bias=(0, 0, 0), weights={"w:x": (1,)})
