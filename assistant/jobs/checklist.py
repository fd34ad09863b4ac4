"""The contracting checklist for a team lead: what a request settles, and what is still to be discussed.

checklist = build_checklist(read_document(path), path.name, load_embedder())
checklist = fill(checklist, "relatie-tempo", "Wie wil overslaan zegt 'pas'.", agreed=True)
save_checklist(checklist, folder / "checklist.json")
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any, Literal, TypeAlias, get_args

from pydantic import ConfigDict, TypeAdapter, ValidationError

from assistant.content.methods import source_of
from assistant.content.texts import text
from assistant.documents.reader_text import Section
from assistant.documents.report import Block, CheckItem, Column, Paragraph, Report, one_line
from assistant.documents.report import Checklist as ChecklistBlock
from assistant.errors import InputError
from assistant.files import write_private
from assistant.jobs.checklist_evidence import Embeds, find_evidence
from assistant.jobs.checklist_points import Point, Side, load_points
from assistant.records import Source

Status: TypeAlias = Literal["genoemd", "te bespreken", "onbekend"]


@dataclass(frozen=True)
class Evidence:
    """The words that settle a point."""

    quote: str
    """Literally in the document, line ends included."""
    source: str
    """Name of the document."""
    locator: str
    """Page, heading or paragraph."""


@dataclass(frozen=True)
class Item:
    """One point, what the document says about it and what the parties agreed."""

    id: str
    side: Side
    point: str
    question: str
    status: Status
    """'genoemd' goes with evidence; 'onbekend' means that there was no document."""
    evidence: Evidence | None
    sources: tuple[Source, ...]
    answer: str = ""
    """What the user wrote down."""
    agreed: bool = False


@dataclass(frozen=True)
class Checklist:
    """All points, inhoud first."""

    __pydantic_config__ = ConfigDict(extra="forbid")

    items: tuple[Item, ...]


def build_checklist(
    document: Sequence[Section] | None, source_name: str = "", embedder: Embeds | None = None
) -> Checklist:
    """The checklist, with what the request document settles; without a document everything is 'onbekend'."""
    rules = load_points()
    if document is None:
        return Checklist(tuple(_item(point, "onbekend", None) for point in rules.points))
    found = find_evidence(document, rules, embedder)
    items = []
    for point in rules.points:
        unit = found[point.id]
        evidence = Evidence(unit.quote, source_name, unit.locator) if unit else None
        items.append(_item(point, "genoemd" if evidence else "te bespreken", evidence))
    return Checklist(tuple(items))


def fill(checklist: Checklist, item_id: str, answer: str, agreed: bool) -> Checklist:
    """The checklist with what the user wrote at a point. Raises InputError('checklist-item-onbekend')."""
    if item_id not in {item.id for item in checklist.items}:
        raise InputError("checklist-item-onbekend")
    filled = (
        replace(item, answer=answer.strip(), agreed=agreed) if item.id == item_id else item for item in checklist.items
    )
    return Checklist(tuple(filled))


def to_json(checklist: Checklist) -> dict[str, Any]:
    """{"items": [{"id", "side", "point", "question", "status", "evidence", "sources", "answer", "agreed"}]}."""
    return {"items": [asdict(item) | {"sources": [s.to_json() for s in item.sources]} for item in checklist.items]}


def from_json(data: Mapping[str, Any]) -> Checklist:
    """The checklist that `to_json` wrote. Raises InputError('checklist-onleesbaar')."""
    try:
        checklist = TypeAdapter(Checklist).validate_python(data)
    except ValidationError as error:
        raise InputError("checklist-onleesbaar") from error
    ids = {item.id for item in checklist.items}
    fits = all((item.status == "genoemd") == (item.evidence is not None) for item in checklist.items)
    if not ids or len(ids) != len(checklist.items) or not fits:
        raise InputError("checklist-onleesbaar")
    return checklist


def save_checklist(checklist: Checklist, path: Path) -> None:
    """Write the checklist as a .json file. Raises InputError('checklist-schrijven')."""
    try:
        write_private(path, (json.dumps(to_json(checklist), ensure_ascii=False, indent=2) + "\n").encode())
    # A lone surrogate in what was typed can't be written as text.
    except (OSError, UnicodeEncodeError) as error:
        raise InputError("checklist-schrijven", bestand=path.name) from error


def load_checklist(path: Path) -> Checklist:
    """The checklist in a .json file. Raises InputError('checklist-onleesbaar')."""
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        raise InputError("checklist-onleesbaar") from error
    return from_json(data)


def to_report(checklist: Checklist) -> Report:
    """The document for both parties: inhoud and relatie side by side, with room for what is agreed."""
    items = checklist.items
    named = [item for item in items if item.evidence]
    known = any(item.status != "onbekend" for item in items)
    title, points = text("checklist.titel"), len(items)
    subtitle = text("checklist.ondertitel-zonder", punten=points)
    if named and named[0].evidence:
        source = named[0].evidence.source
        subtitle = text("checklist.ondertitel", bron=source, genoemd=len(named), punten=points)
    explained = Paragraph(text("checklist.uitleg" if known else "checklist.uitleg-zonder"), soft=True)
    columns = tuple(_column(side, items) for side in get_args(Side))
    blocks: tuple[Block, ...] = (explained, ChecklistBlock(columns))
    return Report(title, subtitle, blocks)


def _item(point: Point, status: Status, evidence: Evidence | None) -> Item:
    sources = tuple(source_of(row) for row in point.sources)
    return Item(point.id, point.side, point.point, point.question, status, evidence, sources)


def _column(side: Side, items: Sequence[Item]) -> Column:
    return Column(text(f"checklist.{side}"), tuple(_check_item(item) for item in items if item.side == side))


def _check_item(item: Item) -> CheckItem:
    evidence = item.evidence
    where = text("checklist.vindplaats", bron=evidence.source, plaats=evidence.locator) if evidence else ""
    status = text(f"checklist.status-{'afgesproken' if item.agreed else item.status.replace(' ', '-')}")
    # A form field stands on two lines in the document; on paper it reads better on one.
    quote = one_line(evidence.quote) if evidence else ""
    return CheckItem(item.point, item.question, status, quote, where, notes=item.answer, done=item.agreed)
