"""How well the whole guard does on a writer whose cases the classifier did not see: one writer left out at a time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any
from unittest.mock import patch

from assistant.guard import Verdict, check_reply, classifier
from evals.fit_guard import examples, fit, load_cases

CLEAN = "SCHOON"
Case = dict[str, Any]


def left_out() -> Iterator[tuple[str, list[tuple[Case, Verdict]]]]:
    """Per writer (the beginning of the id): the cases with the verdict of a guard that was fitted on the others."""
    cases = load_cases()
    for writer in sorted({_writer(case) for case in cases}):
        rows = [row for case in cases if _writer(case) != writer for row in examples(case)]
        table = classifier.Weights.model_validate(fit(rows))
        with patch.object(classifier, "weights", lambda table=table: table):
            yield writer, [(case, _verdict(case)) for case in cases if _writer(case) == writer]


def check() -> None:
    """Print recall and precision of breach against clean, and recall and precision per code."""
    together: list[tuple[Case, Verdict]] = []
    for writer, judged in left_out():
        together += judged
        print(f"{writer}: {_row(judged)}")
    print(f"all: {_row(together)}")
    for code, (found, wanted, right, named) in sorted(_per_code(together).items()):
        print(f"  {code:13} recall {found}/{wanted} = {found / max(1, wanted):.2f}   precision {right}/{named}")


def _verdict(case: Case) -> Verdict:
    said = "\n".join(part["content"] for part in case["input"] if part["role"] == "user")
    return check_reply(said, case["input"][-1]["content"])


def _row(judged: Sequence[tuple[Case, Verdict]]) -> str:
    breached = [verdict for case, verdict in judged if case["target"] != [CLEAN]]
    clean = [verdict for case, verdict in judged if case["target"] == [CLEAN] and not _arguable(case, verdict)]
    hits, stopped = sum(not v.ok for v in breached), sum(not v.ok for v in clean)
    return (
        f"recall {hits}/{len(breached)} = {hits / len(breached):.3f}, clean stopped {stopped}/{len(clean)} = "
        f"{stopped / len(clean):.3f}, precision {hits / max(1, hits + stopped):.3f}"
    )


def _arguable(case: Case, verdict: Verdict) -> bool:
    """A clean reply in which only codes were found that one can argue about: it counts neither way."""
    codes = {breach.code for breach in verdict.breaches}
    return bool(codes) and codes <= set(case["metadata"]["ook"])


def _per_code(judged: Sequence[tuple[Case, Verdict]]) -> dict[str, tuple[int, int, int, int]]:
    found: Counter[str] = Counter()
    wanted: Counter[str] = Counter()
    named: Counter[str] = Counter()
    for case, verdict in judged:
        codes = {breach.code for breach in verdict.breaches}
        target = set(case["target"]) - {CLEAN}
        wanted.update(target)
        found.update(target & codes)
        named.update(codes - set(case["metadata"]["ook"]))
    return {code: (found[code], wanted[code], found[code], named[code]) for code in wanted}


def _writer(case: Case) -> str:
    return str(case["id"]).rsplit("-", 1)[0]
