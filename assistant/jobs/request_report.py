"""The analysis of a request as a document: for the intake, with the client's own words."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.content.texts import text
from assistant.documents.reader_text import is_item
from assistant.documents.report import Block, Bullets, Heading, Pairs, Paragraph, Quote, Report, one_line
from assistant.jobs.checklist_records import Evidence
from assistant.jobs.request_records import Person, RequestAnalysis


def to_report(analysis: RequestAnalysis) -> Report:
    """The document."""
    points = len(analysis.checklist.items)
    subtitle = text("request.ondertitel", bron=analysis.name, genoemd=len(analysis.settled), punten=points)
    blocks = (*_facts(analysis), *_people(analysis), *_unwanted(analysis), *_open(analysis), *_settled(analysis))
    return Report(text("request.titel"), subtitle, blocks)


def _facts(analysis: RequestAnalysis) -> Iterator[Block]:
    if analysis.facts:
        yield Heading(1, text("request.feiten"))
        yield Pairs(tuple((text(f"request.feit-{fact.kind}"), one_line(fact.value)) for fact in analysis.facts))


def _people(analysis: RequestAnalysis) -> Iterator[Block]:
    yield Heading(1, text("request.mensen"))
    if not analysis.people:
        yield Paragraph(text("request.mensen-geen"), soft=True)
    for role in dict.fromkeys(person.role for person in analysis.people):
        yield Heading(2, text(f"request.rol-{role}"))
        yield from (_quote(one.evidence, _counted(one)) for one in analysis.people if one.role == role)


def _counted(person: Person) -> str:
    return text("request.aantal", aantal=person.count) if person.count is not None else ""


def _unwanted(analysis: RequestAnalysis) -> Iterator[Block]:
    yield Heading(1, text("request.niet-gewenst"))
    if not analysis.unwanted:
        yield Paragraph(text("request.niet-gewenst-geen"), soft=True)
    yield from (_quote(evidence) for evidence in analysis.unwanted)


def _open(analysis: RequestAnalysis) -> Iterator[Block]:
    yield Heading(1, text("request.open"))
    if not analysis.open:
        yield Paragraph(text("request.open-geen"), soft=True)
        return
    yield Paragraph(text("request.open-uitleg"), soft=True)
    for side in dict.fromkeys(item.side for item in analysis.open):
        yield Heading(2, text(f"checklist.{side}"))
        yield Bullets(tuple(item.question for item in analysis.open if item.side == side), boxes=True)


def _settled(analysis: RequestAnalysis) -> Iterator[Block]:
    yield Heading(1, text("request.genoemd"))
    if not analysis.settled:
        yield Paragraph(text("request.genoemd-geen"), soft=True)
    shown = {evidence.quote for evidence in (*analysis.unwanted, *(one.evidence for one in analysis.people))}
    for item in analysis.settled:
        yield Heading(2, item.point)
        if item.evidence and item.evidence.quote in shown:
            yield Paragraph(text("request.hierboven"), soft=True)
        elif item.evidence:
            yield _quote(item.evidence)


def _quote(evidence: Evidence, more: str = "") -> Quote:
    where = text("checklist.vindplaats", bron=evidence.source, plaats=evidence.locator)
    listed = any(is_item(line) for line in evidence.quote.split("\n"))
    # A form field stands on two lines in the document; on paper it reads better on one.
    return Quote(evidence.quote if listed else one_line(evidence.quote), f"{where}{more}")
