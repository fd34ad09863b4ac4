"""The labelled words as a document to keep, and as JSON."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from assistant.content.texts import text
from assistant.documents.report import Block, Bullets, Heading, Pairs, Paragraph, Report, Table
from assistant.spans.label import Span, seen_or_said

_WIDTHS = (0.6, 1.6, 4.2, 4.0)


def spans_report(title: str, spans: Sequence[Span], question: str = "") -> Report:
    """Every span with its number, label and reason, and below that only what was seen or said."""
    asked: tuple[Block, ...] = (Pairs(((text("spans.vraag"), question),)),) if question.strip() else ()
    seen = seen_or_said(spans)
    left: Block = Bullets(seen) if seen else Paragraph(text("spans.niets-gezien"))
    return Report(title, blocks=(*asked, _table(spans), Heading(1, text("spans.gezien")), left, _remark()))


def spans_json(spans: Sequence[Span]) -> list[dict[str, Any]]:
    """[{"number", "start", "end", "text", "label", "reason", "cue"}], numbered from 1."""
    return [{"number": number, **asdict(span)} for number, span in enumerate(spans, 1)]


def _table(spans: Sequence[Span]) -> Table:
    columns = ("nummer", "soort", "woorden", "reden")
    rows = ((str(number), text(f"spans.{span.label}"), span.text, span.reason) for number, span in enumerate(spans, 1))
    return Table(tuple(text(f"spans.kolom-{column}") for column in columns), tuple(rows), _WIDTHS)


def _remark() -> Paragraph:
    return Paragraph(text("spans.toelichting"), soft=True)
