"""Dutch sentences, and passages of whole sentences; every piece is an exact substring of its text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.content.sentences import Span, sentence_spans
from assistant.documents.reader_text import BULLET, NUMBER, PASSAGE_CHARS, Section, is_item


def sentences(text: str) -> list[str]:
    """The sentences of a Dutch text in order, without bullets; each stands in `text` exactly so."""
    found = (text[start:end] for line in _lines(text) for start, end in _sentence_spans(text, line))
    bare = (sentence[match.end() :] if (match := BULLET.match(sentence)) else sentence for sentence in found)
    return [sentence for sentence in bare if sentence.strip("•▪‣●◦·-–*+ ")]


def split_section(section: Section) -> list[Section]:
    """Passages of at most about 900 characters, with the locator of the section.

    A sentence or list item is never cut (one that is longer stays whole) and a list keeps the line
    that leads it in. Every passage text is a substring of the section's text.
    """
    passages: list[Span] = []
    for start, end in _units(section.text):
        if passages and end - passages[-1][0] <= PASSAGE_CHARS:
            passages[-1] = (passages[-1][0], end)
        else:
            passages.append((start, end))
    return [Section(section.locator, section.text[start:end]) for start, end in passages]


def _units(text: str) -> Iterator[Span]:
    """What may not be cut: sentences, list items, table rows, and a lead-in with its first item."""
    held: Span | None = None
    in_list = False
    for line in _lines(text):
        words = text[slice(*line)]
        item = is_item(words)
        whole = item or (" | " in words and len(words) <= PASSAGE_CHARS)
        for span in [line] if whole else _sentence_spans(text, line):
            if held and item and not in_list:
                held = (held[0], span[1])
                continue
            if held:
                yield held
            held = span
        in_list = item
    if held:
        yield held


def _lines(text: str) -> Iterator[Span]:
    """Where the lines of `text` stand, without the white space around them; empty ones are left out."""
    for match in re.finditer(r"[^\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+", text):
        yield from _stripped(text, match.start(), match.end())


def _stripped(text: str, start: int, end: int) -> Iterator[Span]:
    part = text[start:end]
    if part.strip():
        yield start + len(part) - len(part.lstrip()), start + len(part.rstrip())


def _sentence_spans(text: str, line: Span) -> Iterator[Span]:
    """The sentences of one line, or of every cell of a table row."""
    start = line[0]
    for bar in [*re.finditer(r" \| ", text[slice(*line)]), None]:
        end = line[0] + bar.start() if bar else line[1]
        for cell in _stripped(text, start, end):
            yield from _cell_sentences(text, cell)
        start = line[0] + bar.end() if bar else end


def _cell_sentences(text: str, cell: Span) -> Iterator[Span]:
    words = text[slice(*cell)]
    number = NUMBER.match(words)
    for start, end in sentence_spans(words, number.end() if number else 0):
        yield cell[0] + start, cell[0] + end
