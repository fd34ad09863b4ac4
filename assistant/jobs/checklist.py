"""The contracting checklist for a team lead: what a request settles, and what is still to be discussed.

checklist = build_checklist(read_document(path), path.name, load_embedder())
checklist = fill(checklist, "relatie-tempo", "Wie wil overslaan zegt 'pas'.", agreed=True)
save_checklist(checklist, folder / "checklist.json")

What the parties do with it next, versions and re-contracting, is in contract.py.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from assistant.content.methods import source_of
from assistant.documents.reader_text import Section
from assistant.errors import InputError
from assistant.files import write_private
from assistant.jobs.checklist_evidence import Embeds, find_evidence
from assistant.jobs.checklist_points import Point, load_points
from assistant.jobs.checklist_records import Checklist, Evidence, Item, Status, Version
from assistant.jobs.contract_report import to_report

__all__ = [
    "Checklist",
    "Evidence",
    "Item",
    "Status",
    "build_checklist",
    "fill",
    "from_json",
    "load_checklist",
    "save_checklist",
    "to_json",
    "to_report",
]


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
    return replace(checklist, items=tuple(filled))


def to_json(checklist: Checklist) -> dict[str, Any]:
    """{"items": [...], "parties": [...], "recontract": "2026-09-01"|null, "versions": [...]}, see docs/json.md."""
    return {
        "items": [asdict(item) | {"sources": [s.to_json() for s in item.sources]} for item in checklist.items],
        "parties": list(checklist.parties),
        "recontract": checklist.recontract and checklist.recontract.isoformat(),
        "versions": [_version_json(version) for version in checklist.versions],
    }


def _version_json(version: Version) -> dict[str, Any]:
    day = version.recontract and version.recontract.isoformat()
    changes = [asdict(change) for change in version.changes]
    return asdict(version) | {"day": version.day.isoformat(), "recontract": day, "changes": changes}


def from_json(data: Mapping[str, Any]) -> Checklist:
    """What `to_json` wrote, now or before there were versions. Raises InputError('checklist-onleesbaar')."""
    try:
        checklist = TypeAdapter(Checklist).validate_python(data)
    except ValidationError as error:
        raise InputError("checklist-onleesbaar") from error
    if not _belongs_together(checklist):
        raise InputError("checklist-onleesbaar")
    return checklist


def _belongs_together(checklist: Checklist) -> bool:
    ids = {item.id for item in checklist.items}
    fits = all((item.status == "genoemd") == (item.evidence is not None) for item in checklist.items)
    numbers = [version.number for version in checklist.versions]
    counted = numbers == list(range(1, len(numbers) + 1))
    return bool(ids) and len(ids) == len(checklist.items) and fits and counted


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


def _item(point: Point, status: Status, evidence: Evidence | None) -> Item:
    sources = tuple(source_of(row) for row in point.sources)
    return Item(point.id, point.side, point.point, point.question, status, evidence, sources)
