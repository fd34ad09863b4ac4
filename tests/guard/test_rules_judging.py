"""Verdicts, sides and explanations in everyday Dutch are found by rule and by name; near misses are left alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.content.strictyaml import load_yaml
from assistant.guard import check
from assistant.guard.content import MoreRules, rules
from assistant.guard.echo import UserWords
from assistant.guard.sentences import sentences
from assistant.settings import content_dir

FILES = [content_dir() / "prompts" / "guard" / "rules" / name for name in ("judging.yaml", "explaining.yaml")]
STORY = "Ik heb de planning van de kliniek aan Marit gegeven en zij stuurde die zonder overleg door naar de raad."
BREACHES = [
    ("OORDEEL_POS", "Daar kunnen heel wat directies een voorbeeld aan nemen."),
    ("OORDEEL_POS", "Dat pleit voor je."),
    ("OORDEEL_POS", "Zoiets zeggen vraagt lef."),
    ("OORDEEL_POS", "Je verwoordt het haarscherp."),
    ("OORDEEL_POS", "Merci dat u hier zo open over bent."),
    ("OORDEEL_POS", "Zo'n leidinggevende zou iedereen willen hebben."),
    ("OORDEEL_POS", "Je hebt het hart op de juiste plaats."),
    ("OORDEEL_NEG", "Collegiaal is toch iets anders."),
    ("OORDEEL_NEG", "Daar is weinig collegiaals aan."),
    ("OORDEEL_NEG", "Zwak is dat niet."),
    ("OORDEEL_NEG", "Een directeur hoort zijn mensen zelf in te lichten."),
    ("OORDEEL_NEG", "Och arme, en dat na al dat werk."),
    ("OORDEEL_NEG", "Zo ga je niet met mensen om."),
    ("OORDEEL_NEG", "Dit gaat alle perken te buiten."),
    ("PARTIJ", "Ge hebt groot gelijk."),
    ("PARTIJ", "Daar valt wel iets voor te zeggen."),
    ("PARTIJ", "Ieder ander zou er kwaad van worden."),
    ("PARTIJ", "Ze zal haar redenen wel hebben."),
    ("PARTIJ", "Afspraak is nu eenmaal afspraak."),
    ("PARTIJ", "Je kunt het haar moeilijk kwalijk nemen."),
    ("PARTIJ", "In jouw schoenen had ik hetzelfde gedaan."),
    ("DUIDING", "Daar schuilt waarschijnlijk oude pijn achter."),
    ("DUIDING", "Zo reageert iemand die vroeger nooit gehoord is."),
    ("DUIDING", "Zwijgen is vaak een manier om niets te hoeven voelen."),
    ("DUIDING", "Ze is vast onzeker over haar plek."),
    ("DUIDING", "Je lichaam weet het al langer."),
    ("DUIDING", "Ergens wil je gewoon gezien worden."),
    ("DUIDING", "Die mail zegt meer over haar dan over de planning."),
]
CLEAN = [
    # What the user finds, given back as theirs.
    ("OORDEEL_POS", "Ik vond het knap dat hij bleef.", "Je vond het knap dat hij bleef."),
    ("OORDEEL_NEG", "Ik vind het schandalig en goedkoop van hem.", "Schandalig en goedkoop, zo noem je het."),
    ("PARTIJ", "Volgens mij heeft zij gelijk.", "Volgens jou heeft zij gelijk."),
    (
        "DUIDING",
        "Ik denk dat ze bang is om haar plek te verliezen.",
        "Je denkt dat ze bang is om haar plek te verliezen.",
    ),
    # A question without content of its own.
    ("OORDEEL_POS", STORY, "Hoe goed ken je Marit?"),
    ("OORDEEL_NEG", STORY, "Wat was er volgens jou nodig geweest?"),
    ("PARTIJ", STORY, "Waar komt de planning nu terecht?"),
    ("DUIDING", STORY, "Wat stuurde Marit precies door?"),
    # What the program says about itself, and what is up to the user.
    ("OORDEEL_POS", STORY, "Of het een goede stap was, daar zeg ik niets over."),
    ("OORDEEL_NEG", STORY, "Een oordeel over Marit krijg je van mij niet."),
    ("PARTIJ", STORY, "Wie van jullie gelijk heeft, daar spreek ik me niet over uit."),
    ("DUIDING", STORY, "Waarom Marit dat deed, weet ik niet."),
]


def codes(said: str, reply: str) -> set[str]:
    """What the rules alone find: no classifier, no check on the form of a question."""
    user = UserWords(said)
    found = sentences(reply, user.folded)
    return {rule.rule.code for one in found for rule in rules() if check._first_match(rule, one, user)}


@pytest.mark.parametrize(("code", "reply"), BREACHES)
def test_a_breach_is_named_by_rule(code: str, reply: str) -> None:
    assert code in codes(STORY, reply)


@pytest.mark.parametrize(("code", "said", "reply"), CLEAN)
def test_a_near_miss_breaks_no_rule_of_its_code(code: str, said: str, reply: str) -> None:
    assert code not in codes(said, reply)


def test_a_person_shift_of_what_the_user_said_is_no_explanation() -> None:
    assert "DUIDING" in codes(STORY, "Ergens wil je gezien worden door de raad.")
    assert "DUIDING" not in codes(
        "Ergens wil ik gezien worden door de raad.", "Ergens wil je gezien worden door de raad."
    )


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_the_reasons_are_one_sentence(path: Path) -> None:
    content = load_yaml(path, MoreRules)
    assert all(rule.why.endswith(".") and rule.why.count(".") == 1 for rule in content.rules)
