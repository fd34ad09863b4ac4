"""Why a reply says what it says: what it is for, who made it, what was checked, what was refused, where it is from.

One explanation for page and terminal, made from the reply as it was stored; nothing is chosen or checked again.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from textwrap import shorten
from typing import get_args

from assistant.content.bank import load_bank
from assistant.content.methods import load_methods, methods_by_id
from assistant.content.texts import text, wordings
from assistant.dialogue.safety import check_message
from assistant.dialogue.session import OUTSIDE, Session
from assistant.guard.verdict import Breach, Code
from assistant.mirror import reflect
from assistant.records import Reply, Source

_LITERAL = ("citaat", "vraag")
"""Kinds of mirror that give the user's words as they were."""
_LONGEST = 140
"""Characters shown of words that are quoted; a reply that is too long would be here whole."""


@dataclass(frozen=True)
class Refused:
    """Words that the guard did not let through."""

    words: str
    rule: str
    """Name of the rule, in plain words."""
    reason: str

    @property
    def text(self) -> str:
        """The three in one line."""
        return text("why.geweigerd-woorden", woorden=self.words, naam=self.rule, reden=self.reason)


@dataclass(frozen=True)
class Why:
    """How one reply came about, in sentences; each part is empty when there is nothing of it."""

    purpose: tuple[str, ...]
    """What the question is for, or why this fixed text came."""
    made: str
    """Who made the question or the fixed text."""
    mirror: str
    """How the mirror was made."""
    checked: tuple[str, ...]
    """What was looked for, and that it is not there."""
    drafts: tuple[tuple[Refused, ...], ...]
    """What was refused of each draft before this reply."""
    sources: tuple[Source, ...]

    @property
    def parts(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """Heading and sentences of everything but the sources and the drafts, in the order of reading."""
        found = (
            ("doel", self.purpose),
            ("spiegel", (self.mirror,) if self.mirror else ()),
            ("vraag", (self.made,) if self.made else ()),
            ("nagekeken", self.checked),
        )
        return tuple((text(f"why.kop-{name}"), lines) for name, lines in found if lines)

    @property
    def text(self) -> str:
        """All of it as lines."""
        parts = list(self.parts)
        if self.drafts:
            words = (one.text for draft in self.drafts for one in draft)
            parts.append((text("why.kop-geweigerd"), (text("why.geweigerd", aantal=len(self.drafts)), *words)))
        if self.sources:
            parts.append((text("why.kop-bron"), tuple(_source_line(source) for source in self.sources)))
        return "\n".join(text("why.regel", kop=heading, zin=" ".join(lines)) for heading, lines in parts)


def explain(reply: Reply, said: str = "", number: int = 0) -> Why:
    """The explanation of `reply`; `said` is the message that it answers and `number` its place among the turns."""
    return Why(
        purpose=_purpose(reply, said),
        made=_made(reply),
        mirror=text(f"why.spiegel-{_mirror(reply, said, number)}") if reply.mirror else "",
        checked=_checked(reply),
        drafts=tuple(tuple(map(_refused, refusal.breaches)) for refusal in reply.refused),
        sources=reply.sources,
    )


def explain_last(session: Session) -> Why | None:
    """The explanation of the last reply that held a question; None before the first."""
    last = session.last
    if last is None:
        return None
    turns = enumerate(session.turns)
    number, said = next(((at, turn.user) for at, turn in turns if turn.reply is last), (0, ""))
    return explain(last, said, number)


def rule_name(code: Code) -> str:
    """What a rule of the guard looks for, in plain words."""
    return text(f"why.regel-{code}")


def _purpose(reply: Reply, said: str) -> tuple[str, ...]:
    """A special turn that goes on with a question of the bank has a purpose of its own, and that question too."""
    moves = [reply.move]
    if reply.move in OUTSIDE and reply.question_id:
        moves.append(load_bank()[reply.question_id].moves[0])
    found = tuple(text(f"why.doel-{move}") for move in moves)
    matched = check_message(said).matched if reply.move == "integrity" else None
    return (*found, text("why.woorden", woorden=_short(matched))) if matched else found


def _made(reply: Reply) -> str:
    if reply.mirror and not reply.question:
        return ""
    if reply.origin != "fixed":
        return text(f"why.vraag-{reply.origin}")
    return text("why.vraag-stap" if reply.question and reply.move not in OUTSIDE else "why.vraag-vast")


def _mirror(reply: Reply, said: str, number: int) -> str:
    """Whether the mirror is the user's words as they were, shifted by rule, or written by a model."""
    for pattern in (re.escape(wording) for kind in _LITERAL for wording in wordings(f"mirror.{kind}")):
        found = re.fullmatch(pattern.replace(r"\$citaat", "(.+)"), reply.mirror, re.DOTALL)
        if found and found[1] in said:
            return "citaat"
    by_model = reply.origin == "model" and reply.mirror != reflect(said, number).text
    return "model" if by_model else "regel"


def _checked(reply: Reply) -> tuple[str, ...]:
    composed = reply.origin != "fixed" or reply.mirror or reply.refused
    if not composed:
        return (text("why.gezocht-vast"),)
    looked = text("why.gezocht", regels=", ".join(rule_name(code) for code in get_args(Code)))
    # The last resort is a question without a mirror, which is shown as it stands in the bank or the flow.
    alone = bool(reply.refused) and not reply.mirror and reply.origin != "model"
    return (looked, text("why.gezocht-vraag" if alone else "why.gezocht-niets"))


def _refused(breach: Breach) -> Refused:
    return Refused(_short(breach.quote), rule_name(breach.code), breach.why)


def _short(words: str) -> str:
    return shorten(words, _LONGEST, placeholder=" …")


def _source_line(source: Source) -> str:
    method = methods_by_id().get(source.id)
    if method is None:
        return text("why.bron-artikel", titel=source.title)
    document = load_methods().documents[method.document].title
    return text("why.bron", idee=method.idea, document=document, deel=method.section)
