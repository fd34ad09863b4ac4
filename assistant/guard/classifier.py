"""A second opinion on a sentence, learned from labelled replies: which breaches do its words look like?

Linear weights per word, pair and triple of words (features.py), one column a code, fitted by evals/fit_guard.py on
the development cases only. Rules see what is listed; this sees what resembles it. No network, no model file.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple, Self

from pydantic import Field, model_validator

from assistant.content.strictyaml import Strict, load_cached
from assistant.errors import ContentError
from assistant.guard.features import features
from assistant.guard.said import Said
from assistant.guard.sentences import Sentence
from assistant.guard.verdict import Code
from assistant.settings import content_dir

HUNDREDTH = 0.01
MOST_NAMED = 2
"""Codes named for one sentence at most: a third guess is seldom right and helps nobody."""


class Mark(Strict):
    """How sure the classifier has to be of one code, and what the user then reads."""

    clear: float = Field(gt=0, lt=1)
    """From this probability on, the code is found by itself."""
    beside: float = Field(gt=0, lt=1)
    """From this probability on, it is named beside another breach in the same sentence."""
    why: str


class Marks(Strict):
    """prompts/guard/classifier.yaml: one mark per code, and the bound for any breach at all."""

    breach: float = Field(gt=0, lt=1)
    codes: dict[Code, Mark]


class Weights(Strict):
    """prompts/guard/weights.json: per feature a weight in hundredths for each of `codes`, then for any breach."""

    codes: tuple[Code, ...]
    bias: tuple[float, ...]
    weights: dict[str, tuple[int, ...]]

    @model_validator(mode="after")
    def _is_a_table(self) -> Self:
        width = len(self.codes) + 1
        if len(self.bias) != width or any(len(row) != width for row in self.weights.values()):
            raise ValueError("de rijen zijn niet even lang")
        return self


class Opinion(NamedTuple):
    """How much a sentence looks like a breach."""

    breach: float
    codes: dict[Code, float]

    def named(self) -> Iterator[Code]:
        """The codes to name, the likeliest first; none when the sentence looks like none."""
        table = marks()
        ordered = sorted(self.codes, key=lambda code: -self.codes[code])
        clear = [code for code in ordered if self.codes[code] >= table.codes[code].clear]
        if not clear and self.breach < table.breach:
            return
        for code in ordered[:MOST_NAMED]:
            if code in clear or code == ordered[0] or self.codes[code] >= table.codes[code].beside:
                yield code


def opinion(sentence: Sentence, said: Said) -> Opinion:
    """Probabilities (0 to 1) that the sentence breaks a rule, and which."""
    table = weights()
    totals = list(table.bias)
    for name in set(features(sentence, said)):
        for at, weight in enumerate(table.weights.get(name, ())):
            totals[at] += weight * HUNDREDTH
    *codes, breach = map(_logistic, totals)
    return Opinion(breach, dict(zip(table.codes, codes, strict=True)))


@cache
def marks() -> Marks:
    """Bounds and reasons. Raises ContentError."""
    found: Marks = load_cached(content_dir() / "prompts" / "guard" / "classifier.yaml", Marks)
    return found


@cache
def weights() -> Weights:
    """The fitted weights. Raises ContentError when the file breaks its schema."""
    path = content_dir() / "prompts" / "guard" / "weights.json"
    try:
        return Weights.model_validate_json(path.read_bytes())
    except (OSError, ValueError) as error:
        raise ContentError(f"prompts/guard/{path.name}", 1, "de tabel klopt niet") from error


def _logistic(total: float) -> float:
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))
