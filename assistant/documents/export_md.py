"""A report as Markdown (GFM), in which the user's text stays text."""

from __future__ import annotations

import re
from functools import singledispatch

from assistant.documents.report import (
    NOTES_LABEL,
    Block,
    Bullets,
    CheckItem,
    Checklist,
    Heading,
    Pairs,
    Paragraph,
    Picture,
    Quote,
    Report,
    Table,
    Turn,
    one_line,
    plain,
    quoted,
)

_SPECIAL = re.compile(r"[\\`*_\[\]<>|#~&$]")
_LINE_START = re.compile(r"^([-+=:])")
_NUMBERED = re.compile(r"^(\d{1,9})([.)])")
# GFM turns a bare address into a link.
_ADDRESS = re.compile(r"(?<=[a-zA-Z])(:)(?=//)|(?<=\bwww)(\.)", re.IGNORECASE)


def render_md(report: Report) -> bytes:
    """The report as UTF-8 Markdown."""
    parts = [f"# {escaped(one_line(report.title))}"]
    if report.subtitle.strip():
        parts.append(_flowing(report.subtitle))
    parts += [_block(block) for block in report.blocks]
    return ("\n\n".join(part for part in parts if part) + "\n").encode("utf-8")


def escaped(line: str) -> str:
    """One line of text, written so that Markdown shows exactly these characters."""
    line = _SPECIAL.sub(r"\\\g<0>", line.strip())
    line = _NUMBERED.sub(r"\1\\\2", _LINE_START.sub(r"\\\1", line))
    return _ADDRESS.sub(lambda match: f"\\{match[0]}", line)


def _flowing(text: str) -> str:
    """Text of several lines: a line end stays one, an empty line starts a paragraph."""
    paragraphs = re.split(r"\n\s*\n", plain(text).strip())
    return "\n\n".join(_lines(part) for part in paragraphs)


def _lines(text: str) -> str:
    return "\\\n".join(escaped(line) for line in plain(text).split("\n") if line.strip())


def _cell(text: str) -> str:
    return "<br>".join(escaped(line) for line in plain(text).split("\n"))


def _indented(text: str, first: str, other: str) -> str:
    head, *rest = text.split("\n")
    return "\n".join([first + head, *((other + line).rstrip() for line in rest)])


@singledispatch
def _block(block: Block) -> str:
    raise TypeError(type(block))


@_block.register
def _(block: Heading) -> str:
    return f"{'#' * min(max(block.level, 1) + 1, 6)} {escaped(one_line(block.text))}"


@_block.register
def _(block: Paragraph) -> str:
    return _flowing(block.text)


@_block.register
def _(block: Quote) -> str:
    source = f"\n\n— {escaped(one_line(block.source))}" if block.source.strip() else ""
    return _indented(_flowing(block.text) + source, "> ", "> ")


@_block.register
def _(block: Picture) -> str:
    return _flowing(block.alt)


@_block.register
def _(block: Bullets) -> str:
    mark = "* [ ] " if block.boxes else "- "  # another mark starts a list of its own
    return "\n".join(_indented(_flowing(item), mark, "  ") for item in block.items)


@_block.register
def _(block: Table) -> str:
    head, *body = (tuple(_cell(text) for text in row) for row in (block.header, *block.rows))
    lines = [head, ("---",) * len(head), *body]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


@_block.register
def _(block: Pairs) -> str:
    return "\\\n".join(f"**{escaped(one_line(label))}:** {_lines(value)}" for label, value in block.items)


@_block.register
def _(block: Turn) -> str:
    return f"**{escaped(one_line(block.speaker))}:**\n\n{_flowing(block.text)}"


@_block.register
def _(block: Checklist) -> str:
    parts: list[str] = []
    for column in block.columns:
        parts.append(f"### {escaped(one_line(column.title))}")
        parts += [_check_item(item) for item in column.items]
    return "\n\n".join(parts)


def _check_item(item: CheckItem) -> str:
    """A task list item; GitHub shows its box."""
    status = f" ({escaped(one_line(item.status))})" if item.status.strip() else ""
    parts = [f"**{escaped(one_line(item.point))}**{status}"]
    parts += [_flowing(item.question)] if item.question.strip() else []
    if item.quote.strip():
        source = f"\n\n— {escaped(one_line(item.source))}" if item.source.strip() else ""
        parts.append(_indented(_flowing(quoted(item.quote)) + source, "> ", "> "))
    parts.append(f"{NOTES_LABEL} {_flowing(item.notes)}".rstrip())
    return _indented("\n\n".join(parts), f"- [{'x' if item.done else ' '}] ", "  ")
