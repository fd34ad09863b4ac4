"""A report as HTML: the same blocks that become a document, on the page."""

from __future__ import annotations

import base64

from assistant.documents.report import (
    Bullets,
    Checklist,
    Heading,
    Pairs,
    Paragraph,
    Picture,
    Quote,
    Report,
    Table,
    Turn,
    quoted,
    side_by_side,
)
from assistant.page.html import Html, h, join, lines


def report_blocks(report: Report) -> Html:
    """Everything below the title."""
    return join(_block(block) for block in report.blocks)


def _block(block: object) -> Html | None:
    match block:
        case Heading(level, text):
            return h(f"h{min(level + 1, 4)}", text)
        case Bullets(items, _):
            return h("ul", [h("li", lines(item)) for item in items])
        case Turn(speaker, text):
            return h("p", h("strong", f"{speaker}: "), lines(text))
        case Paragraph(text, soft):
            return h("p", lines(text), class_="zacht" if soft else None)
        case Quote(text, source):
            return h("figure", h("blockquote", lines(quoted(text))), h("figcaption", source) if source else None)
        case Table(header, rows, _):
            return _table(header, rows)
        case Pairs(items):
            return h("dl", [[h("dt", name), h("dd", lines(value))] for name, value in items])
        case Picture(png, alt):
            data = base64.b64encode(png).decode("ascii")
            return h("img", src=f"data:image/png;base64,{data}", alt=alt, class_="plaat")
        case Checklist():
            return _sides(block)
    return None


def _table(header: tuple[str, ...], rows: tuple[tuple[str, ...], ...]) -> Html:
    head = h("tr", [h("th", cell, scope="col") for cell in header])
    body = [h("tr", [h("td", lines(cell), data_kop=name) for name, cell in zip(header, row, strict=True)])
            for row in rows]  # fmt: skip
    return h("div", h("table", h("thead", head), h("tbody", body)), class_="tabel", tabindex="0")


def _sides(checklist: Checklist) -> Html:
    head = h("tr", [h("th", column.title, scope="col") for column in checklist.columns])
    body = [
        h("tr", [h("td", [h("p", lines(words), class_=style) for style, words in cell]) for cell in row])
        for row in side_by_side(checklist)
    ]
    return h("div", h("table", h("thead", head), h("tbody", body)), class_="tabel zijdig", tabindex="0")
