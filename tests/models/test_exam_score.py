"""When a reply of the writing exam is faithful, Dutch and clean."""

from __future__ import annotations

import pytest
from exam_help import CASES

from assistant.model.exam_cases import Case, load_cases, load_exam
from assistant.model.exam_score import judge, unwritten

ASKS = "Wat merk je daarvan?"
TWO, TEAM, *_ = CASES


def marks(case: Case, reply: str) -> tuple[bool, bool, bool]:
    answer = judge(case, reply, 0.2)
    assert bool(answer.why) == (not (answer.faithful and answer.dutch and answer.clean))
    return answer.faithful, answer.dutch, answer.clean


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_a_good_mirror_with_an_open_question_gets_every_mark(case: Case) -> None:
    assert marks(case, f"{case.target[0]} {ASKS}") == (True, True, True)


@pytest.mark.parametrize(
    ("mirror", "found"),
    [
        ("Je hebt Karin je plan gegeven.", "weggelegd / legde het weg"),
        ("Zij heeft je plan gegeven en het weggelegd.", "Karin"),
        ("Karin heeft jou het plan gegeven en jij hebt het weggelegd.", "Karin heeft jou"),
        ("KARIN  HEEFT JOU het plan gegeven en jij hebt het weggelegd.", "Karin heeft jou"),
        ("Je bent boos: je hebt Karin je plan gegeven en zij heeft het weggelegd.", "boos"),
        ("Je hebt Karin mijn plan gegeven en zij heeft het weggelegd.", "mijn"),
        ("Ik heb Karin het plan gegeven en zij heeft het weggelegd.", "ik-vorm"),
        ("Je hebt Karin je plan gegeven en zij heeft het weggelegd in een kast op kantoor.", "kast, kantoor"),
    ],
)
def test_a_mirror_that_leaves_out_turns_round_or_adds_is_not_faithful(mirror: str, found: str) -> None:
    answer = judge(TWO, f"{mirror} {ASKS}", 0.2)
    assert not answer.faithful
    assert found in " ".join(answer.why)


@pytest.mark.parametrize(
    "mirror",
    [
        "Je gaf Karin je plan en zij legde het weg.",
        "Karin kreeg je plan van jou: je hebt het haar gegeven en zij heeft het weggelegd.",
    ],
)
def test_another_order_and_another_form_of_a_word_are_faithful(mirror: str) -> None:
    assert judge(TWO, f"{mirror} {ASKS}", 0.2).faithful


def test_a_term_counts_as_a_whole_word_only() -> None:
    assert not judge(TEAM, f"Je teamlid is moe van de verhuizing. {ASKS}", 0.2).faithful
    assert judge(TEAM, f"Je TEAM is moe van de verhuizing. {ASKS}", 0.2).faithful


def test_the_question_is_not_searched_for_what_the_mirror_must_or_must_not_say() -> None:
    assert judge(TEAM, f"{TEAM.target[0]} Wat zie je als jij bent waar je team is?", 0.2).faithful
    assert not judge(TEAM, "Je bent moe van de verhuizing. Wat merk je aan je team?", 0.2).faithful


def test_the_question_is_searched_for_what_is_bad_in_it() -> None:
    demands = TEAM.metadata.model_copy(update={"question_bad": ("jouw schuld",)})
    strict = TEAM.model_copy(update={"metadata": demands})
    asked = f"{TEAM.target[0]} Wat is daarvan jouw schuld?"
    assert judge(TEAM, asked, 0.2).faithful
    assert not judge(strict, asked, 0.2).faithful


@pytest.mark.parametrize(
    "reply",
    [
        "Je team is moe van de verhuizing.",
        "Wat maakt je team moe van de verhuizing?",
        "Je team is moe van de verhuizing? Ja. Wat merk je?",
        "Je team is moe van de verhuizing. Wat merk je? En wat doe je?",
    ],
)
def test_without_a_mirror_and_one_question_after_it_a_reply_is_not_faithful(reply: str) -> None:
    assert not judge(TEAM, reply, 0.2).faithful


def test_another_language_costs_every_mark() -> None:
    assert marks(TEAM, "Your team is tired of the move and you see it. What do you notice about that?") == (False,) * 3


@pytest.mark.parametrize(
    "mirror", ["Je team is moe moe moe van de verhuizing.", "Je team is moe, je team is moe van de verhuizing."]
)
def test_a_model_that_repeats_itself_writes_no_dutch(mirror: str) -> None:
    assert marks(TEAM, f"{mirror} {ASKS}")[:2] == (False, False)


def test_a_judgement_costs_the_clean_mark_only() -> None:
    assert marks(TEAM, f"{TEAM.target[0]} Wat vind je zo dapper aan jezelf?") == (True, True, False)


def test_nothing_written_gets_no_mark() -> None:
    assert marks(TEAM, "") == (False, False, False)
    assert unwritten(TEAM, late=True).why != judge(TEAM, "", 0.2).why


def test_who_writes_the_good_mirrors_of_the_shipped_exam_gets_the_mark_for_faithful() -> None:
    exam = load_exam()
    answers = [judge(case, f"{case.target[0]} {ASKS}", exam.added_share) for case in load_cases()]
    assert sum(answer.faithful for answer in answers) >= exam.faithful_mark * len(answers)
    # A floor, not the mark: the guard still stops some good mirrors, such as one that ends in a quoted sentence.
    assert sum(answer.clean for answer in answers) >= 0.9 * len(answers)
    assert all(answer.dutch for answer in answers)


def test_the_statements_of_the_shipped_exam_are_no_mirrors_of_themselves() -> None:
    share = load_exam().added_share
    copied = [judge(case, f"{case.input.rstrip('.?!')}. {ASKS}", share) for case in load_cases()]
    assert sum(answer.faithful for answer in copied) < 0.1 * len(copied)


def test_the_good_mirror_of_another_statement_is_never_faithful() -> None:
    cases, share = load_cases(), load_exam().added_share
    pairs = zip(cases, [*cases[1:], cases[0]], strict=True)
    assert not any(judge(case, f"{other.target[0]} {ASKS}", share).faithful for case, other in pairs)
