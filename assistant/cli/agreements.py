"""`waterlijn agreements`: what the team agreed, kept in the vault."""

from __future__ import annotations

import argparse
import os
from argparse import Namespace
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TypeAlias

from assistant.agenda.dates import future_date, show_date
from assistant.agreements.document import due_lines, write_register
from assistant.agreements.records import Agreement, Register
from assistant.agreements.register import add, agreement_json, due, find, running, set_status
from assistant.cli.output import ask_passphrase, show_json
from assistant.content.texts import text
from assistant.kept.keeping import keep_register, stored_register
from assistant.kept.vault import Vault
from assistant.settings import load_settings

Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"


def add_commands(commands: Commands) -> None:
    """Add `agreements` with its actions to the command line."""
    shown = "what your team agreed"
    group = commands.add_parser("agreements", help=shown, description=shown)
    actions = group.add_subparsers(required=True, metavar="ACTION")
    _add_add(actions)
    _add_rest(actions)


def _add_add(actions: Commands) -> None:
    new = _command(actions, "add", "note an agreement", add_agreement)
    new.add_argument("agreement", metavar="AGREEMENT")
    new.add_argument("--goal", default="", metavar="TEXT", help="what it is for")
    new.add_argument("--owner", default="", metavar="NAME", help="who sees to it")
    new.add_argument("--due", metavar="DATE", help="as '1 februari 2027', '1-2-2027' or 'over twee weken'")
    new.add_argument("--guard", default="", metavar="NAME", help="the process guard")
    new.add_argument("--origin", default="", metavar="TEXT", help="the session that it was made in (default: today)")


def _add_rest(actions: Commands) -> None:
    shown = _command(actions, "list", "what is running", list_agreements)
    which = shown.add_mutually_exclusive_group()
    which.add_argument("--due", action="store_true", help="only what should be done by today")
    which.add_argument("--all", action="store_true", help="also what is done or dropped")
    done = _command(actions, "done", "say that one is done, or how it stands", mark)
    done.add_argument("id", metavar="ID")
    done.add_argument("--status", default="klaar", help="open, bezig, klaar (default) or vervallen")
    export = _command(actions, "export", "write all as a file", export_agreements, as_json=False)
    export.add_argument("--out", type=Path, required=True, metavar="FILE", help=".docx, .pdf, .md, .xlsx or .ics")


def _command(
    commands: Commands, name: str, help_text: str, run: Callable[[Namespace], None], *, as_json: bool = True
) -> argparse.ArgumentParser:
    parser = commands.add_parser(name, help=help_text, description=help_text)
    parser.set_defaults(run=run)
    if as_json:
        parser.add_argument("--json", action="store_true", help="print JSON instead of text")
    return parser


def add_agreement(arguments: Namespace) -> None:
    """Keep one more."""
    today = date.today()
    fields = {
        "goal": arguments.goal,
        "owner": arguments.owner,
        "due": future_date(arguments.due, today) if arguments.due is not None else None,
        "guard": arguments.guard,
        "origin": arguments.origin or text("agreements.genoteerd-op", dag=show_date(today)),
    }
    # What can't be kept is refused before there is a file and a passphrase.
    add(Register(), arguments.agreement, **fields)
    with Vault.open(load_settings().sessions_db, ask_passphrase()) as vault:
        register = add(stored_register(vault), arguments.agreement, **fields)
        keep_register(vault, register)
    made = register.agreements[-1]
    _show(arguments, made, text("agreements.bewaard", id=made.id))


def list_agreements(arguments: Namespace) -> None:
    """What is running, what is due, or all."""
    today = date.today()
    with _kept() as (register, _):
        pass
    chosen = register.agreements if arguments.all else due(register, today) if arguments.due else running(register)
    if arguments.json:
        show_json({"agreements": [agreement_json(made) for made in chosen]})
        return
    lines = due_lines(register, today) if arguments.due else [_line(made) for made in chosen]
    nothing = "leeg" if not register.agreements else "niets-voorbij" if arguments.due else "niets-lopend"
    print("\n".join(lines or [text(f"agreements.{nothing}")]))


def show_due() -> None:
    """At the start: what is due when the passphrase is in the environment, else nothing; the page asks for it."""
    if os.environ.get("WATERLIJN_PASSPHRASE") and load_settings().sessions_db.exists():
        with _kept() as (register, _):
            for line in due_lines(register, date.today()):
                print(line)


def mark(arguments: Namespace) -> None:
    """Give one another status."""
    with _kept() as (register, vault):
        register = set_status(register, arguments.id, arguments.status, date.today())
        if vault:
            keep_register(vault, register)
    made = find(register, arguments.id)
    status = text(f"agreements.status-{made.status}")
    _show(arguments, made, text("agreements.gewijzigd", id=made.id, status=status))


def export_agreements(arguments: Namespace) -> None:
    """Write all as a file."""
    with _kept() as (register, _):
        print(text("agreements.geschreven", bestand=write_register(register, arguments.out)))


@contextmanager
def _kept() -> Iterator[tuple[Register, Vault | None]]:
    """The register and the vault it is in; an empty one without a vault where nothing was ever kept."""
    path = load_settings().sessions_db
    if not path.exists():
        yield Register(), None
        return
    with Vault.open(path, ask_passphrase()) as vault:
        yield stored_register(vault), vault


def _show(arguments: Namespace, made: Agreement, sentence: str) -> None:
    if arguments.json:
        show_json(agreement_json(made))
    else:
        print(sentence)


def _line(made: Agreement) -> str:
    who = text("agreements.wie", naam=made.owner) if made.owner else ""
    when = text("agreements.voor", dag=show_date(made.due)) if made.due else ""
    status = text(f"agreements.status-{made.status}")
    return text("agreements.regel", id=made.id, status=status, afspraak=made.agreement, wie=who, wanneer=when)
