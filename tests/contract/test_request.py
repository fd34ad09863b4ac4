"""Facts about the analysis of a request: word for word, nothing invented, what is missing is asked.

Run: python -m pytest tests/contract/test_request.py
"""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from assistant.documents.export import render
from assistant.documents.reader import Section, read_document
from assistant.documents.report import Bullets, Heading, Pairs, Quote
from assistant.errors import DocumentError
from assistant.fakes import FakeEmbedder
from assistant.jobs.checklist import from_json
from assistant.jobs.checklist import to_json as checklist_json
from assistant.jobs.contract import missing_twins, open_points
from assistant.jobs.request import RequestAnalysis, analyse_request, to_checklist, to_json, to_report
from assistant.jobs.request_rules import Role, Rule

REQUESTS = Path(__file__).parents[1] / "data" / "requests"
EXPECTED = json.loads((Path(__file__).parent / "data" / "requests.json").read_text(encoding="utf-8"))
SOURCES = Path(__file__).parents[3] / "shared" / "sources"
HENGELO = next(iter(sorted(SOURCES.glob("003*.txt"))), None)
ALL = sorted(path.name for path in REQUESTS.iterdir() if path.suffix in {".txt", ".md"})
# What the rules do not see, so that a change for the better shows too.
MISSED = {("bakkerij.txt", "beslisser"), ("kringloop.txt", "beslisser"), ("havenbedrijf.txt", "klant")}

OTHER_KINDS = {
    "recept": "Appeltaart\nSchil zes appels. Verwarm de oven voor. Bak de taart in 60 minuten. Gebruik geen margarine.",
    "voetbal": "Het team bestaat uit 11 spelers. De trainer wil geen interviews geven. De finale is op 12 maart.",
    "sprookje": "Een koning had drie zonen. De oudste wilde niet trouwen. De koning koos de jongste.",
    "factuur": "Factuur 2025-118\nKlant: Drukkerij Jansen\nKenmerk: 4471\nAantal uren: 12\nGelieve te betalen.",
    "handleiding": "Gebruik het apparaat niet in bad. Neem bij storing contact op met de klantenservice.",
    "dagboek": "Vandaag was ik moe. Ik wil niet meer zo laat naar bed. Morgen fietsen we met z'n drieën.",
    "nieuws": "De gemeente Lochem heeft besloten de brug te vervangen. Het college bestaat uit vijf leden.",
}  # fmt: skip


def analysis_of(name: str) -> RequestAnalysis:
    return analyse_request(read_document(REQUESTS / name), name)


def said(words: str) -> RequestAnalysis:
    """The analysis of these words in a mail that asks for guidance."""
    return analyse_request([Section("alinea 1", f"Wij zoeken begeleiding.\n{words}")], "mail.txt")


def quotes(analysis: RequestAnalysis) -> list[tuple[str, str]]:
    """(quote, locator) of everything that was found."""
    found = [item.evidence for item in analysis.settled] + list(analysis.unwanted)
    found += [one.evidence for one in (*analysis.people, *analysis.facts)]
    return [(evidence.quote, evidence.locator) for evidence in found if evidence]


# Thirteen requests of different sectors and styles


@pytest.mark.parametrize("name", EXPECTED)
def test_what_is_not_wanted_is_found_and_nothing_else(name: str) -> None:
    found = [evidence.quote for evidence in analysis_of(name).unwanted]
    wanted = EXPECTED[name]["unwanted"]
    assert [words for words in wanted if not any(words in quote for quote in found)] == []
    assert [quote for quote in found if not any(words in quote for words in wanted)] == []


@pytest.mark.parametrize("name", EXPECTED)
def test_people_are_found_in_their_role(name: str) -> None:
    people = analysis_of(name).people
    for role, wanted in EXPECTED[name]["people"].items():
        found = [person.evidence.quote for person in people if person.role == role]
        missed = [words for words in wanted if not any(words in quote for quote in found)]
        assert bool(missed) == ((name, role) in MISSED)
        assert len(found) == len(wanted) - len(missed)
    assert {person.role for person in people} <= set(EXPECTED[name]["people"])
    assert [person.count for person in people if person.count is not None] == EXPECTED[name]["counts"]


