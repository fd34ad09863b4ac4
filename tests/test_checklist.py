"""Facts about the contracting checklist: what a request settles, word for word, and what it leaves open.

Run: python -m pytest tests/test_checklist.py
"""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from assistant.documents.reader import Section, read_document
from assistant.documents.report import Checklist as ChecklistBlock
from assistant.errors import InputError
from assistant.fakes import FakeEmbedder
from assistant.jobs.checklist import (
    Checklist,
    build_checklist,
    fill,
    from_json,
    load_checklist,
    save_checklist,
    to_json,
    to_report,
)
from assistant.jobs.checklist_points import Point, load_points

REQUESTS = Path(__file__).parent / "data" / "requests"
LABELS = json.loads((REQUESTS / "labels.json").read_text(encoding="utf-8"))
SOURCES = Path(__file__).parents[2] / "shared" / "sources"
HENGELO = next(iter(sorted(SOURCES.glob("003*.txt"))), None)
FILES = [name for name in LABELS if name != "003"]
IDS = [point.id for point in load_points().points]


def path_of(name: str) -> Path:
    if name == "003":
        assert HENGELO is not None
        return HENGELO
    return REQUESTS / name


def checklist_of(name: str) -> Checklist:
    return build_checklist(read_document(path_of(name)), name)


def one(sentence: str) -> set[str]:
    """Ids of the points that this sentence settles."""
    checklist = build_checklist([Section("alinea 1", sentence)], "mail.txt")
    return {item.id for item in checklist.items if item.status == "genoemd"}


def test_there_are_twelve_points_at_least_on_each_side() -> None:
    sides = [point.side for point in load_points().points]
    assert sides.count("inhoud") >= 12
    assert sides.count("relatie") >= 12


def test_a_question_of_the_checklist_is_open() -> None:
    assert all(point.question.endswith("?") and point.question.count("?") == 1 for point in load_points().points)


def test_without_a_document_everything_is_unknown() -> None:
    assert {(item.status, item.evidence) for item in build_checklist(None).items} == {("onbekend", None)}


@pytest.mark.parametrize("name", [name for name in FILES if LABELS[name]["set"] == "dev"])
def test_a_development_request_gives_no_wrong_and_few_missed_points(name: str) -> None:
    wanted = set(LABELS[name]["genoemd"])
    named = {item.id for item in checklist_of(name).items if item.status == "genoemd"}
    assert named <= wanted
    assert len(wanted - named) <= 1


@pytest.mark.parametrize("name", FILES)
def test_a_quote_stands_in_the_document_and_only_with_genoemd(name: str) -> None:
    texts = [section.text for section in read_document(path_of(name))]
    for item in checklist_of(name).items:
        assert (item.status == "genoemd") == (item.evidence is not None)
        assert item.evidence is None or any(item.evidence.quote in text for text in texts)


def test_a_vague_line_settles_nothing() -> None:
    assert {item.status for item in checklist_of("vaag.txt").items} == {"te bespreken"}


@pytest.mark.skipif(HENGELO is None, reason="the source documents are not here")
def test_the_request_of_hengelo_settles_what_it_says_and_nothing_else() -> None:
    quotes = {item.id: item.evidence.quote for item in checklist_of("003").items if item.evidence}
    assert set(quotes) == set(LABELS["003"]["genoemd"])
    assert all(words in quotes[key] for key, words in LABELS["003"]["genoemd"].items())
    assert quotes["inhoud-looptijd"].split() == ["Startdatum", "13/09/2021", "Einddatum", "30/06/2022"]
    assert quotes["relatie-stijl"].startswith("We zoeken een begeleiding")


@pytest.mark.parametrize(
    ("point", "sentence"),
    [
        ("relatie-vertrouwelijkheid", "Er moet meer vertrouwen komen in het team."),
        ("relatie-vertrouwelijkheid", "Vertrouwelijk document, niet verspreiden in de gesprekken met derden."),
        ("relatie-herijken", "Wij willen de strategie en de opdracht niet opnieuw laten herijken."),
        ("inhoud-evaluatie", "Over de manier van evalueren maken we na de start nog nadere afspraken."),
        ("inhoud-beslisser", "Wie is de opdrachtgever van dit traject?"),
        ("inhoud-looptijd", "De inschrijving start op 1 mei en loopt tot 15 juni 2026."),
        ("inhoud-middelen", "De bijeenkomst is van 13.30 tot 16.30 uur."),
        ("inhoud-deelnemers", "Wij zijn een familiebedrijf met twaalf winkels."),
        ("inhoud-deelnemers", "Het stafbureau doet niet mee, zij krijgen een eigen traject."),
        ("inhoud-deelnemers", "De directie heeft drie besluiten teruggedraaid."),
        ("inhoud-beslisser", "Het toezicht beslist over de bestuurder; daar gaat dit traject niet over."),
        ("relatie-voorbeeldgedrag", "Hoe geeft de directie zelf het goede voorbeeld?"),
    ],
)
def test_a_near_miss_settles_nothing(point: str, sentence: str) -> None:
    assert point not in one(sentence)


