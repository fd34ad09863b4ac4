"""`waterlijn reflect`: a dialogue in the terminal, or the lines of a file."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.assistant import Assistant
from assistant.cli.output import ProgressLine, ask_passphrase, say, show_json
from assistant.content.flows import find_flow
from assistant.content.texts import text
from assistant.dialogue.session import Session
from assistant.errors import InputError
from assistant.records import Reply
from assistant.settings import load_settings

if TYPE_CHECKING:
    from assistant.kept.keeping import Keeper


@contextmanager
def loaded() -> Iterator[Assistant]:
    """The assistant with everything loaded, progress shown."""
    progress = ProgressLine()
    assistant = Assistant.open(load_settings(), progress)
    progress.close()
    with assistant:
        yield assistant


def reflect(arguments: Namespace) -> None:
    """Hold a reflection; with --json only the outcome is printed."""
    find_flow(arguments.flow)
    messages = _lines_of(arguments.input) if arguments.input else _typed()
    keeper = _keeper() if arguments.save else None
    quiet = arguments.json
    with loaded() as assistant:
        session, opening = assistant.begin(arguments.flow)
        _show(opening, quiet)
        for message in messages:
            session, reply = assistant.reply(session, message)
            if keeper is not None:
                keeper.keep(session)
            if arguments.input:
                _show_words(message, quiet)
            _show(reply, quiet)
            if session.closed:
                break
    if keeper is not None:
        keeper.vault.close()
    _finish(session, quiet, kept=keeper is not None)


def _keeper() -> Keeper:
    from assistant.kept.keeping import Keeper
    from assistant.kept.vault import Vault

    return Keeper(Vault.open(load_settings().sessions_db, ask_passphrase()))


def _finish(session: Session, quiet: bool, kept: bool) -> None:
    if quiet:
        show_json(session.to_json())
        return
    lines = session.harvest()
    if lines:
        say("oogst")
        for line in lines:
            print(f"  - {line}")
    say("bewaard" if kept else "niet-bewaard")


def _lines_of(path: Path) -> list[str]:
    try:
        return [line for line in path.read_text(encoding="utf-8-sig").splitlines() if line.strip()]
    except (OSError, UnicodeDecodeError) as error:
        raise InputError("invoer-onleesbaar", bestand=path) from error


def _typed() -> Iterator[str]:
    """What the user types, line by line, until the end of input."""
    say("uitleg")
    while True:
        try:
            yield input(text("cli.jij"))
        except EOFError:
            return


def _show(reply: Reply, quiet: bool) -> None:
    if not quiet:
        print(f"\n{reply.text}\n", flush=True)


def _show_words(message: str, quiet: bool) -> None:
    if not quiet:
        print(f"{text('cli.jij')}{message}", file=sys.stdout)
