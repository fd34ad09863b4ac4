"""What is no Dutch, or no sentence."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.guard import check_reply
from assistant.guard.language import is_cut_off, language_fault
from assistant.guard.sentences import sentences

SAID = "Ik zei in de meeting tegen Bram: let's go. De feedback was hard."


def codes(reply: str, said: str = SAID) -> set[str]:
    return {breach.code for breach in check_reply(said, reply).breaches}


@pytest.mark.parametrize(
    "reply",
    [
        "Je zei het tegen Bram. What happened then?",
        "Je zei het tegen Bram, and that was hard.",
        "Das ist nicht deine Schuld.",
        "Comment vous sentez-vous?",
        "Je zei het tegen Bram.<end_of_turn>",
        "### Antwoord: je zei het tegen Bram.",
        "Je zei het. Coach: wat deed je toen?",
        "[INST] Je zei het tegen Bram.",
        "Je zei je zei je zei het tegen Bram.",
        "En dan zei je het tegen Bram en dan zei je het tegen",
        "Je zei het tegen Bram en",
        "Je zei het tegen Брам и Наташа.",
    ],
)
def test_what_is_no_dutch_or_no_sentence_is_found(reply: str) -> None:
    assert "TAAL" in codes(reply)


@pytest.mark.parametrize(
    "reply",
    [
        "Je zei in de meeting tegen Bram: 'Let's go.'",
        "De feedback was hard. Welke deadline stond er?",
        "Je team zat op een offsite met de CEO en het MT.",
        "Was het die dag al zo? Nee, zei Bram.",
        "Ge zijt content, zegt ge. Wat ging er door u heen?",
        "Hij zei: 'Nee.' En nog eens: 'Nee.'",
    ],
)
def test_dutch_with_the_words_of_work_is_dutch(reply: str) -> None:
    assert "TAAL" not in codes(reply)


def test_foreign_words_of_the_user_may_come_back() -> None:
    said = "He told me: you are not the right person for this."
    assert "TAAL" not in codes("Hij zei: 'you are not the right person for this'.", said)


@pytest.mark.parametrize(
    ("reply", "cut"), [("Je zei het en", True), ("Je zei het.", False), ("Wat?", False), ("", False)]
)
def test_a_reply_that_stops_halfway_is_cut_off(reply: str, cut: bool) -> None:
    assert is_cut_off(reply) is cut


@given(st.text(max_size=200))
def test_any_text_has_at_most_one_fault_a_sentence_inside_it(text: str) -> None:
    for sentence in sentences(text, ""):
        fault = language_fault(sentence, frozenset())
        assert fault is None or 0 <= fault.start < fault.end <= len(sentence.folded)