@pytest.mark.parametrize("name", EXPECTED)
def test_form_fields_are_facts(name: str) -> None:
    assert {fact.kind: fact.value for fact in analysis_of(name).facts} == EXPECTED[name].get("facts", {})


# Literal and once


@pytest.mark.parametrize("name", ALL)
def test_every_quote_stands_literally_where_it_says(name: str) -> None:
    sections = read_document(REQUESTS / name)
    for quote, locator in quotes(analysis_of(name)):
        assert any(quote in section.text and section.locator == locator for section in sections)


@given(st.lists(st.sampled_from([
    "Wij willen geen training.", "Wat we niet zoeken:", "- een rapport", "• rollenspellen", "Klant", "Gemeente X",
    "Kenmerk: 12 Locatie: Gent", "Uren", "4", "Het MT bestaat uit 6 personen (a, b en c).", "Met vriendelijke groet,",
    "Els", "Dat hoeft niet.", "", "Die is uw opdrachtgever.", "Contact: Jan", "Startdatum", "Einddatum:", "1/2/2026",
]) | st.text(max_size=40), max_size=14))  # fmt: skip
def test_no_quote_is_ever_made_up(lines: list[str]) -> None:
    section = Section("alinea 1", "\n".join(["Wij zoeken begeleiding.", *lines]))
    assert all(quote in section.text for quote, _ in quotes(analyse_request([section], "a.txt")))


@pytest.mark.parametrize("name", ALL)
def test_a_text_that_stands_there_twice_is_quoted_once(name: str) -> None:
    sections = read_document(REQUESTS / name)
    once, twice = analyse_request(sections, name), analyse_request(sections * 2, name)
    assert to_json(twice) == to_json(once)


def test_a_sentence_inside_a_longer_quote_is_not_quoted_again() -> None:
    analysis = said("Wat we niet zoeken:\n- een rapport\n- rollenspellen\nWij willen geen training.")
    assert [evidence.quote for evidence in analysis.unwanted] == [
        "Wat we niet zoeken:\n- een rapport\n- rollenspellen",
        "Wij willen geen training.",
    ]


# What is not wanted, who is who


@pytest.mark.parametrize(
    "words",
    [
        "Een heisessie willen we niet.",
        "Wij zijn nadrukkelijk niet op zoek naar een trainer.",
        "Alsjeblieft geen rollenspellen.",
        "Liever geen test.",
        "Er is geen behoefte aan een nieuwe visie.",
        "Over het verleden hoeft het niet te gaan.",
        "Gelieve geen powerpoint te gebruiken.",
        "Dit moet zeker geen cursus worden.",
    ],
)
def test_an_exclusion_is_unwanted_and_settles_its_point(words: str) -> None:
    analysis = said(words)
    assert [evidence.quote for evidence in analysis.unwanted] == [words]
    assert "inhoud-uitsluitingen" in {item.id for item in analysis.settled}


@pytest.mark.parametrize(
    "words",
    [
        "Er is geen vertrouwen in het team.",
        "We hebben nog geen training gehad.",
        "Willen jullie geen rapport?",
        "Wie iets niet wil bespreken, hoeft dat niet toe te lichten.",
        "Deelnemers hoeven niets te doen wat zij niet willen.",
        "Er is geen budget voor een training.",
        "We willen weten waarom het niet lukt.",
        "Mensen praten liever niet over fouten.",
        "Wij willen elkaar niet meer ontwijken.",
        "Fouten maken is bij ons taboe.",
        "Daar gaan we niet goed mee om.",
        "Geen van de managers spreekt zich uit.",
        "Sommigen hebben een hekel aan elkaar.",
        "Zo moet het niet langer.",
        "We vragen geen hulp als het tegenzit.",
        "Dat is zeker niet makkelijk geweest.",
        "Iedereen probeert ruzie te vermijden.",
    ],
)
def test_a_near_miss_is_not_unwanted(words: str) -> None:
    assert said(words).unwanted == ()


