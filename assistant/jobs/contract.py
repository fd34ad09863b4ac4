"""What two parties do with a contract: give it a version, agree when to look again, see what is still open.

contract = set_parties(checklist, ["Directie", "Sanne, begeleider"])
contract = save_version(set_recontract(contract, date(2026, 9, 1)), date(2026, 3, 2), "eerste gesprek")
for missing in missing_twins(contract):
    print(missing.item.question)
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from assistant.errors import InputError
from assistant.jobs.checklist_points import load_points
from assistant.jobs.checklist_records import Change, Checklist, Item, Version


@dataclass(frozen=True)
class MissingTwin:
    """A point with nothing at it, while there is something at the point on the other side that belongs to it."""

    item: Item
    """The open point; its question is what to ask."""
    of: Item
    """The point that is settled."""


def set_parties(checklist: Checklist, names: Iterable[str]) -> Checklist:
    """The contract between these parties; empty names fall away."""
    stripped = (" ".join(name.split()) for name in names)
    return replace(checklist, parties=tuple(dict.fromkeys(name for name in stripped if name)))


def set_recontract(checklist: Checklist, day: date | None) -> Checklist:
    """The contract with the day on which the parties look at it again; None when nothing is agreed."""
    return replace(checklist, recontract=day)


def save_version(checklist: Checklist, day: date, note: str = "") -> Checklist:
    """The contract with a version of this day; unchanged when nothing is new since the last one.

    New is another answer or tick, another moment of re-contracting, or another note.
    Raises InputError('contract-dag') when `day` is before the last version.
    """
    last = checklist.versions[-1] if checklist.versions else None
    if last and day < last.day:
        raise InputError("contract-dag", dag=last.day.strftime("%d-%m-%Y"))
    changes, note = unsaved_changes(checklist), note.strip()
    moved = checklist.recontract != (last.recontract if last else None)
    said = bool(note) and note != (last.note if last else "")
    if not (changes or moved or said):
        return checklist
    number = last.number + 1 if last else 1
    version = Version(number, day, note, changes, checklist.recontract)
    return replace(checklist, versions=(*checklist.versions, version))


def unsaved_changes(checklist: Checklist) -> tuple[Change, ...]:
    """What differs from the last version, in the order of the points."""
    before = _as_saved(checklist)
    was = [before.get(item.id, ("", False)) for item in checklist.items]
    return tuple(
        Change(item.id, answer, item.answer, agreed, item.agreed)
        for item, (answer, agreed) in zip(checklist.items, was, strict=True)
        if (answer, agreed) != (item.answer, item.agreed)
    )


def twins(checklist: Checklist) -> list[tuple[Item, Item]]:
    """The points of inhoud and relatie that belong together, inhoud first."""
    items = {item.id: item for item in checklist.items}
    pairs = {point.id: point.pair for point in load_points().points}
    return [
        (item, items[twin])
        for item in checklist.items
        if item.side == "inhoud" and (twin := pairs.get(item.id)) and twin in items
    ]


def missing_twins(checklist: Checklist) -> list[MissingTwin]:
    """Every open point whose twin is settled, in the order of `twins`."""
    halves = ((one, other) if other.settled else (other, one) for one, other in twins(checklist))
    return [MissingTwin(item, of) for item, of in halves if of.settled and not item.settled]


def open_points(checklist: Checklist) -> list[Item]:
    """The points with nothing at them yet."""
    return [item for item in checklist.items if not item.settled]


def _as_saved(checklist: Checklist) -> dict[str, tuple[str, bool]]:
    """Answer and tick of every point that a version changed, as the last one left it."""
    changes = (change for version in checklist.versions for change in version.changes)
    return {change.point: (change.after, change.agreed_after) for change in changes}
