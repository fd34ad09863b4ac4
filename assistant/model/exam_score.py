"""The marks for one reply of the writing exam: faithful, Dutch and clean, each with what stands in its way.

Faithful holds the reply against what the statement's own case demands; clean is the guard's word alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from assistant.content.texts import text
from assistant.dialogue.writer import split_reply
from assistant.guard import Breach, check_reply
from assistant.guard.said import Said, added, is_small
from assistant.guard.sentences import QUOTED, fold, sentences
from assistant.mirror.shift import mentions_self
from assistant.model.exam_cases import Case


@dataclass(frozen=True)
class Answer:
    """One reply with its marks."""

    id: str
    feature: str
    statement: str
    reply: str
    """Empty when nothing was written, or not in time."""
    faithful: bool
    dutch: bool
    clean: bool
    why: tuple[str, ...]
    """In Dutch, what was found against it."""
    late: bool = False
    """Whether there was no time left for it."""


def judge(case: Case, reply: str, added_share: float) -> Answer:
    """The marks for `reply`; `added_share` is the part of the mirror that may be new."""
    if not reply:
        return unwritten(case)
    breaches = check_reply(case.input, reply).breaches
    foreign = [_told(breach) for breach in breaches if breach.code == "TAAL"]
    astray = [_told(breach) for breach in breaches if breach.code == "ONTROUW"]
    astray += _astray(case, reply, added_share)
    other = [_told(breach) for breach in breaches if breach.code not in ("TAAL", "ONTROUW")]
    return Answer(
        case.id,
        case.metadata.feature,
        case.input,
        reply,
        faithful=not (astray or foreign),
        dutch=not foreign,
        clean=not breaches,
        why=(*astray, *foreign, *other),
    )


def unwritten(case: Case, *, late: bool = False) -> Answer:
    """No marks: nothing was written, or (`late`) the time was up."""
    why = text("exam.te-laat" if late else "exam.niets")
    return Answer(case.id, case.metadata.feature, case.input, "", False, False, False, (why,), late)


def _told(breach: Breach) -> str:
    return text("exam.wacht", code=breach.code, woorden=breach.quote)


def _astray(case: Case, reply: str, added_share: float) -> Iterator[str]:
    """What the reply leaves out, turns round or adds, by the demands of its case."""
    parts = split_reply(reply)
    if parts is None or "?" in QUOTED.sub("", fold(parts[0])):
        yield text("exam.vorm")
        return
    mirror, question = parts
    if mentions_self(mirror) or mentions_self(question):
        yield text("exam.ik-vorm")
    demands = case.metadata
    for group in demands.must:
        if not any(_holds(mirror, term) for term in group):
            yield text("exam.mist", woorden=" / ".join(group))
    for part, terms in ((mirror, demands.must_not), (question, demands.question_bad)):
        yield from (text("exam.mag-niet", woorden=term) for term in terms if _holds(part, term))
    yield from _additions(case, mirror, added_share)


def _additions(case: Case, mirror: str, added_share: float) -> Iterator[str]:
    """Words of content that neither the user nor the case has, when they are too large a part of the mirror."""
    allowed = (case.input, *case.target, *(term for group in case.metadata.must for term in group))
    known = Said(fold(" ".join(allowed)))
    found = list(sentences(mirror, fold(case.input)))
    new = [word for sentence in found for word in added(sentence, known)]
    content = sum(not is_small(word) for sentence in found for word in sentence.words)
    if len(new) > added_share * content:
        yield text("exam.toegevoegd", woorden=", ".join(new))


def _holds(part: str, term: str) -> bool:
    return bool(_pattern(term).search(fold(part)))


@lru_cache(4096)
def _pattern(term: str) -> re.Pattern[str]:
    return re.compile(r"(?<!\w)" + r"\s+".join(map(re.escape, fold(term).split())) + r"(?!\w)")
