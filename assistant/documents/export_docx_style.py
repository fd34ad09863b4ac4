"""The looks of a Word report: A4, fonts and colours, Dutch, and properties that name nobody."""

from __future__ import annotations

from datetime import UTC, datetime

from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Cm, Length, Pt, RGBColor
from docx.styles.style import ParagraphStyle

ACCENT, SOFT, INK = RGBColor(0x0F, 0x4C, 0x5C), RGBColor(0x5F, 0x69, 0x6E), RGBColor(0x21, 0x25, 0x29)
_RULE = "BECDD2"
_FONT = "Calibri"
_MARGIN = Cm(2.2)
WIDTH = Length(Cm(21) - 2 * _MARGIN)
"""Of the text on a page."""

HEIGHT = Length(Cm(24))
"""Of what fits a page, at most."""

_SIDES = {"table": ("top", "bottom", "insideH"), "bar": ("left",), "write": ("bottom", "between")}
_BEFORE_BORDERS = {qn(f"w:{tag}") for tag in ("tblStyle", "tblW", "jc", "keepNext", "keepLines")}


def set_up_page(document: Document) -> None:
    page = document.sections[0]
    page.page_width, page.page_height = Cm(21), Cm(29.7)
    page.left_margin = page.right_margin = page.top_margin = page.bottom_margin = _MARGIN
    footer = page.footer.paragraphs[0]
    footer.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    run = footer.add_run("Pagina ")
    run.font.size, run.font.color.rgb = Pt(8.5), SOFT
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    number = footer.add_run("1")
    number.font.size, number.font.color.rgb = Pt(8.5), SOFT
    field.append(number._r)
    footer._p.append(field)


def set_up_styles(document: Document) -> None:
    language = document.styles.element.find(f".//{qn('w:docDefaults')}//{qn('w:lang')}")
    language.set(qn("w:val"), "nl-NL")
    _style(document, "Normal", 10.5, INK, after=6)
    _style(document, "Title", 24, ACCENT, bold=True, after=4)
    _style(document, "Subtitle", 11.5, SOFT, after=14)
    _style(document, "Heading 1", 15, ACCENT, bold=True, before=16, after=5)
    _style(document, "Heading 2", 12.5, ACCENT, bold=True, before=12, after=4)
    _style(document, "Heading 3", 10.5, ACCENT, bold=True, before=8, after=3)
    _style(document, "List Bullet", 10.5, INK, after=3)
    quote = _style(document, "Quote", 10.5, INK, before=4, after=8)
    quote.font.italic = True
    quote.paragraph_format.left_indent = Cm(0.6)
    border(quote.element.get_or_add_pPr(), "bar", 18)
    line = document.styles["Title"].element.find(f".//{qn('w:pBdr')}")
    line.getparent().remove(line)


def _style(
    document: Document, name: str, size: float, color: RGBColor, *, bold: bool = False, before: int = 0, after: int = 0
) -> ParagraphStyle:
    style = document.styles[name]
    assert isinstance(style, ParagraphStyle)  # noqa: S101 - all these are, in the template of python-docx
    style.font.name, style.font.size, style.font.bold, style.font.italic = _FONT, Pt(size), bold, False
    style.font.color.rgb = color
    fonts = style.element.rPr.rFonts
    for attribute in [key for key in fonts.attrib if "Theme" in str(key)]:
        del fonts.attrib[attribute]  # a theme font would win over the one we name
    for script in ("w:eastAsia", "w:cs"):
        fonts.set(qn(script), _FONT)
    spacing = style.element.rPr.find(qn("w:spacing"))
    if spacing is not None:
        style.element.rPr.remove(spacing)
    style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
    return style


def set_properties(document: Document, title: str) -> None:
    properties = document.core_properties
    properties.title = title[:255]
    properties.author = properties.last_modified_by = properties.comments = properties.keywords = ""
    properties.language = "nl-NL"
    properties.created = properties.modified = datetime.now(UTC).replace(tzinfo=None, microsecond=0)


def border(properties: BaseOxmlElement, kind: str, size: int) -> None:
    """Rules of a 'table', a 'bar' left of a paragraph, or lines to 'write' on. `size` in eighths of a point."""
    borders = OxmlElement("w:tblBorders" if kind == "table" else "w:pBdr")
    for side in _SIDES[kind]:
        look, space = ("dotted", "1") if kind == "write" else ("single", "8")
        rule = OxmlElement(f"w:{side}")
        for key, value in (("val", look), ("sz", str(size)), ("space", space), ("color", _RULE)):
            rule.set(qn(f"w:{key}"), value)
        borders.append(rule)
    # The schema wants an order; only these may stand before.
    before = [child for child in properties if child.tag in _BEFORE_BORDERS]
    properties.insert(len(before), borders)
