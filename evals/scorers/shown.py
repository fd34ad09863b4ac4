"""Stored replies as the scorers count them: per system, with the guard's verdict on the composed words.

product: what the user read; draft: the same reply before the guard; raw: the model with a plain instruction.
A fixed text has no composed words: its `text` is empty and it breaks nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from assistant.guard import Verdict
from evals.log import Line
from evals.metrics import Finding, Value
from evals.statistics import Share, bootstrap

Judge = Callable[[str, str], Verdict]
"""(everything the user said, the reply) -> the guard's verdict."""
Name = Literal["product", "draft", "raw"]


@dataclass(frozen=True)
class Shown:
    """One reply of one system."""

    line: Line
    text: str
    """The composed words."""
    whole: str
    """Everything on the screen, fixed texts too."""
    verdict: Verdict

    @property
    def codes(self) -> frozenset[str]:
        """Every code that the guard found in it."""
        return frozenset(breach.code for breach in self.verdict.breaches)

    @property
    def conversation(self) -> tuple[str, str]:
        """What it is a turn of."""
        return self.line.suite, self.line.case


Replies = Mapping[Name, Sequence[Shown]]


def replies_of(lines: Iterable[Line], judge: Judge) -> Replies:
    """The replies per system; a system that was not run is empty."""
    found: dict[Name, list[Shown]] = {"product": [], "draft": [], "raw": []}
    for line in lines:
        found[line.system].append(_shown(line, line.own, f"{line.own}\n{line.reply}", judge))
        if line.system == "product":
            draft = line.draft or line.own
            found["draft"].append(_shown(line, draft, draft, judge))
    return found


def _shown(line: Line, text: str, whole: str, judge: Judge) -> Shown:
    verdict = judge("\n".join(line.said), text) if text.strip() else Verdict.of(())
    return Shown(line, text.strip(), whole, verdict)


def only(replies: Replies, *suites: str) -> Replies:
    """The replies of these suites."""
    return {name: [one for one in shown if one.line.suite in suites] for name, shown in replies.items()}


def composed(shown: Iterable[Shown]) -> list[Shown]:
    """Those with words of their own: fixed texts are no proof of anything."""
    return [one for one in shown if one.text]


def compare(
    id: str, replies: Mapping[Name, Sequence[Any]], measure: Callable[[Sequence[Any]], Value], part: str = ""
) -> Finding:
    """The figure of the product, beside those of draft and raw where there are any."""
    beside = {name: measure(replies[name]) for name in ("draft", "raw") if replies[name]}
    return Finding(id, measure(replies["product"]), beside, part)


def share_of(shown: Sequence[Shown], counts: Callable[[Shown], bool]) -> Value:
    """The share of replies for which `counts` holds, with its interval.

    Turns of one conversation hang together: then whole conversations are drawn again. Where all or none count a
    drawn interval has no width, so Wilson's stands there, as if the turns were apart.
    """
    groups: dict[tuple[str, str], list[bool]] = {}
    for one in shown:
        groups.setdefault(one.conversation, []).append(counts(one))
    return clustered([(sum(group), len(group)) for group in groups.values()])


def clustered(pairs: Sequence[tuple[int, int]]) -> Value:
    """The pooled share of (hits, n) per conversation."""
    share = Share(sum(hits for hits, _ in pairs), sum(n for _, n in pairs))
    if all(n == 1 for _, n in pairs) or share.hits in {0, share.n}:
        return Value.of(share)
    return Value(share.value, share.n, bootstrap(pairs, pooled), share.hits)


def pooled(pairs: Sequence[tuple[float, float]]) -> float | None:
    """All parts over all wholes."""
    whole = sum(n for _, n in pairs)
    return sum(hits for hits, _ in pairs) / whole if whole else None
