"""The paper of a pdf report: font, margins, page breaks, and lines of text put on it.

Source Sans Pro comes from a package, so that a report looks the same on every machine. What that font
lacks becomes '□'. Text is written line by line: nothing in it can be markup or a page alias.
"""

from __future__ import annotations

import unicodedata
from datetime import UTC, datetime
from importlib import resources
from io import BytesIO

from fpdf import FPDF
from fpdf.enums import MethodReturnValue
from fpdf.fonts import TTFFont
from PIL import Image

from assistant.documents.report import Style
from assistant.errors import InputError

WIDTH = 166.0
"""Of the text on a page, in mm."""

LINE_HEIGHT = 4.9
_LEFT, _TOP, _BOTTOM = 22.0, 22.0, 22.0
_BODY_SIZE, _CELL_SIZE, _SOFT_SIZE = 10.5, 9.5, 8.8
_FONT = "SourceSans"
_FILES = {"": "Regular", "B": "Bold", "I": "It", "BI": "BoldIt"}
_ACCENT, _SOFT, _INK = (15, 76, 92), (95, 105, 110), (33, 37, 41)
_TINT, _RULE = (230, 239, 241), (190, 205, 210)
_LETTER: dict[Style, str] = {"title": "B", "strong": "B", "quote": "I"}
_COLOR: dict[Style, tuple[int, int, int]] = {"title": _ACCENT, "soft": _SOFT, "write": _SOFT}
_MISSING = "□"


