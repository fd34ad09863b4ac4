"""The (level, text) parts of a Word document, in the order in which they stand on the page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO

import docx
from docx.document import Document
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.styles.style import BaseStyle

from assistant.documents.reader_text import BULLET, clean

_BREAKS = {qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:tab"): " ", qn("w:noBreakHyphen"): "-"}
_Styles = dict[str, list[str]]
_HEADING = re.compile(r"(?:heading|kop) ([1-9])$", re.IGNORECASE)


def docx_parts(data: bytes) -> Iterator[tuple[int, str]]:
    """Level 0 for a paragraph, list item ('- ...') or table row ('cel | cel'), 1-9 for a heading.

    Raises whatever python-docx raises on a file that is not a sound docx.
    """
    document = docx.Document(BytesIO(data))
    return _parts(_style_names(document), document.element.body)


def _parts(styles: _Styles, parent: BaseOxmlElement) -> Iterator[tuple[int, str]]:
    for child in parent:
        if child.tag == qn("w:p"):
            yield from _paragraph_parts(styles.get(_style_of(child), []), child)
        elif child.tag == qn("w:tbl"):
            yield from ((0, row) for row in _rows(child))
        elif child.tag in {qn("w:sdt"), qn("w:sdtContent"), qn("w:ins"), qn("w:customXml")}:
            yield from _parts(styles, child)  # templates put whole chapters in content controls


def _paragraph_parts(styles: list[str], paragraph: BaseOxmlElement) -> Iterator[tuple[int, str]]:
    lines = [" ".join(line.split()) for line in clean(_text(paragraph)).split("\n")]
    lines = [line for line in lines if line]
    level = next((int(match[1]) for name in styles if (match := _HEADING.match(name))), 0)
    if level and lines:
        yield level, " ".join(lines)
        return
    numbered = paragraph.find(f"{qn('w:pPr')}/{qn('w:numPr')}") is not None
    if lines and (numbered or any(name.startswith("List ") for name in styles)):
        whole = " ".join(lines)
        lines = [whole if BULLET.match(whole) else f"- {whole}"]
    yield from ((0, line) for line in lines)


def _style_names(document: Document) -> dict[str, list[str]]:
    """For every style its name, and after that the names of the styles it builds on."""
    names: dict[str, list[str]] = {}
    for style in document.styles:
        chain: list[str] = []
        names[style.style_id] = chain
        above: BaseStyle | None = style
        while above is not None and len(chain) < 10:  # a broken file may build a style on itself
            chain.append(above.name or "")
            above = getattr(above, "base_style", None)
    return names


def _style_of(paragraph: BaseOxmlElement) -> str:
    named = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
    return str(named.get(qn("w:val"))) if named is not None else ""


def _rows(table: BaseOxmlElement) -> Iterator[str]:
    """A line a row; nested tables and several paragraphs in a cell are run on."""
    for row in table.iter(qn("w:tr")):
        if next(row.iterancestors(qn("w:tbl"))) is not table:
            continue
        cells = [" ".join(clean(_text(cell)).split()) for cell in row if cell.tag in {qn("w:tc"), qn("w:sdt")}]
        if any(cells):
            yield " | ".join(cells)


def _text(parent: BaseOxmlElement) -> str:
    """All visible text below `parent`, with a newline between paragraphs; deleted text is left out."""
    pieces: list[str] = []
    for node in parent.iter():
        if node.tag == qn("w:t"):
            # A text box is stored twice, once for older programs.
            old = any(str(above.tag).endswith("}Fallback") for above in node.iterancestors())
            pieces.append("" if old else node.text or "")
        elif node.tag == qn("w:p"):
            pieces.append("\n")
        elif node.getparent() is not None and node.getparent().tag == qn("w:r"):
            pieces.append(_BREAKS.get(node.tag, ""))
    return "".join(pieces)
