"""A report as a Word document: A4, real heading styles, in Dutch, without names of people or machines."""

from __future__ import annotations

from functools import singledispatch
from io import BytesIO

import docx
from docx.document import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Length, Pt
from docx.table import _Cell
from docx.text.paragraph import Paragraph as DocxParagraph

from assistant.documents.export_docx_style import (
    ACCENT,
    HEIGHT,
    INK,
    SOFT,
    WIDTH,
    border,
    set_properties,
    set_up_page,
    set_up_styles,
)
from assistant.documents.report import (
    Block,
    Bullets,
    Checklist,
    Heading,
    Line,
    Pairs,
    Paragraph,
    Picture,
    Quote,
    Report,
    Row,
    Table,
    Turn,
    box,
    one_line,
    plain,
    quoted,
    side_by_side,
    table_row,
)

_TINT = "E6EFF1"
# Rows up to this many characters move to the next page whole; longer ones may break.
_WHOLE_ROW = 700


def render_docx(report: Report) -> bytes:
    """The report as a .docx file."""
    document = docx.Document()
    set_up_page(document)
    set_up_styles(document)
    set_properties(document, one_line(report.title))
    document.add_paragraph(one_line(report.title), style="Title")
    if report.subtitle.strip():
        document.add_paragraph(plain(report.subtitle), style="Subtitle")
    for block in report.blocks:
        _add(block, document)
    file = BytesIO()
    document.save(file)
    return file.getvalue()


@singledispatch
def _add(block: Block, document: Document) -> None:
    raise TypeError(type(block))


@_add.register
def _(block: Heading, document: Document) -> None:
    document.add_paragraph(one_line(block.text), style=f"Heading {min(max(block.level, 1), 3)}")


@_add.register
def _(block: Paragraph, document: Document) -> None:
    run = document.add_paragraph().add_run(plain(block.text))
    if block.soft:
        run.font.size, run.font.color.rgb = Pt(9), SOFT


@_add.register
def _(block: Quote, document: Document) -> None:
    paragraph = document.add_paragraph(quoted(block.text), style="Quote")
    if block.source.strip():
        run = paragraph.add_run(f"\n{one_line(block.source)}")
        run.font.italic, run.font.size, run.font.color.rgb = False, Pt(8.5), SOFT


@_add.register
def _(block: Picture, document: Document) -> None:
    shape = document.add_picture(BytesIO(block.png), width=WIDTH)
    if shape.height > HEIGHT:
        shape.width, shape.height = Length(WIDTH * HEIGHT // shape.height), HEIGHT
    shape._inline.docPr.set("descr", one_line(block.alt))


@_add.register
def _(block: Bullets, document: Document) -> None:
    for item in block.items:
        if block.boxes:
            paragraph = document.add_paragraph(f"{box(False)}\t{plain(item)}")
            _hang(paragraph, Cm(0.7))
        else:
            document.add_paragraph(plain(item), style="List Bullet")


@_add.register
def _(block: Pairs, document: Document) -> None:
    for label, value in block.items:
        paragraph = document.add_paragraph()
        run = paragraph.add_run(one_line(label))
        run.font.bold, run.font.color.rgb = True, ACCENT
        paragraph.add_run(f"\t{plain(value)}")
        _hang(paragraph, Cm(4.5))


@_add.register
def _(block: Turn, document: Document) -> None:
    speaker = document.add_paragraph()
    run = speaker.add_run(one_line(block.speaker))
    run.font.bold, run.font.color.rgb, run.font.size = True, ACCENT, Pt(9.5)
    speaker.paragraph_format.space_after, speaker.paragraph_format.space_before = Pt(1), Pt(4)
    speaker.paragraph_format.keep_with_next = True
    document.add_paragraph(plain(block.text))


@_add.register
def _(block: Table, document: Document) -> None:
    _add_grid(document, block.header, [table_row(row) for row in block.rows], block.widths)


@_add.register
def _(block: Checklist, document: Document) -> None:
    _add_grid(document, tuple(column.title for column in block.columns), side_by_side(block), ())


def _hang(paragraph: DocxParagraph, indent: Length) -> None:
    form = paragraph.paragraph_format
    form.left_indent, form.first_line_indent, form.space_after = indent, Length(-indent), Pt(3)
    form.tab_stops.add_tab_stop(indent)


def _add_grid(document: Document, header: tuple[str, ...], rows: list[Row], widths: tuple[float, ...]) -> None:
    """A table whose header row comes back on every page."""
    if not header:
        return
    shares = widths or (1.0,) * len(header)
    table = document.add_table(rows=0, cols=len(header))
    table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    border(table._tbl.tblPr, "table", 4)
    lengths = [Length(int(WIDTH * share / sum(shares))) for share in shares]
    for column, length in zip(table.columns, lengths, strict=True):
        column.width = length
    heads = table_row(header, "strong")
    for number, row in enumerate([heads, *rows]):
        cells = table.add_row().cells
        for cell, lines, length in zip(cells, row, lengths, strict=True):
            _fill(cell, lines, length, head=number == 0)
        properties = table.rows[-1]._tr.get_or_add_trPr()
        if sum(len(text) for lines in row for _, text in lines) <= _WHOLE_ROW:
            properties.append(OxmlElement("w:cantSplit"))
        if number == 0:
            properties.append(OxmlElement("w:tblHeader"))
    document.add_paragraph().paragraph_format.space_after = Pt(2)


def _fill(cell: _Cell, lines: tuple[Line, ...], width: Length, head: bool) -> None:
    cell.width = width
    if head:
        shade = OxmlElement("w:shd")
        for key, value in (("val", "clear"), ("color", "auto"), ("fill", _TINT)):
            shade.set(qn(f"w:{key}"), value)
        cell._tc.get_or_add_tcPr().append(shade)
    for number, (style, text) in enumerate(lines):
        paragraph = cell.paragraphs[0] if number == 0 else cell.add_paragraph()
        paragraph.paragraph_format.space_after, paragraph.paragraph_format.space_before = Pt(2), Pt(2)
        run = paragraph.add_run(text)
        run.font.size = Pt(8.5 if style == "soft" else 9.5)
        run.font.bold, run.font.italic = style == "strong" or None, style == "quote" or None
        run.font.color.rgb = ACCENT if head else SOFT if style in {"soft", "write"} else INK
        if style == "write":
            paragraph.paragraph_format.space_before = Pt(8)
            border(paragraph._p.get_or_add_pPr(), "write", 6)
