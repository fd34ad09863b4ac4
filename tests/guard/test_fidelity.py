"""Replies beside what the user said: what was changed is found, what was given back is left alone."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.content.strictyaml import load_yaml
from assistant.errors import ContentError
from assistant.guard.fidelity import unfaithful
from assistant.guard.fidelity_clauses import story
from assistant.guard.fidelity_near import is_new
from assistant.guard.fidelity_words import Kind, Lexicon, lexicon
from assistant.guard.sentences import Sentence, fold, sentences
from assistant.settings import content_dir

CHANGED: list[tuple[Kind, str, str]] = [
    ("number", "We hebben drie mensen aangenomen.", "Jullie hebben vier mensen aangenomen."),
    ("number", "We zitten op 80 procent van de norm.", "Jullie zitten op negentig procent van de norm."),
    ("number", "Dit was de tweede keer dat hij wegbleef.", "Dit was de zesde keer dat hij wegbleef."),
    ("time", "Ik sprak haar donderdag in de gang.", "Je sprak haar dinsdag in de gang."),
    ("time", "De raad komt in maart bijeen.", "De raad komt in mei bijeen."),
    ("time", "Soms komt ze te laat.", "Ze komt altijd te laat."),
    ("name", "Mijn collega wil de planning houden.", "Je collega Ingrid wil de planning houden."),
    ("name", "Ik werk als verpleegkundige op de nachtploeg.", "Je bent directeur op de nachtploeg."),
    ("doubt", "Misschien heb ik te lang gewacht.", "Je hebt te lang gewacht."),
    ("doubt", "Ik denk dat Joris weggaat.", "Joris gaat weg, zeg je."),
    ("doubt", "Het lijkt alsof ze me ontwijkt.", "Ze ontwijkt je."),
    ("negation", "Ik heb geen ruzie met Murat.", "Je hebt ruzie met Murat."),
    ("negation", "Ik heb de notulen gelezen.", "Je hebt de notulen niet gelezen."),
    ("roles", "Karin belde mij gisteren over het rooster.", "Je belde Karin gisteren over het rooster."),
    ("roles", "Ik ben door Murat uitgenodigd voor een gesprek.", "Je hebt Murat uitgenodigd voor een gesprek."),
    ("roles", "Anneke heeft Luc verklikt bij de directie.", "Luc heeft Anneke verklikt bij de directie."),
    ("roles", "Luc zei: 'Dit wordt niks.'", "'Dit wordt niks', zei je."),
    ("mood", "Hij liep weg en ik bleef zitten.", "Hij liep weg en jij was verdrietig."),
    ("added", "Ik leid de ploeg sinds de fusie.", "Je vertelt dat je thuis ruzie kreeg."),
    ("added", "Mijn baas wil de planning zien.", "Je baas wil de begroting zien."),
    ("plan", "Ik wil het team verlaten.", "Je hebt het team verlaten."),
    ("plan", "Ik heb mijn ontslag ingediend.", "Je wilt je ontslag indienen."),
    ("opposite", "De omzet steeg na de zomer.", "De omzet daalde na de zomer."),
    ("opposite", "Bijna iedereen stemde voor.", "Iedereen stemde voor."),
]
CHANGED += [
    ("cause", "Ik liep weg want mijn trein vertrok.", "Je liep weg omdat je bang was."),
    ("mark", "Hij heeft mijn plan een beetje veranderd.", "Hij heeft je plan volledig veranderd."),
    ("mark", "Luc gooide een bord.", "Luc gooide een bord. U was erbij."),
    ("added", "Ik belde Karin over het rooster.", "Je sprak met Karin over haar loon."),
    ("added", "Ik heb gehoord dat Tineke weggaat.", "Tineke heeft je verteld dat ze weggaat."),
    ("added", "Ik zei dat ik erover na zou denken.", "Je zei toe."),
    ("roles", "Ik ben jaloers op Karin.", "Karin is jaloers op je."),
    ("roles", "Ik heb Dennis gezegd dat het niet verder kan.", "Dennis zei je dat het niet verder kan."),
    ("roles", "Hij noemde mij koppig.", "U noemt hem koppig."),
    ("roles", "De raad keurde het plan af.", "De raad keurde jouw plan af."),
    ("roles", "Hij bleef stil.", "Jij bleef stil."),
    ("plan", "Ik stond op het punt om boos te worden.", "Je werd boos."),
    ("plan", "Bart doet alsof hij luistert.", "Bart luistert."),
    ("doubt", "Iemand heeft geklaagd, ik vermoed dat het Stijn was.", "Stijn heeft geklaagd."),
    ("number", "Drie van de vijf collega's in twee weken ziek.", "Vijf weken, drie collega's ziek."),
    ("opposite", "Eerst belde ik Petra, daarna heb ik het team ingelicht.", "Je lichtte eerst het team in."),
]
KEPT = [
    ("Ik belde Karin.", "Met Karin had je een telefoontje."),
    ("Ik wil weg, maar mijn team laat ik niet stikken.", "Je wilt weg, maar je team laat je niet stikken."),
    ("Het kantoor in Breda gaat dicht.", "Het kantoor in Breda sluit."),
    ("De commissaris vroeg mij te blijven.", "De commissaris vroeg u te blijven."),
    ("Ik twijfel tussen blijven en weggaan.", "Blijven of vertrekken, daar twijfel je over."),
    ("Ik had Peter willen bellen.", "Peter bellen wilde je."),
    ("Ik ben gevraagd voor de raad.", "De raad heeft u gevraagd."),
    ("Ik heb zijn brief niet gelezen.", "Zijn brief bleef ongelezen."),
    ("We hebben drie mensen aangenomen.", "Jullie hebben 3 mensen aangenomen."),
    ("Het gat is zes ton.", "Een gat van 600.000, zeg je."),
    ("Hij heeft me twee keer voorgelogen.", "Tweemaal voorgelogen, zeg je."),
    ("Altijd. Altijd zegt ze dat.", "'Altijd', twee keer zelfs."),
    ("Ik zag hem vanmorgen nog lopen.", "Je zag hem vanochtend nog lopen."),
    ("Misschien heb ik te lang gewacht.", "Misschien heb je te lang gewacht."),
    ("Ik twijfel of ik moet blijven.", "Je twijfelt of je moet blijven."),
    ("Ik denk dat het mijn schuld is.", "Volgens jou is het je schuld."),
    ("Niet alleen Luc was te laat.", "Luc was te laat, en niet alleen hij."),
    ("Ik ben door drie raadsleden gebeld.", "Drie raadsleden belden je."),
    ("Gisteren schold de klant mij uit.", "De klant schold u gisteren uit."),
    ("Dat zij mij belde, vond ik raar.", "Ze belde je, en dat vond je raar."),
    ("Het college trok het raadsvoorstel terug.", "Het voorstel is door het college teruggetrokken."),
    ("Vind jij dat ik gelijk heb?", "Of je gelijk hebt, daar doe ik geen uitspraak over."),
    ("Ik weet niet wat ik moet doen.", "Je bepaalt zelf of en wanneer je hierop ingaat."),
    ("Mijn chef belde mij.", "Je chef belde je."),
    ("Papa gaf hem opslag.", "Je vader gaf hem opslag."),
]


def found(said: str, reply: str) -> list[tuple[str, str]]:
    folded = fold(said)
    return [
        (unfaith.why, reply[sentence.start + unfaith.start : sentence.start + unfaith.end])
        for sentence in sentences(reply, folded)
        for unfaith in unfaithful(sentence, folded, reply)
    ]


@pytest.mark.parametrize(("kind", "said", "reply"), CHANGED, ids=lambda value: str(value)[:30])
def test_a_change_is_found_with_its_reason(kind: Kind, said: str, reply: str) -> None:
    assert lexicon().why[kind] in [why for why, _ in found(said, reply)]


@pytest.mark.parametrize(("said", "reply"), KEPT, ids=lambda value: str(value)[:30])
def test_what_is_given_back_is_left_alone(said: str, reply: str) -> None:
    assert found(said, reply) == []


@pytest.mark.parametrize(("kind", "said", "reply"), CHANGED, ids=lambda value: str(value)[:30])
def test_a_literal_quotation_is_left_alone(kind: Kind, said: str, reply: str) -> None:
    assert found(f"{said} {reply}", reply) == []


def test_an_unknown_key_in_the_lists_is_refused(tmp_path: Path) -> None:
    lists = tmp_path / "fidelity.yaml"
    known = (content_dir() / "prompts" / "guard" / "fidelity.yaml").read_text(encoding="utf-8")
    lists.write_text(f"{known}\nonbekend: 1\n", encoding="utf-8")
    with pytest.raises(ContentError, match="onbekend"):
        load_yaml(lists, Lexicon)


def test_a_particle_makes_another_verb_of_a_light_one() -> None:
    told = story(fold("Ik kwam binnen en ging zitten."))
    assert not is_new("gekomen", told)
    assert is_new("overgenomen", told)


def test_a_near_synonym_is_not_new_and_another_deed_is() -> None:
    told = story(fold("Ik belde Karin over haar angst."))
    assert not is_new("telefoontje", told)
    assert not is_new("bang", told)
    assert is_new("mailde", told)


def test_the_place_is_that_of_the_changed_word() -> None:
    assert found("Ik sprak haar donderdag.", "Tja. Je sprak haar dinsdag.")[0][1] == "dinsdag"


def test_each_kind_is_reported_once_in_a_sentence() -> None:
    reasons = [why for why, _ in found("We waren met drie.", "Jullie waren met vier, of met vijf.")]
    assert reasons == [lexicon().why["number"]]


SENTENCE = (
    "ik je jij mij zei niet geen Karin Luc hij haar drie 3 1.000 honderdhonderd twaalfde gisteren dat of en , . ' \" : "
    "ja nee mijn baas belde gebeld wil gaat werd door misschien verdrietig ____ 't - … ２ ½ ß İ"
)
WORDS = st.sampled_from(SENTENCE.split())


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=200), st.text(max_size=200), st.integers(0, 300))
def test_nothing_raises_on_any_text(said: str, reply: str, at: int) -> None:
    for sentence in (*sentences(reply, fold(said)), Sentence(fold(reply), at)):
        for unfaith in unfaithful(sentence, fold(said), reply):
            assert 0 <= unfaith.start < unfaith.end <= len(sentence.folded)


@settings(max_examples=300, deadline=None)
@given(st.lists(WORDS, max_size=40), st.lists(WORDS, max_size=40))
def test_nothing_raises_on_words_in_any_order(said: list[str], reply: list[str]) -> None:
    folded, shown = fold(" ".join(said)), " ".join(reply)
    for sentence in sentences(shown, folded):
        for unfaith in unfaithful(sentence, folded, shown):
            assert 0 <= unfaith.start < unfaith.end <= len(sentence.folded)
