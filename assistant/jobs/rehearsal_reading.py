"""Take questions out of what a coach pastes: a question a line, a list, or a question set that Waterlijn saved."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.documents.report import plain
from assistant.errors import InputError
from assistant.guard.content import question_form
from assistant.guard.sentences import fold
from assistant.jobs.rehearsal_records import MOST

# What may stand before an item: bullet, box to tick, number, letter, or the time in a table.
_ITEM = re.compile(
    r"^\s*(?:(?:[-–—•◦▪*+#>]{1,6}|\[[ xX]?\]|[☐☑]|\(?\d{1,3}[.):]|\d{1,3}[ \t]{2,4}|\(?[a-zA-Z][.)])\s{1,8}){1,4}"
)
_EMPHASIS = re.compile(r"(?<![\w\\])(?:\*{1,2}|_{1,2})|(?<!\\)(?:\*{1,2}|_{1,2})(?!\w)")
_ESCAPED = re.compile(r"\\([^\w\s])")
_QUOTED = re.compile(r"^(?:[\"“„«](.*)[\"”»]|[‘'](.*)[’'])$")
_TABLE = re.compile(r"^\s*\|.*\|\s*$")
_BAR = re.compile(r"(?<!\\)\|")


def read_questions(text: str) -> tuple[str, ...]:
    """The questions in `text`, in order, each once.

    A line without a question mark is left out as a heading, unless it begins as an open question or no line has a
    mark. Raises InputError: proefsessie-leeg, proefsessie-te-veel.
    """
    lines = [line for line in map(_bare, _joined(plain(text))) if any(map(str.isalpha, line))]
    marked = any("?" in line for line in lines)
    found = tuple(dict.fromkeys(line for line in lines if not marked or _asks(line)))
    if not found:
        raise InputError("proefsessie-leeg")
    if len(found) > MOST:
        raise InputError("proefsessie-te-veel", maximum=MOST, aantal=len(found))
    return found


def _asks(line: str) -> bool:
    return "?" in line or bool(question_form().first.match(fold(line)))


def _joined(text: str) -> Iterator[str]:
    """The lines and table cells, with lines that were wrapped in the middle of a sentence put together."""
    held = ""
    for line in _cells(text):
        if _goes_on(held, line):
            held = f"{held.rstrip()} {line.strip()}"
        else:
            yield held
            held = line
    yield held


def _cells(text: str) -> Iterator[str]:
    for line in text.split("\n"):
        yield from _BAR.split(line) if _TABLE.match(line) else [line]


def _goes_on(held: str, line: str) -> bool:
    # A list in lower case throughout is a list, and what has a bullet of its own is an item.
    begins, goes_on = _bare(held)[:1], line.strip()[:1]
    return begins.isupper() and goes_on.islower() and held.rstrip()[-1:] not in "?.!:;" and not _ITEM.match(line)


def _bare(line: str) -> str:
    line = _ESCAPED.sub(r"\1", _EMPHASIS.sub("", _ITEM.sub("", line).strip()))
    quoted = _QUOTED.match(line)
    return " ".join((quoted[1] or quoted[2] or "" if quoted else line).split())
