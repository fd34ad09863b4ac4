"""Scores mirrors against hand-written cases: exact, quoted, none or wrong; beside it what swapping words would do.

    python -m evals.mirrors dev

Cases: evals/cases/mirror-{dev,test}.jsonl with id, input, target (all acceptable shifts; none where only a quote is
right) and metadata (feature). Only the user's shifted words are compared; lead-ins, capitals and end marks are not.
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, get_args

from assistant.content.texts import wordings
from assistant.mirror import Mirror, reflect
from evals.statistics import wilson

Outcome = Literal["exact", "quoted", "none", "wrong"]
CASES = Path(__file__).parent / "cases"
_SWAPPED = {"ik": "je", "mijn": "je", "mij": "je", "me": "je", "wij": "jullie", "we": "jullie", "ons": "jullie",
            "onze": "jullie", "mezelf": "jezelf"}  # fmt: skip


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
        # Only the capital of a sentence that lost its 'Maar' may differ.
        return "quoted" if mirror.words.strip("'\"‘’ .").lower() in case.input.lower() else "wrong"
    return "exact" if any(_is_target(case, words) for words in _without_lead(mirror)) else "wrong"


def swap(sentence: str) -> str:
    """The baseline: first person by second person, word by word, verbs as they were."""
    return re.sub(r"\w+", lambda match: _SWAPPED.get(match[0].lower(), match[0]), sentence)


def score_baseline(case: Case) -> Outcome:
    """The outcome of `swap`, which never quotes."""
    return "exact" if _is_target(case, swap(case.input)) else "wrong"


def table(outcomes: Counter[Outcome]) -> str:
    """One line an outcome: count, share, interval."""
    n = outcomes.total()
    return "\n".join(
        f"  {name:7} {outcomes[name]:4}  {outcomes[name] / n:6.1%}  [{low:.1%}, {high:.1%}]"
        for name in get_args(Outcome)
        for low, high in [wilson(outcomes[name], n)]
    )


def _is_target(case: Case, words: str) -> bool:
    return _plain(words) in {_plain(target) for target in case.target}


def _without_lead(mirror: Mirror) -> list[str]:
    leads = [wording.split("$zin")[0] for wording in wordings(f"mirror.{mirror.kind}")]
    return [mirror.text.removeprefix(lead) for lead in leads]


def _plain(words: str) -> str:
    kept = "".join(ch for ch in words.lower() if ch.isalnum() or ch in " '-")
    return " ".join(kept.replace("’", "'").split())


def main(part: str) -> None:
    """Print the share of every outcome beside the baseline, and on dev the wrong ones."""
    cases = load_cases(part)
    mirrors = [reflect(case.input) for case in cases]
    for case, mirror in zip(cases, mirrors, strict=True):
        if part == "dev" and score(case, mirror) == "wrong":
            print(f"{case.id} [{case.feature}] {case.input}")
            print(f"    got    {mirror.text}\n    wanted {' | '.join(case.target)}")
    print(f"{part}: n={len(cases)}, share and Wilson 95 % interval")
    print(table(Counter(map(score, cases, mirrors))))
    print("  baseline, ik/mijn/me by je word by word:")
    print(table(Counter(map(score_baseline, cases))))


if __name__ == "__main__":
    main(sys.argv[1])