@pytest.mark.parametrize(
    "words",
    [
        "We willen meer contact met de teams.",
        "De managers sturen aan op samenwerking met de afdeling.",
        "Wij stellen elkaar te weinig vragen.",
        "De directie heeft drie besluiten teruggedraaid.",
        "Het bestuur is geleid door angst.",
        "De ondernemingsraad bestaat al dertig jaar.",
    ],
)
def test_a_sentence_about_the_work_names_nobody(words: str) -> None:
    assert said(words).people == ()


@pytest.mark.parametrize(
    ("words", "count", "members"),
    [
        ("Het MT bestaat uit zes personen (de directeur, drie managers en twee staffunctionarissen).", 6,
         ("de directeur", "drie managers", "twee staffunctionarissen")),
        ("We zijn met z'n vijven.", 5, ()),
        ("Het managementteam bestaat uit de directeur en zes afdelingshoofden.", None,
         ("de directeur", "zes afdelingshoofden")),
        ("Ik leid een kernteam van zes.", 6, ()),
        ("Ons MT (drie managers, de directeur en de controller) zoekt hulp.", None,
         ("drie managers", "de directeur", "de controller")),
        ("Onze maatschap (vijf vennoten, Zwolle) zoekt hulp.", 5, ()),
    ],
)  # fmt: skip
def test_a_group_has_the_count_and_members_that_the_words_say(
    words: str, count: int | None, members: tuple[str, ...]
) -> None:
    (group,) = (person for person in said(words).people if person.role == "groep")
    assert (group.count, group.members) == (count, members)
    assert all(member in group.evidence.quote for member in group.members)


def test_a_label_without_a_value_is_no_fact() -> None:
    assert said("Locatie:\nStartdatum:\nEinddatum:\nUren:\nHengelo").facts == ()


def test_a_date_that_is_no_date_is_no_fact() -> None:
    assert said("Startdatum: in overleg").facts == ()


def test_fields_on_one_line_are_told_apart() -> None:
    facts = said("Locatie: Gent Kenmerk: 2026/14").facts
    assert [(fact.value, fact.evidence.quote) for fact in facts] == [
        ("Gent", "Locatie: Gent"),
        ("2026/14", "Kenmerk: 2026/14"),
    ]


# Nothing to find


@pytest.mark.parametrize("words", OTHER_KINDS.values(), ids=OTHER_KINDS)
def test_a_text_of_another_kind_leaves_everything_open(words: str) -> None:
    analysis = analyse_request([Section("alinea 1", words)], "a.txt", FakeEmbedder())
    assert (analysis.settled, analysis.unwanted, analysis.people, analysis.facts) == ((), (), (), ())
    assert {item.status for item in analysis.open} == {"te bespreken"}


@pytest.mark.parametrize("sections", [[], [Section("alinea 1", " \n ")]])
def test_an_empty_text_is_refused(sections: list[Section]) -> None:
    with pytest.raises(DocumentError) as caught:
        analyse_request(sections, "leeg.txt")
    assert caught.value.key == "leeg"


def test_an_empty_file_is_refused_by_the_reader(tmp_path: Path) -> None:
    (tmp_path / "leeg.txt").write_text("\n")
    with pytest.raises(DocumentError):
        analyse_request(read_document(tmp_path / "leeg.txt"), "leeg.txt")


# Going on with it


