"""Which question fits what was said: log P(question | dialogue) - log P(question | neutral opening), per token.

The difference takes away how common a question is on its own (pointwise mutual information), the division how long
it is. The place in which the questions come, nearest in meaning first, counts as well: the two err in different
cases (evals/choosing.py). Neutral scores are computed once per model and stored. The dialogue is one
growing token list, so that a turn costs its new words and the candidates.
"""

from __future__ import annotations

import hashlib
import json
import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Event

from pydantic import Field

from assistant.content.bank import Question
from assistant.content.strictyaml import Strict, load_cached
from assistant.files import write_private
from assistant.model.llama import LlamaEngine
from assistant.settings import content_dir

_HISTORY = 1100
"""Tokens of dialogue kept; beyond it the older half goes at once, so that the prefix stays stable for long."""
_MESSAGE = 1200
"""Characters of one message that the model reads."""
_MESSAGE_TOKENS = 500
"""And tokens: 1200 odd characters can be more tokens than the model holds."""


class RerankPrompt(Strict):
    """prompts/model/rerank.yaml."""

    opening: str
    person: str
    coach: str
    neutral: str


class RerankWeights(Strict):
    """prompts/model/rerank-weights.yaml."""

    place: float = Field(ge=0, le=5)
    """How much the place in which a question comes counts beside the model."""


@dataclass(frozen=True)
class SituationRanker:
    """Orders questions by how well they fit a description."""

    reranker: Reranker
    stop: Event | None = None

    def rank(self, dialogue: str, questions: Sequence[Question]) -> list[tuple[Question, float]]:
        """The questions with their fit, best first. Raises Stopped when `stop` is set."""
        # These come in the order of the bank: their place says nothing.
        return self.reranker.rank((), dialogue, questions, self.stop, by_place=False)


class Reranker:
    """Orders candidate questions by fit. One per loaded model."""

    def __init__(self, engine: LlamaEngine, store: Path) -> None:
        """`store` is the JSON file that keeps the neutral scores between runs."""
        self._engine = engine
        self._prompt = load_cached(content_dir() / "prompts" / "model" / "rerank.yaml", RerankPrompt)
        self._place = load_cached(content_dir() / "prompts" / "model" / "rerank-weights.yaml", RerankWeights).place
        self._store = store
        self._key = self._digest(f"{engine.path.name} {engine.path.stat().st_size} {self._prompt.model_dump_json()}")
        self._neutral = self._load()

    def rank(
        self,
        history: Sequence[tuple[str, str]],
        message: str,
        questions: Sequence[Question],
        stop: Event | None = None,
        *,
        by_place: bool = True,
    ) -> list[tuple[Question, float]]:
        """The questions with their fit, best first; `by_place`: they come nearest in meaning first, and that counts.

        A fit says something only beside the others: spreads, not nats. `history` holds (user, reply) of earlier
        turns. Raises Stopped when `stop` is set.
        """
        gains = _spread(self._gains(history, message, questions, stop))
        places = _spread([-float(place) for place in range(len(questions))])
        weight = self._place if by_place else 0.0
        fits = [gain + weight * place for gain, place in zip(gains, places, strict=True)]
        return sorted(zip(questions, fits, strict=True), key=lambda pair: -pair[1])

    def _gains(
        self, history: Sequence[tuple[str, str]], message: str, questions: Sequence[Question], stop: Event | None
    ) -> list[float]:
        """How much likelier each question is here than anywhere, in nats per root of its tokens."""
        self.prepare(questions, stop)
        tokens = self._tokens(questions)
        scores = self._engine.score(self._dialogue(history, message), tokens, stop)
        neutral = [self._neutral[self._digest(question.text)] for question in questions]
        return [(score - usual) / len(own) ** 0.5 for score, usual, own in zip(scores, neutral, tokens, strict=True)]

    def for_situation(self, stop: Event | None = None) -> SituationRanker:
        """The same, for a situation that is described once instead of talked about."""
        return SituationRanker(self, stop)

    def missing(self, questions: Sequence[Question]) -> list[Question]:
        """The questions that have no neutral score yet."""
        return [q for q in questions if self._digest(q.text) not in self._neutral]

    def prepare(self, questions: Sequence[Question], stop: Event | None = None) -> None:
        """Compute and store the neutral scores that are missing."""
        missing = self.missing(questions)
        if not missing:
            return
        scores = self._engine.score(self._dialogue((), self._prompt.neutral), self._tokens(missing), stop)
        self._neutral |= {self._digest(q.text): score for q, score in zip(missing, scores, strict=True)}
        write_private(self._store, json.dumps({"key": self._key, "scores": self._neutral}).encode())

    def _dialogue(self, history: Sequence[tuple[str, str]], message: str) -> list[int]:
        """Tokens of the dialogue up to where the coach speaks; piece by piece, so that a prefix stays a prefix."""
        start = self._engine.tokens(self._prompt.opening + "\n\n", start=True)
        turns: list[list[int]] = []
        for user, reply in history:
            # Cut as the dialogue grew, so that a later turn cuts at the same places.
            turns.append(self._said(user) + self._engine.tokens(f" {reply}\n"))
            while sum(map(len, turns)) > _HISTORY:
                turns = turns[(len(turns) + 1) // 2 :]
        return start + [token for turn in turns for token in turn] + self._said(message)

    def _said(self, user: str) -> list[int]:
        words = " ".join(user[:_MESSAGE].split())
        said = self._engine.tokens(f"{self._prompt.person} {words}\n")
        if len(said) > _MESSAGE_TOKENS:
            said = [*said[: _MESSAGE_TOKENS - 1], said[-1]]
        return said + self._engine.tokens(self._prompt.coach)

    def _tokens(self, questions: Sequence[Question]) -> list[list[int]]:
        return [self._engine.tokens(f" {question.text}") for question in questions]

    def _load(self) -> dict[str, float]:
        try:
            stored = json.loads(self._store.read_text(encoding="utf-8"))
            return dict(stored["scores"]) if stored["key"] == self._key else {}
        except (OSError, ValueError, KeyError, TypeError):
            return {}

    @staticmethod
    def _digest(text: str) -> str:
        return hashlib.sha256(text.encode()).hexdigest()[:16]


def _spread(values: Sequence[float]) -> list[float]:
    """The values as distances from their mean, in standard deviations; all 0 when they do not differ."""
    mean, deviation = statistics.fmean(values), statistics.pstdev(values)
    return [(value - mean) / deviation if deviation else 0.0 for value in values]
