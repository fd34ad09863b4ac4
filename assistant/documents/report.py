"""What a report holds, apart from the kind of file it becomes: a title and a row of blocks.

All text is the user's or ours and stands in the report literally; nothing in it is markup.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

Style: TypeAlias = Literal["plain", "strong", "soft", "quote", "write", "title"]
"""How a line looks: normal, bold, small and grey, italic, an empty line to write on, or as a heading."""

Line: TypeAlias = tuple[Style, str]

Row: TypeAlias = tuple[tuple[Line, ...], ...]
"""A table row: a cell a column, lines in a cell."""

NOTES_LABEL = "Eigen notities:"
_UNPRINTABLE = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")


def plain(text: str) -> str:
    """`text` without characters that no document can hold; line ends are newlines, tabs are spaces."""
    text = re.sub(r"\r\n|[\r\v\f\x1c-\x1e\x85\u2028\u2029]", "\n", text).replace("\t", "    ")
    return _UNPRINTABLE.sub("", text).strip("\n")


def one_line(text: str) -> str:
    """`text` for a place where a line end can't stand, such as a heading."""
    return " ".join(plain(text).split())


@dataclass(frozen=True)
class Heading:
    """A heading of level 1 (a part) to 3; the title of the report stands above level 1."""

    level: int
    text: str


@dataclass(frozen=True)
class Paragraph:
    """A paragraph; `soft` sets an explanation or remark apart, small and grey."""

    text: str
    soft: bool = False


@dataclass(frozen=True)
class Quote:
    """Someone's literal words and where they stand, such as 'notulen.pdf, pagina 3' ('' for nowhere)."""

    text: str
    source: str = ""


@dataclass(frozen=True)
class Picture:
    """A picture; `alt` says all that it shows, for who can't see it and for files that can't hold it."""

    png: bytes
    alt: str


@dataclass(frozen=True)
class Bullets:
    """A list; `boxes` gives every item a box to tick."""

    items: tuple[str, ...]
    boxes: bool = False


@dataclass(frozen=True)
class Table:
    """A table with a header row; `widths` are relative, without them columns are equally wide."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[float, ...] = ()

    def __post_init__(self) -> None:
        """Raises ValueError when a row or the widths do not fit the header."""
        wanted = len(self.header)
        if any(len(row) != wanted for row in self.rows) or (self.widths and len(self.widths) != wanted):
            raise ValueError("rows and widths must have one entry per header")


@dataclass(frozen=True)
class Pairs:
    """Short facts, each a label and its value: date, goal, participants."""

    items: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Turn:
    """One turn of a conversation."""

    speaker: str
    text: str


@dataclass(frozen=True)
class CheckItem:
    """One point of a checklist; empty notes become lines to write on."""

    point: str
    question: str = ""
    status: str = ""
    quote: str = ""
    source: str = ""
    notes: str = ""
    done: bool = False


@dataclass(frozen=True)
class Column:
    """One side of a checklist, such as 'Inhoud' or 'Relatie'."""

    title: str
    items: tuple[CheckItem, ...] = field(default=())


@dataclass(frozen=True)
class Checklist:
    """Columns side by side, each with points to tick, talk about and note on."""

    columns: tuple[Column, ...]


Block: TypeAlias = Heading | Paragraph | Quote | Picture | Bullets | Table | Pairs | Turn | Checklist


@dataclass(frozen=True)
class Report:
    """A document that the user keeps or hands out."""

    title: str
    subtitle: str = ""
    blocks: tuple[Block, ...] = ()


def quoted(text: str) -> str:
    """Literal words between Dutch quotation marks, unless they stand there already."""
    text = plain(text).strip()
    return text if text[:1] in {"‘", "“", "„", '"'} else f"‘{text}’"


def box(done: bool) -> str:
    """A box to tick, or a ticked one."""
    return "☑" if done else "☐"


def item_lines(item: CheckItem) -> tuple[Line, ...]:
    """The lines that show a point of a checklist in a cell."""
    status = one_line(item.status)
    lines: list[Line] = [("strong", f"{box(item.done)} {one_line(item.point)}")]
    lines += [("plain", plain(item.question))] if item.question.strip() else []
    lines += [("soft", status)] if status else []
    lines += [("quote", quoted(item.quote))] if item.quote.strip() else []
    lines += [("soft", one_line(item.source))] if item.source.strip() else []
    lines.append(("soft", NOTES_LABEL))
    lines += [("plain", plain(item.notes))] if item.notes.strip() else [("write", ""), ("write", "")]
    return tuple(lines)


def table_row(texts: tuple[str, ...], style: Style = "plain") -> Row:
    """A row of a table with one text a cell."""
    return tuple(((style, plain(text)),) for text in texts)


def side_by_side(checklist: Checklist) -> list[Row]:
    """The rows of a checklist as a table; a shorter column ends in empty cells."""
    height = max((len(column.items) for column in checklist.columns), default=0)
    return [
        tuple(item_lines(column.items[row]) if row < len(column.items) else () for column in checklist.columns)
        for row in range(height)
    ]
