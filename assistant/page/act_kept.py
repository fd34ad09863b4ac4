"""What can be done with kept work: open, read, take along, forget."""

from __future__ import annotations

from dataclasses import replace

from assistant.kept.keeping import (
    AGREEMENTS,
    CHECKLIST,
    QUESTIONS,
    stored_checklist,
    stored_questions,
    stored_register,
    stored_report,
)
from assistant.kept.vault import Vault
from assistant.page.act_lead import lead_of
from assistant.page.call import Call, PageError, handed_over, packed, told
from assistant.page.desk import Agreed, Coach, Desk, Kept

ALL = "alles"


def show(desk: Desk, call: Call) -> Desk:
    """The list of kept work, or the question for the passphrase."""
    return replace(desk, screen="bewaard", lost_confirm=False, focus="titel")


def unlock(desk: Desk, call: Call) -> Desk:
    """Open the vault. Raises VaultError, PageError."""
    if not call.settings.sessions_db.exists():
        return show(desk, call)
    if not call.word("zin"):
        raise PageError("fout-zin-leeg")
    vault = Vault.open(call.settings.sessions_db, call.word("zin"))
    return replace(desk, kept=Kept(vault, tuple(vault.list())), focus="titel")


def read(desk: Desk, call: Call) -> Desk:
    """Open one: sets and checklists to work on, a reflection to read. Raises VaultError, InputError."""
    kept = _kept(desk)
    kind = next((session.kind for session in kept.sessions if session.id == call.id), "")
    if kind == QUESTIONS:
        questions = stored_questions(kept.vault, call.id)
        coach = Coach(desk.coach.form, questions, call.id)
        return replace(desk, coach=coach, screen="coach", focus="titel")
    if kind == CHECKLIST:
        lead = lead_of(stored_checklist(kept.vault, call.id), call.id)
        return replace(desk, lead=lead, screen="lijst", focus="titel")
    if kind == AGREEMENTS:
        # The vault goes along: on the screen of the register it stays open as it is here.
        agreed = Agreed(stored_register(kept.vault), kept.vault, desk.agreed.form)
        return replace(desk, kept=None, agreed=agreed, screen="afspraken", focus="titel")
    return replace(desk, kept=replace(kept, reading=stored_report(kept.vault, call.id)), focus="titel")


def back_to_list(desk: Desk, call: Call) -> Desk:
    """Close the document that was read."""
    return _relisted(desk)


def take_along(desk: Desk, call: Call) -> Desk:
    """The document that is read, as a file."""
    report = _kept(desk).reading
    if report is None:
        raise PageError("fout-onbekend")
    return handed_over(desk, packed(report, "reflectie", call.id), f"kluis-mee-{call.id}")


def ask_to_forget(desk: Desk, call: Call) -> Desk:
    """First step of forgetting one, or all."""
    return replace(desk, kept=replace(_kept(desk), confirm=call.id), focus="zeker")


def keep_after_all(desk: Desk, call: Call) -> Desk:
    """Not forgetting after all."""
    kept = replace(desk.kept, confirm="") if desk.kept else None
    return replace(desk, kept=kept, lost_confirm=False, focus="titel")


def forget(desk: Desk, call: Call) -> Desk:
    """Destroy what was asked about. Raises VaultError."""
    kept = _kept(desk)
    if kept.confirm == ALL:
        kept.vault.forget_all()
    else:
        kept.vault.forget(kept.confirm)
    return told(_relisted(_unlinked(desk, kept.confirm)), "kluis-vergeten")


def ask_to_destroy(desk: Desk, call: Call) -> Desk:
    """First step of throwing the whole file away without its passphrase."""
    return replace(desk, lost_confirm=True, focus="zeker")


def destroy(desk: Desk, call: Call) -> Desk:
    """Throw the whole file away. Raises VaultError."""
    for vault in desk.vaults:
        vault.close()
    Vault.forget_without_key(call.settings.sessions_db)
    return told(_unlinked(replace(desk, kept=None, lost_confirm=False), ALL), "kluis-vergeten")


def _kept(desk: Desk) -> Kept:
    if desk.kept is None:
        raise PageError("fout-kluis-dicht")
    return desk.kept


def _relisted(desk: Desk) -> Desk:
    kept = _kept(desk)
    return replace(desk, kept=Kept(kept.vault, tuple(kept.vault.list())), focus="titel")


def _unlinked(desk: Desk, gone: str) -> Desk:
    """Work on the desk that was kept under `gone` is kept no more, and can be kept anew."""
    talk, coach, lead = desk.talk, desk.coach, desk.lead
    if talk and gone in (talk.kept_as, ALL):
        talk = replace(talk, kept_as="")
    if gone in (coach.kept_as, ALL):
        coach = replace(coach, kept_as="")
    if gone in (lead.kept_as, ALL):
        lead = replace(lead, kept_as="")
    # The register may be what is gone: what is left of it is read when it is opened again.
    return replace(desk, talk=talk, coach=coach, lead=lead, agreed=Agreed())
