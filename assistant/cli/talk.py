"""`waterlijn reflect`: a dialogue in the terminal, or the lines of a file."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.assistant import Assistant
from assistant.cli.output import ProgressLine, ask_passphrase, complain, say, show_json
from assistant.content.flows import Flow, find_flow
from assistant.content.texts import text
from assistant.dialogue.material import Material
from assistant.dialogue.session import Session
from assistant.errors import InputError
from assistant.records import Reply
from assistant.results.files import check_kind, write_result
from assistant.results.records import Result
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


def reflect(arguments: Namespace) -> int:
    """Hold a reflection; with --json only the outcome is printed. Returns 1 when a line of --input couldn't be used."""
    flow = find_flow(arguments.flow)
    if flow.material_needed and arguments.material is None:
        raise InputError("materiaal-contract")
    if arguments.out:
        check_kind(arguments.out)
    lines = _lines_of(arguments.input) if arguments.input else None
    keeper = _keeper() if arguments.save else None
    with loaded() as assistant:
        session, opening = assistant.begin(flow.id, _material(assistant, keeper, flow, arguments.material))
        _show(opening, arguments.json)
        talk = _Talk(assistant, session, keeper, arguments.json)
        talk.hear(lines if lines is not None else talk.typed(), echo=lines is not None)
        result = assistant.result(talk.session)
    if keeper is not None:
        _keep_result(keeper, talk.session, result, arguments.json)
        keeper.vault.close()
    _finish(talk.session, result, arguments.json, kept=keeper is not None)
    if result is not None and arguments.out:
        _write(result, talk.session, arguments.out, arguments.json)
    return 1 if lines is not None and talk.refused else 0


def _material(assistant: Assistant, keeper: Keeper | None, flow: Flow, path: Path | None) -> Material | None:
    """What the flow starts from: the file that was named, or the harvest that was kept last."""
    if path is not None:
        return assistant.material(flow.id, path)
    if keeper is not None and flow.material == "oogst":
        return Material(earlier=_last_harvest(keeper, flow.id))
    return None


@dataclass
class _Talk:
    """A reflection in the terminal as it goes."""

    assistant: Assistant
    session: Session
    keeper: Keeper | None
    quiet: bool
    refused: int = 0
    """Messages that couldn't be used; each was answered with a sentence, and nothing was lost."""

    def hear(self, messages: Iterable[str], echo: bool) -> None:
        """Every message, until the conversation is over; `echo` shows it too, where nobody saw it being typed."""
        for message in messages:
            if echo:
                _show_words(message, self.quiet)
            self.say(message)
            if self.session.closed:
                return

    def say(self, message: str) -> None:
        """One message, and what comes back."""
        try:
            self.session, reply = self.assistant.reply(self.session, message)
        except InputError as error:
            self.refused += 1
            complain(str(error))
            return
        if self.keeper is not None:
            self.keeper.keep(self.session)
        _show(reply, self.quiet)

    def typed(self) -> Iterator[str]:
        """What the user types, until the end of input; a text of several lines ends with an empty one."""
        if not self.quiet:
            say("uitleg")
        prompt = "" if self.quiet else text("cli.jij")
        while True:
            try:
                yield _text(prompt) if self.session.stage.answer == "tekst" else input(prompt)
            except EOFError:
                return


def _text(prompt: str) -> str:
    if prompt:
        say("uitleg-tekst")
    lines: list[str] = []
    try:
        while line := input("" if lines else prompt):
            lines.append(line)
    except EOFError:
        if not lines:
            raise
    return "\n".join(lines)


def _write(result: Result, session: Session, path: Path, quiet: bool) -> None:
    """The result in the kind of file that the name asks for."""
    written = write_result(result, session, path)
    if not quiet:
        say("geschreven", bestand=written)


def _keep_result(keeper: Keeper, session: Session, result: Result | None, quiet: bool) -> None:
    if result is None or not keeper.session_id:
        return
    keeper.keep_harvest(session.harvest())
    if session.flow.result != "oogst":
        keeper.keep_result(session, result)
    if result.agreements and not quiet:
        say("in-register", aantal=len(result.agreements))


def _keeper() -> Keeper:
    from assistant.kept.keeping import Keeper
    from assistant.kept.vault import Vault

    return Keeper(Vault.open(load_settings().sessions_db, ask_passphrase()))


def _last_harvest(keeper: Keeper, flow_id: str) -> tuple[str, ...]:
    from assistant.kept.keeping import last_harvest

    return last_harvest(keeper.vault, flow_id)


def _finish(session: Session, result: Result | None, quiet: bool, kept: bool) -> None:
    if quiet:
        show_json(session.to_json() | {"result": result.data if result else None})
        return
    if result is not None and result.shown:
        say("oogst" if session.flow.result == "oogst" else "resultaat")
        print(result.shown)
    say("bewaard" if kept else "niet-bewaard")


def _lines_of(path: Path) -> list[str]:
    try:
        return [line for line in path.read_text(encoding="utf-8-sig").splitlines() if line.strip()]
    except (OSError, UnicodeDecodeError) as error:
        raise InputError("invoer-onleesbaar", bestand=path) from error


def _show(reply: Reply, quiet: bool) -> None:
    if not quiet:
        print(f"\n{reply.text}\n", flush=True)


def _show_words(message: str, quiet: bool) -> None:
    if not quiet:
        print(f"{text('cli.jij')}{message}", file=sys.stdout)