def test_json_has_the_promised_shape() -> None:
    data = json.loads(json.dumps(to_json(analysis_of("veiligheidsregio.txt"))))
    assert set(data) == {"settled", "open", "unwanted", "people", "facts"}
    quote = {"quote", "source", "locator"}
    assert set(data["settled"][0]) == {"id", "side", "point"} | quote
    assert set(data["open"][0]) == {"id", "side", "point", "question"}
    assert set(data["unwanted"][0]) == quote
    assert set(data["people"][0]) == {"role", "count", "members"} | quote
    assert set(data["facts"][0]) == {"kind", "value"} | quote


@pytest.mark.parametrize("name", ALL)
def test_the_contract_goes_on_where_the_request_stops(name: str) -> None:
    analysis = analysis_of(name)
    contract = to_checklist(analysis)
    assert open_points(contract) == list(analysis.open)
    assert {missing.of.id for missing in missing_twins(contract)} <= {item.id for item in analysis.settled}
    assert from_json(checklist_json(contract)) == contract


def test_the_document_asks_what_is_open_and_quotes_the_rest() -> None:
    analysis = analysis_of("veiligheidsregio.txt")
    blocks = to_report(analysis).blocks
    asked = [question for block in blocks if isinstance(block, Bullets) for question in block.items]
    assert Counter(asked) == Counter(item.question for item in analysis.open)
    (facts,) = (block for block in blocks if isinstance(block, Pairs))
    assert ("Kenmerk", "VKL/26/0418") in facts.items
    heads = [block.text for block in blocks if isinstance(block, Heading) and block.level == 1]
    assert heads == ["Gegevens", "Wie is wie", "Wat de klant niet wil", "Vragen voor de intake", "Wat er al staat"]


@pytest.mark.parametrize("name", ALL)
def test_the_document_shows_a_quote_about_the_client_once(name: str) -> None:
    analysis = analysis_of(name)
    shown = Counter(block.text for block in to_report(analysis).blocks if isinstance(block, Quote))
    assert all(shown[evidence.quote] <= 1 for evidence in analysis.unwanted)


@pytest.mark.parametrize("name", ["vaag.txt", "advocaten.txt"])
@pytest.mark.parametrize("kind", ["docx", "pdf", "md"])
def test_the_document_is_written_in_every_kind(name: str, kind: str) -> None:
    assert len(render(to_report(analysis_of(name)), kind)) > 500


@pytest.mark.parametrize("rule", [{"signals": ["("]}, {"fields": "["}, {"point": "inhoud-koffie"}, {"kleur": "rood"}])
def test_a_broken_rule_is_found_when_the_file_is_loaded(rule: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        Rule.model_validate(rule)


def test_an_unknown_role_is_refused() -> None:
    with pytest.raises(ValidationError):
        Role.model_validate({"id": "buurman"})


# The request of Hengelo, where the sources are


@pytest.mark.skipif(HENGELO is None, reason="the source documents are not here")
def test_the_request_of_hengelo_is_read_as_it_stands() -> None:
    assert HENGELO is not None
    analysis = analyse_request(read_document(HENGELO), HENGELO.name)
    settled = {item.id: item.evidence.quote for item in analysis.settled if item.evidence}
    assert "maandelijkse sessies" in settled["inhoud-frequentie"]
    assert "30/06/2022" in settled["inhoud-looptijd"]
    assert "spiegelen, zonder bedreigend" in settled["relatie-stijl"]
    assert {"relatie-vertrouwelijkheid", "inhoud-beslisser", "inhoud-evaluatie"} <= {item.id for item in analysis.open}
    (unwanted,) = analysis.unwanted
    assert unwanted.quote.startswith("Er is geen behoefte aan een herijking")
    roles = {person.role: person for person in analysis.people}
    assert set(roles) == {"klant", "groep", "contact"}
    assert len(analysis.people) == 3
    assert (roles["groep"].count, len(roles["groep"].members)) == (6, 4)
    assert {fact.kind: fact.value for fact in analysis.facts} == {
        "locatie": "Hengelo", "begin": "13/09/2021", "einde": "30/06/2022", "uren": "4", "kenmerk": "SRQ152510",
    }  # fmt: skip
