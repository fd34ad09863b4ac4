"""The mirror: the hand-written table, and the properties that hold for any text."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.mirror import quote, reflect
from assistant.mirror.choose import LONGEST, candidates, carrying, sentences
from assistant.mirror.shift import shift_person
from evals.mirrors import Case, load_cases, score

DEV = load_cases("dev")
TEST = load_cases("test")


@pytest.mark.parametrize("case", DEV, ids=lambda case: case.id)
def test_no_mirror_of_the_development_table_is_wrong(case: Case) -> None:
    assert score(case, reflect(case.input)) != "wrong", reflect(case.input).text


@pytest.mark.parametrize("turn", range(4))
def test_the_lead_in_never_makes_a_mirror_of_the_development_table_wrong(turn: int) -> None:
    outcomes = [score(case, reflect(case.input, turn)) for case in DEV]
    assert outcomes.count("wrong") == 0


def test_there_are_at_least_150_cases_and_no_input_is_in_both_parts() -> None:
    assert len(DEV) >= 150
    assert len(TEST) >= 100
    assert not {case.input for case in DEV} & {case.input for case in TEST}


def test_the_unseen_table_is_nearly_free_of_wrong_mirrors_and_seldom_quoted() -> None:
    outcomes = [score(case, reflect(case.input)) for case in TEST]
    assert outcomes.count("wrong") <= 2
    assert outcomes.count("exact") >= 0.85 * len(TEST)


@pytest.mark.parametrize(
    ("said", "shifted"),
    [
        ("Ik word gek van het werk en krijg niks terug.", "Je wordt gek van het werk en krijgt niks terug."),
        ("Dan word ik boos.", "Dan word je boos."),
        ("Ik merk dat ik het opgeef.", "Je merkt dat je het opgeeft."),
        ("Mijn collega en ik hebben ruzie.", "Je collega en jij hebben ruzie."),
        ("We vergissen ons vaak.", "Jullie vergissen je vaak."),
        ("We hebben ons team verteld dat het stopt.", "Jullie hebben jullie team verteld dat het stopt."),
        ("Ze zeggen dat hij het beter weet dan ik.", "Ze zeggen dat hij het beter weet dan jij."),
        ("Als ik zo doorga val ik om.", "Als je zo doorgaat val je om."),
        ("Ik wordt er moe van.", "Je wordt er moe van."),
        ("Karin zegt 'ik doe het niet' en ik geloof haar.", "Karin zegt 'ik doe het niet' en je gelooft haar."),
    ],
)
def test_the_person_shifts_and_the_verb_follows(said: str, shifted: str) -> None:
    assert shift_person(said) == shifted


@pytest.mark.parametrize(
    "said",
    [
        "Hij zei: ik doe het niet.",
        "Laat mij gewoon mijn werk doen.",
        "Zeg jij maar wat ik moet doen.",
        "Ik zeg u dat het zo is.",
        "Dat kan ik je vertellen.",
        "Laten we eerlijk zijn.",
    ],
)
def test_what_can_be_read_in_two_ways_is_not_shifted(said: str) -> None:
    assert shift_person(said) is None


@pytest.mark.parametrize("said", ["", "ja", "ok.", "😀😀", "...", "weet ik niet", "Hoi!"])
def test_a_message_that_carries_nothing_gets_no_mirror(said: str) -> None:
    assert reflect(said).text == ""


def test_a_statement_about_others_is_attributed_to_the_user() -> None:
    mirror = reflect("Karin doet nooit wat we afspreken.")
    assert mirror.kind == "anderen"
    assert mirror.text.endswith("Karin doet nooit wat jullie afspreken.")
    assert mirror.text != "Karin doet nooit wat jullie afspreken."


def test_a_question_of_the_user_is_quoted_and_not_answered() -> None:
    assert reflect("Waarom moet ik altijd degene zijn die het zegt?").kind == "vraag"


def test_ten_turns_do_not_start_the_same() -> None:
    starts = {" ".join(reflect(case.input, turn).text.split()[:3]) for turn, case in enumerate(DEV[:10])}
    assert len(starts) > 5


@pytest.mark.parametrize("said", ["Het ligt aan mij, denk ik.", "Hij is bang voor ons, geloof ik."])
def test_a_doubt_stays_a_doubt(said: str) -> None:
    assert re.search(r"(denk|geloof) (je|ik)", reflect(said).text)


def test_a_few_words_with_a_doubt_are_not_parroted() -> None:
    assert reflect("het MT denk ik").text == ""


@given(st.text(max_size=400))
def test_what_carries_stands_in_the_message_word_for_word(message: str) -> None:
    assert carrying(message) in message


def test_of_a_long_story_one_sentence_comes_back() -> None:
    story = "De vergadering begon om negen uur. " * 60 + "Ik durfde niets te zeggen."
    assert reflect(story).words == "Ik durfde niets te zeggen."


@given(st.text(max_size=300))
def test_any_text_gives_a_mirror_or_none_and_never_an_error(message: str) -> None:
    mirror = reflect(message)
    assert (mirror.kind == "geen") == (mirror.text == "")


@given(st.text(alphabet="ik mijn wij ben heb en dat .,'?!ÀéAB", max_size=120))
def test_a_shift_keeps_every_character_that_is_no_word(sentence: str) -> None:
    shifted = shift_person(sentence)
    if shifted is not None:
        assert re.sub(r"[\w']+", "", shifted) == re.sub(r"[\w']+", "", sentence)


@given(
    st.lists(
        st.sampled_from(["ik", "ben", "moe", "en", "hij", "dat", "werkt", "mijn", "team", "niet", ","]), max_size=14
    )
)
def test_no_first_person_is_left_after_a_shift(words: list[str]) -> None:
    shifted = shift_person(" ".join(words))
    if shifted is not None:
        assert not {"ik", "mijn", "mij"} & set(re.findall(r"\w+", shifted.lower()))


@given(st.text(max_size=400))
def test_candidates_come_from_the_message_and_fit_a_mirror(message: str) -> None:
    for part in candidates(message):
        assert len(part.split()) <= LONGEST
    joined = " ".join(message.split())
    for sentence in sentences(message):
        assert " ".join(sentence.split()) in joined


@given(st.text(max_size=200))
def test_a_quote_holds_the_literal_words(sentence: str) -> None:
    mirror = quote(sentence)
    if mirror.text:
        assert sentence.strip().strip("'\"‘’“”").rstrip(".") in mirror.text
