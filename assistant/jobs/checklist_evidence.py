"""Which words of a request document settle which points of the checklist; every quote stands there literally."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from assistant.documents.reader_passages import sentences
from assistant.documents.reader_text import Section
from assistant.jobs.checklist_points import Point, PointFile

MOST_CHARACTERS = 450
"""A longer sentence is no quote that anybody reads."""

_TELLING = 6

# A sentence that opens like this needs the one before it.
_LEANING = re.compile(r"(?:die|dat|dit|deze|dan|hij|zij|ze|daarmee|daarbij|daarin|daarna|hierbij|hiermee|ook)\b", re.I)
# A form: a label on one line, its value with a number on the next.
_LABEL = re.compile(r"[A-ZÀ-Þ][^\d.?!;]{2,30}:?$")
_VALUE = re.compile(r"(?=.*\d).{1,30}$")


class Embeds(Protocol):
    """What is needed of `embed.Embedder`."""

    def encode_document(self, texts: Sequence[str], /) -> NDArray[np.float32]:
        """One row of length 1 per text."""
        ...


class Unit(NamedTuple):
    """What may settle a point: a sentence, a list item, or fields of a form."""

    text: str
    quote: str
    """`text`, with the sentence before it when it leans on that; a literal part of the document."""
    locator: str


def units(document: Sequence[Section]) -> list[Unit]:
    """Everything in the document that may settle a point, in order."""
    found = [unit for section in document for unit in (*_fields(section), *_sentences(section))]
    return [unit for unit in found if len(unit.quote) <= MOST_CHARACTERS]


def find_evidence(
    document: Sequence[Section], rules: PointFile, embedder: Embeds | None = None
) -> dict[str, Unit | None]:
    """For every point id the words that settle it, by its signals, a heading, or else by meaning; None without."""
    usable = [unit for unit in units(document) if not rules.settles_nothing(unit.text, unit.locator)]
    found = {point.id: _by_signal(point, usable) for point in rules.points}
    missing = [point for point in rules.points if found[point.id] is None and point.example]
    if embedder is not None and missing and usable:
        found |= _by_meaning(missing, usable, embedder, rules.near)
    return found


def _by_signal(point: Point, usable: Sequence[Unit]) -> Unit | None:
    strengths = ((point.strength(unit.text), index) for index, unit in enumerate(usable))
    best = min(((rank, index) for rank, index in strengths if rank is not None), default=None)
    if best is not None:
        return usable[best[1]]
    return next((unit for unit in usable if point.heads(unit.locator) and _tells(unit, point)), None)


def _tells(unit: Unit, point: Point) -> bool:
    """Whether a sentence is long enough to say something of the point under whose heading it stands."""
    return len(unit.text.split()) >= _TELLING and not point.refuses(unit.text)


def _by_meaning(
    points: Sequence[Point], usable: Sequence[Unit], embedder: Embeds, near: float
) -> dict[str, Unit | None]:
    rows = embedder.encode_document([unit.text for unit in usable])
    found: dict[str, Unit | None] = {}
    for point in points:
        closeness = (rows @ embedder.encode_document(point.example).T).max(axis=1)
        allowed = [i for i, unit in enumerate(usable) if closeness[i] >= near and not point.refuses(unit.text)]
        found[point.id] = usable[max(allowed, key=lambda i: closeness[i])] if allowed else None
    return found


def _sentences(section: Section) -> Iterator[Unit]:
    before, place = "", 0
    for sentence in sentences(section.text):
        place = section.text.index(sentence, place)
        lead = section.text.rfind(before, 0, place) if before and _LEANING.match(sentence) else place
        if "\n" in section.text[lead:place]:
            lead = place
        if not _is_heading(sentence, section):
            yield Unit(sentence, section.text[lead : place + len(sentence)], section.locator)
        before, place = sentence, place + len(sentence)


def _is_heading(sentence: str, section: Section) -> bool:
    """A heading names a subject without settling it; so do loose words."""
    bare = sentence.rstrip(":").rstrip()
    few = len(sentence.split()) < 4 and not (re.search(r"\d", sentence) and " " in sentence)
    return few or bare == section.locator.split(" > ")[-1]


def _fields(section: Section) -> Iterator[Unit]:
    """Each field of a form with its value, and each two that follow one another ('Startdatum', 'Einddatum')."""
    lines = [(match.start(), match.end(), match[0]) for match in re.finditer(r"[^\n]+", section.text)]
    for index in range(len(lines) - 1):
        for count in (4, 2):
            part = lines[index : index + count]
            if len(part) == count and all(_LABEL.match(a[2]) and _VALUE.match(b[2]) for a, b in _twos(part)):
                words = section.text[part[0][0] : part[-1][1]]
                yield Unit(words, words, section.locator)


def _twos(lines: Sequence[tuple[int, int, str]]) -> Iterator[tuple[tuple[int, int, str], tuple[int, int, str]]]:
    yield from zip(lines[::2], lines[1::2], strict=True)
