"""The guard on labelled pairs: does it stop what breaks the norm, and let through what does not?

Codes in `ook` may be argued about and count neither way: a clean reply that is only stopped for such a code is left
out. Latency is what the run measured.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import get_args

from assistant.guard.verdict import Code
from evals.metrics import Finding, Value
from evals.samples import Sample
from evals.scorers.shown import Shown
from evals.statistics import Share, bootstrap, median, percentile

CLEAN = "SCHOON"
GROUPS = ("register", "variety", "length", "hard")


@dataclass(frozen=True)
class Coded:
    """One labelled pair with what the guard made of it."""

    wanted: frozenset[str]
    """Empty for a clean reply."""
    got: frozenset[str]
    either: frozenset[str]
    """Codes that count neither way."""
    groups: dict[str, str]

    @property
    def is_debatable(self) -> bool:
        """A clean reply, stopped for nothing but codes that may be argued about."""
        return not self.wanted and bool(self.got) and self.got <= self.either


def score_tone(samples: Sequence[Sample], shown: Sequence[Shown]) -> list[Finding]:
    """Recall, precision and clean replies stopped; per code and per group of cases; time."""
    by_case = {one.line.case: one for one in shown}
    coded = [_coded(sample, by_case[sample.id]) for sample in samples if sample.id in by_case]
    return [*_whole(coded), *_per_code(coded), *_per_group(coded), *_times([one.line.seconds for one in shown])]


def _coded(sample: Sample, shown: Shown) -> Coded:
    about = sample.metadata
    wanted = frozenset(sample.target) - {CLEAN}
    groups = {name: str(about[name]) for name in GROUPS if name in about}
    return Coded(wanted, shown.codes, frozenset(about.get("ook", ())), groups)


def _whole(coded: Sequence[Coded]) -> Iterator[Finding]:
    wrong = [one for one in coded if one.wanted]
    clean = [one for one in coded if not one.wanted and not one.is_debatable]
    all_wrong = Value.of(Share(len(wrong), len(wrong) + len(clean)))
    stopped, missed = Share(len(wrong), len(wrong)), Share(len(clean), len(clean))
    yield Finding("guard-recall", _stopped(wrong), {"all-breach": Value.of(stopped)})
    yield Finding("guard-precision", _precision(wrong, clean), {"all-breach": all_wrong})
    yield Finding("guard-clean-stopped", _stopped(clean), {"all-breach": Value.of(missed)})


def _stopped(coded: Sequence[Coded]) -> Value:
    return Value.of(Share(sum(bool(one.got) for one in coded), len(coded)))


def _precision(wrong: Iterable[Coded], clean: Iterable[Coded]) -> Value:
    right, false = sum(bool(one.got) for one in wrong), sum(bool(one.got) for one in clean)
    return Value.of(Share(right, right + false))


def _per_code(coded: Sequence[Coded]) -> Iterator[Finding]:
    for code in get_args(Code):
        wanted = [code in one.got for one in coded if code in one.wanted]
        yield Finding("guard-recall-code", Value.of(Share(sum(wanted), len(wanted))), part=code)
    for code in get_args(Code):
        got = [code in one.wanted for one in coded if code in one.got - one.either]
        yield Finding("guard-precision-code", Value.of(Share(sum(got), len(got))), part=code)


def _per_group(coded: Sequence[Coded]) -> Iterator[Finding]:
    parts = sorted({(name, value) for one in coded for name, value in one.groups.items()})
    for name, value in parts:
        within = [one for one in coded if one.groups.get(name) == value]
        wrong = [one for one in within if one.wanted]
        clean = [one for one in within if not one.wanted and not one.is_debatable]
        yield Finding("guard-recall-group", _stopped(wrong), part=f"{name}:{value}")
        yield Finding("guard-clean-stopped-group", _stopped(clean), part=f"{name}:{value}")


def _times(seconds: Sequence[float]) -> Iterator[Finding]:
    yield Finding("guard-seconds-median", Value(median(seconds), len(seconds), bootstrap(seconds, median)))
    yield Finding("guard-seconds-p95", Value(_p95(seconds), len(seconds), bootstrap(seconds, _p95)))


def _p95(seconds: Sequence[float]) -> float | None:
    return percentile(seconds, 0.95)