class Page(FPDF):
    """A pdf that is written from top to bottom; positions in mm from the left margin."""

    def __init__(self, title: str) -> None:
        super().__init__(format="A4")
        self.set_margins(_LEFT, _TOP, _LEFT)
        self.set_auto_page_break(False)
        self.c_margin = 0
        self.str_alias_nb_pages = ""  # a user may type {nb}
        self._load_font()
        self.set_title(self.printable(title))
        self.set_lang("nl")
        self.set_creation_date(datetime.now(UTC).replace(microsecond=0))
        self.add_page()

    def _load_font(self) -> None:
        try:
            folder = resources.files("font_source_sans_pro") / "files"
        except ModuleNotFoundError as error:
            raise InputError("export-lettertype") from error
        for letter, name in _FILES.items():
            with resources.as_file(folder / f"SourceSansPro-{name}.ttf") as path:
                self.add_font(_FONT, letter, path)
            _add_missing_sign(self.fonts[f"{_FONT.lower()}{letter}"])
        # The italics know fewer alphabets than the upright letters.
        self.set_fallback_fonts([_FONT], exact_match=False)
        self._known = set(_ttf(self.fonts[_FONT.lower()]).cmap)

    def footer(self) -> None:
        """The page number, at the foot of every page."""
        self.set_y(-14)
        self._use("soft", _SOFT_SIZE)
        self.cell(w=WIDTH, h=5, text=f"Pagina {self.page_no()}", align="R")

    def printable(self, text: str) -> str:
        """`text` with '□' for what the font lacks; accents are joined to their letters."""
        return "".join(self._sign(char) for char in unicodedata.normalize("NFC", text))

    def _sign(self, char: str) -> str:
        kind = unicodedata.category(char)
        if kind in {"Cf", "Cc"} and char != "\n":
            return ""
        if ord(char) in self._known or char == "\n":
            return char
        if kind == "Zs":
            return " "
        if char == "\u2011":  # a hyphen that may not break
            return "-"
        return "" if kind in {"Mn", "Me"} else _MISSING

    def wrap(self, text: str, style: Style, width: float, size: float) -> list[str]:
        """`text` in lines that fit `width`; an empty line for an empty text."""
        self._use(style, size)
        lines: list[str] = []
        for paragraph in self.printable(text).split("\n"):
            found = self.multi_cell(w=width, text=paragraph, align="L", dry_run=True, output=MethodReturnValue.LINES)
            lines += found if isinstance(found, list) and found else [""]
        return lines

    def write(  # type: ignore[override]  # FPDF.write is flowing text with links, which a report has not
        self,
        text: str,
        style: Style,
        *,
        size: float = 0,
        indent: float = 0,
        label: str = "",
        label_style: Style = "plain",
        bar: bool = False,
    ) -> None:
        """A paragraph at `indent`, over as many pages as it takes, with a label or a bar left of it."""
        size = size or (_SOFT_SIZE if style == "soft" else _BODY_SIZE)
        height = max(LINE_HEIGHT, size * 0.46)
        labels = self.wrap(label, label_style, indent - 2, _BODY_SIZE) if label else []
        lines = self.wrap(text, style, WIDTH - indent, size)
        for number in range(max(len(lines), len(labels))):
            self.need(height)
            if bar:
                self.set_fill_color(*_RULE)
                self.rect(_LEFT + 2, self.get_y(), 0.8, height, style="F")
            if number < len(labels):
                self._print(labels[number], label_style, _BODY_SIZE, 0, indent)
            if number < len(lines):
                self._print(lines[number], style, size, indent, WIDTH - indent)
            self.gap(height)

    def put(self, text: str, style: Style, left: float, width: float) -> None:
        """One wrapped line in a table; 'write' is a dotted line to write on."""
        if style != "write":
            self._print(text, style, self.cell_size(style), left, width)
            return
        self.set_draw_color(*_RULE)
        self.set_dash_pattern(dash=0.4, gap=0.8)
        foot = self.get_y() + LINE_HEIGHT - 0.6
        self.line(_LEFT + left, foot, _LEFT + left + width, foot)
        self.set_dash_pattern()

    def picture(self, png: bytes, alt: str) -> None:
        """A picture as wide as the text, or less when it would not fit a page."""
        with Image.open(BytesIO(png)) as read:
            shape = read.height / read.width
        width = min(WIDTH, self.text_height / shape)
        self.need(width * shape)
        self.image(BytesIO(png), _LEFT, self.get_y(), width, width * shape, alt_text=alt)
        self.gap(width * shape)

    def cell_size(self, style: Style) -> float:
        """The size of letters in a table, in points."""
        return _SOFT_SIZE if style == "soft" else _CELL_SIZE

    def _print(self, text: str, style: Style, size: float, left: float, width: float) -> None:
        self._use(style, size)
        top = self.get_y()
        self.set_x(_LEFT + left)
        self.cell(w=width, h=max(LINE_HEIGHT, size * 0.46), text=text)
        self.set_y(top)

    def _use(self, style: Style, size: float) -> None:
        self.set_font(_FONT, _LETTER.get(style, ""), size)
        self.set_text_color(*_COLOR.get(style, _INK))

    def gap(self, height: float) -> None:
        """Move down, staying on this page."""
        self.set_y(self.get_y() + height)

    def fits(self, height: float) -> bool:
        """Whether `height` mm are left on this page."""
        return self.get_y() + height <= self.h - _BOTTOM

    def need(self, height: float) -> None:
        """Go to a new page unless `height` mm are left on this one."""
        if not self.fits(height):
            self.new()

    def new(self) -> None:
        """Go to a new page."""
        self.add_page()
        self.set_y(_TOP)

    @property
    def text_height(self) -> float:
        """Of a whole page, in mm."""
        return self.h - _TOP - _BOTTOM

    def rule(self) -> None:
        """A thin line over the width of the text."""
        self.set_draw_color(*_RULE)
        self.set_line_width(0.2)
        self.line(_LEFT, self.get_y(), _LEFT + WIDTH, self.get_y())

    def shade(self, height: float) -> None:
        """A tinted band from here down, for a table header."""
        self.set_fill_color(*_TINT)
        self.rect(_LEFT, self.get_y(), WIDTH, height, style="F")

    def bookmark(self, text: str, level: int) -> None:
        """An entry in the outline that a reader can jump to. `level` from 1."""
        self.start_section(self.printable(text), level - 1, strict=False)


def _ttf(font: object) -> TTFFont:
    assert isinstance(font, TTFFont)  # noqa: S101 - we add no others
    return font


def _add_missing_sign(font: object) -> None:
    """Source Sans has no '□', but its box to tick has that shape."""
    ttf, sign, shape = _ttf(font), ord(_MISSING), ord("☐")
    ttf.cmap[sign] = ttf.cmap[shape]
    ttf.glyph_ids[sign] = ttf.glyph_ids[shape]
    ttf.cw[sign] = ttf.cw[shape]
