"""The register as a file: every kind holds all, as text, and nothing of this machine."""

from __future__ import annotations

import getpass
import platform
import zipfile
from datetime import date, datetime, timedelta
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from assistant.agreements.document import due_lines, register_calendar, register_report, register_sheet, write_register
from assistant.agreements.records import Register
from assistant.agreements.register import add, set_status
from assistant.documents.export import render
from assistant.documents.report import Table
from assistant.errors import InputError

TODAY = date(2026, 11, 22)
DUE = date(2027, 2, 1)
FILLED = set_status(
    add(
        add(Register(), "Bellen", origin="5S-scan"),
        "We beginnen op tijd",
        goal="rust",
        owner="Sam",
        due=DUE,
        guard="Els",
    ),
    "a1",
    "klaar",
    TODAY,
)


def test_the_report_shows_what_is_running_first() -> None:
    report = register_report(FILLED)
    (table,) = [block for block in report.blocks if isinstance(block, Table)]
    assert report.subtitle == "Nog lopend: 1 van de 2"
    assert table.header == ("Nr.", "Afspraak", "Doel", "Kartrekker", "Datum", "Status", "Procesbewaker")
    assert table.rows == (
        ("a2", "We beginnen op tijd", "rust", "Sam", "1-2-2027", "open", "Els"),
        ("a1", "Bellen\n(uit: 5S-scan)", "", "", "", "klaar\n22-11-2026", ""),
    )


def test_an_empty_register_is_a_document_too() -> None:
    assert "nog geen afspraken" in render(register_report(Register()), "md").decode()
    assert Calendar.from_ical(register_calendar(Register())).events == []
    assert openpyxl.load_workbook(BytesIO(register_sheet(Register()))).worksheets[0].max_row == 1


def test_the_worksheet_holds_every_field_and_real_dates() -> None:
    sheet = openpyxl.load_workbook(BytesIO(register_sheet(FILLED))).worksheets[0]
    head, first, second = sheet.iter_rows(values_only=True)
    assert head[:3] == ("Nr.", "Afspraak", "Doel")
    assert first == ("a1", "Bellen", None, None, None, "klaar", None, "5S-scan", datetime(2026, 11, 22))
    assert second[:5] == ("a2", "We beginnen op tijd", "rust", "Sam", datetime(2027, 2, 1))


@pytest.mark.parametrize("start", ["=", "+", "-", "@"])
def test_what_looks_like_a_formula_is_text(start: str) -> None:
    words = f"{start}SUM(1,2)"
    cell = openpyxl.load_workbook(BytesIO(register_sheet(add(Register(), words, owner=words)))).worksheets[0]["B2"]
    assert (cell.value, cell.data_type, cell.quotePrefix) == (words, "s", True)
    plain = openpyxl.load_workbook(BytesIO(register_sheet(add(Register(), "Op tijd")))).worksheets[0]["B2"]
    assert not plain.quotePrefix


@settings(max_examples=30, deadline=None)
@given(st.sampled_from(["", "=", "+", "-", "@", "#N/A"]), st.text(max_size=40))
def test_whatever_is_typed_is_text_in_the_worksheet(start: str, rest: str) -> None:
    try:
        register = add(Register(), start + rest)
    except InputError:
        return
    data = register_sheet(register)
    cell = openpyxl.load_workbook(BytesIO(data)).worksheets[0]["B2"]
    assert (str(cell.value), cell.data_type) == (register.agreements[0].agreement, "s")
    with zipfile.ZipFile(BytesIO(data)) as book:
        assert b"<f>" not in book.read("xl/worksheets/sheet1.xml")


def test_no_file_holds_a_name_of_user_or_machine(tmp_path: Path) -> None:
    names = [name.encode() for name in (getpass.getuser(), platform.node()) if len(name) > 3]
    for kind in ("docx", "xlsx"):
        path = write_register(FILLED, tmp_path / f"afspraken.{kind}")
        with zipfile.ZipFile(path) as parts:
            for part in parts.namelist():
                assert not [name for name in names if name in parts.read(part)], part
    core = openpyxl.load_workbook(tmp_path / "afspraken.xlsx").properties
    assert not core.creator
    assert not core.lastModifiedBy


def test_the_calendar_holds_what_is_running_with_a_date_as_a_day_that_does_not_ring() -> None:
    data = register_calendar(FILLED, TODAY)
    (event,) = Calendar.from_ical(data).events
    assert str(event["summary"]) == "We beginnen op tijd"
    assert (event.decoded("dtstart"), event.decoded("dtend")) == (DUE, DUE + timedelta(days=1))
    assert str(event["description"]) == "Doel: rust\nKartrekker: Sam\nProcesbewaker: Els"
    assert b"VALARM" not in data
    assert data == register_calendar(FILLED, TODAY)


@pytest.mark.parametrize("kind", ["md", "docx", "pdf", "xlsx", "ics", "XLSX", "Md"])
def test_the_name_chooses_the_kind(kind: str, tmp_path: Path) -> None:
    path = tmp_path / f"afspraken.{kind}"
    path.write_bytes(b"oud")
    assert write_register(FILLED, path) == path
    assert path.read_bytes() != b"oud"
    assert path.stat().st_mode & 0o077 == 0


def test_a_file_that_can_not_be_made_is_an_error_with_the_cure(tmp_path: Path) -> None:
    (tmp_path / "map.xlsx").mkdir()
    for path, key in (
        (tmp_path / "afspraken.txt", "afspraken-soort"),
        (tmp_path / "afspraken", "afspraken-soort"),
        (tmp_path / "map.xlsx", "export-map"),
        (tmp_path / "weg" / "a.ics", "export-geen-map"),
        (tmp_path / ("x" * 300 + ".ics"), "export-schrijven"),
        (tmp_path / "nul\0.ics", "export-schrijven"),
    ):
        with pytest.raises(InputError) as caught:
            write_register(FILLED, path)
        assert caught.value.key == key
    assert [path.name for path in tmp_path.iterdir()] == ["map.xlsx"]
    with pytest.raises(InputError, match=r"eindigt op \.md, \.docx, \.pdf, \.xlsx, \.ics"):
        write_register(FILLED, tmp_path / "a.csv")


def test_what_is_due_is_said_with_its_day() -> None:
    assert due_lines(FILLED, DUE - timedelta(days=1)) == []
    assert due_lines(FILLED, DUE - timedelta(days=1), 7) == ["a2  We beginnen op tijd (Sam): maandag 1 februari 2027."]
    assert due_lines(FILLED, DUE) == ["a2  We beginnen op tijd (Sam): vandaag, maandag 1 februari 2027."]
    late = due_lines(FILLED, DUE + timedelta(days=1))
    assert late == ["a2  We beginnen op tijd (Sam): de datum was maandag 1 februari 2027."]
