"""What the user did to make the agreements happen: I-sentences, next to those of last time (methods K1, K2)."""

from __future__ import annotations

from assistant.content.texts import text
from assistant.dialogue.own import own_sentences
from assistant.dialogue.session import Session
from assistant.documents.report import Block, Bullets, Heading, Paragraph, Report, Table
from assistant.results.records import Result, Tools


def make(session: Session, tools: Tools) -> Result | None:
    """See make_result."""
    now, before = tuple(own_sentences(session)), session.material.earlier
    if not now:
        return None
    blocks: list[Block] = [Paragraph(text("own-part.uitleg"), soft=True)]
    blocks += [_beside(now, before)] if before else [Heading(1, text("own-part.nu")), Bullets(now)]
    report = Report(session.flow.title, session.flow.line, tuple(blocks))
    shown = "\n".join(f"- {line}" for line in now)
    if before:
        shown += f"\n\n{text('own-part.vorige')}:\n" + "\n".join(f"- {line}" for line in before)
    return Result(report, {"sentences": list(now), "before": list(before)}, shown)


def _beside(now: tuple[str, ...], before: tuple[str, ...]) -> Table:
    rows = [(_nth(before, n), _nth(now, n)) for n in range(max(len(now), len(before)))]
    return Table((text("own-part.vorige"), text("own-part.nu")), tuple(rows))


def _nth(lines: tuple[str, ...], number: int) -> str:
    return lines[number] if number < len(lines) else ""
