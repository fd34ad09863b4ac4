"""Fit the guard's classifier on the development cases: `python -m evals.fit_guard`, and `... check` for its own test.

One logistic regression a code, and one for any breach at all, over the features of assistant/guard/features.py.
Writes prompts/guard/weights.json. `check` leaves out one writer at a time and prints what the whole guard would
then find in the writer that was left out: the figure to steer by, since the test part is not for steering.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assistant.guard import classifier
from assistant.guard.features import features
from assistant.guard.said import Said
from assistant.guard.sentences import fold, sentences
from assistant.guard.verdict import Code
from assistant.settings import content_dir

CASES = Path(__file__).parent / "cases"
DEVELOPMENT = ("tone-dev", "tone-extra")
LEARNED: tuple[Code, ...] = tuple(classifier.marks().codes)
"""Codes of content, as prompts/guard/classifier.yaml names them; those of form follow from rules alone."""
STRENGTH = 0.2
"""Inverse strength of the regularisation."""
SMALLEST = 2
"""A weight below this many hundredths for every code is left out."""


@dataclass(frozen=True)
class Example:
    """One sentence of a labelled reply."""

    case: str
    names: tuple[str, ...]
    """Its features."""
    codes: frozenset[str]
    open_to_debate: frozenset[str]
    """Codes that count neither way."""


Fit = dict[str, Any]


def load_cases(names: Sequence[str] = DEVELOPMENT) -> list[dict[str, Any]]:
    """The labelled replies of these files, as they stand there."""
    lines = [line for name in names for line in (CASES / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()]
    return [json.loads(line) for line in lines]


def examples(case: dict[str, Any]) -> Iterator[Example]:
    """The sentences of the reply, each with the codes whose quoted words stand in it."""
    reply = case["input"][-1]["content"]
    said = fold("\n".join(part["content"] for part in case["input"] if part["role"] == "user"))
    quotes = case["metadata"]["quotes"]
    for sentence in sentences(reply, said):
        start, end = sentence.start, sentence.start + len(sentence.folded)
        codes = frozenset(code for code, quote in quotes.items() if _overlaps(reply, quote, start, end))
        names = tuple(dict.fromkeys(features(sentence, Said(said))))
        yield Example(case["id"], names, codes, frozenset(case["metadata"]["ook"]) - codes)


def _overlaps(reply: str, quote: str, start: int, end: int) -> bool:
    at = reply.find(quote)
    return min(end, at + len(quote)) - max(start, at) >= min(6, len(quote))


def fit(rows: Sequence[Example]) -> Fit:
    """Weights in hundredths by feature, and the biases; the shape of prompts/guard/weights.json."""
    from sklearn.feature_extraction.text import CountVectorizer
    from sklearn.linear_model import LogisticRegression

    counter = CountVectorizer(analyzer=lambda names: names, min_df=2, binary=True)
    table = counter.fit_transform([row.names for row in rows])
    weights, bias = [], []
    for code in (*LEARNED, "*"):
        wanted = np.array([bool(row.codes & set(LEARNED)) if code == "*" else code in row.codes for row in rows])
        sure = np.array([not (row.open_to_debate & (set(LEARNED) if code == "*" else {code})) for row in rows])
        kept = wanted | sure
        model = LogisticRegression(
            C=STRENGTH, solver="liblinear", class_weight="balanced", max_iter=500, random_state=7
        )
        model.fit(table[kept], wanted[kept])
        weights.append(model.coef_[0])
        bias.append(float(model.intercept_[0]))
    return _as_table(counter.get_feature_names_out(), np.stack(weights, axis=1), bias)


def _as_table(names: Sequence[str], weights: NDArray[np.float64], bias: list[float]) -> Fit:
    rounded = np.rint(weights * 100).astype(int)
    kept = [at for at in range(len(names)) if np.abs(rounded[at]).max() >= SMALLEST]
    return {
        "codes": list(LEARNED),
        "bias": [round(one, 3) for one in bias],
        "weights": {str(names[at]): rounded[at].tolist() for at in kept},
    }


def write(table: Fit, path: Path) -> None:
    """One feature a line, so that a change can be read."""
    rows = ",\n".join(
        f"{json.dumps(name, ensure_ascii=False)}:{json.dumps(row)}" for name, row in table["weights"].items()
    )
    head = json.dumps({"codes": table["codes"], "bias": table["bias"]})[:-1]
    path.write_text(f'{head},"weights":{{\n{rows}\n}}}}\n', encoding="utf-8")


def main(arguments: Sequence[str]) -> None:
    """Fit on everything, or check by leaving out a writer at a time."""
    if arguments == ["check"]:
        from evals.fit_guard_check import check

        check()
        return
    rows = [row for case in load_cases() for row in examples(case)]
    table = fit(rows)
    write(table, content_dir() / "prompts" / "guard" / "weights.json")
    print(f"{len(rows)} sentences, {len(table['weights'])} features")


if __name__ == "__main__":
    main(sys.argv[1:])
