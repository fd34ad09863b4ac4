"""A second opinion on a message that no rule caught: does it resemble danger, or a report of misconduct?

Linear weights per word, pair of words, piece of a word, and per concept and pair of concepts in one or two sentences
(prompts/safety/concepts.yaml), fitted by evals/fit_safety.py. The same words always give the same answer. No network.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import combinations, pairwise
from typing import Literal, NamedTuple, Self

from pydantic import model_validator

from assistant.content.strictyaml import Strict, load_cached
from assistant.dialogue.safety_words import compile_pattern
from assistant.errors import ContentError
from assistant.settings import content_dir

HUNDREDTH = 0.01
PIECES = (4, 5)
SENTENCES = 12
"""At most this many sentences are read together as one; a longer message is read in pairs of sentences only."""


class Concepts(Strict):
    """prompts/safety/concepts.yaml: patterns per concept, as in prompts/safety.yaml."""

    parts: dict[str, str]
    concepts: dict[str, tuple[str, ...]]


class Weights(Strict):
    """prompts/safety/weights.json: a row per feature: crisis, any concern, then one column for each of `kinds`."""

    crisis_from: float
    """From this score on, the words are danger."""
    concern_from: float
    """From this score on, they are a report of misconduct if they are not danger."""
    kinds: tuple[str, ...]
    crises: int
    """How many of `kinds`, from the first, are crises."""
    bias: tuple[float, ...]
    weights: dict[str, tuple[int, ...]]

    @model_validator(mode="after")
    def _is_a_table(self) -> Self:
        width = len(self.kinds) + 2
        if len(self.bias) != width or any(len(row) != width for row in self.weights.values()):
            raise ValueError("de rijen zijn niet even lang")
        return self


class Opinion(NamedTuple):
    """What the message resembles, and where in the normalised text."""

    route: Literal["crisis", "integrity"]
    kind: str
    span: tuple[int, int]


def opinion(words: str) -> Opinion | None:
    """The opinion on a normalised message (safety_words.normalise); None when it resembles neither.

    Of a message that is only a concern, the likeliest kind decides the route: it may be danger after all.
    """
    table = weights()
    scored = [(scores(words[slice(*span)]), span) for span in windows(words)]
    if not scored:
        return None
    crisis, at = max(scored, key=lambda one: one[0][0])
    if crisis[0] >= table.crisis_from:
        return Opinion("crisis", _likeliest(crisis, 0, table.crises), at)
    concern, at = max(scored, key=lambda one: one[0][1])
    if concern[1] >= table.concern_from:
        kind = _likeliest(concern, 0, len(table.kinds))
        return Opinion("crisis" if kind in table.kinds[: table.crises] else "integrity", kind, at)
    return None


def windows(words: str) -> Iterator[tuple[int, int]]:
    """Every sentence, every two in a row, and the whole message unless it is long."""
    ends = [found.start() for found in re.finditer(r" \.", words)]
    pieces = [(start, end) for start, end in zip([0, *(end + 2 for end in ends)], ends, strict=False) if start < end]
    yield from pieces
    yield from ((first[0], second[1]) for first, second in pairwise(pieces))
    if 2 < len(pieces) <= SENTENCES:
        yield pieces[0][0], pieces[-1][1]


def scores(piece: str) -> list[float]:
    """A score per column of the weights; the more features a piece has, the less each of them counts."""
    table = weights()
    names = set(features(piece)) & table.weights.keys()
    scale = 3 * HUNDREDTH / max(1, len(names)) ** 0.5
    totals = list(table.bias)
    for name in names:
        for at, weight in enumerate(table.weights[name]):
            totals[at] += weight * scale
    return totals


def features(piece: str) -> Iterator[str]:
    """Names of what is seen in a piece of normalised text; a name may come more than once."""
    found = [name for name, patterns in _concepts() if any(pattern.search(piece + " ") for pattern in patterns)]
    yield from (f"k:{name}" for name in found)
    yield from (f"kk:{one}&{other}" for one, other in combinations(found, 2))
    row = ["^", *piece.replace(".", " ").split(), "$"]
    yield from (f"w:{word}" for word in row[1:-1])
    yield from (f"b:{one} {other}" for one, other in pairwise(row))
    for word in row[1:-1]:
        for size in PIECES:
            yield from (f"c:{f'<{word}>'[at : at + size]}" for at in range(len(word) + 3 - size))


@cache
def weights() -> Weights:
    """The fitted weights. Raises ContentError when the file breaks its schema."""
    path = content_dir() / "prompts" / "safety" / "weights.json"
    try:
        return Weights.model_validate_json(path.read_bytes())
    except (OSError, ValueError) as error:
        raise ContentError(f"prompts/safety/{path.name}", 1, "de tabel klopt niet") from error


@cache
def _concepts() -> tuple[tuple[str, tuple[re.Pattern[str], ...]], ...]:
    content: Concepts = load_cached(content_dir() / "prompts" / "safety" / "concepts.yaml", Concepts)
    return tuple(
        (name, tuple(compile_pattern(pattern, content.parts) for pattern in patterns))
        for name, patterns in content.concepts.items()
    )


def _likeliest(row: list[float], first: int, last: int) -> str:
    return weights().kinds[max(range(first, last), key=lambda at: row[at + 2])]
