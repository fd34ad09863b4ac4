"""What each sentence of a reply does, and the roots that tell whose words it has."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.guard import check_reply
from assistant.guard.roots import root

SAID = "Mijn directeur trok het voorstel terug en ik bleef zitten."


@pytest.mark.parametrize(
    ("sentence", "act"),
    [
        ("Je directeur trok het voorstel terug.", "SPIEGEL"),
        ("Het voorstel is teruggetrokken en jij bleef zitten.", "SPIEGEL"),
        ("Je directeur trok het voorstel brutaal terug.", "SPIEGEL_PLUS"),
        ("Wat deed je toen?", "OPEN"),
        ("Bleef je zitten?", "GESLOTEN"),
        ("Je bepaalt zelf of je hierop ingaat.", "AUTONOMIE"),
        ("Dat is aan jou.", "AUTONOMIE"),
        ("Ik ben een programma.", "OVERIG"),
        ("Wie er gelijk heeft, zeg ik niet.", "OVERIG"),
    ],
)
def test_a_sentence_has_one_act(sentence: str, act: str) -> None:
    assert [coded.act for coded in check_reply(SAID, sentence).sentences] == [act]


def test_every_sentence_is_coded_with_the_breaches_in_it() -> None:
    verdict = check_reply(SAID, "Je directeur trok het voorstel terug. Wat knap van je. Wat deed je toen?")
    assert [coded.act for coded in verdict.sentences] == ["SPIEGEL", "OVERIG", "OPEN"]
    assert [bool(coded.codes) for coded in verdict.sentences] == [False, True, False]
    assert {code for coded in verdict.sentences for code in coded.codes} == {b.code for b in verdict.breaches}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("trok", "teruggetrokken"),
        ("belde", "opgebeld"),
        ("gemogen", "mocht"),
        ("besloten", "besluit"),
        ("werkte", "gewerkt"),
        ("brieven", "brief"),
        ("teams", "team"),
        ("aanspreken", "sprak"),
    ],
)
def test_forms_of_one_word_have_one_root(one: str, other: str) -> None:
    assert root(one) == root(other)


@pytest.mark.parametrize(("one", "other"), [("baas", "bal"), ("huis", "huid"), ("rust", "ruzie")])
def test_other_words_have_another_root(one: str, other: str) -> None:
    assert root(one) != root(other)


@given(st.text(max_size=60))
def test_every_text_has_a_root(word: str) -> None:
    assert isinstance(root(word), str)


def test_what_the_program_says_it_does_not_do_breaks_no_rule() -> None:
    assert check_reply("Moet een goede directeur dat kunnen?", "Wat een goede directeur moet kunnen, zeg ik niet.").ok


def test_a_sentence_that_turns_from_itself_to_a_verdict_is_found() -> None:
    codes = {
        breach.code for breach in check_reply("Hij loog.", "Ik kies geen kant, maar hij is een leugenaar.").breaches
    }
    assert "OORDEEL_NEG" in codes


def test_another_form_of_the_users_word_is_still_the_users() -> None:
    assert check_reply("Hij overdrijft altijd.", "Overdreven, noem je het.").ok
    assert not check_reply("Hij praat altijd.", "Overdreven, noem je het.").ok
