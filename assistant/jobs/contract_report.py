"""The contract as a document for both parties: the two sides next to each other, what is asked, what changed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from assistant.content.texts import text
from assistant.documents.report import (
    Block,
    Bullets,
    CheckItem,
    Column,
    Heading,
    Pairs,
    Paragraph,
    Report,
    Table,
    one_line,
)
from assistant.documents.report import Checklist as ChecklistBlock
from assistant.jobs.checklist_records import Checklist, Item, Version
from assistant.jobs.contract import missing_twins, twins

_LINE = "…" * 24
"""Room to write on."""


def to_report(checklist: Checklist) -> Report:
    """The document for both parties."""
    blocks = (
        _facts(checklist),
        *_sides(checklist),
        *_questions(checklist),
        *_history(checklist),
        *_names(checklist),
    )
    return Report(text("contract.titel" if checklist.versions else "checklist.titel"), _subtitle(checklist), blocks)


def _subtitle(checklist: Checklist) -> str:
    named = [item.evidence for item in checklist.items if item.evidence]
    points = len(checklist.items)
    if not named:
        return text("checklist.ondertitel-zonder", punten=points)
    return text("checklist.ondertitel", bron=named[0].source, genoemd=len(named), punten=points)


def _facts(checklist: Checklist) -> Pairs:
    parties = text("contract.en").join(checklist.parties) or _LINE
    day = _shown(checklist.recontract) if checklist.recontract else _LINE
    return Pairs(((text("contract.partijen"), parties), (text("contract.herijken"), day)))


def _sides(checklist: Checklist) -> tuple[Block, ...]:
    known = any(item.status != "onbekend" for item in checklist.items)
    pairs = twins(checklist)
    paired = {item.id for pair in pairs for item in pair}
    alone = [item for item in checklist.items if item.id not in paired]
    columns = tuple(
        _column(text(f"checklist.{side}"), [pair[index] for pair in pairs] + [one for one in alone if one.side == side])
        for index, side in enumerate(("inhoud", "relatie"))
    )
    explained = text("checklist.uitleg" if known else "checklist.uitleg-zonder")
    return Paragraph(explained, soft=True), ChecklistBlock(columns)


def _column(title: str, items: Sequence[Item]) -> Column:
    return Column(title, tuple(_check_item(item) for item in items))


def _check_item(item: Item) -> CheckItem:
    evidence = item.evidence
    where = text("checklist.vindplaats", bron=evidence.source, plaats=evidence.locator) if evidence else ""
    status = text(f"checklist.status-{'afgesproken' if item.agreed else item.status.replace(' ', '-')}")
    # A form field stands on two lines in the document; on paper it reads better on one.
    quote = one_line(evidence.quote) if evidence else ""
    return CheckItem(item.point, item.question, status, quote, where, notes=item.answer, done=item.agreed)


def _questions(checklist: Checklist) -> Iterator[Block]:
    """The questions at points whose twin is settled."""
    missing = missing_twins(checklist)
    if missing:
        yield Heading(1, text("contract.vragen"))
        yield Paragraph(text("contract.vragen-uitleg"), soft=True)
        asked = (text("contract.vraag", vraag=one.item.question, punt=one.of.point) for one in missing)
        yield Bullets(tuple(asked), boxes=True)


def _history(checklist: Checklist) -> Iterator[Block]:
    """Every version, the newest first, with what it changed."""
    names = {item.id: item.point for item in checklist.items}
    if checklist.versions:
        yield Heading(1, text("contract.versies"))
    agreed_before = [None, *(version.recontract for version in checklist.versions)]
    for version, agreed in reversed(list(zip(checklist.versions, agreed_before, strict=False))):
        yield Heading(2, text("contract.versie", nummer=version.number, dag=_shown(version.day)))
        yield from _version(version, version.recontract != agreed, names)


def _version(version: Version, moved: bool, names: dict[str, str]) -> Iterator[Block]:
    if version.note:
        yield Paragraph(version.note)
    if version.recontract and moved:
        yield Paragraph(text("contract.herijken-op", dag=_shown(version.recontract)), soft=True)
    if not version.changes:
        yield Paragraph(text("contract.niets-anders"), soft=True)
        return
    rows = (
        (names.get(change.point, change.point), _stood(change.before, change.agreed_before),
         _stood(change.after, change.agreed_after))
        for change in version.changes
    )  # fmt: skip
    header = tuple(text(f"contract.{name}") for name in ("punt", "eerst", "nu"))
    yield Table(header, tuple(rows), (1.0, 1.5, 1.5))


def _stood(answer: str, agreed: bool) -> str:
    """What stood at a point, and whether it was agreed."""
    lines = [answer or text("contract.leeg"), *([text("checklist.status-afgesproken")] if agreed else [])]
    return "\n".join(lines)


def _names(checklist: Checklist) -> Iterator[Block]:
    yield Heading(1, text("contract.namen"))
    yield Paragraph(text("contract.namen-uitleg"), soft=True)
    parties = (*checklist.parties, *([text("contract.naam")] * 2))[: max(2, len(checklist.parties))]
    yield Pairs(tuple((party, _LINE) for party in parties))


def _shown(day: date) -> str:
    return day.strftime("%d-%m-%Y")
