"""From draft to shown reply: what was refused is replaced by something certain, and is kept."""

from __future__ import annotations

from dataclasses import replace

from assistant.dialogue.compose import Draft
from assistant.dialogue.repair import Passed, repair
from assistant.mirror import reflect

SAID = "Ik durfde in het overleg niets te zeggen tegen de directeur."
RULE = reflect(SAID)
BANK = Draft(RULE.text, "Wat hield je tegen?", "bank", "concreet", ("W3",), "verzet-01")
CLEAN = Draft("Je durfde in het overleg niets te zeggen.", "Wat wilde je zeggen?", "model", "concreet")


def never() -> Draft:
    raise AssertionError("the bank was asked for a question that nobody needs")


def repaired(mirror: str, question: str) -> Passed:
    return repair(replace(CLEAN, mirror=mirror, question=question), SAID, RULE, lambda: BANK)


def test_a_clean_draft_is_shown_as_it_is_and_the_bank_is_not_asked() -> None:
    passed = repair(CLEAN, SAID, RULE, never)
    assert (passed.draft, passed.refused, passed.verdict.ok) == (CLEAN, (), True)


def test_only_the_question_that_was_refused_is_replaced() -> None:
    passed = repaired(CLEAN.mirror, "Heb je al geprobeerd met hem te praten?")
    assert (passed.draft.mirror, passed.draft.question) == (CLEAN.mirror, BANK.question)
    assert passed.draft.question_id == BANK.question_id
    assert [refusal.text for refusal in passed.refused] == [f"{CLEAN.mirror} Heb je al geprobeerd met hem te praten?"]


def test_only_the_mirror_that_was_refused_is_replaced() -> None:
    passed = repaired("Wat dapper dat je dit zegt.", CLEAN.question)
    assert (passed.draft.mirror, passed.draft.question, passed.draft.origin) == (RULE.text, CLEAN.question, "model")


def test_a_draft_that_is_wrong_all_over_becomes_the_rule_mirror_and_a_question_of_the_bank() -> None:
    passed = repaired("Wat dapper dat je dit zegt.", "Heb je al geprobeerd met hem te praten?")
    assert (passed.draft.mirror, passed.draft.question) == (RULE.text, BANK.question)
    assert not passed.verdict.ok
    assert {breach.code for breach in passed.refused[0].breaches} >= {"OORDEEL_POS", "ADVIES"}


def test_a_draft_without_a_question_gets_one_of_the_bank_when_something_is_wrong() -> None:
    passed = repaired("Wat dapper dat je dit zegt.", "")
    assert (passed.draft.mirror, passed.draft.question) == (RULE.text, BANK.question)


def test_after_two_repairs_the_banks_question_stands_alone() -> None:
    judging = replace(RULE, text="Wat dapper dat je dit zegt.", words="wat ben jij een lafaard zeg")
    passed = repair(replace(BANK, mirror="Goed zo."), "Niets.", judging, never)
    assert (passed.draft.mirror, passed.draft.question) == ("", BANK.question)
    assert len(passed.refused) == 3
    assert all(refusal.breaches for refusal in passed.refused)


def test_a_bank_question_is_kept_when_only_the_mirror_is_refused() -> None:
    passed = repair(replace(BANK, mirror="Goed zo."), SAID, RULE, never)
    assert (passed.draft.mirror, passed.draft.question_id) == (RULE.text, BANK.question_id)
