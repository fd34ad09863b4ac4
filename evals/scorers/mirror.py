"""Mirror fidelity: the outcomes of evals/mirrors.py on stored mirrors, beside swapping ik and je word by word."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import cast, get_args

from assistant.mirror import Kind, Mirror
from evals.log import Line
from evals.metrics import Finding, Value
from evals.mirrors import Case, Outcome, score, score_baseline
from evals.samples import Sample
from evals.statistics import Share


def score_mirrors(samples: Sequence[Sample], lines: Sequence[Line]) -> list[Finding]:
    """The share of every outcome."""
    made = {line.case: Mirror(line.mirror, cast(Kind, line.move), line.own) for line in lines}
    cases = [_case(sample) for sample in samples if sample.id in made]
    got = Counter(score(case, made[case.id]) for case in cases)
    swapped = Counter(map(score_baseline, cases))
    return [
        Finding(f"mirror-{outcome}", _share(got, outcome), {"swap": _share(swapped, outcome)})
        for outcome in get_args(Outcome)
    ]


def _case(sample: Sample) -> Case:
    return Case(sample.id, str(sample.input), sample.target, str(sample.metadata.get("feature", "")))


def _share(outcomes: Counter[Outcome], outcome: Outcome) -> Value:
    return Value.of(Share(outcomes[outcome], outcomes.total()))
