"""Finds in a request what is not wanted, who is who and which form fields are filled; all of it word for word."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from assistant.documents.reader_passages import sentences
from assistant.documents.reader_text import BULLET, Section, is_item
from assistant.jobs.checklist_evidence import MOST_CHARACTERS, Unit, units
from assistant.jobs.checklist_points import load_points
from assistant.jobs.request_rules import RequestFile, Role, Rule

_LONGEST_VALUE = 80
_LONGEST_NAME = 60


class Field(NamedTuple):
    """A form field: its label, its value, and both as they stand in the document."""

    label: str
    value: str
    unit: Unit


def form_fields(document: Sequence[Section], rules: RequestFile) -> list[Field]:
    """Every field whose label some rule knows, in order."""
    known = "|".join(rule.fields for rule in (*rules.roles, *rules.facts) if rule.fields)
    label = re.compile(rf"(?<!\S)(?P<label>{known})\s?[:|](?=\s|$)", re.IGNORECASE)
    alone = re.compile(rf"(?P<label>{known})\s?:?", re.IGNORECASE)
    return [field for section in document for field in _fields(section, label, alone)]


def find_unwanted(document: Sequence[Section], rule: Rule) -> list[Unit]:
    """Every sentence and list in which the client says what is not wanted."""
    points = load_points()
    said = [unit for unit in _all_units(document) if rule.counts(unit.text) and not _opens(unit)]
    listed = [unit for section in document for unit in _under_heading(section, rule)]
    return without_repeats(unit for unit in listed + said if not points.settles_nothing(unit.text, unit.locator))


def find_role(document: Sequence[Section], fields: Sequence[Field], role: Role) -> list[Unit]:
    """Every field and sentence about one role."""
    filled = [field.unit for field in fields if role.labels(field.label)]
    points = load_points()
    said = [
        unit
        for unit in _all_units(document)
        # Where to ask about the tender is just what is looked for.
        if role.counts(unit.text) and (role.id == "contact" or not points.settles_nothing(unit.text, unit.locator))
    ]
    return without_repeats(filled + said)


def find_sender(document: Sequence[Section], closing: str) -> list[Unit]:
    """Who closes the mail: the line with the greeting and the name on it or under it."""
    return [unit for section in document for unit in _signed(section, re.compile(closing, re.IGNORECASE))]


def without_repeats(found: Iterable[Unit]) -> list[Unit]:
    """Every quote once; one that stands inside another goes."""
    kept: list[Unit] = []
    for unit in found:
        if any(_bare(unit.quote) in _bare(other.quote) for other in kept):
            continue
        kept = [other for other in kept if _bare(other.quote) not in _bare(unit.quote)] + [unit]
    return kept


def how_many(quote: str, rules: RequestFile) -> int | None:
    """How many people, when the words say it in total."""
    for pattern in rules.counts:
        for match in re.finditer(pattern, quote, re.IGNORECASE):
            word = match["n"].lower()
            number = int(word) if word.isdecimal() else rules.numbers.get(word)
            if number is not None:
                return number
    return None


def members(quote: str, rules: RequestFile) -> tuple[str, ...]:
    """Who make up the group, each as it stands in the words."""
    rows = (re.search(pattern, quote, re.IGNORECASE) for pattern in rules.members)
    row = next((match["row"] for match in rows if match), "")
    # 'drie hoofden: techniek, productie en educatie' is a row of three.
    parts = (part.strip(" \n:") for part in re.split(r",\s|\ben\b|\n", row.rpartition(": ")[2]))
    return tuple(part for part in parts if part)


def _fields(section: Section, label: re.Pattern[str], alone: re.Pattern[str]) -> Iterator[Field]:
    lines = section.text.split("\n")
    for line, below in zip(lines, [*lines[1:], ""], strict=True):
        bare = line[match.end() :] if (match := BULLET.match(line)) else line
        starts = list(label.finditer(bare))
        if starts and starts[0].start() == 0 and bare[starts[0].end() :].strip():
            yield from _filled(bare, starts, section.locator)
        elif (named := alone.fullmatch(bare)) and _is_value(below) and not alone.fullmatch(below):
            words = f"{line}\n{below}"
            yield Field(named["label"], below.strip(), Unit(words, words, section.locator))


def _filled(line: str, starts: Sequence[re.Match[str]], locator: str) -> Iterator[Field]:
    """The fields of one line; Markdown and some .pdf files give several on one."""
    for start, after in zip(starts, [*starts[1:], None], strict=True):
        words = line[start.start() : after.start() if after else len(line)].rstrip()
        value = line[start.end() : start.start() + len(words)].strip()
        if value:
            yield Field(start["label"], value, Unit(words, words, locator))


def _is_value(words: str) -> bool:
    """Whether a line can be the value of the label above it: no sentence, no list item."""
    return 0 < len(words) <= _LONGEST_VALUE and words[-1] not in ".?!:" and not is_item(words)


def _all_units(document: Sequence[Section]) -> list[Unit]:
    """`units`, and the short lines that settle no point, such as the name of a desk."""
    long = units(document)
    known = {unit.text for unit in long}
    short = [Unit(words, words, part.locator) for part in document for words in sentences(part.text)]
    return long + [unit for unit in short if unit.text not in known and len(unit.text) <= MOST_CHARACTERS]


def _opens(unit: Unit) -> bool:
    """Whether this only says what comes: a heading, or the line above a list."""
    return unit.text.endswith(":") or unit.text == unit.locator.split(" > ")[-1]


def _under_heading(section: Section, rule: Rule) -> Iterator[Unit]:
    """What stands in a part, or in a list, that is about nothing else."""
    whole = rule.heads(section.locator)
    block: list[str] = []
    for line in [*section.text.split("\n"), ""]:
        if _goes_on(block, line, whole):
            block.append(line)
            continue
        yield from _listed(block, section.locator)
        block = [line] if rule.heads(line) else []


def _goes_on(block: Sequence[str], line: str, whole: bool) -> bool:
    """Whether `line` is one more item of the list; a numbered heading below bullets is not."""
    if not is_item(line) or not (block or whole):
        return False
    return not (block and BULLET.match(block[-1])) or bool(BULLET.match(line))


def _listed(block: Sequence[str], locator: str) -> Iterator[Unit]:
    words = "\n".join(block)
    if not any(is_item(line) for line in block):
        return
    if len(words) <= MOST_CHARACTERS:
        yield Unit(words, words, locator)
        return
    yield from (Unit(line, line, locator) for line in block if is_item(line))


def _signed(section: Section, closing: re.Pattern[str]) -> Iterator[Unit]:
    lines = section.text.split("\n")
    for index, line in enumerate(lines):
        greeting = closing.match(line)
        if not greeting:
            continue
        named = bool(line[greeting.end() :].strip(" ,.!"))
        below = lines[index + 1 : index + 2]
        words = line if named else "\n".join([line, *below])
        if (named or below) and len(words) <= _LONGEST_NAME + greeting.end():
            yield Unit(words, words, section.locator)


def _bare(words: str) -> str:
    return " ".join(words.split()).casefold()
