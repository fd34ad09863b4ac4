"""Which words of a text are observation, interpretation, judgement or request, and why.

Spans are the user's literal words. A clause gets the label of the first rule that it meets; clauses with one label
in a row are one span. Without a rule it is an observation: nothing in it shows more than was seen or said.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.content.texts import text as fixed
from assistant.errors import InputError
from assistant.spans.clauses import Clause, cut
from assistant.spans.pattern import compile_pattern, find
from assistant.spans.places import Piece, pieces, quote_places, sentence_places
from assistant.spans.table import Label, Rule, borders, table

__all__ = ["Label", "Span", "label_text", "relabel", "seen_or_said"]


@dataclass(frozen=True)
class Span:
    """Words with their label."""

    start: int
    end: int
    text: str
    label: Label
    reason: str
    """One sentence that says why."""
    cue: str
    """The words of the span that decided, or empty."""


_GREETING = 3
"""Words of a greeting at most."""
_STOPS = frozenset(".!?…")
_SAYING = frozenset({"gehoord", "gezegd"})


@dataclass(frozen=True)
class Part:
    """A clause, or clauses in a row, with the rule that was met."""

    first: Piece
    last: Piece
    label: Label
    reason: str
    cue: tuple[int, int] | None
    hangs: bool
    """Whether it can't stand alone: it follows what is before it."""
    joined_by: str = ""
    """The word in front that made it a cause, where no word of the clause decided."""


def label_text(text: str) -> tuple[Span, ...]:
    """The spans in order; what only joins them belongs to none."""
    quotes = quote_places(text)
    found: list[Span] = []
    for place in sentence_places(text):
        sentence = pieces(text, place, quotes)
        if not _greets(sentence) and not (not found and _calls(text, sentence)):
            found += [_span(text, part) for part in _joined(_parts(sentence))]
    return tuple(found)


def relabel(spans: Sequence[Span], number: int, label: Label) -> tuple[Span, ...]:
    """The spans with span `number` (from 1) as the user calls it. Raises InputError."""
    if not 1 <= number <= len(spans):
        raise InputError("spans-nummer", aantal=len(spans))
    own = replace(spans[number - 1], label=label, reason=fixed(f"spans.eigen-{label}"), cue="")
    return (*spans[: number - 1], own, *spans[number:])


def seen_or_said(spans: Sequence[Span]) -> tuple[str, ...]:
    """Only what was seen or said, word for word, on one line each."""
    return tuple(" ".join(span.text.split()) for span in spans if span.label == "observatie")


def _calls(text: str, sentence: Sequence[Piece]) -> bool:
    """Whether a letter opens with a name on a line of its own: 'Jeroen,'."""
    words = [piece for piece in sentence if piece.is_word]
    return len(words) == 1 and bool(re.match(r" *,[ \t]*\r?\n", text[words[0].end :]))


def _greets(sentence: Sequence[Piece]) -> bool:
    """Whether this only opens or closes a letter: 'Beste Karin,' and 'Met vriendelijke groet, Jan'."""
    words = [piece.low for piece in sentence if piece.is_word]
    opens = bool(words) and words[0] in borders().greetings
    closes = words[:1] == ["met"] and bool(borders().greetings & set(words[1:3]))
    return (opens and len(words) <= _GREETING) or (closes and len(words) <= 2 * _GREETING)


def _parts(sentence: Sequence[Piece]) -> list[Part]:
    """Every clause with its label; after 'ze zei:' comes what was said, with or without quotation marks."""
    parts: list[Part] = []
    said = False
    for clause in cut(sentence):
        opens = clause.joined_by == ":" and bool(parts) and parts[-1].reason in _SAYING
        said = (said and clause.joined_by not in _STOPS) or (opens and not clause.words[0].quoted)
        part = _part(clause, sentence)
        parts.append(replace(parts[-1], last=part.last) if said else part)
    return parts


def _part(clause: Clause, sentence: Sequence[Piece]) -> Part:
    question = sentence[-1].low == "?"
    first, last = clause.words[0], clause.words[-1]
    rule, cue = next(((rule, cue) for rule in table().rules if (cue := _met(rule, clause, question))), (None, None))
    label: Label = rule.label if rule else "observatie"
    hangs = clause.goes_on or (label == "observatie" and _leans(clause))
    if rule and cue:
        return Part(first, last, label, rule.reason, _where(clause, *cue), hangs)
    because = next((word for word in (clause.joined_by, first.low) if word in borders().causes), "")
    if because and clause.subjects[0] == "other" and not hangs:
        return Part(first, last, "interpretatie", "oorzaak", None, False, because)
    return Part(first, last, label, "zonder-woord", None, hangs)


def _where(clause: Clause, first: int, last: int) -> tuple[int, int]:
    """Where the cue stands; of a quote all words are shown."""
    words = clause.words
    while words[last].quoted and last + 1 < len(words) and words[last + 1].quoted:
        last += 1
    return words[first].start, words[last].end


def _leans(clause: Clause) -> bool:
    """Whether a clause without a verb, or one such as 'als ik bel', belongs to its neighbour."""
    if any(word.quoted for word in clause.words) or clause.joined_by in {":", ";"}:
        return False
    opens = borders().dependent | (borders().afterwards if clause.joined_by else frozenset())
    return not clause.verb or clause.words[0].low in opens


def _met(rule: Rule, clause: Clause, question: bool) -> tuple[int, int] | None:
    """First and last word of the cue where the clause meets the rule."""
    if (rule.question and not question) or (rule.quote and not any(word.quoted for word in clause.words)):
        return None
    lows, lead = clause.lows, _lead(clause.lows)
    for pattern in rule.find:
        cue = find(compile_pattern(pattern), lows, lead)
        if cue and _fits(rule.who, clause.subjects[cue[0]]):
            excused = any(find(compile_pattern(excuse), lows, lead) for excuse in rule.unless)
            return None if excused else cue
    return None


def _fits(who: str, subject: str) -> bool:
    return not who or who == subject or (who == "not_self" and subject != "self")


def _lead(lows: Sequence[str]) -> int:
    return next((i for i, word in enumerate(lows) if word not in borders().lead), 0)


def _joined(parts: Sequence[Part]) -> list[Part]:
    """Clauses with one label in a row as one; a bit that can't stand alone follows what stands before it."""
    joined: list[Part] = []
    for part in parts:
        if joined and (part.label == joined[-1].label or part.hangs):
            lead = joined[-1] if joined[-1].cue or part.hangs else part
            joined[-1] = replace(lead, first=joined[-1].first, last=part.last)
        elif joined and joined[-1].hangs:
            joined[-1] = replace(part, first=joined[-1].first)
        else:
            joined.append(part)
    return joined


def _span(text: str, part: Part) -> Span:
    start, end = part.first.start, part.last.end
    if text[start:end].count("(") > text[start:end].count(")") and text[end : end + 1] == ")":
        end += 1
    cue = text[slice(*part.cue)] if part.cue else ""
    shown = " ".join((cue or part.joined_by).split())
    reason = fixed(f"spans.{part.reason}", woorden=shown) if shown else fixed(f"spans.{part.reason}")
    return Span(start, end, text[start:end], part.label, reason, cue)
