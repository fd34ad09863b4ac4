"""Scores the labelling of text into observation, interpretation, judgement and request, word by word.

    python -m evals.spans dev

Cases: evals/cases/span-{dev,test}.jsonl with id, input, target (spans: text and label), metadata. Every word of a
target span has its label; words that only join spans count for nothing. Only the sentences of dev are ever printed.
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import get_args

from assistant.spans.label import Label, label_text
from evals.statistics import bootstrap

CASES = Path(__file__).parent / "cases"
LABELS: tuple[Label, ...] = get_args(Label)
Spans = tuple[tuple[int, int, Label], ...]
Labeller = Callable[[str], Spans]
Pair = tuple[str, str]
"""Target label and found label of one word; '' where no span covers it."""
_FIRST_CUE: tuple[tuple[Label, str], ...] = (
    ("verzoek", r"\?|\b(?:alsjeblieft|graag|wil je|kun je|zou je|kunnen we)\b"),
    ("interpretatie", r"\b(?:blijkbaar|waarschijnlijk|misschien|denk|wil|wilde|voelt|lijkt|omdat|want)\b"),
    ("oordeel", r"\b(?:goede?|slechte?|altijd|nooit|te|typisch|niet|wat een)\b"),
)


@dataclass(frozen=True)
class Case:
    """One text with the spans that are right for it."""

    id: str
    input: str
    spans: Spans


def load_cases(part: str) -> list[Case]:
    """The cases of 'dev' or 'test'. Raises ValueError where a target span is no part of its text."""
    lines = (CASES / f"span-{part}.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in lines if line.strip()]
    return [Case(row["id"], row["input"], tuple(_targets(row["input"], row["target"]))) for row in rows]


def _targets(text: str, targets: Iterable[dict[str, str]]) -> Iterable[tuple[int, int, Label]]:
    at = 0
    for target in targets:
        start = text.index(target["text"], at)
        at = start + len(target["text"])
        yield start, at, next(label for label in LABELS if label == target["label"])


def by_rules(text: str) -> Spans:
    """The labelling of the program."""
    return tuple((span.start, span.end, span.label) for span in label_text(text))


def all_observation(text: str) -> Spans:
    """Baseline: everything was seen."""
    return ((0, len(text), "observatie"),)


def by_first_cue(text: str) -> Spans:
    """Baseline: a sentence has one label, by a handful of cue words."""
    found = (label for label, cue in _FIRST_CUE if re.search(cue, text, re.I))
    return ((0, len(text), next(found, "observatie")),)


def word_pairs(case: Case, found: Spans) -> list[Pair]:
    """Target and found label of every word in a target span."""
    words = [match.start() for match in re.finditer(r"\S+", case.input)]
    pairs = ((_label_at(case.spans, word), _label_at(found, word)) for word in words)
    return [pair for pair in pairs if pair[0]]


def _label_at(spans: Spans, place: int) -> str:
    return next((label for start, end, label in spans if start <= place < end), "")


def is_exact(case: Case, found: Spans) -> bool:
    """Whether every span has the right words and label; marks around them do not count."""
    return [_bare(case.input, span) for span in found] == [_bare(case.input, span) for span in case.spans]


def _bare(text: str, span: tuple[int, int, Label]) -> tuple[str, Label]:
    return text[span[0] : span[1]].strip(" .,;:!?…\"'“”‘’()-–"), span[2]


def precision_recall(pairs: Iterable[Pair]) -> dict[str, tuple[float, float, float]]:
    """Precision, recall and F1 of every label."""
    counted = Counter(pairs)
    scores: dict[str, tuple[float, float, float]] = {}
    for label in LABELS:
        right = counted[label, label]
        found = sum(count for (_, got), count in counted.items() if got == label)
        wanted = sum(count for (want, _), count in counted.items() if want == label)
        precision, recall = right / found if found else 0.0, right / wanted if wanted else 0.0
        scores[label] = (precision, recall, 2 * right / (found + wanted) if found + wanted else 0.0)
    return scores


def macro_f1(pairs: Iterable[Pair]) -> float:
    """The mean F1 of the four labels."""
    return sum(score[2] for score in precision_recall(pairs).values()) / len(LABELS)


def pooled_f1(cases: Sequence[list[Pair]]) -> float:
    """The macro F1 over the words of all texts together."""
    return macro_f1([pair for pairs in cases for pair in pairs])


def report(name: str, cases: list[Case], labeller: Labeller) -> None:
    """Print the scores of one labeller."""
    found = [labeller(case.input) for case in cases]
    pairs = [word_pairs(case, spans) for case, spans in zip(cases, found, strict=True)]
    flat = [pair for words in pairs for pair in words]
    low, high = bootstrap(pairs, pooled_f1) or (0.0, 0.0)
    exact = sum(is_exact(case, spans) for case, spans in zip(cases, found, strict=True))
    share = sum(want == got for want, got in flat) / len(flat)
    print(
        f"{name}: macro F1 {macro_f1(flat):.3f} [{low:.3f}-{high:.3f}], words {share:.3f}, exact {exact}/{len(cases)}"
    )
    for label, (precision, recall, f1) in precision_recall(flat).items():
        print(f"    {label:14} precision {precision:.3f}  recall {recall:.3f}  F1 {f1:.3f}")


def show_misses(cases: list[Case]) -> None:
    """Print what is not exact; for dev only."""
    for case in cases:
        found = label_text(case.input)
        if not is_exact(case, by_rules(case.input)):
            print(f"{case.id} {case.input}")
            print("    got    " + " | ".join(f"{span.label}: {span.text} <{span.cue}>" for span in found))
            print("    wanted " + " | ".join(f"{label}: {case.input[a:b]}" for a, b, label in case.spans))


def main(part: str) -> None:
    """Print the scores of the rules and of two baselines."""
    cases = load_cases(part)
    if part == "dev":
        show_misses(cases)
    print(f"{part}: {len(cases)} texts")
    labellers = {"rules": by_rules, "all observation": all_observation, "first cue word": by_first_cue}
    for name, labeller in labellers.items():
        report(name, cases, labeller)


if __name__ == "__main__":
    main(sys.argv[1])
