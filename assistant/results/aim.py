"""The aim of an MT in one sentence: 'Als MT slagen we als ...', first and last version (method S3)."""

from __future__ import annotations

import re

from assistant.content.texts import text
from assistant.dialogue.session import Session
from assistant.documents.report import Block, Bullets, Heading, Paragraph, Quote, Report
from assistant.results.records import Result, Tools

# However the beginning was typed, it is not written twice.
_BEGINNING = re.compile(
    r"^(?:(?:wij|we)\s+slagen|als\s+(?:een\s+)?mt\s+(?:slagen|zijn)\s+(?:we|wij)(?:\s+succesvol)?)\s*(?:als\b|wanneer\b)?\s*"
    r"|^(?:als|wanneer|dat)\s+|^…",
    re.I,
)


def make(session: Session, tools: Tools) -> Result | None:
    """See make_result."""
    versions = [whole_sentence(answer.value) for stage in ("eerste", "laatste") for answer in session.answers_at(stage)]
    if not versions:
        return None
    not_this_year = tuple(answer.value for answer in session.answers_at("niet"))
    report = Report(session.flow.title, session.flow.line, tuple(_blocks(session, versions, not_this_year)))
    data = {"sentence": versions[-1], "versions": versions, "not_this_year": list(not_this_year)}
    return Result(report, data, versions[-1])


def whole_sentence(said: str) -> str:
    """The sentence with its beginning, also when only the rest was typed; ends with a full stop."""
    start, said = text("aim.begin"), " ".join(said.split()).strip(" .…")
    return f"{start} {_BEGINNING.sub('', said).lstrip(' .…,')}."


def _blocks(session: Session, versions: list[str], not_this_year: tuple[str, ...]) -> list[Block]:
    blocks: list[Block] = [Heading(1, text("aim.zin")), Quote(versions[-1])]
    seen = tuple(line for said in session.said_at("zichtbaar") for line in [said])
    blocks += [Heading(1, text("aim.zichtbaar")), Bullets(seen)] if seen else []
    blocks += [Heading(1, text("aim.niet")), Bullets(not_this_year)] if not_this_year else []
    earlier = tuple(dict.fromkeys(version for version in versions[:-1] if version != versions[-1]))
    blocks += [Heading(1, text("aim.eerder")), Bullets(earlier)] if earlier else []
    return [*blocks, Paragraph(text("aim.slot"), soft=True)]