@pytest.mark.parametrize("point", [point for point in load_points().points if point.example], ids=lambda p: p.id)
def test_an_example_settles_its_point_by_meaning(point: Point) -> None:
    document = [Section("alinea 1", point.example[0])]
    checklist = build_checklist(document, "mail.txt", FakeEmbedder())
    assert next(item for item in checklist.items if item.id == point.id).status == "genoemd"


def test_a_sentence_that_leans_on_the_one_before_it_is_quoted_with_it() -> None:
    said = "We zoeken een coach. Die kan spiegelen zonder te oordelen."
    (item,) = (i for i in build_checklist([Section("alinea 1", said)], "a").items if i.id == "relatie-stijl")
    assert item.evidence is not None
    assert item.evidence.quote == said


@pytest.mark.parametrize("words", ["(", "[a-", "*"])
def test_a_broken_pattern_is_found_when_the_file_is_loaded(words: str) -> None:
    facts = load_points().points[0].model_dump(by_alias=True)
    with pytest.raises(ValidationError, match="patroon"):
        Point.model_validate(facts | {"signals": (words,)})


def test_a_sentence_under_a_telling_heading_settles_the_point() -> None:
    document = [Section("2. Aanleiding", "De twee vestigingen werken elk op hun eigen manier.")]
    settled = {item.id for item in build_checklist(document, "a.txt").items if item.evidence}
    assert settled == {"inhoud-aanleiding"}


def test_what_is_said_of_the_tender_itself_settles_nothing() -> None:
    words = "Voor vragen zijn wij bereikbaar op werkdagen van 9.00 tot 12.00 uur."
    assert "relatie-bereikbaarheid" in one(words)
    document = [
        Section("Procedure", words),
        Section("alinea 1", "De offertes blijven vertrouwelijk binnen de afdeling."),
    ]
    assert {item.status for item in build_checklist(document, "a.txt").items} == {"te bespreken"}


# Filling and keeping


def test_an_answer_is_kept_at_its_point_only() -> None:
    checklist = fill(build_checklist(None), "relatie-tempo", "  Wie wil, zegt pas. ", agreed=True)
    filled = [item for item in checklist.items if item.answer or item.agreed]
    assert [(item.id, item.answer, item.agreed) for item in filled] == [("relatie-tempo", "Wie wil, zegt pas.", True)]


def test_an_unknown_point_is_refused() -> None:
    with pytest.raises(InputError) as caught:
        fill(build_checklist(None), "relatie-koffie", "", agreed=False)
    assert caught.value.key == "checklist-item-onbekend"


@given(st.sampled_from(IDS), st.text(max_size=80), st.booleans(), st.sampled_from(FILES))
def test_json_round_trip_loses_nothing(item_id: str, answer: str, agreed: bool, name: str) -> None:
    checklist = fill(checklist_of(name), item_id, answer, agreed)
    assert from_json(json.loads(json.dumps(to_json(checklist)))) == checklist


def test_json_has_the_promised_shape() -> None:
    items = to_json(checklist_of("zorg.txt"))["items"]
    assert set(items[0]) == {
        "id", "side", "point", "question", "status", "evidence", "sources", "answer", "agreed",
    }  # fmt: skip
    assert set(items[0]["evidence"]) == {"quote", "source", "locator"}
    assert set(items[0]["sources"][0]) == {"id", "title", "locator"}


def test_a_saved_checklist_opens_again(tmp_path: Path) -> None:
    checklist = fill(checklist_of("mail.txt"), IDS[0], "Ja.", agreed=True)
    save_checklist(checklist, tmp_path / "lijst.json")
    assert load_checklist(tmp_path / "lijst.json") == checklist


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"items": []}', b'{"items": [{"id": "x"}]}', b"\xff", b"null"])
def test_a_foreign_or_broken_file_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "lijst.json").write_bytes(content)
    with pytest.raises(InputError) as caught:
        load_checklist(tmp_path / "lijst.json")
    assert caught.value.key == "checklist-onleesbaar"


def test_genoemd_without_a_quote_is_refused() -> None:
    data = to_json(build_checklist(None))
    data["items"][0]["status"] = "genoemd"
    with pytest.raises(InputError):
        from_json(data)


def test_a_folder_that_is_not_there_is_named_so(tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        save_checklist(build_checklist(None), tmp_path / "weg" / "lijst.json")
    assert caught.value.key == "checklist-schrijven"


def test_the_report_has_both_sides_with_quotes_and_answers() -> None:
    checklist = fill(checklist_of("zorg.txt"), "relatie-tempo", "Wie wil, zegt pas.", agreed=True)
    (block,) = (block for block in to_report(checklist).blocks if isinstance(block, ChecklistBlock))
    assert [column.title for column in block.columns] == ["Inhoud", "Relatie"]
    items = {item.point: item for column in block.columns for item in column.items}
    assert items["Tempo en nee zeggen"].notes == "Wie wil, zegt pas."
    assert items["Tempo en nee zeggen"].status == "Afgesproken"
    assert "€ 18.000" in items["Uren, geld en middelen"].quote
    assert items["Uren, geld en middelen"].source == "zorg.txt, 4. Planning en omvang"
