"""The second opinion: what resembles a breach, and what it may not touch."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.content.bank import load_bank
from assistant.errors import ContentError
from assistant.guard import check_reply, classifier
from assistant.guard.classifier import Opinion, marks, opinion, weights
from assistant.guard.features import features
from assistant.guard.said import Said, added
from assistant.guard.sentences import Sentence, fold, sentences

SAID = "Mijn collega Bram kwam drie keer te laat en ik heb niets gezegd."


def only(reply: str) -> Sentence:
    return next(sentences(reply, fold(SAID)))


@pytest.fixture
def own_weights(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Path]:
    """A folder of prompts whose table of weights can be broken."""
    (tmp_path / "prompts" / "guard").mkdir(parents=True)
    monkeypatch.setattr(classifier, "content_dir", lambda: tmp_path)
    weights.cache_clear()
    yield tmp_path / "prompts" / "guard" / "weights.json"
    weights.cache_clear()


def test_words_of_the_user_count_as_theirs_and_others_as_added() -> None:
    said = Said(fold(SAID))
    assert added(only("Bram kwam drie keer te laat."), said) == []
    assert added(only("Bram is een luie collega."), said) == ["luie"]
    assert added(only("Te laat komen, drie keer, deed Bram."), said) == []


def test_a_word_that_the_user_said_looks_the_same_to_the_classifier_whatever_it_is() -> None:
    names = set(features(only("Bram kwam te laat."), Said(fold(SAID))))
    assert "m:^ @ kwam te @ ." in names or "m:^ @ kwam" in names
    assert not any(name.startswith("n:") for name in names)


def test_a_question_is_held_against_the_wording_of_the_bank() -> None:
    said = Said(fold(SAID))
    familiar = next(sentences(fold(next(iter(load_bank().values())).text), ""))
    assert "s1:0" in set(features(familiar, said))
    assert "s1:0" not in set(features(only("Welke olifant knabbelt daaraan?"), said))


def test_advice_without_a_listed_word_looks_more_like_a_breach_than_a_mirror_does() -> None:
    said = Said(fold(SAID))
    advice = opinion(only("Een kop koffie met Bram doet soms wonderen."), said)
    mirror = opinion(only("Bram kwam drie keer te laat en je hebt niets gezegd."), said)
    assert advice.breach > marks().breach > mirror.breach


def test_the_likeliest_code_is_named_even_when_none_is_clear() -> None:
    bounds = marks()
    codes = dict.fromkeys(bounds.codes, 0.01)
    unsure = Opinion(bounds.breach + 0.01, codes | {"ADVIES": 0.04})
    assert list(unsure.named()) == ["ADVIES"]
    assert list(Opinion(bounds.breach - 0.01, codes | {"ADVIES": 0.04}).named()) == []


def test_a_clear_code_is_named_though_the_whole_is_not_sure() -> None:
    codes = dict.fromkeys(marks().codes, 0.01)
    assert list(Opinion(0.01, codes | {"PARTIJ": 0.99}).named()) == ["PARTIJ"]


def test_every_code_with_weights_has_a_bound_and_a_reason() -> None:
    assert set(weights().codes) == set(marks().codes)
    assert all(mark.why.endswith(".") for mark in marks().codes.values())


def test_questions_of_the_bank_are_not_judged_by_resemblance() -> None:
    refused = [
        q.text for q in load_bank().values() if any("lijkt" in b.why for b in check_reply(SAID, q.text).breaches)
    ]
    assert refused == []


@pytest.mark.parametrize("row", [[1], [1, 2, 3]])
def test_a_table_with_a_row_of_another_length_is_refused(own_weights: Path, row: list[int]) -> None:
    own_weights.write_text(json.dumps({"codes": ["ADVIES"], "bias": [0, 0], "weights": {"w:a": row}}))
    with pytest.raises(ContentError, match=r"weights\.json"):
        weights()


def test_a_table_that_is_missing_is_refused_by_name(own_weights: Path) -> None:
    with pytest.raises(ContentError, match=r"weights\.json"):
        weights()


def test_the_question_of_a_fixed_answer_is_not_judged_by_resemblance() -> None:
    reply = "Wat maakt dat je daar nu een antwoord op zoekt?"
    assert opinion(only(reply), Said(fold(SAID))).breach > marks().breach
    assert check_reply(SAID, reply).ok


def test_at_most_two_codes_are_named_for_one_sentence() -> None:
    codes = dict.fromkeys(marks().codes, 0.01)
    many = Opinion(0.99, codes | {"PARTIJ": 0.99, "ADVIES": 0.98, "STUREN": 0.97})
    assert list(many.named()) == ["PARTIJ", "ADVIES"]
