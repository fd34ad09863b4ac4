"""Facts about a rehearsal: who says what, the report, reading a pasted set. Run: python -m pytest tests/rehearsal"""

import json
from collections import Counter
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.content.bank import load_bank
from assistant.content.texts import text, wordings
from assistant.documents.export import KINDS, render
from assistant.documents.export_md import render_md
from assistant.errors import InputError
from assistant.guard import check_question
from assistant.jobs.rehearsal import (
    MOST,
    Effect,
    Problem,
    find_problems,
    participants,
    read_questions,
    rehearse,
    to_json,
    to_report,
)

SET = (
    "Wat neem je mee uit dit gesprek?",
    "Heb je het er al over gehad?",
    "Waar ben je bang voor?",
    "Wat dacht je van een gezamenlijke lunch?",
    "Wat ging goed en wat kan beter?",
    "Waarom heb je Karin niet gebeld?",
    "Jij bent toch degene die dat regelt?",
)
OPEN = [question.text for question in load_bank().values()][:MOST]


def test_every_participant_reacts_to_every_question() -> None:
    ids = [who.id for who in participants()]
    assert len(ids) >= 5
    for tried in rehearse(SET).tried:
        assert [reaction.participant.id for reaction in tried.reactions] == ids
        assert all(reaction.said for reaction in tried.reactions)


def test_an_open_question_opens_most_and_the_others_do_not() -> None:
    effects = [tried.effect for tried in rehearse(SET).tried]
    assert effects == ["opent", "sluit", "verdedigt", "verdedigt", "sluit", "verdedigt", "sluit"]


def test_the_same_set_gets_the_same_reactions() -> None:
    assert rehearse(SET) == rehearse(SET)


def test_a_participant_repeats_nothing_before_every_wording_was_used() -> None:
    said = Counter((r.participant.id, r.said) for tried in rehearse(OPEN).tried for r in tried.reactions)
    for who in participants():
        times = [said[who.id, line] for answer in who.reactions if answer.to == "geen" for line in answer.said]
        assert max(times) - min(times) <= 1


def test_the_effects_add_up_to_the_questions() -> None:
    rehearsal = rehearse(SET)
    assert set(rehearsal.effects) == set(get_args(Effect))
    assert sum(rehearsal.effects.values()) == len(SET)


def test_nobody_shouts_and_nothing_that_is_said_stands_twice() -> None:
    lines = [line for who in participants() for answer in who.reactions for line in answer.said]
    assert not [line for line in lines if "!" in line]
    assert [line for line, times in Counter(lines).items() if times > 1] == []


@pytest.mark.parametrize("problem", get_args(Problem))
def test_what_the_coach_is_asked_is_itself_an_open_question(problem: str) -> None:
    asked = text(f"rehearsal.denk-{problem}")
    assert check_question(asked).ok
    assert find_problems(asked) == ()


@pytest.mark.parametrize("kind", KINDS)
def test_the_report_can_be_saved(kind: str) -> None:
    assert len(render(to_report(rehearse(SET)), kind)) > 500


def test_the_report_begins_with_what_it_can_not_say() -> None:
    shown = render_md(to_report(rehearse(SET))).decode()
    warning = wordings("rehearsal.voorbehoud")[0]
    assert "bestaan niet" in warning
    assert shown.index(warning) < shown.index(SET[0])
    assert "Wat wil je met deze vraag begrijpen?" in shown


def test_the_report_of_one_question_speaks_of_one_question() -> None:
    shown = render_md(to_report(rehearse(SET[:1]))).decode()
    assert text("rehearsal.telling-een-opent") in shown
    assert text("rehearsal.woorden-geen") in shown


def test_the_json_can_be_written_and_says_that_it_is_scripted() -> None:
    data = json.loads(json.dumps(to_json(rehearse(SET))))
    assert data["scripted"] is True
    assert [tried["question"] for tried in data["tried"]] == list(SET)
    assert set(data["tried"][5]["findings"][0]) == {"problem", "cue", "why"}
    assert set(data["tried"][0]["reactions"][0]) == {"participant", "name", "effect", "said"}


@pytest.mark.parametrize(
    ("questions", "key"),
    [
        ((), "proefsessie-leeg"),
        ((" ",), "proefsessie-leeg"),
        (["Hoe?"] * 31, "proefsessie-te-veel"),
        ((f"Hoe {'n' * 400}?",), "proefsessie-te-lang"),
    ],
)
def test_what_can_not_be_rehearsed_is_refused(questions: list[str], key: str) -> None:
    with pytest.raises(InputError) as refused:
        rehearse(questions)
    assert refused.value.key == key
    assert str(refused.value).endswith(".")


@pytest.mark.parametrize(
    "pasted",
    [
        "Wat zie jij?\nHoe gaat het?",
        "1. Wat zie jij?\n2. Hoe gaat het?",
        "  1) Wat zie jij?\n\n  2) Hoe gaat het?\n",
        "- Wat zie jij?\r\n* Hoe gaat het?",
        "Opening (10 min)\n• Wat zie jij?\nVerdieping:\n☐ Hoe gaat het?",
        "| Tijd | Vraag |\n| --- | --- |\n| 10 | Wat zie jij? |\n| 5 | Hoe gaat het? |",
        '‘Wat zie jij?’\n"Hoe gaat het?"',
        "a. **Wat zie jij?**\nb. Hoe gaat het\\?",
        "Wat zie\njij?\nHoe gaat het?\nWat zie jij?",
    ],
)
def test_questions_are_taken_out_of_a_pasted_list(pasted: str) -> None:
    assert read_questions(pasted) == ("Wat zie jij?", "Hoe gaat het?")


def test_without_question_marks_every_line_counts() -> None:
    assert read_questions("wat zie jij\nhoe gaat het\nheb je tijd") == ("wat zie jij", "hoe gaat het", "heb je tijd")


def test_a_question_set_of_waterlijn_can_be_pasted() -> None:
    shown = render_md(to_report(rehearse(SET))).decode()
    assert set(SET) <= set(read_questions(shown.split("## De bedachte")[0]))


@pytest.mark.parametrize(
    ("pasted", "key"),
    [
        ("", "proefsessie-leeg"),
        (" \n 1. \n - \n ?", "proefsessie-leeg"),
        ("\n".join(f"Wat is {n}?" for n in range(31)), "proefsessie-te-veel"),
    ],
)
def test_a_pasted_text_without_questions_or_with_too_many_is_refused(pasted: str, key: str) -> None:
    with pytest.raises(InputError) as refused:
        read_questions(pasted)
    assert refused.value.key == key


@given(st.text(max_size=300))
def test_any_text_gives_questions_or_a_refusal(pasted: str) -> None:
    try:
        found = read_questions(pasted)
    except InputError:
        return
    assert 1 <= len(found) <= MOST
    assert len(set(found)) == len(found)
    assert all(question == question.strip() and "\n" not in question for question in found)


BULLETS = st.sampled_from(["", "- ", "* ", "• ", "1. ", "2) ", "[ ] ", "  3. ", "☐ ", "# "])


@given(st.lists(st.tuples(BULLETS, st.sampled_from(OPEN)), min_size=1, max_size=MOST), st.sampled_from(["\n", "\r\n"]))
def test_no_question_of_a_list_is_lost(items: list[tuple[str, str]], end: str) -> None:
    pasted = end.join(bullet + question for bullet, question in items)
    assert read_questions(pasted) == tuple(dict.fromkeys(question for _, question in items))
