"""Runs scripted conversations with the embedded model and writes them down, to be read by a person.

    python -m evals.transcripts [--flow ID]

Scripts: evals/scripts/<flow>-<n>.yaml (flow, person, with, says); what comes out: evals/transcripts/<flow>-<n>.md.
A script knows what the person says, not what the reply will be.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from pydantic import Field

from assistant.content.flows import find_flow
from assistant.content.strictyaml import Strict, load_yaml
from assistant.errors import InputError

if TYPE_CHECKING:
    from assistant.dialogue.material import Material
    from assistant.dialogue.session import Session
    from assistant.records import Reply
    from assistant.results.records import Result

SCRIPTS = Path(__file__).parent / "scripts"
MATERIAL = SCRIPTS / "material"
TRANSCRIPTS = Path(__file__).parent / "transcripts"


class Script(Strict):
    """What one person says in one conversation."""

    flow: str
    person: str = Field(min_length=10)
    """Who this is, in one line."""
    material: str = Field(default="", alias="with")
    """Name of a file in evals/scripts/material/, or ''."""
    says: tuple[str, ...] = Field(min_length=6, max_length=12)


class Talks(Protocol):
    """The part of assistant.assistant.Assistant that a conversation needs."""

    def material(self, flow_id: str, path: Path) -> Material: ...

    def begin(self, flow_id: str, material: Material | None = None) -> tuple[Session, Reply]: ...

    def reply(self, session: Session, message: str) -> tuple[Session, Reply]: ...

    def result(self, session: Session) -> Result | None: ...


@dataclass(frozen=True)
class Exchange:
    """One message of the person and what came back."""

    said: str
    after: Session
    """The conversation as it stands now."""
    reply: Reply | None
    refusal: str = ""
    """Why the message could not be used; there is no reply then."""


@dataclass(frozen=True)
class Transcript:
    """A whole conversation."""

    script: Script
    opening: Reply
    exchanges: tuple[Exchange, ...]
    session: Session
    """The conversation at its end."""
    result: Result | None


def load_scripts(flow: str = "") -> dict[str, Script]:
    """Every script by name, or those of one flow. Raises ContentError."""
    named = {path.stem: load_yaml(path, Script) for path in sorted(SCRIPTS.glob("*.yaml"))}
    return {name: script for name, script in named.items() if flow in {"", script.flow}}


def hold(script: Script, talks: Talks) -> Transcript:
    """The conversation that this script and the program have with each other."""
    material = talks.material(script.flow, MATERIAL / script.material) if script.material else None
    begun, opening = talks.begin(script.flow, material)
    exchanges = tuple(_exchanges(script.says, begun, talks))
    session = exchanges[-1].after
    return Transcript(script, opening, exchanges, session, talks.result(session))


def _exchanges(says: Sequence[str], session: Session, talks: Talks) -> Iterator[Exchange]:
    for said in says:
        try:
            session, reply = talks.reply(session, said)
        except InputError as error:
            yield Exchange(said, session, None, str(error))
        else:
            yield Exchange(said, session, reply)


def written(transcript: Transcript) -> str:
    """The conversation in Markdown, as the person read it."""
    flow = find_flow(transcript.script.flow)
    given = [f"Materiaal: {transcript.script.material}"] if transcript.script.material else []
    lines = [f"# {flow.title}", f"*{transcript.script.person}*", *given, _spoken("Waterlijn", transcript.opening.text)]
    for exchange in transcript.exchanges:
        answer = exchange.reply.text if exchange.reply else exchange.refusal
        who = "Waterlijn" if exchange.reply else "Waterlijn (kan dit niet gebruiken)"
        lines += [_spoken("Jij", exchange.said), _spoken(who, answer)]
    return "\n\n".join([*lines, "## Wat het opleverde", *_outcome(transcript.result)]) + "\n"


def _spoken(who: str, words: str) -> str:
    """`Wie: woorden`; line ends stay line ends in Markdown."""
    return f"**{who}:** " + re.sub(r"(?<!\n)\n(?!\n)", "  \n", words)


def _outcome(result: Result | None) -> list[str]:
    if result is None:
        return ["Er is niets gemaakt."]
    files = [f"Bestand: {file.name}" for file in result.files]
    return [result.shown, *files] if result.shown else files


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the scripts and write the transcripts."""
    parser = argparse.ArgumentParser(prog="python -m evals.transcripts")
    parser.add_argument("--flow", default="", metavar="ID")
    flow = parser.parse_args(arguments).flow
    if flow:
        find_flow(flow)
    _run(load_scripts(flow))


def _run(scripts: dict[str, Script]) -> None:
    from assistant.assistant import Assistant
    from assistant.settings import load_settings

    TRANSCRIPTS.mkdir(exist_ok=True)
    with Assistant.open(load_settings()) as assistant:
        for name, script in scripts.items():
            (TRANSCRIPTS / f"{name}.md").write_text(written(hold(script, assistant)), encoding="utf-8")


if __name__ == "__main__":
    main()
