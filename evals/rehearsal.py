"""Scores the rehearsal's reading of questions: which ones may close a conversation, and how.

    python -m evals.rehearsal dev

Cases: evals/cases/rehearsal-{dev,test}.jsonl with id, input, target (good, problems), metadata. 'Bad' is the class
that counts: a question in which something was found. The labels are one writer's judgement of words without a group.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias, get_args

from assistant.guard import check_reply
from assistant.jobs.rehearsal import Problem, find_problems
from evals.statistics import Share

CASES = Path(__file__).parent / "cases"
Judge: TypeAlias = Callable[[str], frozenset[str]]
"""The problems of a question; empty for a good one."""


@dataclass(frozen=True)
class Case:
    """One question with what is wrong with it, if anything."""

    id: str
    input: str
    problems: frozenset[str]


def load_cases(part: str) -> list[Case]:
    """The cases of 'dev' or 'test'."""
    lines = (CASES / f"rehearsal-{part}.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in lines if line.strip()]
    return [Case(row["id"], row["input"], frozenset(row["target"]["problems"])) for row in rows]


def by_rules(question: str) -> frozenset[str]:
    """What the rehearsal finds."""
    return frozenset(finding.problem for finding in find_problems(question))


def nothing(question: str) -> frozenset[str]:
    """Baseline: every question is good."""
    return frozenset()


def closed_only(question: str) -> frozenset[str]:
    """Baseline: only the guard's check on closed questions."""
    closed = any(breach.code == "GESLOTEN" for breach in check_reply("", question).breaches)
    return frozenset({"gesloten"} if closed else ())


def score(cases: Sequence[Case], judge: Judge) -> dict[str, Share]:
    """Accuracy, and precision and recall of 'bad'."""
    pairs = [(bool(case.problems), bool(judge(case.input))) for case in cases]
    both = sum(bad and said for bad, said in pairs)
    return {
        "accuracy": Share(sum(bad == said for bad, said in pairs), len(pairs)),
        "precision of bad": Share(both, sum(said for _, said in pairs)),
        "recall of bad": Share(both, sum(bad for bad, _ in pairs)),
    }


def score_problem(cases: Sequence[Case], problem: str) -> dict[str, Share]:
    """Precision and recall of one kind of problem."""
    pairs = [(problem in case.problems, problem in by_rules(case.input)) for case in cases]
    both = sum(wanted and got for wanted, got in pairs)
    return {"recall": Share(both, sum(w for w, _ in pairs)), "precision": Share(both, sum(g for _, g in pairs))}


def main(part: str) -> None:
    """Print the scores with their baselines, and for dev the cases that differ."""
    cases = load_cases(part)
    print(f"{part}: n={len(cases)}, good={sum(not case.problems for case in cases)}")
    judges: dict[str, Judge] = {"rules": by_rules, "everything good": nothing, "closed form only": closed_only}
    for name, judge in judges.items():
        print(f"{name}: " + "; ".join(f"{what} {share}" for what, share in score(cases, judge).items()))
    for problem in get_args(Problem):
        print(f"  {problem}: " + "; ".join(f"{what} {one}" for what, one in score_problem(cases, problem).items()))
    if part == "dev":
        _print_differences(cases)


def _print_differences(cases: Sequence[Case]) -> None:
    for case in cases:
        got = by_rules(case.input)
        if got != case.problems:
            print(f"{case.id} {case.input}\n    got {sorted(got)}, wanted {sorted(case.problems)}")


if __name__ == "__main__":
    main(sys.argv[1])
