"""Facts about what is found in a question, and what is not. Run: python -m pytest tests/rehearsal"""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.content.bank import load_bank
from assistant.content.flows import load_flows
from assistant.content.strictyaml import parse_yaml
from assistant.errors import ContentError
from assistant.jobs.rehearsal import find_problems
from assistant.jobs.rehearsal_problems import LONGEST
from assistant.jobs.rehearsal_rules import RehearsalRules
from assistant.settings import content_dir

RULES = content_dir() / "prompts" / "rehearsal.yaml"

FOUND = {
    "gesloten": """Is er genoeg vertrouwen in dit team? | Speelt dit vaker? | Heb je het er al over gehad
Kun je daar iets over zeggen? | Denk je dat het beter wordt? | Je was er gisteren ook bij?
Gaat het om de inhoud of om de relatie? | Wat vind je van het plan, zou je het zo doen?""",
    "veronderstelling": """Hoe diep zit het wantrouwen? | Wat was je grootste fout? | Waar erger je je aan?
Wat houdt je nog tegen? | Wat maakt dat Bas altijd zijn zin krijgt? | Waar hebben jullie elkaar verloren?
Hoe gefrustreerd ben je over de reorganisatie? | Wanneer stop je met alles zelf doen?
Wat maakt dat jullie elkaar niet vertrouwen? | Waar is jullie ambitie gebleven? | Wat levert al dat gepraat op?
Wat doet jullie onbeslistheid met de rest? | Hoe lang accepteren jullie dit gedrag nog?""",
    "advies": """Wat dacht je van een gezamenlijke lunch? | Waarom ga je niet met Bas praten?
Hoe kun je ervoor zorgen dat Bas zich gehoord voelt? | Zullen we afspreken dat iedereen op tijd komt?
Wat zou er gebeuren als jullie Bas de leiding gaven? | Is het geen idee om de agenda korter te maken?
Wat levert het op als je eerst luistert? | Hoe ga je ervoor zorgen dat iedereen meedoet?
Hoe kijk je aan tegen een mediator erbij? | Wanneer ga je dat met hem bespreken?""",
    "dubbel": """Wat ging goed en wat kan beter? | Wat speelt er? En bij wie? | Hoe en wanneer merkte je dat?
Hoe was het gesprek en hebben jullie iets afgesproken? | Wat is het plan, wie doet mee?""",
    "waarom": """Waarom heb je Karin niet gebeld? | Hoezo vind je dat? | Wat is de reden dat je wegging?
Hoe kan het dat niemand dit wist? | Met welk recht zeg je dat? | Hoe verklaar je dat verschil?""",
    "sturend": """Jij bent toch degene die dat regelt? | Vind je ook niet dat het lang duurt? | Wie praat er te veel?
Je bent het ermee eens, hè? | Wat heb je daar nou van geleerd? | Wat is er zo moeilijk aan luisteren?
Ik denk dat jullie moe zijn, klopt dat? | Hoe serieus nemen jullie dit?
Hoe rommelig vond jij de start? | Wat vind je van zijn uitstekende aanpak? | Welke kinderachtige patronen zie je?""",
}
GOOD = """Wat heb je al geprobeerd? | Wat zie jij dat de anderen niet zien? | Wat is er nog niet gezegd?
Karin, hoe kijk jij hiernaar? | Even terug naar maandag: wat gebeurde er? | Ik ben benieuwd hoe jij dit ziet.
Vertel eens wat je zag. | En jij? | Namens wie zit je hier? | Hoe bepalen jullie wie het doet en wie beslist?
Wat doe je als het je te veel wordt? | Hoe gaan jullie om met fouten? | Je noemde een conflict. Wat bedoel je?
Hoe verdelen jullie het werk tussen finance en verkoop? | wat wil je vandaag meenemen | Hoe gaat dat normaal?
Wat zou je doen als niemand het zag? | Wat ging er goed in de voorbereiding? | Wat neem je je voor?
Waarom is dit belangrijk voor jou? | Wat heeft jullie geholpen toen het toch lukte?
Wat gaat er mis als niemand iets zegt? | Met wie heb je hierover gesproken?
Wat levert deze manier van werken je op? | Wat gebeurt er als jullie het niet eens zijn?
Hoe kun je dat merken? | Wat zou jou helpen om dit te zeggen? | Wat zou je willen dat er gebeurt?
Wat is voor jou een goed besluit? | Wanneer merk je dat je weer verder kunt?"""


