"""What can be done with the register of agreements: open, note, change, take along, close."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

from assistant.agenda.dates import future_date, parse_date, short_date, show_date
from assistant.agreements.document import register_calendar, register_report, register_sheet
from assistant.agreements.records import Register
from assistant.agreements.register import add, edit, find, set_status
from assistant.content.texts import text
from assistant.kept.keeping import keep_register, stored_register
from assistant.kept.vault import Vault
from assistant.page.call import Call, PageError, handed_over, open_vault, packed, told
from assistant.page.desk import Agreed, Desk, Fields, Parcel
from assistant.page.labels import say

FIELDS = ("wat", "doel", "wie", "datum", "bewaker", "herkomst")
NEW, CHANGED = "nieuw", "wijzig"
"""What the names of the fields begin with, in the form for one more and in the one for a change."""

KINDS = ("pdf", "docx", "md", "xlsx", "ics")


def absorb(desk: Desk, fields: Fields) -> Desk:
    """Take over what stands in the two forms."""
    if desk.screen != "afspraken":
        return desk
    form, changed = _typed(desk.agreed.form, fields, NEW), _typed(desk.agreed.changed, fields, CHANGED)
    return replace(desk, agreed=replace(desk.agreed, form=form, changed=changed))


def show(desk: Desk, call: Call) -> Desk:
    """The register, or the question for the passphrase."""
    return replace(desk, screen="afspraken", focus="titel")


def unlock(desk: Desk, call: Call) -> Desk:
    """Open the register. Raises VaultError, InputError, PageError."""
    if not call.settings.sessions_db.exists():
        return replace(desk, agreed=Agreed(form=desk.agreed.form), focus="titel")
    desk = _with_vault(desk, call, stored_register)
    return replace(desk, focus="titel" if desk.screen == "afspraken" else "titel-beurt")


def note(desk: Desk, call: Call) -> Desk:
    """One more agreement. Raises InputError, VaultError, PageError."""
    today = date.today()
    made = _read(desk.agreed.form, lambda typed: future_date(typed, today) if typed.strip() else None)
    made["origin"] = made["origin"].strip() or text("agreements.genoteerd-op", dag=show_date(today))
    # What can't be kept is refused before there is a file and a passphrase.
    add(Register(), **made)
    desk = _rewritten(desk, call, lambda register: add(register, **made))
    desk = replace(desk, agreed=replace(desk.agreed, form={}))
    number = _register(desk).agreements[-1].id
    if made["due"] is None:
        return told(desk, "afspraak-bewaard", nummer=number)
    return told(desk, "afspraak-bewaard-voor", nummer=number, dag=show_date(made["due"]))


def begin_change(desk: Desk, call: Call) -> Desk:
    """The fields of one agreement, to change. Raises InputError, PageError."""
    made = find(_register(desk), call.id)
    due = short_date(made.due) if made.due else ""
    values = (made.agreement, made.goal, made.owner, due, made.guard, made.origin)
    agreed = replace(desk.agreed, changing=made.id, changed=dict(zip(FIELDS, values, strict=True)))
    return replace(desk, agreed=agreed, focus=f"{CHANGED}-wat")


def change(desk: Desk, call: Call) -> Desk:
    """Other words at one agreement. Raises InputError, VaultError, PageError."""
    today = date.today()
    given = _read(desk.agreed.changed, lambda typed: parse_date(typed, today) if typed.strip() else "")
    desk = _rewritten(desk, call, lambda register: edit(register, call.id, **given))
    return told(_unchanging(desk), "afspraak-gewijzigd", f"afspraak-{call.id}", nummer=call.id)


def leave_unchanged(desk: Desk, call: Call) -> Desk:
    """Not changing it after all."""
    return replace(_unchanging(desk), focus=f"afspraak-{desk.agreed.changing}")


def give_status(desk: Desk, call: Call) -> Desk:
    """Another status for one; `id` is as 'a1-klaar'. Raises InputError, VaultError, PageError."""
    number, _, status = call.id.partition("-")
    desk = _rewritten(desk, call, lambda register: set_status(register, number, status, date.today()))
    made = find(_register(desk), number)
    spoken = say(desk.locale, "afspraak-staat", nummer=number, status=say(desk.locale, f"status-{made.status}"))
    return replace(desk, spoken=spoken, focus=f"afspraak-{number}" if made.running else "afspraken-over")


def take_along(desk: Desk, call: Call) -> Desk:
    """The register as a file. Raises InputError, PageError."""
    register = _register(desk)
    makers: dict[str, Callable[[Register], bytes]] = {"xlsx": register_sheet, "ics": register_calendar}
    if call.id in makers:
        parcel = Parcel(f"waterlijn-afspraken.{call.id}", makers[call.id](register))
    else:
        parcel = packed(register_report(register), "afspraken", call.id)
    return handed_over(desk, parcel, f"afspraken-mee-{call.id}")


def close(desk: Desk, call: Call) -> Desk:
    """Lock the register, and clear it from memory and page."""
    if desk.agreed.vault is not None:
        desk.agreed.vault.close()
    return told(replace(desk, agreed=Agreed(), screen="begin"), "afspraken-gesloten")


def _typed(form: Fields, fields: Fields, prefix: str) -> Fields:
    return form | {name: str(fields[f"{prefix}-{name}"]) for name in FIELDS if f"{prefix}-{name}" in fields}


def _read(form: Fields, read_date: Callable[[str], Any]) -> dict[str, Any]:
    """What was typed, as `add` and `edit` take it. Raises InputError."""
    typed = [str(form.get(name, "")) for name in FIELDS]
    names = ("agreement", "goal", "owner", "due", "guard", "origin")
    given: dict[str, Any] = dict(zip(names, typed, strict=True))
    return given | {"due": read_date(given["due"])}


def _rewritten(desk: Desk, call: Call, rewrite: Callable[[Register], Register]) -> Desk:
    """The desk after a change that is on disk at once."""

    def store(vault: Vault) -> Register:
        # Read again: a conversation or another tab may have added to it.
        register = rewrite(stored_register(vault))
        keep_register(vault, register)
        return register

    return _with_vault(desk, call, store)


def _with_vault(desk: Desk, call: Call, use: Callable[[Vault], Register]) -> Desk:
    """The desk with the register that `use` gives; the vault stays open, or is opened with the passphrase."""
    vault = desk.agreed.vault or open_vault(call)
    try:
        register = use(vault)
    except BaseException:
        if vault is not desk.agreed.vault:
            vault.close()
        raise
    return replace(desk, agreed=replace(desk.agreed, register=register, vault=vault))


def _unchanging(desk: Desk) -> Desk:
    return replace(desk, agreed=replace(desk.agreed, changing="", changed={}))


def _register(desk: Desk) -> Register:
    if desk.agreed.register is None:
        raise PageError("fout-kluis-dicht")
    return desk.agreed.register
