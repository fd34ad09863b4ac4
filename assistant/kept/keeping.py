"""Keep a finished or running job in the vault, only when the user asks; and bring it back as a report.

Records of a reflection: one "begin", then one per turn, then perhaps a "harvest" the user edited. Question sets and
checklists are one record each, replaced at every save. So is the register of agreements, of which a vault holds one.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from assistant.agreements import register as registers
from assistant.agreements.document import register_report
from assistant.agreements.records import Agreement, Register
from assistant.content.flows import find_flow
from assistant.content.texts import text
from assistant.dialogue.reflection import reflection_report
from assistant.dialogue.session import Session
from assistant.documents.report import Report
from assistant.errors import VaultError
from assistant.jobs import checklist as checklists
from assistant.jobs import questionset as questionsets
from assistant.jobs.checklist import Checklist
from assistant.jobs.questionset import QuestionSet
from assistant.kept.vault import Records, Vault
from assistant.results.records import Result

REFLECTION, QUESTIONS, CHECKLIST = "reflectie", "vragenset", "checklist"
AGREEMENTS = "afspraken"


@dataclass
class Keeper:
    """Keeps one reflection as it goes; every committed turn is on disk when `keep` returns."""

    vault: Vault
    session_id: str = ""
    _kept: list[dict[str, Any]] | None = None
    """The turns as kept; None when this keeper has kept nothing yet."""

    def keep(self, session: Session) -> str:
        """Store what is new in `session`; returns the id under which it is kept. Raises VaultError."""
        turns = [{"type": "turn"} | turn.to_json() for turn in session.turns]
        if not self.session_id:
            self.session_id = self.vault.begin(REFLECTION, session.flow.title)
            self.vault.append(self.session_id, _begin(session))
            self._kept = []
        if self._kept is None or self._kept != turns[: len(self._kept)]:
            # An answer was taken back: what was taken back is not kept. Or it was kept before by another keeper.
            self.vault.replace(self.session_id, [_begin(session), *turns])
        else:
            for turn in turns[len(self._kept) :]:
                self.vault.append(self.session_id, turn)
        self._kept = turns
        return self.session_id

    def keep_harvest(self, lines: list[str]) -> None:
        """Store the harvest as the user left it. Raises VaultError."""
        self.vault.append(self.session_id, {"type": "harvest", "lines": lines})

    def keep_result(self, session: Session, result: Result) -> None:
        """Store what the conversation made; a contract as one that can be opened again, agreements in the register.

        Raises VaultError, InputError.
        """
        self.vault.append(self.session_id, {"type": "result", "shown": result.shown})
        if session.flow.result == "contract":
            keep_checklist(self.vault, checklists.from_json(json.loads(json.dumps(result.data, default=str))))
        if result.agreements:
            add_agreements(self.vault, result.agreements)


def last_harvest(vault: Vault, flow_id: str) -> tuple[str, ...]:
    """The harvest that was kept last of this flow; () when there is none. Raises VaultError."""
    for stored in sorted(vault.list(), key=lambda one: one.created, reverse=True):
        records = vault.read(stored.id) if stored.kind == REFLECTION else []
        harvests = [record["lines"] for record in records if record["type"] == "harvest"]
        if records and records[0]["flow"] == flow_id and harvests:
            return tuple(harvests[-1])
    return ()


def _begin(session: Session) -> dict[str, object]:
    return {"type": "begin", "flow": session.flow.id}


def keep_questions(vault: Vault, questions: QuestionSet, session_id: str = "") -> str:
    """Store a question set, in the place of the earlier version when `session_id` is given. Raises VaultError."""
    return _keep_whole(vault, QUESTIONS, text("keeping.vragenset"), questionsets.to_json(questions), session_id)


def keep_checklist(vault: Vault, checklist: Checklist, session_id: str = "") -> str:
    """Store a checklist, in the place of the earlier version when `session_id` is given. Raises VaultError."""
    return _keep_whole(vault, CHECKLIST, text("keeping.checklist"), checklists.to_json(checklist), session_id)


def keep_register(vault: Vault, register: Register) -> str:
    """Store the register of this vault, in the place of the earlier version. Raises VaultError."""
    return _keep_whole(
        vault, AGREEMENTS, text("agreements.titel"), registers.to_json(register), _register_id(vault) or ""
    )


def add_agreements(vault: Vault, agreements: Sequence[Agreement]) -> Register:
    """Add what was agreed to the register of this vault, under ids of its own. Raises VaultError, InputError."""
    register = registers.add_all(stored_register(vault), agreements)
    keep_register(vault, register)
    return register


def _keep_whole(vault: Vault, kind: str, title: str, data: dict[str, Any], session_id: str) -> str:
    session_id = session_id or vault.begin(kind, title)
    vault.replace(session_id, [{"type": kind, "data": json.loads(json.dumps(data))}])
    return session_id


def stored_questions(vault: Vault, session_id: str) -> QuestionSet:
    """A question set as it was kept. Raises VaultError, InputError."""
    return questionsets.from_json(_whole(vault, session_id)[0]["data"])


def stored_checklist(vault: Vault, session_id: str) -> Checklist:
    """A checklist as it was kept. Raises VaultError, InputError."""
    return checklists.from_json(_whole(vault, session_id)[0]["data"])


def stored_register(vault: Vault) -> Register:
    """The register of this vault, empty when none was kept. Raises VaultError, InputError."""
    session_id = _register_id(vault)
    # Storing may have broken off before the first record.
    records = vault.read(session_id) if session_id else []
    return registers.from_json(records[0]["data"]) if records else Register()


def _register_id(vault: Vault) -> str | None:
    return next((session.id for session in vault.list() if session.kind == AGREEMENTS), None)


def stored_report(vault: Vault, session_id: str) -> Report:
    """Whatever is kept under `session_id`, as a document. Raises VaultError, InputError."""
    records = _whole(vault, session_id)
    kind = records[0]["type"]
    if kind == QUESTIONS:
        return questionsets.to_report(questionsets.from_json(records[0]["data"]))
    if kind == CHECKLIST:
        return checklists.to_report(checklists.from_json(records[0]["data"]))
    if kind == AGREEMENTS:
        return register_report(registers.from_json(records[0]["data"]))
    return _stored_reflection(records)


def _whole(vault: Vault, session_id: str) -> Records:
    """The records, at least one. Raises VaultError('sessie-onbekend') where storing broke off before the first."""
    records = vault.read(session_id)
    if not records:
        raise VaultError("sessie-onbekend")
    return records


def _stored_reflection(records: Records) -> Report:
    flow = find_flow(records[0]["flow"])
    turns = [record for record in records if record["type"] == "turn"]
    harvests = [record["lines"] for record in records if record["type"] == "harvest"]
    shown = [record["shown"] for record in records if record["type"] == "result"]
    return reflection_report(flow, turns, harvests[-1] if harvests else None, shown[-1] if shown else "")
