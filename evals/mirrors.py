"""Scores mirrors against hand-written cases: exact, quoted, or wrong.

    python -m evals.mirrors dev

Cases: evals/cases/mirror-{dev,test}.jsonl with id, input, target (all acceptable shifts), metadata (feature,
must_not, quote_ok). Only the user's shifted words are compared; lead-ins, capitals and end marks are not.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from assistant.content.texts import wordings
from assistant.mirror import Mirror, reflect

Outcome = Literal["exact", "quoted", "wrong", "none"]
CASES = Path(__file__).parent / "cases"


@dataclass(frozen=True)
class Case:
    """One statement with the mirrors that are right for it."""

    id: str
    input: str
    target: tuple[str, ...]
    feature: str


def load_cases(part: str) -> list[Case]:
    """The cases of 'dev' or 'test'."""
    lines = (CASES / f"mirror-{part}.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in lines if line.strip()]
    return [Case(row["id"], row["input"], tuple(row["target"]), row["metadata"]["feature"]) for row in rows]


def score(case: Case, mirror: Mirror) -> Outcome:
    """exact: one of the targets; quoted: the user's literal words; none: no mirror; wrong: anything else."""
    if mirror.kind == "geen":
        return "none"
    if mirror.kind in {"citaat", "vraag"}:
        return "quoted" if mirror.words.strip("'\"‘’ .") in case.input else "wrong"
    shown = {_plain(words) for words in _without_lead(mirror)}
    return "exact" if shown & {_plain(target) for target in case.target} else "wrong"


def _without_lead(mirror: Mirror) -> list[str]:
    leads = [wording.split("$zin")[0] for wording in wordings(f"mirror.{mirror.kind}")]
    return [mirror.text.removeprefix(lead) for lead in leads]


def _plain(words: str) -> str:
    kept = "".join(ch for ch in words.lower() if ch.isalnum() or ch in " '-")
    return " ".join(kept.replace("’", "'").split())


def main(part: str) -> None:
    """Print the share of every outcome, and the wrong ones."""
    cases = load_cases(part)
    outcomes: Counter[Outcome] = Counter()
    for case in cases:
        mirror = reflect(case.input)
        outcome = score(case, mirror)
        outcomes[outcome] += 1
        if outcome == "wrong" and part == "dev":
            print(f"{case.id} [{case.feature}] {case.input}")
            print(f"    got    {mirror.text}\n    wanted {' | '.join(case.target)}")
    print(f"{part}: n={len(cases)} " + " ".join(f"{name}={count}" for name, count in outcomes.most_common()))


if __name__ == "__main__":
    main(sys.argv[1])
