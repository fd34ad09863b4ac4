"""The mirror: the hand-written table, and the properties that hold for any text."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.guard import check_reply
from assistant.mirror import quote, reflect
from assistant.mirror.choose import candidates, carrying, sentences
from assistant.mirror.pieces import LONGEST
from assistant.mirror.shift import shift_person
from evals.mirrors import Case, load_cases, score, score_baseline, wilson

DEV = load_cases("dev")


@pytest.mark.parametrize("case", DEV, ids=lambda case: case.id)
def test_no_mirror_of_the_development_table_is_wrong(case: Case) -> None:
    assert score(case, reflect(case.input)) != "wrong", reflect(case.input).text


@pytest.mark.parametrize("turn", range(1, 10))
def test_the_lead_in_never_makes_a_mirror_of_the_development_table_wrong(turn: int) -> None:
    outcomes = [score(case, reflect(case.input, turn)) for case in DEV]
    assert outcomes.count("wrong") == 0


def test_there_are_at_least_150_cases_and_no_input_is_in_both_parts() -> None:
    unseen = load_cases("test")
    assert len(DEV) >= 150
    assert len(unseen) >= 100
    assert not {case.input for case in DEV} & {case.input for case in unseen}


def test_the_unseen_table_has_no_wrong_mirror_and_few_quotes() -> None:
    unseen = load_cases("test")
    outcomes = [score(case, reflect(case.input)) for case in unseen]
    assert outcomes.count("wrong") == 0
    assert outcomes.count("exact") >= 0.7 * len(unseen)


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
        "Alleen ik had het door.",
        "Ik snap je vraag niet.",
        "Je moet weten dat ik hier al twintig jaar werk.",
        "Wat doe ik hier eigenlijk nog.",
        "Ben ik nou gek.",
        "Ik zit thuis en werk niet.",
        "Ik moet zeggen dat het meevalt.",
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


@pytest.mark.parametrize(
    "said", ["Ik durf niets te zeggen.", "Karin doet nooit wat we afspreken.", "Omdat ik het niet weet."]
)
def test_no_two_turns_in_a_row_sound_the_same(said: str) -> None:
    leads = [reflect(said, turn).text.split()[:2] for turn in range(11)]
    assert all(one != next_one for one, next_one in pairwise(leads))
    assert len({tuple(lead) for lead in leads}) >= 5


@pytest.mark.parametrize(
    "said",
    ["ja", "Nee.", "weet ik niet", "Ik weet het niet.", "Klopt.", "klopt helemaal", "geen idee", "Hmm", "ok", "oké dan",
     "Ja, dat klopt.", "nou ja, ik weet ook niet", "Dat denk ik wel.", "haha ja", "Nee hoor.", "Tja. Geen idee."],
)  # fmt: skip
def test_a_word_of_assent_or_ignorance_is_not_parroted(said: str) -> None:
    assert all(reflect(said, turn).text == "" for turn in range(10))


def test_a_lead_in_lets_the_guard_see_whose_words_follow() -> None:
    said = "Ik moet dat uitleggen aan mijn team."
    assert all(check_reply(said, reflect(said, turn).text).ok for turn in range(10))


@pytest.mark.parametrize(
    "said",
    [
        "Vorige week heb ik, nadat ik er drie nachten over had wakker gelegen en met mijn vrouw had overlegd, "
        "eindelijk tegen mijn directeur gezegd dat ik zo niet verder wil.",
        "Dus nemen we de telefoon op, zeggen we 'momentje' en zetten we ze in de wacht.",
    ],
)
def test_a_cut_never_turns_a_statement_into_a_question(said: str) -> None:
    assert not re.match(r"(?:Heb|Nemen|Zeggen|Zetten) (?:je|jullie)\b", reflect(said).text)


def test_an_abbreviation_ends_no_sentence_and_quoted_speech_stays_whole() -> None:
    assert sentences("ik ben o.a. coach. hij niet. Ze zei: 'Kom. Nu.' En ik ging... denk ik") == [
        "ik ben o.a. coach.",
        "hij niet.",
        "Ze zei: 'Kom. Nu.'",
        "En ik ging... denk ik",
    ]


def test_swapping_words_is_far_worse_than_the_rules() -> None:
    assert sum(score_baseline(case) == "wrong" for case in DEV) > len(DEV) / 3


def test_the_interval_of_a_share_holds_the_share() -> None:
    low, high = wilson(2, 125)
    assert low < 2 / 125 < high < 0.06


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
