"""Two questions in one, and questions that offer their answers."""

from __future__ import annotations

import pytest

from assistant.guard import check_question, check_reply


def codes(question: str) -> set[str]:
    return {breach.code for breach in check_question(question).breaches}


@pytest.mark.parametrize(
    "question",
    [
        "Wat zei je, en weet Sanne dat?",
        "Wat dacht je daarbij, of zei je niets?",
        "Wat zegt Luc en wat zegt Bram ervan?",
        "Hoe ging dat en wie heeft het bedacht?",
    ],
)
def test_a_second_question_behind_a_joining_word_is_found(question: str) -> None:
    assert "MEER_VRAGEN" in codes(question)


@pytest.mark.parametrize(
    "question",
    [
        "Wat zag en hoorde je toen?",
        "Wat zei je tegen Sanne en Luc?",
        "Wat bedoelt hij daarmee, denk je?",
        "Wat gebeurde er toen je belde en niemand opnam?",
        "Wie weet wat er is afgesproken?",
    ],
)
def test_one_question_with_two_parts_is_one_question(question: str) -> None:
    assert "MEER_VRAGEN" not in codes(question)


@pytest.mark.parametrize("question", ["Wat was het: de toon of de tijd?", "Wie begint er, de directie of het team?"])
def test_a_question_that_offers_its_answers_is_closed(question: str) -> None:
    assert "GESLOTEN" in codes(question)


def test_a_question_behind_a_quoted_sentence_is_still_open() -> None:
    said = "Hij zei lekker makkelijk! Toen liep hij weg."
    assert check_reply(said, "Hij zei: 'Lekker makkelijk!' Wat deed je toen?").ok


@pytest.mark.timeout(20)
@pytest.mark.parametrize(
    "words", ["zo een ", "een mens die ", "dat is ook wel ", "daar zit ", "als je dan nog naar de "]
)
def test_no_pattern_hangs_on_openings_that_never_end(words: str) -> None:
    assert check_reply("Ik zei niets.", words * 140).breaches
