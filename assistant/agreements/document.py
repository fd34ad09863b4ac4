"""The register on paper, in a worksheet and in an agenda."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.agenda.calendar import Meeting, calendar_file
from assistant.agenda.dates import short_date, show_date
from assistant.agreements.records import Agreement, Register
from assistant.agreements.register import due, running
from assistant.content.texts import text
from assistant.documents.report import Block, Paragraph, Report, Table
from assistant.errors import InputError
from assistant.files import write_private

if TYPE_CHECKING:
    from openpyxl.cell.cell import Cell, MergedCell
    from openpyxl.worksheet.worksheet import Worksheet

_PAPER = ("md", "docx", "pdf")
_COLUMNS = ("nummer", "afspraak", "doel", "kartrekker", "datum", "status", "procesbewaker", "herkomst", "klaar-op")
_WIDTHS = (9, 50, 40, 20, 14, 12, 20, 30, 14)
_RISKY = ("=", "+", "-", "@")
"""Text that a worksheet, or a program that takes it over, could run as a formula."""


def register_report(register: Register) -> Report:
    """The agreements as a document: what is running first, then what is klaar or vervallen."""
    title, open_ones = text("agreements.titel"), running(register)
    over = tuple(made for made in register.agreements if not made.running)
    subtitle = text("agreements.ondertitel", lopend=len(open_ones), totaal=len(register.agreements))
    if not register.agreements:
        return Report(title, blocks=(Paragraph(text("agreements.leeg")),))
    explained = Paragraph(text("agreements.uitleg"), soft=True)
    blocks: tuple[Block, ...] = (explained, _table((*open_ones, *over)))
    return Report(title, subtitle, blocks)


def register_sheet(register: Register) -> bytes:
    """The agreements as an .xlsx file; all that was typed stays text."""
    from openpyxl import Workbook

    book = Workbook()
    book.properties.creator, book.properties.title = "", text("agreements.titel")
    book.properties.language = "nl-NL"
    sheet = book.worksheets[0]
    sheet.title = text("agreements.titel")
    _write(sheet, register)
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def register_calendar(register: Register, stamp: date | None = None) -> bytes:
    """Every running agreement with a date as a whole day in an .ics file; nothing rings."""
    meetings = [Meeting(made.agreement, made.due, note=_note(made)) for made in running(register) if made.due]
    return calendar_file(text("agreements.titel"), meetings, stamp)


def due_lines(register: Register, today: date, days: int = 0) -> list[str]:
    """A sentence per agreement whose date has come, or comes within `days`: to show at the start."""
    return [_due_line(made, made.due, today) for made in due(register, today, days) if made.due]


def write_register(register: Register, path: Path) -> Path:
    """Write the register, its kind named by the ending of `path`; gives the path written.

    Raises InputError: afspraken-soort, export-map, export-geen-map, export-schrijven.
    """
    from assistant.documents.export import write_report

    kind = path.suffix.lower().lstrip(".")
    makers: dict[str, Callable[[Register], bytes]] = {"xlsx": register_sheet, "ics": register_calendar}
    if kind in _PAPER:
        return write_report(register_report(register), path)
    if kind not in makers:
        raise InputError("afspraken-soort", naam=path.name, soorten=_kinds(makers))
    try:
        if path.is_dir():
            raise InputError("export-map", pad=path)
        if not path.parent.is_dir():
            raise InputError("export-geen-map", map=path.parent)
        write_private(path, makers[kind](register))
    except (OSError, ValueError) as error:  # also a name that this system can't have
        raise InputError("export-schrijven", pad=path) from error
    return path


def _kinds(makers: dict[str, Callable[[Register], bytes]]) -> str:
    return ", ".join(f".{kind}" for kind in (*_PAPER, *makers))


def _table(agreements: tuple[Agreement, ...]) -> Table:
    columns = _COLUMNS[:7]
    rows = tuple(_row(made) for made in agreements)
    return Table(tuple(map(_head, columns)), rows, widths=(0.9, 4, 2.4, 2.2, 2.3, 2.3, 2.9))


def _row(made: Agreement) -> tuple[str, ...]:
    what = f"{made.agreement}\n{text('agreements.uit', herkomst=made.origin)}" if made.origin else made.agreement
    status = text(f"agreements.status-{made.status}")
    if made.done_on:
        status = f"{status}\n{short_date(made.done_on)}"
    return made.id, what, made.goal, made.owner, short_date(made.due) if made.due else "", status, made.guard


def _head(column: str) -> str:
    return text(f"agreements.kop-{column}")


def _write(sheet: Worksheet, register: Register) -> None:
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    for number, (column, width) in enumerate(zip(_COLUMNS, _WIDTHS, strict=True), start=1):
        sheet.cell(1, number, _head(column)).font = Font(name="Calibri", size=11, bold=True)
        sheet.column_dimensions[get_column_letter(number)].width = width
    for line, made in enumerate(register.agreements, start=2):
        status = text(f"agreements.status-{made.status}")
        values = (made.id, made.agreement, made.goal, made.owner, made.due, status, made.guard, made.origin)
        for number, value in enumerate((*values, made.done_on), start=1):
            cell = sheet.cell(line, number)
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            _fill(cell, value)
    sheet.freeze_panes = "A2"


def _fill(cell: Cell | MergedCell, value: str | date | None) -> None:
    if not isinstance(value, str):
        cell.value, cell.number_format = value, "d-m-yyyy"
        return
    cell.value = value
    cell.data_type = "s"
    # The mark with which Excel itself keeps such text from becoming a formula when it is edited.
    cell.quotePrefix = value.startswith(_RISKY)


def _note(made: Agreement) -> str:
    labelled = (("doel", made.goal), ("kartrekker", made.owner), ("procesbewaker", made.guard))
    return "\n".join(f"{_head(column)}: {value}" for column, value in labelled if value)


def _due_line(made: Agreement, day: date, today: date) -> str:
    when = "vandaag" if day == today else "voorbij" if day < today else "komt"
    who = text("agreements.wie", naam=made.owner) if made.owner else ""
    return text(f"agreements.regel-{when}", id=made.id, afspraak=made.agreement, wie=who, dag=show_date(day))
