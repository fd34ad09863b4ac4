"""Facts about how far a denial, a past or a field of work reaches, and about danger told in a roundabout way.

Run: python -m pytest tests/safety
"""

import pytest

from assistant.content.texts import text
from assistant.dialogue.safety import check_message
from assistant.dialogue.safety_scope import with_commas
from assistant.dialogue.safety_words import normalise


@pytest.mark.parametrize(
    "message",
    [
        "Het is geen pesten, we plagen elkaar over en weer.",
        "Nee, niet dat ik dood wil hoor.",
        "Van discriminatie was volgens mij geen sprake.",
        "Hij bedreigde me niet, hij wees alleen naar de klok.",
        "Mijn vader sloeg ons vroeger. Ik heb daar therapie voor gehad en het is afgerond.",
        "In 2011 is een collega van ons door zelfdoding overleden. We herdenken haar met een wandeling.",
    ],
)
def test_what_is_denied_or_told_as_over_raises_no_alarm(message: str) -> None:
    assert check_message(message).route == "none"


@pytest.mark.parametrize(
    "message",
    [
        "Ik slaap niet, mijn man slaat me.",
        "Ik heb niemand verteld dat mijn man me slaat.",
        "Mijn man slaat me niet meer zo vaak.",
        "Ik denk niet alleen aan mijn werk, ik denk aan zelfmoord.",
        "Ik geef een training over zelfdoding en ik wil zelf dood.",
        "Mijn ex werkt bij de politie en mijn ex bedreigt me.",
    ],
)
def test_a_denial_or_a_field_of_work_reaches_no_further_than_its_clause(message: str) -> None:
    assert check_message(message).route == "crisis"


@pytest.mark.parametrize(
    ("message", "route"),
    [
        ("De brieven voor mijn gezin liggen klaar. Nu alleen nog de kwartaalcijfers.", "crisis"),
        ("Ik spaar de medicijnen op die ik krijg.", "crisis"),
        ("Lange mouwen in juli, en er komen steeds nieuwe bij.", "crisis"),
        ("Onze penningmeester betaalt zijn keuken van de rekening van de stichting.", "integrity"),
        ("De rector heeft de examencijfers laten aanpassen.", "integrity"),
        ("Mijn chef dreigt me kapot te maken in de sector.", "integrity"),
    ],
)
def test_what_is_told_in_a_roundabout_way_is_heard(message: str, route: str) -> None:
    assert check_message(message).route == route


def test_after_a_fixed_text_the_user_can_say_that_something_else_was_meant() -> None:
    assert all("Bedoel je iets anders?" in text("safety.vervolg", at) for at in range(4))


def test_a_comma_in_the_message_ends_a_clause_and_moves_no_letter() -> None:
    message = "Ik slaap niet, hij belt."
    words, places = normalise(message)
    clauses = with_commas(message, words, places)
    assert clauses.strip(" .") == "ik slap niet,hij belt"
    assert len(clauses) == len(words)
