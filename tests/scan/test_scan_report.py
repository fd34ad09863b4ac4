"""The documents: the picture, the same figures as a table, and room to choose."""

from __future__ import annotations

import io
from datetime import date

import docx
import pytest
from pypdf import PdfReader
from scan_help import member, scan_of, team

from assistant.documents.export import KINDS, render
from assistant.documents.report import Block, Checklist, Heading, Pairs, Picture, Quote, Report, Table
from assistant.scan.merge import merge
from assistant.scan.records import BLOCKS, Action, Scan
from assistant.scan.report import scan_report, team_report, team_to_json
from assistant.scan.words import name_of

SCAN = scan_of((3, 4, 2, 5, 1), structuur="Wij beslissen laat.")


def only(report: Report, kind: type[Block]) -> list[Block]:
    return [block for block in report.blocks if isinstance(block, kind)]


def words_of(data: bytes, kind: str) -> str:
    """All words in a file, tables included."""
    if kind == "md":
        return data.decode()
    if kind == "pdf":
        return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(data)).pages)
    document = docx.Document(io.BytesIO(data))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([paragraph.text for paragraph in document.paragraphs] + cells)


def test_the_tables_hold_the_figures_of_the_team() -> None:
    counts, figures = only(team_report(merge(team())), Table)
    assert [row[0] for row in counts.rows] == [name_of(block) for block in BLOCKS]
    assert counts.rows[2] == ("Structuur", "1", "1", "1", "0", "2")
    assert figures.header == ("S", "Laagste", "Hoogste", "Mediaan", "Gemiddelde", "Verschil", "Spreiding")
    assert figures.rows[2] == ("Structuur", "1", "5", "3", "3,2", "4", "1,6")
    assert figures.rows[3] == ("Sturing", "5", "5", "5", "5", "0", "0")


@pytest.mark.parametrize("kind", KINDS)
def test_a_team_report_reads_the_same_in_every_kind_of_file(kind: str) -> None:
    files = [*team(), member((5, 5, 5, 5, 5), stip="Wij zien het anders.")]
    found = words_of(render(team_report(merge(files)), kind), kind)
    for words in ("MT voorjaar", "6 leden", "Structuur", "1,61", "van 1 tot 5", "Wij zien het anders.", "Actie 2"):
        assert words in found


@pytest.mark.parametrize("kind", KINDS)
def test_a_scan_report_reads_the_same_in_every_kind_of_file(kind: str) -> None:
    found = words_of(render(scan_report(SCAN), kind), kind)
    for words in ("5S-scan", "Succesfactoren", "Wij beslissen laat.", "Gekozen S", "Actie 1", "Actie 2"):
        assert words in found


def test_the_picture_stands_in_the_report_with_its_figures_in_words() -> None:
    for report, figure in ((scan_report(SCAN), "Sturing 5"), (team_report(merge(team())), "Sturing: 5 keer een 5")):
        (picture,) = only(report, Picture)
        assert picture.png.startswith(b"\x89PNG")
        assert figure in picture.alt


def test_s_on_which_all_agree_are_not_where_views_differ() -> None:
    shown = words_of(render(team_report(merge(team())), "md"), "md")
    assert shown.index("Structuur: van 1 tot 5") < shown.index("Synergie: van 2 tot 4") < shown.index("Stip: van 3 tot")
    assert "Sturing: van" not in shown


def test_a_team_that_agrees_on_all_is_told_so() -> None:
    shown = words_of(render(team_report(merge([member((3, 3, 3, 3, 3)) for _ in range(4)])), "md"), "md")
    assert "iedereen hetzelfde cijfer" in shown


def test_released_sentences_are_quotes_without_a_source() -> None:
    files = [*team(), member((1, 1, 1, 1, 1), sturing="Wij kijken *vooruit*.")]
    assert only(team_report(merge(files)), Quote) == [Quote("Wij kijken *vooruit*.")]


def test_without_sentences_there_is_no_heading_for_them() -> None:
    with_one = team_report(merge([*team(), member((1, 1, 1, 1, 1), stip="Zo is het.")]))
    headings = {heading.text for heading in only(team_report(merge(team())), Heading)}
    assert {heading.text for heading in only(with_one, Heading)} - headings == {"Zinnen die leden meegaven", "Stip"}


def test_what_was_chosen_is_shown_and_the_rest_is_room_to_write() -> None:
    chosen = Scan(SCAN.scores, "stip", (Action("Ik plan een gesprek.", date(2026, 3, 3)),))
    (known,) = only(scan_report(chosen), Pairs)
    assert known.items == (("Gekozen S", "Stip"), ("Actie 1", "Ik plan een gesprek.\nKlaar op 3 maart 2026"))
    (room,) = only(scan_report(chosen), Checklist)
    assert [item.point for item in room.columns[0].items] == ["Actie 2"]


@pytest.mark.parametrize("whose", ["scan", "team"])
def test_when_nothing_was_chosen_there_is_room_for_one_s_and_two_actions(whose: str) -> None:
    report = scan_report(SCAN) if whose == "scan" else team_report(merge(team()))
    (room,) = only(report, Checklist)
    assert [item.point for item in room.columns[0].items] == ["Gekozen S", "Actie 1", "Actie 2"]
    assert only(report, Pairs) == []


def test_when_all_was_chosen_there_is_no_empty_room() -> None:
    done = Scan(SCAN.scores, "stip", (Action("Ik bel.", date(2026, 3, 3)), Action("Ik vraag.", date(2026, 3, 9))))
    assert only(scan_report(done), Checklist) == []


def test_the_json_of_a_team() -> None:
    data = team_to_json(merge([*team(), member((3, 3, 3, 3, 3), stip="Zo is het.")]))
    assert list(data) == ["round", "members", "blocks", "differ_most", "sentences"]
    assert (data["round"], data["members"]) == ("MT voorjaar", 6)
    assert data["blocks"][2] == {
        "id": "structuur",
        "counts": {"1": 1, "2": 1, "3": 2, "4": 0, "5": 2},
        "min": 1,
        "max": 5,
        "median": 3.0,
        "mean": 3.17,
        "spread": 4,
    }
    assert data["differ_most"][0] == "structuur"
    assert data["sentences"] == {block: ["Zo is het."] if block == "stip" else [] for block in BLOCKS}
