"""A text parted into what was seen or said, what was made of it, judgement and request; the words stay the user's."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import get_args

from assistant.content.texts import text
from assistant.dialogue.session import Session
from assistant.documents.report import Bullets, Heading, Paragraph, Report
from assistant.errors import InputError
from assistant.results.records import Result, Tools
from assistant.spans.label import Label, Span, label_text, relabel, seen_or_said
from assistant.spans.report import spans_json, spans_report

_CHANGE = re.compile(r"(\d{1,4})\s*(?:is|=|:|-|wordt)?\s*(?:een |'n )?(\w+)", re.I)
_WHY = re.compile(r"waarom\s*(?:is\s*)?(\d{1,4})", re.I)


def make(session: Session, tools: Tools) -> Result | None:
    """See make_result."""
    spans = spans_of(session)
    if not spans:
        return None
    report = spans_report(session.flow.title, spans, _question(session))
    kept = kept_lines(session)
    if any(stage.each == "niet-gezien" for stage in session.flow.stages):
        blocks = (Heading(1, text("spiegel.verslag")), Bullets(kept), Paragraph(text("spiegel.uitleg"), soft=True))
        report = Report(session.flow.title, session.flow.line, blocks)
    data = {"spans": spans_json(spans), "kept": list(kept)}
    if session.closed:
        return Result(report, data, "\n".join(f"- {line}" for line in kept))
    lines = [text("spiegel.regel", nummer=n, label=span.label, woorden=span.text) for n, span in enumerate(spans, 1)]
    return Result(report, data, "\n".join([*lines, "", text("spiegel.hoe")]))


def spans_of(session: Session) -> tuple[Span, ...]:
    """The spans of the text as the user corrected them."""
    answers = session.answers_at("tekst")
    spans = _labelled(answers[-1].value if answers else session.material.text)
    for answer in session.answers_at("labels"):
        number, label = answer.value.split()
        spans = relabel(spans, int(number), _label(label))
    return spans


@lru_cache(maxsize=1)
def _labelled(words: str) -> tuple[Span, ...]:
    # One turn needs the spans many times over; those of a long text take a second.
    return label_text(words)


def kept_lines(session: Session) -> tuple[str, ...]:
    """What was seen or said, in the order of the text: the observations, and what the user wrote for the rest."""
    rewritten = [(answer.item, answer.value) for answer in session.answers if answer.item]
    lines: list[str] = []
    for span in spans_of(session):
        own = next((pair for pair in rewritten if pair[0] == span.text), None)
        if span.label != "observatie" and own:
            # The same words may stand twice in the notes, each with a line of its own.
            rewritten.remove(own)
            lines.append(own[1])
        lines += seen_or_said((span,))
    return tuple(lines)


def correct(session: Session, message: str) -> tuple[str, str]:
    """(command to note down or '', what is said back) for '3 oordeel' or 'waarom 3'. Raises InputError."""
    spans = spans_of(session)
    if why := _WHY.search(message):
        return "", _span(spans, int(why.group(1))).reason
    found = _CHANGE.search(message)
    if found is None:
        raise InputError("label-onleesbaar", labels=", ".join(get_args(Label)))
    number, label = int(found.group(1)), _label(found.group(2).lower())
    return f"{number} {label}", text("spiegel.veranderd", woorden=_span(spans, number).text, label=label)


def _span(spans: tuple[Span, ...], number: int) -> Span:
    if not 1 <= number <= len(spans):
        raise InputError("span-onbekend", aantal=len(spans))
    return spans[number - 1]


def _label(word: str) -> Label:
    for label in get_args(Label):
        if len(word) >= 3 and (label.startswith(word) or word.startswith(label)):
            found: Label = label
            return found
    raise InputError("label-onleesbaar", labels=", ".join(get_args(Label)))


def _question(session: Session) -> str:
    asked = [turn.reply.question for turn in session.turns if turn.reply.question]
    return asked[-1] if asked and not session.flow.stages[-1].collects else ""
