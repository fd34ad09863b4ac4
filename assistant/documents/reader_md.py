"""The (level, text) parts of a Markdown text, read as it would be shown: without marks where that is plain."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.documents.reader_text import mended_lines

_HEADING = re.compile(r" {0,3}(#{1,6})\s+(.*?)(?:\s+#+)?\s*$")
_LONGEST_HEADING = 500
_HARD_BREAK = re.compile(r"(?:  |\\)\n")
_QUOTE_MARK = re.compile(r"^ *(?:> ?)+", re.MULTILINE)
_STRONG = re.compile(r"(\*\*|__)(?=\S)(.{1,120}?)(?<=\S)\1")
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_RULE_CELL = re.compile(r"\s*:?-+:?\s*")


def markdown_parts(text: str) -> Iterator[tuple[int, str]]:
    """Level 0 for a paragraph, list item or table row ('cel | cel'), 1-6 for a heading.

    What stands in a code fence is text as it is; a '#' there is no heading.
    """
    paragraph: list[str] = []
    fenced = False
    for line in text.split("\n"):
        fence = line.lstrip().startswith(("```", "~~~"))
        part = _fenced_part(line) if fenced else _single_part(line)
        if not fence and part is None:
            paragraph.append(line)
            continue
        yield from _paragraph_parts(paragraph)
        paragraph = []
        fenced ^= fence
        if not fence and part and part[1]:
            yield part
    yield from _paragraph_parts(paragraph)


def _fenced_part(line: str) -> tuple[int, str]:
    return 0, line.strip()


def _single_part(line: str) -> tuple[int, str] | None:
    """A heading or table row; None for a line that may be part of a paragraph."""
    if len(line) <= _LONGEST_HEADING and (heading := _HEADING.match(line)):
        return len(heading[1]), _shown(heading[2])
    if not line.lstrip().startswith("|"):
        return None
    cells = re.split(r"(?<!\\)\|", line.strip().removeprefix("|").removesuffix("|"))
    if all(_RULE_CELL.fullmatch(cell) for cell in cells):
        return 0, ""
    return 0, " | ".join(_shown(cell).strip() for cell in cells)


def _paragraph_parts(lines: list[str]) -> Iterator[tuple[int, str]]:
    text = _QUOTE_MARK.sub("", "\n".join(lines)) if lines else ""
    for piece in _HARD_BREAK.split(text):
        yield from ((0, _shown(line)) for line in mended_lines(piece, soft_wrap=True))


def _shown(text: str) -> str:
    return _ESCAPE.sub(r"\1", _STRONG.sub(r"\2", text.replace("<br>", " ")))
