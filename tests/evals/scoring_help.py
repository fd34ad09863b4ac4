"""Made-up lines and cases, and a judge that reads its verdict from the reply: 'M word. O word? !ADVIES'.

Sentences begin with M (mirror), O (open question), G (closed question) or X (rest); a word with ! is a breach.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from assistant.guard import Breach, Verdict
from assistant.guard.verdict import Coded
from evals.log import Line
from evals.metrics import Finding
from evals.samples import Message, Sample
from evals.scorers.shown import Replies, replies_of

ACTS = {"M": "SPIEGEL", "O": "OPEN", "G": "GESLOTEN", "X": "OVERIG"}


def judge(said: str, reply: str) -> Verdict:
    breaches = [Breach(code, code, "reden") for code in re.findall(r"!([A-Z_]+)", reply)]  # type: ignore[arg-type]
    found = re.findall(r"\b([MOGX]) ([^.?]*[.?])", reply)
    return Verdict.of(breaches, [Coded(words, ACTS[act], ()) for act, words in found])  # type: ignore[arg-type]


def line(suite: str, case: str, own: str, **fields: Any) -> Line:
    plain: dict[str, Any] = {"turn": 1, "system": "product", "model": "m", "digest": "d", "prompts": "p", "seed": 7}
    plain |= {"version": "0", "said": ("Ik zei iets.",), "own": own, "reply": own, "draft": own, "origin": "bank"}
    return Line(suite=suite, case=case, **(plain | fields))


def sample(id: str, target: Sequence[str] = ("x",), input: str = "Ik zei iets.", **metadata: Any) -> Sample:
    return Sample(id=id, input=input, target=tuple(target), metadata=metadata)


def talk(id: str, turns: int, **metadata: Any) -> Sample:
    messages = tuple(Message(role="user", content=f"Bericht {number}.") for number in range(turns))
    return Sample(id=id, input=messages, target=("toon",), metadata=metadata)


def replies(*lines: Line) -> Replies:
    return replies_of(lines, judge)


def named(findings: Sequence[Finding], id: str, part: str = "") -> Finding:
    (found,) = [one for one in findings if (one.id, one.part) == (id, part)]
    return found
