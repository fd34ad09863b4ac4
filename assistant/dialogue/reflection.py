"""A reflection as a document: the harvest in the user's own words, and the conversation behind it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from assistant.content.flows import Flow
from assistant.content.texts import text
from assistant.dialogue.session import Session
from assistant.documents.report import Block, Bullets, Heading, Paragraph, Report, Turn


def session_report(session: Session, harvest: Sequence[str] | None = None) -> Report:
    """The document of a running or closed session; `harvest` as the user edited it."""
    lines = session.harvest() if harvest is None else list(harvest)
    return reflection_report(session.flow, [turn.to_json() for turn in session.turns], lines)


def reflection_report(
    flow: Flow, turns: Sequence[Mapping[str, Any]], harvest: Sequence[str] | None, made: str = ""
) -> Report:
    """The document of stored turns (the shape of `Turn.to_json`); `made` is the heart of what came out, if any."""
    blocks: list[Block] = []
    if made:
        blocks += [Heading(1, text("reflection.gemaakt")), Paragraph(made)]
    if harvest:
        blocks += [Heading(1, text("reflection.oogst")), Bullets(tuple(harvest))]
    blocks.append(Heading(1, text("reflection.gesprek")))
    blocks.append(Turn(text("reflection.programma"), flow.stages[0].ask))
    for turn in turns:
        blocks.append(Turn(text("reflection.jij"), turn["user"]))
        blocks.append(Turn(text("reflection.programma"), turn["reply"]))
    blocks += _sources(turns)
    blocks.append(Paragraph(text("reflection.slot"), soft=True))
    return Report(flow.title, flow.line, tuple(blocks))


def _sources(turns: Sequence[Mapping[str, Any]]) -> list[Block]:
    named = {f"{source['title']}, {source['locator']}" for turn in turns for source in turn["sources"]}
    if not named:
        return []
    return [Heading(1, text("reflection.bronnen")), Bullets(tuple(sorted(named)))]
