"""A report as a pdf: A4, bookmarks, page numbers, tables that run on over pages."""

from __future__ import annotations

from functools import singledispatch

from assistant.documents.export_pdf_page import LINE_HEIGHT, WIDTH, Page
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

_PADDING = 1.8
"""White space in a table cell, in mm."""

_HEAD_SIZES = {1: 15.0, 2: 12.5, 3: 10.5}
_LABEL_WIDTH = 40.0

Wrapped = list[Line]


def render_pdf(report: Report) -> bytes:
    """The report as a .pdf file. Raises InputError('export-lettertype') when the font is missing."""
    page = Page(one_line(report.title))
    page.write(one_line(report.title), "title", size=23)
    if report.subtitle.strip():
        page.write(plain(report.subtitle), "soft", size=11)
    page.gap(5)
    for block in report.blocks:
        _draw(block, page)
    return bytes(page.output())


@singledispatch
def _draw(block: Block, page: Page) -> None:
    raise TypeError(type(block))


@_draw.register
def _(block: Heading, page: Page) -> None:
    level = min(max(block.level, 1), 3)
    page.gap({1: 6, 2: 4, 3: 3}[level])
    page.need(28)  # a heading never stands alone at the foot of a page
    page.bookmark(one_line(block.text), level)
    page.write(one_line(block.text), "title", size=_HEAD_SIZES[level])
    page.gap(1.5)


@_draw.register
def _(block: Paragraph, page: Page) -> None:
    page.write(plain(block.text), "soft" if block.soft else "plain")
    page.gap(2.2)


@_draw.register
def _(block: Quote, page: Page) -> None:
    page.gap(1)
    page.write(quoted(block.text), "quote", indent=6, bar=True)
    if block.source.strip():
        page.write(one_line(block.source), "soft", indent=6, bar=True)
    page.gap(3)


@_draw.register
def _(block: Picture, page: Page) -> None:
    page.picture(block.png, one_line(block.alt))
    page.gap(3)


@_draw.register
def _(block: Bullets, page: Page) -> None:
    for item in block.items:
        page.write(plain(item), "plain", indent=6, label=box(False) if block.boxes else "•")
        page.gap(0.8)
    page.gap(1.5)


@_draw.register
def _(block: Pairs, page: Page) -> None:
    for label, value in block.items:
        page.write(plain(value), "plain", indent=_LABEL_WIDTH, label=one_line(label), label_style="title")
        page.gap(0.8)
    page.gap(2)


@_draw.register
def _(block: Turn, page: Page) -> None:
    page.gap(0.8)
    page.need(2.5 * LINE_HEIGHT)
    page.write(one_line(block.speaker), "title", size=9.5)
    page.write(plain(block.text), "plain")
    page.gap(2.2)


@_draw.register
def _(block: Table, page: Page) -> None:
    _draw_grid(page, block.header, [table_row(row) for row in block.rows], block.widths)


@_draw.register
def _(block: Checklist, page: Page) -> None:
    _draw_grid(page, tuple(column.title for column in block.columns), side_by_side(block), ())


def _draw_grid(page: Page, header: tuple[str, ...], rows: list[Row], shares: tuple[float, ...]) -> None:
    """A table; its header comes back on every page and a row that is too long for a page runs on."""
    if not header:
        return
    shares = shares or (1.0,) * len(header)
    widths = [WIDTH * share / sum(shares) for share in shares]
    heads = [_wrapped(page, cell, width) for cell, width in zip(table_row(header, "title"), widths, strict=True)]
    page.need(_height(heads) + 3 * LINE_HEIGHT)
    _draw_head(page, heads, widths)
    for row in rows:
        cells = [_wrapped(page, lines, width) for lines, width in zip(row, widths, strict=True)]
        if not page.fits(_height(cells)) and _height(cells) <= page.text_height - _height(heads):
            page.new()
            _draw_head(page, heads, widths)
        _draw_row(page, cells, widths, heads)
    page.gap(4)


def _draw_row(page: Page, cells: list[Wrapped], widths: list[float], heads: list[Wrapped]) -> None:
    page.gap(_PADDING)
    for number in range(max(map(len, cells))):
        if not page.fits(LINE_HEIGHT):
            page.rule()
            page.new()
            _draw_head(page, heads, widths)
            page.gap(_PADDING)
        _draw_line(page, cells, widths, number)
    page.gap(_PADDING)
    page.rule()


def _draw_head(page: Page, heads: list[Wrapped], widths: list[float]) -> None:
    page.shade(_height(heads))
    page.gap(_PADDING)
    for number in range(max(map(len, heads))):
        _draw_line(page, heads, widths, number)
    page.gap(_PADDING)
    page.rule()


def _draw_line(page: Page, cells: list[Wrapped], widths: list[float], number: int) -> None:
    left = 0.0
    for lines, width in zip(cells, widths, strict=True):
        if number < len(lines):
            style, text = lines[number]
            page.put(text, style, left + _PADDING, width - 2 * _PADDING)
        left += width
    page.gap(LINE_HEIGHT)


def _wrapped(page: Page, lines: tuple[Line, ...], width: float) -> Wrapped:
    """The lines of a cell, each narrow enough for its column."""
    return [
        (style, part)
        for style, text in lines
        for part in page.wrap(text, style, width - 2 * _PADDING, page.cell_size(style))
    ]


def _height(cells: list[Wrapped]) -> float:
    return max(map(len, cells), default=0) * LINE_HEIGHT + 2 * _PADDING