def split(table: str) -> list[str]:
    return [one.strip() for line in table.splitlines() for one in line.split("|")]


@pytest.mark.parametrize(("problem", "question"), [(key, one) for key, rows in FOUND.items() for one in split(rows)])
def test_a_problem_is_found_with_words_of_the_question(problem: str, question: str) -> None:
    found = [finding for finding in find_problems(question) if finding.problem == problem]
    assert found
    assert all(finding.cue and finding.cue in question for finding in found)
    assert all(finding.why.endswith(".") for finding in found)


@pytest.mark.parametrize("question", split(GOOD))
def test_nothing_is_found_in_an_open_question(question: str) -> None:
    assert find_problems(question) == ()


def test_nothing_is_found_in_the_question_bank() -> None:
    alarms = {question.text: find_problems(question.text) for question in load_bank().values()}
    assert {text: found for text, found in alarms.items() if found} == {}


def test_nothing_is_found_in_what_the_flows_ask() -> None:
    asks = [stage.ask for flow in load_flows().values() for stage in flow.stages if "$" not in stage.ask]
    assert len(asks) > 50
    assert {ask: find_problems(ask) for ask in asks if find_problems(ask)} == {}


def test_every_form_of_a_word_in_a_class_counts() -> None:
    for word in ("slordige", "laffe", "onbezonnen"):
        assert {"sturend"} <= {one.problem for one in find_problems(f"Wat vond je van die {word} aanpak?")}


def test_a_word_of_a_class_keeps_its_accents_in_the_finding() -> None:
    assert any("naïeve" in one.cue for one in find_problems("Wat vond je van die naïeve aanpak?"))


def test_a_word_that_the_other_used_is_not_assumed() -> None:
    assert {one.problem for one in find_problems("Waar ben je bang voor?")} == {"veronderstelling"}
    assert find_problems("Je zei dat je bang was. Waar ben je bang voor?") == ()


def test_a_finding_is_not_repeated_in_longer_words() -> None:
    found = find_problems("Wat ging goed en wat kan beter?")
    assert [(one.problem, one.cue) for one in found] == [("dubbel", "en wat kan")]


@given(st.text(max_size=600))
def test_any_text_can_be_looked_at(text: str) -> None:
    for finding in find_problems(text):
        assert finding.cue in text


@pytest.mark.parametrize("words", ["wat maakt dat jullie ", "als je toch, ", "en wat ", "zo te veel, ", "a "])
def test_a_long_question_takes_little_time(words: str) -> None:
    hard = f"Hoe {words * LONGEST}?"[:LONGEST]
    find_problems(hard)
    times = []
    for _ in range(5):
        start = time.perf_counter()
        find_problems(hard)
        times.append(time.perf_counter() - start)
    assert min(times) < 0.02


@pytest.mark.parametrize(
    ("change", "by"),
    [
        ("    effect: opent", "    effect: juicht"),
        ("      - to: geen", "      - to: advies"),
        ("parts:", "onbekend: 1\nparts:"),
        ("echo: ['", "echo: ['\\w+|"),
        ("    lists: [lof]", "    lists: [lofzang]"),
        ("    words: kwade", "    words: kwaden"),
    ],
)
def test_a_fault_in_the_rules_names_the_file(change: str, by: str) -> None:
    source = RULES.read_text(encoding="utf-8")
    assert parse_yaml(source, RehearsalRules, RULES)
    assert change.strip() in source
    with pytest.raises(ContentError, match=r"rehearsal\.yaml"):
        parse_yaml(source.replace(change.strip(), by.strip(), 1), RehearsalRules, RULES)
