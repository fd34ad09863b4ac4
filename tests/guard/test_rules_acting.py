"""Rules for advice, pressing, warning and leading questions: by rule alone, without the classifier."""

from __future__ import annotations

from itertools import chain

import pytest

from assistant.content.strictyaml import load_cached
from assistant.guard.check import _rule_breaches
from assistant.guard.content import UNBOUNDED, MoreRules
from assistant.guard.echo import UserWords
from assistant.guard.sentences import sentences
from assistant.settings import content_dir

BREACHES = {
    "ADVIES": [
        "Sommige teams leggen zoiets eerst op papier vast.",
        "Een kop koffie buiten kantoor doet dan vaak wonderen.",
        "Ge kunt het hem ook gewoon mailen.",
        "Gewoon eens rustig bij hem binnenlopen.",
        "Het zou schelen als er een vaste dag voor is.",
        "Heb je al eens met zijn baas gesproken?",
        "Is het geen idee om dat samen te doen?",
        "Wat let je om haar morgen te bellen?",
        "Hoe zou het zijn om een dag niet te mailen?",
    ],
    "STUREN": [
        "Het is hoog tijd dat je opstaat.",
        "Bel hem nu, voor het weekend.",
        "Ge moet hem dat vandaag zeggen.",
        "Genoeg getwijfeld.",
        "Je kunt er niet omheen.",
        "Schouders eronder en de knoop doorhakken.",
        "Je weet zelf wel wat je moet doen.",
        "Nu niet meer terugkrabbelen, en geen uitvluchten.",
    ],
    "WAARSCHUWING": [
        "Vroeg of laat ligt dit bij de rechter.",
        "Als dit zo blijft, loopt je team leeg.",
        "Straks sta je er helemaal alleen voor.",
        "Dat gaat je nog opbreken.",
        "Wie de klok negeert, betaalt later de rekening.",
        "Het is wachten tot de eerste ziek wordt.",
        "Dat is vragen om problemen.",
        "Zo raakt ge uw beste mensen kwijt.",
    ],
    "LEIDEND": [
        "Waarom pik je dat van haar?",
        "Wat weerhoudt je ervan om eerlijk te zijn?",
        "Je bent gewoon jaloers, toch?",
        "Hoe lang laat ge dat nog duren?",
        "Wat maakt het zo moeilijk om los te laten?",
        "Zou het kunnen dat je hem ontwijkt?",
        "Wie probeer je daarmee te sparen?",
        "Welke signalen heb je gemist?",
        "Hoe heb je het zover laten komen?",
    ],
}
CLEAN = {
    "ADVIES": [
        ("Ik weet niet of ik ermee doorga.", "Je kunt dit ook laten rusten."),
        ("Mijn collega kan ook op zondag werken.", "Je collega kan ook op zondag werken."),
        ("Hij helpt nooit mee.", "Hij helpt nooit mee, zeg je."),
        ("Ik mail hem elke dag.", "Wat wil je dat hij met je mails doet?"),
    ],
    "STUREN": [
        ("Ik moet morgen naar de raad.", "Je moet morgen naar de raad."),
        ("Ik heb geen tijd om te eten.", "Geen tijd om te eten, zeg je."),
        ("De volgende vergadering is belangrijk.", "Wat moet er volgens jou op tafel komen?"),
        ("Vier weken was ik weg.", "Vier weken was je weg, en niemand belde."),
    ],
    "WAARSCHUWING": [
        ("Als ik zo doorga, val ik om.", "Als je zo doorgaat, val je om, zeg je."),
        ("Ik ben bang dat ik hem kwijtraak.", "Je bent bang dat je hem kwijtraakt."),
        ("Is dat eerlijk?", "Of dat eerlijk is, zeg ik niet."),
        ("We zijn in juni klaar.", "Wat gebeurt er daarna?"),
    ],
    "LEIDEND": [
        ("Ik zeg niks tegen haar.", "Wat maakt dat je niets zegt?"),
        ("Ik vind het laf van hem.", "Wat noem je laf?"),
        ("Er is iets afgesproken.", "Wat is er precies afgesproken?"),
        ("Ik bleef zitten.", "Wat wil je dat er gebeurt?"),
    ],
}


def test_unlike_ways_of_each_breach_are_named_by_rule() -> None:
    missed = [(code, text) for code, texts in BREACHES.items() for text in texts if code not in _codes("", text)]
    assert missed == []


def test_near_misses_break_none_of_these_rules() -> None:
    for user, reply in chain.from_iterable(CLEAN.values()):
        assert not _codes(user, reply) & set(BREACHES), reply


@pytest.mark.parametrize("name", ["acting", "asking"])
def test_every_repeat_in_the_files_has_a_bound(name: str) -> None:
    found = load_cached(content_dir() / "prompts" / "guard" / "rules" / f"{name}.yaml", MoreRules)
    assert {rule.code for rule in found.rules} <= set(BREACHES)
    assert not any(UNBOUNDED.search(pattern) for rule in found.rules for pattern in rule.find + rule.unless)


def _codes(user: str, reply: str) -> set[str]:
    said = UserWords(user)
    found = chain.from_iterable(_rule_breaches(one, reply, said) for one in sentences(reply, said.folded))
    return {breach.code for breach in found}
