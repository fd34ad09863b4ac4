"""The analysis of a client's request: what it settles, what it leaves open, what is not wanted, who is who.

analysis = analyse_request(read_document(path), path.name, load_embedder())
contract = to_checklist(analysis)
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from typing import Any

from assistant.documents.reader_text import Section
from assistant.errors import DocumentError
from assistant.jobs.checklist import build_checklist
from assistant.jobs.checklist_evidence import Embeds, Unit
from assistant.jobs.checklist_records import Checklist, Evidence, Item
from assistant.jobs.request_find import (
    Field,
    find_role,
    find_sender,
    find_unwanted,
    form_fields,
    how_many,
    members,
    without_repeats,
)
from assistant.jobs.request_records import Fact, Person, RequestAnalysis
from assistant.jobs.request_report import to_report
from assistant.jobs.request_rules import RequestFile, Role, Rule, load_request_rules

__all__ = ["Fact", "Person", "RequestAnalysis", "analyse_request", "to_checklist", "to_json", "to_report"]


def analyse_request(sections: Sequence[Section], name: str, embedder: Embeds | None = None) -> RequestAnalysis:
    """What the request says; every item has its literal words. Raises DocumentError('leeg').

    A text of another kind, such as an invoice, leaves everything open.
    """
    if not any(section.text.strip() for section in sections):
        raise DocumentError("leeg", naam=name)
    rules = load_request_rules()
    if not rules.kind.fits("\n".join(section.text for section in sections)):
        return RequestAnalysis(name, build_checklist((), name), (), (), ())
    checklist = build_checklist(sections, name, embedder)
    fields = form_fields(sections, rules)
    unwanted = _unwanted(sections, name, rules.unwanted, checklist)
    people = tuple(person for role in rules.roles for person in _people(sections, name, role, fields, checklist))
    checklist = _settled_by(checklist, _by_point(rules, unwanted, people))
    return RequestAnalysis(name, checklist, unwanted, people, _facts(fields, name, rules))


def to_checklist(analysis: RequestAnalysis) -> Checklist:
    """The contract to go on with: every point, with what the request says of it."""
    return analysis.checklist


def to_json(analysis: RequestAnalysis) -> dict[str, Any]:
    """{"settled", "open", "unwanted", "people", "facts"}; every quote with its source and locator."""
    return {
        "settled": [_settled_json(item) for item in analysis.settled],
        "open": [{"id": item.id, "side": item.side, "point": item.point, "question": item.question}
                 for item in analysis.open],
        "unwanted": [asdict(evidence) for evidence in analysis.unwanted],
        "people": [
            {"role": person.role, "count": person.count, "members": list(person.members), **asdict(person.evidence)}
            for person in analysis.people
        ],
        "facts": [{"kind": fact.kind, "value": fact.value, **asdict(fact.evidence)} for fact in analysis.facts],
    }  # fmt: skip


def _settled_json(item: Item) -> dict[str, Any]:
    evidence = asdict(item.evidence) if item.evidence else {}
    return {"id": item.id, "side": item.side, "point": item.point, **evidence}


def _unwanted(sections: Sequence[Section], name: str, rule: Rule, checklist: Checklist) -> tuple[Evidence, ...]:
    units = find_unwanted(sections, rule) + _settling(rule, checklist)
    return tuple(_evidence(unit, name) for unit in without_repeats(units))


def _people(
    sections: Sequence[Section], name: str, role: Role, fields: Sequence[Field], checklist: Checklist
) -> list[Person]:
    rules = load_request_rules()
    units = find_role(sections, fields, role)
    if role.id == "afzender":
        units = without_repeats(units + find_sender(sections, rules.closing))
    units = without_repeats(units + _settling(role, checklist))
    return [_person(role, _evidence(unit, name), rules) for unit in units]


def _settling(rule: Rule, checklist: Checklist) -> list[Unit]:
    """The words that settle the point of the rule, so that both always say the same."""
    found = [item.evidence for item in checklist.items if item.id == rule.point]
    return [Unit(one.quote, one.quote, one.locator) for one in found if one]


def _person(role: Role, evidence: Evidence, rules: RequestFile) -> Person:
    if role.id != "groep":
        return Person(role.id, evidence)
    return Person(role.id, evidence, how_many(evidence.quote, rules), members(evidence.quote, rules))


def _facts(fields: Sequence[Field], name: str, rules: RequestFile) -> tuple[Fact, ...]:
    found = {
        (rule.id, field.value): Fact(rule.id, field.value, _evidence(field.unit, name))
        for rule in rules.facts
        for field in reversed(fields)
        if rule.labels(field.label) and rule.allows(field.value)
    }
    return tuple(found.values())


def _settled_by(checklist: Checklist, found: Mapping[str, Evidence]) -> Checklist:
    """What was found about a point settles it, where no other words did."""
    return replace(checklist, items=tuple(_settled(item, found.get(item.id)) for item in checklist.items))


def _settled(item: Item, evidence: Evidence | None) -> Item:
    if item.evidence or not evidence:
        return item
    return replace(item, status="genoemd", evidence=evidence)


def _by_point(rules: RequestFile, unwanted: Sequence[Evidence], people: Sequence[Person]) -> dict[str, Evidence]:
    """The first words found for every point that the rules name."""
    points = {role.id: role.point for role in rules.roles if role.point}
    found = [(rules.unwanted.point, evidence) for evidence in unwanted]
    found += [(points[person.role], person.evidence) for person in people if person.role in points]
    return dict(reversed(found))


def _evidence(unit: Unit, name: str) -> Evidence:
    return Evidence(unit.quote, name, unit.locator)
