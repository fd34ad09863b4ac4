"""From raw text to sections: characters cleaned, broken lines mended, headings found.

A line of cleaned text is one paragraph, one list item or one table row; "" stands for white space between.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

PASSAGE_CHARS = 900
"""About how long a passage is: what the embedder reads well in one go."""

BULLET = re.compile(r"(?:[•▪‣●◦·]\s*|[-–*+]\s+)(?=\S)")
NUMBER = re.compile(r"(?:\d{1,2}[.)]|[a-z]\))\s+(?=\S)")
_BROKEN_WORD = re.compile(r"\w-$")
_LONGEST_PARAGRAPH = 10_000
_LONE_BULLETS = frozenset("•▪‣●◦·-–")
_DROPPED = re.compile("[\u00ad\u200b-\u200f\u2060-\u2069\ufeff\x00-\x08\x0e-\x1f\x7f\ud800-\udfff]")
# Word's own bullets, from its symbol font.
_SYMBOLS = str.maketrans({"\uf0b7": "•", "\uf0a7": "•", "\u2028": "\n", "\u2029": "\n", "\v": "\n", "\f": "\n"})


@dataclass(frozen=True)
class Section:
    """A part of a document: where it stands (in Dutch) and what it says, one paragraph a line."""

    locator: str
    text: str


def clean(text: str) -> str:
    """NFC without invisible characters; every kind of space is a space, every line end a newline."""
    text = re.sub("\u00ad[ \t]*\r?\n[ \t]*", "", text)  # a soft hyphen at a line end was a broken word
    text = text.replace("\r\n", "\n").replace("\r", "\n").translate(_SYMBOLS)
    text = _DROPPED.sub("", unicodedata.normalize("NFC", text))
    return re.sub(r"[^\S\n]", " ", text)


def is_item(line: str) -> bool:
    """Whether a line is a list item, bulleted or numbered."""
    return bool(BULLET.match(line) or NUMBER.match(line))


def mended_lines(text: str, soft_wrap: bool = False) -> list[str]:
    """Lines of cleaned `text` with paragraphs, list items and hyphenated words made whole again.

    `soft_wrap`: a line end inside a paragraph means nothing, as in Markdown.
    """
    # A pdf may give several bullets on one line.
    raw = re.sub(r"(?<=\S) +(?=[•▪‣●]\s)", "\n", text).split("\n")
    full = _full_width(raw)
    lines: list[str] = []
    previous, indent = "", 0
    for line in raw:
        words = " ".join(line.split())
        depth = len(line) - len(line.lstrip())
        if lines and _continues(lines[-1], words, depth > indent, soft_wrap or len(previous) >= full):
            lines[-1] = _joined(lines[-1], words)
        elif words or (lines and lines[-1]):
            lines.append(words)
            indent = depth
        previous = line.rstrip()
    return lines


def _full_width(raw: list[str]) -> float:
    """From how many characters a line counts as full; unreachable where lines are whole paragraphs."""
    lengths = sorted(len(line) for line in raw if line.strip())
    usual = lengths[int(len(lengths) * 0.9)] if lengths else 0
    return 0.85 * usual if 60 <= usual <= 130 else float("inf")


def _continues(before: str, line: str, indented: bool, full: bool) -> bool:
    """Whether `line` belongs to the paragraph or list item `before`."""
    if not before or not line or is_item(line) or line in _LONE_BULLETS or len(before) > _LONGEST_PARAGRAPH:
        return False
    if before in _LONE_BULLETS or (is_item(before) and indented and not line.isupper()):
        return True
    if _BROKEN_WORD.search(before[-2:]) and line[0].isalpha():
        return True
    if before[-1] in ".?!:;…":
        return full and before[-1] == ";"
    first = line.lstrip("‘“\"'([„")[:1]
    return full or first.islower() or first in {"&", "/"}


def _joined(before: str, line: str) -> str:
    """Two halves of a paragraph; a word broken by a hyphen becomes whole, 'MT-lid' keeps its own."""
    if not _BROKEN_WORD.search(before[-2:]) or re.match(r"(?:en|of|tot|dan)\b", line):
        return f"{before} {line}"
    broken = before[-2].islower() and line[0].islower()
    return (before[:-1] if broken else before) + line


def headed_sections(parts: Iterable[tuple[int, str]]) -> list[Section]:
    """Sections of (level, text) parts, level 0 for a line of text and 1-9 for a heading.

    Without any heading the lines decide, see `guessed_sections`.
    """
    parts = list(parts)
    if not any(level for level, _ in parts):
        return guessed_sections([text for _, text in parts])
    path: dict[int, str] = {}
    groups: list[tuple[str, list[str]]] = [("", [])]
    for level, text in parts:
        if level:
            path = {depth: name for depth, name in path.items() if depth < level} | {level: text}
            groups.append((" > ".join(path.values()), []))
        elif text:
            groups[-1][1].append(text)
    head = list(_by_paragraph(groups[0][1], 1))
    return head + [Section(where, "\n".join(lines)) for where, lines in groups[1:] if lines]


def guessed_sections(lines: list[str]) -> list[Section]:
    """Sections of plain text. A guessed heading stays in the text too: the guess may be wrong."""
    heads = [index for index in range(len(lines)) if _is_heading(lines, index)]
    counts = Counter(lines[index] for index in heads)
    first = heads[0] if heads else len(lines)
    sections = list(_by_paragraph([line for line in lines[:first] if line], 1))
    chapter = ""
    for start, end in pairwise([*heads, len(lines)]):
        head = lines[start]
        if NUMBER.match(head):
            chapter = head
        # A heading that comes back, such as 'Waar gaat het over?', stands under a numbered one.
        nested = chapter and head != chapter and counts[head] > 1
        where = f"{chapter} > {head.rstrip(':')}" if nested else head.rstrip(":")
        sections.append(Section(where, "\n".join(line for line in lines[start:end] if line)))
    return sections


def _is_heading(lines: list[str], index: int) -> bool:
    """A short line with a capital that opens some text, and is not itself a sentence or a list item."""
    line = lines[index]
    body = next((other for other in lines[index + 1 : index + 3] if other), "")
    if not _looks_like_heading(line) or not _is_body(body):
        return False
    if NUMBER.match(line):
        return not is_item(body) and line[-1] != "?" and (index == 0 or not NUMBER.match(lines[index - 1]))
    if line.endswith(":") and is_item(body):
        return len(line.split()) <= 5  # longer ones lead in a list
    return True


def _looks_like_heading(line: str) -> bool:
    if not 3 <= len(line) <= 80 or len(line.split()) > 10 or " | " in line:
        return False
    number = NUMBER.match(line)
    name = line[number.end() if number else 0 :].lstrip("‘“\"'")
    opens = bool(re.match(r"[A-ZÀ-Þ]|\d\w* [a-z]", name)) and bool(re.search(r"[^\W\d_]{3}", name))
    return opens and not BULLET.match(line) and line[-1] not in ".,;!…-"


def _is_body(line: str) -> bool:
    return is_item(line) or len(line) >= 55 or (len(line.split()) >= 4 and line[-1] in ".?!")


def _by_paragraph(lines: list[str], number: int) -> Iterator[Section]:
    """Groups of about one passage, named by paragraph number; a list stays with its lead-in."""
    group: list[str] = []
    size = 0
    for line in [*lines, ""]:
        full = size + len(line) > PASSAGE_CHARS and not is_item(line)
        if group and (full or not line):
            last = number + len(group) - 1
            yield Section(f"alinea {number}-{last}" if last > number else f"alinea {number}", "\n".join(group))
            number, group, size = last + 1, [], 0
        group.append(line)
        size += len(line)
