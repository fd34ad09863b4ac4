"""The rules, the word lists and the pattern language."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.content.strictyaml import load_yaml
from assistant.content.texts import wordings
from assistant.errors import ContentError
from assistant.spans.inflect import adjective_forms, noun_forms, verb_forms
from assistant.spans.lexicon import WordFile, lexicon
from assistant.spans.pattern import compile_pattern, find
from assistant.spans.table import table


def met(pattern: str, words: str) -> tuple[int, int] | None:
    return find(compile_pattern(pattern), words.split(), 0)


def test_every_pattern_compiles_and_every_reason_has_its_sentence() -> None:
    for rule in table().rules:
        assert all(compile_pattern(pattern).elements for pattern in rule.find + rule.unless)
        assert "$woorden" in wordings(f"spans.{rule.reason}")[0]


def test_every_list_is_used_by_a_rule() -> None:
    used = {name for rule in table().rules for pattern in rule.find + rule.unless for name in lists_in(pattern)}
    assert set(lexicon()) == used


def lists_in(pattern: str) -> set[str]:
    return {name for element in compile_pattern(pattern).elements for name in element.lists}


@pytest.mark.parametrize(
    ("word", "form"), [("traag", "trage"), ("laf", "laffe"), ("lui", "luie"), ("naief", "naieve"), ("boos", "boze")]
)
def test_adjectives_are_inflected(word: str, form: str) -> None:
    assert form in adjective_forms(word)


def test_nouns_are_inflected() -> None:
    assert {"drammer", "drammers"} <= noun_forms("drammer")
    assert {"leugen", "leugentje"} <= noun_forms("leugen")


def test_a_parted_verb_needs_its_particle_further_on() -> None:
    whole, parted = verb_forms("voortrekken")
    assert "voortrok" in whole
    assert parted["trok"] == "voor"
    assert met("[<duiding>]", "koen trok petra voor") == (1, 1)
    assert met("[<duiding>]", "koen trok de deur dicht") is None


def test_a_verb_form_after_an_article_is_a_noun() -> None:
    assert met("[<gedrag>]", "ik werk hier") == (1, 1)
    assert met("[<gedrag>]", "het werk hier") is None


def test_gaps_options_negations_and_borders() -> None:
    assert met("[wil] ... [weg]", "hij wil nu weg") == (1, 3)
    assert met("hij nu? wil", "hij wil") == (0, 1)
    assert met("wil !niet", "hij wil niet") is None
    assert met("wil $", "hij wil") == (1, 1)
    assert met("^ wil", "hij wil") is None


def test_a_verb_that_nobody_knows_is_refused_with_its_line(tmp_path: Path) -> None:
    file = tmp_path / "x.yaml"
    file.write_text("lists:\n  een:\n    kind: verbs\n    words: xyzen\n", encoding="utf-8")
    with pytest.raises(ContentError, match="xyzen"):
        load_yaml(file, WordFile)
