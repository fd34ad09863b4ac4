"""The register of a team's agreements (methods K3, L3 and S5): add, change, follow up; a changed register is a new one.

register = add(register, "We beginnen op tijd", owner="Sam", due=date(2027, 2, 1))
register = set_status(register, "a1", "klaar", today)
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from datetime import date, timedelta
from typing import Any, Literal

from pydantic import TypeAdapter

from assistant.agreements.records import STATUSES, Agreement, Register
from assistant.documents.report import one_line
from assistant.errors import InputError

LONGEST = 500
"""Characters in one field."""


def add(
    register: Register,
    agreement: str,
    *,
    goal: str = "",
    owner: str = "",
    due: date | None = None,
    guard: str = "",
    origin: str = "",
) -> Register:
    """The register with one more, open, at the end. Raises InputError: afspraak-leeg, afspraak-te-lang."""
    new = Agreement(_next_id(register), agreement, goal, owner, due, "open", guard, origin)
    return Register((*register.agreements, _cleaned(new)))


def add_all(register: Register, agreements: Sequence[Agreement]) -> Register:
    """The register with these at the end, under ids of its own; the same words from the same origin come in once.

    Raises InputError: afspraak-leeg, afspraak-te-lang.
    """
    for new in map(_cleaned, agreements):
        if (new.agreement, new.origin) not in {(made.agreement, made.origin) for made in register.agreements}:
            register = Register((*register.agreements, replace(new, id=_next_id(register))))
    return register


def edit(
    register: Register,
    id: str,
    *,
    agreement: str | None = None,
    goal: str | None = None,
    owner: str | None = None,
    due: date | Literal[""] | None = None,
    guard: str | None = None,
    origin: str | None = None,
) -> Register:
    """The register with other words in the fields that are given; `due=""` takes the date away.

    Raises InputError: afspraak-onbekend, afspraak-leeg, afspraak-te-lang.
    """
    given = {"agreement": agreement, "goal": goal, "owner": owner, "guard": guard, "origin": origin}
    changes: dict[str, Any] = {name: value for name, value in given.items() if value is not None}
    if due is not None:
        changes["due"] = due or None
    return _replaced(register, _cleaned(replace(find(register, id), **changes)))


def set_status(register: Register, id: str, status: str, today: date) -> Register:
    """The register with another status for one. Raises InputError: afspraak-onbekend, afspraak-status."""
    found = find(register, id)
    wanted = next((known for known in STATUSES if known == status.strip().lower()), None)
    if wanted is None:
        raise InputError("afspraak-status", status=one_line(status)[:40], statussen=", ".join(STATUSES))
    # What was done already keeps its day.
    done_on = (found.done_on or today) if wanted == "klaar" else None
    return _replaced(register, replace(found, status=wanted, done_on=done_on))


def find(register: Register, id: str) -> Agreement:
    """One agreement. Raises InputError('afspraak-onbekend')."""
    wanted = id.strip().lower()
    for agreement in register.agreements:
        if agreement.id == wanted:
            return agreement
    raise InputError("afspraak-onbekend", id=one_line(id)[:40])


def running(register: Register) -> tuple[Agreement, ...]:
    """What is open or bezig."""
    return tuple(agreement for agreement in register.agreements if agreement.running)


def due(register: Register, today: date, days: int = 0) -> tuple[Agreement, ...]:
    """What is running and whose date has come, or comes within `days`; the earliest first."""
    # Counted from each date: today plus `days` may lie beyond the calendar.
    near = [made for made in running(register) if made.due and made.due - today <= timedelta(days=days)]
    return tuple(sorted(near, key=lambda made: made.due or today))


def next_guard(register: Register, members: Sequence[str]) -> str:
    """Whose turn it is to guard the process: who comes after the last guard, in the order of `members`.

    Raises InputError('bewaker-geen-leden').
    """
    names = [name for name in map(one_line, members) if name]
    if not names:
        raise InputError("bewaker-geen-leden")
    places = {name.casefold(): place for place, name in enumerate(names)}
    for made in reversed(register.agreements):
        place = places.get(made.guard.casefold())
        if place is not None:
            return names[(place + 1) % len(names)]
    return names[0]


def to_json(register: Register) -> dict[str, Any]:
    """{"agreements": [{"id", "agreement", "goal", "owner", "due", "status", "guard", "origin", "done_on"}]}."""
    return {"agreements": [agreement_json(agreement) for agreement in register.agreements]}


def agreement_json(agreement: Agreement) -> dict[str, Any]:
    """One agreement, its dates as 2027-02-01 or null."""
    days = {"due": agreement.due, "done_on": agreement.done_on}
    return asdict(agreement) | {name: day.isoformat() if day else None for name, day in days.items()}


def from_json(data: Mapping[str, Any]) -> Register:
    """The register that `to_json` wrote. Raises InputError('afspraken-onleesbaar')."""
    try:
        # Through text, because a date is strictly itself only there: a number is no date.
        written = json.dumps(data)
        register = TypeAdapter(Register).validate_json(written, strict=True)
    except (ValueError, TypeError, RecursionError) as error:
        raise InputError("afspraken-onleesbaar") from error
    ids = {made.id for made in register.agreements}
    whole = json.loads(written) == to_json(register)
    if not whole or len(ids) != len(register.agreements) or not all(map(_sound, register.agreements)):
        raise InputError("afspraken-onleesbaar")
    return register


def _next_id(register: Register) -> str:
    return f"a{max((int(made.id[1:]) for made in register.agreements), default=0) + 1}"


def _sound(made: Agreement) -> bool:
    """Whether `made` is as this module makes them."""
    number = made.id[1:]
    named = made.id[:1] == "a" and number.isascii() and number.isdigit() and number[0] != "0" and len(number) < 10
    try:
        return named and _cleaned(made) == made and (made.status == "klaar") == (made.done_on is not None)
    except InputError:
        return False


def _cleaned(made: Agreement) -> Agreement:
    """`made` with every field on one line, free of what no document can hold."""
    typed = (made.agreement, made.goal, made.owner, made.guard, made.origin)
    agreement, goal, owner, guard, origin = words = tuple(map(one_line, typed))
    if not agreement:
        raise InputError("afspraak-leeg")
    if max(map(len, words)) > LONGEST:
        raise InputError("afspraak-te-lang", maximum=LONGEST)
    return replace(made, agreement=agreement, goal=goal, owner=owner, guard=guard, origin=origin)


def _replaced(register: Register, changed: Agreement) -> Register:
    return Register(tuple(changed if made.id == changed.id else made for made in register.agreements))
