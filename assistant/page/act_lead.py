"""What a team lead can do: a checklist, from a request document or without one."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from datetime import date
from pathlib import Path

from assistant.agenda.dates import future_date, short_date
from assistant.jobs.checklist import Checklist, fill, load_checklist, save_checklist, to_report
from assistant.jobs.contract import save_version as set_version
from assistant.jobs.contract import set_parties, set_recontract
from assistant.kept.keeping import keep_checklist
from assistant.page.call import Call, PageError, handed_over, in_vault, packed, told
from assistant.page.desk import Desk, Fields, Lead, Parcel


def absorb(desk: Desk, fields: Fields) -> Desk:
    """Take over what was written and ticked at the points."""
    checklist = desk.lead.checklist
    if checklist is None or desk.screen != "lijst":
        return desk
    for item in checklist.items:
        answer = fields.get(f"punt-{item.id}", item.answer)
        agreed = bool(fields.get(f"klaar-{item.id}", [item.agreed] if item.agreed else []))
        if (answer.strip(), agreed) != (item.answer, item.agreed):
            checklist = fill(checklist, item.id, answer, agreed)
    lead = replace(
        desk.lead,
        checklist=checklist,
        parties=str(fields.get("partijen", desk.lead.parties)),
        again=str(fields.get("herijkdatum", desk.lead.again)),
    )
    return replace(desk, lead=lead)


def save_version(desk: Desk, call: Call) -> Desk:
    """Fix what stands there now as a version of today. Raises InputError: a date that can't be read or is past."""
    checklist, today = set_parties(_list(desk), desk.lead.parties.split(",")), date.today()
    if desk.lead.again.strip():
        checklist = set_recontract(checklist, future_date(desk.lead.again, today))
    saved = set_version(checklist, today)
    lead = replace(desk.lead, checklist=saved, again=short_date(saved.recontract) if saved.recontract else "")
    return told(replace(desk, lead=lead), "versie-vast", "versies")


def show(desk: Desk, call: Call) -> Desk:
    """The first step, or the list that was made."""
    return replace(desk, screen="lijst", focus="titel")


def build(desk: Desk, call: Call) -> Desk:
    """Make the list, from a document when one was chosen. Raises DocumentError, PageError."""
    if not call.has_file("aanvraag"):
        return _opened(desk, call.assistant.checklist(None))
    with call.file("aanvraag") as path:
        sections = call.assistant.read_request(path)
        return _opened(desk, call.assistant.checklist(sections, path.name))


def reopen(desk: Desk, call: Call) -> Desk:
    """The list from a file saved earlier. Raises InputError, PageError."""
    with call.file("eerder") as path:
        return _opened(desk, load_checklist(path))


def take_along(desk: Desk, call: Call) -> Desk:
    """The list as a document."""
    return handed_over(desk, packed(to_report(_list(desk)), "checklist", call.id), f"lijst-mee-{call.id}")


def save_file(desk: Desk, call: Call) -> Desk:
    """The list as a file that this page can open again. Raises InputError."""
    with tempfile.TemporaryDirectory(prefix="waterlijn-") as folder:
        path = Path(folder) / "waterlijn-checklist.json"
        save_checklist(_list(desk), path)
        parcel = Parcel(path.name, path.read_bytes())
    return handed_over(desk, parcel, "lijst-bestand")


def keep(desk: Desk, call: Call) -> Desk:
    """Store the list. Raises VaultError, PageError."""
    kept_as = in_vault(call, lambda vault: keep_checklist(vault, _list(desk), desk.lead.kept_as))
    return told(replace(desk, lead=replace(desk.lead, kept_as=kept_as)), "bewaard-gelukt")


def forget(desk: Desk, call: Call) -> Desk:
    """Clear the list from memory and page."""
    return told(replace(desk, lead=Lead(), screen="begin"), "vergeten")


def _opened(desk: Desk, checklist: Checklist) -> Desk:
    return told(replace(desk, lead=lead_of(checklist)), "lijst-klaar", "titel")


def lead_of(checklist: Checklist, kept_as: str = "") -> Lead:
    """The screen of a list that was made, opened or kept."""
    again = short_date(checklist.recontract) if checklist.recontract else ""
    return Lead(checklist, ", ".join(checklist.parties), again, kept_as)


def _list(desk: Desk) -> Checklist:
    if desk.lead.checklist is None:
        raise PageError("fout-onbekend")
    return desk.lead.checklist
