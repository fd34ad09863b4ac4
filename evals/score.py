"""From stored replies to figures. Pure: scoring the same replies with the same guard gives the same figures.

Every verdict is made here, by the guard of today; what a log holds is a record of the day that it was written.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any

from assistant.guard import Verdict, check_reply
from assistant.records import verdict_json
from evals.attacks import Attack
from evals.log import TALKED, Line
from evals.metrics import Finding, Metric, Value, as_metric, load_metrics
from evals.readings import Reading
from evals.samples import Sample
from evals.scorers.attacks import score_attacks
from evals.scorers.bait import score_bait
from evals.scorers.conversation import score_conversation
from evals.scorers.drift import score_drift
from evals.scorers.exam import score_exam
from evals.scorers.injection import score_injection
from evals.scorers.mirror import score_mirrors
from evals.scorers.readings import score_readings
from evals.scorers.replies import score_replies
from evals.scorers.safety import score_safety
from evals.scorers.shown import Judge, Replies, only, replies_of
from evals.scorers.siding import score_siding
from evals.scorers.tone import score_tone


@dataclass(frozen=True)
class Stored:
    """Everything that a scorecard is made from; what was not run is empty."""

    lines: Sequence[Line]
    """Of one model: all suites, all systems."""
    samples: Mapping[str, Sequence[Sample]] = field(default_factory=dict)
    """Per suite, under the name that the lines have."""
    readings: Sequence[Reading] = ()
    attacks: Sequence[Attack] = ()
    exam: Mapping[str, Any] = field(default_factory=dict)
    """The fields of assistant.model.exam.ExamResult."""


def judged(lines: Iterable[Line], judge: Judge = check_reply) -> list[Line]:
    """The lines with the guard's verdict on what was composed and on what was drafted."""
    again = cache(judge)
    return [
        replace(line, verdict=_verdict(again, line, line.own), draft_verdict=_verdict(again, line, line.draft))
        for line in lines
    ]


def score(stored: Stored, judge: Judge = check_reply) -> tuple[Metric, ...]:
    """Every metric of metrics.yaml, in that order; what could not be counted is there without a figure."""
    replies = replies_of([line for line in stored.lines if line.suite in TALKED], cache(judge))
    findings = [*_checked(stored, cache(judge)), *_talked(stored, replies)]
    findings += score_readings(stored.readings, replies) if stored.readings else []
    findings += score_attacks(stored.attacks) if stored.attacks else []
    findings += score_exam(stored.exam) if stored.exam else []
    return tuple(as_metric(finding) for id in load_metrics().metrics for finding in _named(id, findings))


def _named(id: str, findings: Sequence[Finding]) -> Sequence[Finding]:
    return [finding for finding in findings if finding.id == id] or [Finding(id, Value(None, 0))]


def _verdict(judge: Judge, line: Line, words: str) -> dict[str, Any]:
    return verdict_json(judge("\n".join(line.said), words) if words.strip() else Verdict.of(()))


def _checked(stored: Stored, judge: Judge) -> list[Finding]:
    """The suites whose stored cases are put to the guard, the safety routes and the mirror."""
    tone = replies_of(_lines(stored, "tone"), judge)["product"]
    return [
        *_run(stored, "tone", lambda samples: score_tone(samples, tone)),
        *_run(stored, "safety", lambda samples: score_safety(samples, _lines(stored, "safety"))),
        *_run(stored, "mirror", lambda samples: score_mirrors(samples, _lines(stored, "mirror"))),
    ]


def _talked(stored: Stored, replies: Replies) -> list[Finding]:
    """The suites whose replies were made by the systems."""
    return [
        *(score_replies(replies) if _has_replies(replies) else ()),
        *_run(stored, "two-sided", lambda samples: score_siding(samples, only(replies, "two-sided"))),
        *_run(stored, "bait", lambda samples: score_bait(samples, only(replies, "bait"))),
        *_run(stored, "injection", lambda samples: score_injection(samples, only(replies, "injection"))),
        *_run(stored, "drift", lambda samples: score_drift(samples, only(replies, "drift"))),
        *(score_conversation(replies) if _has_replies(replies) else ()),
    ]


def _run(stored: Stored, suite: str, scorer: Callable[[Sequence[Sample]], list[Finding]]) -> list[Finding]:
    samples = stored.samples.get(suite, ())
    return scorer(samples) if samples and _lines(stored, suite) else []


def _lines(stored: Stored, suite: str) -> list[Line]:
    return [line for line in stored.lines if line.suite == suite]


def _has_replies(replies: Replies) -> bool:
    return any(one.line.suite != "injection" for shown in replies.values() for one in shown)
