"""Stand-ins for the models, for tests and for trying the program without a download."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from threading import Event

import numpy as np

from assistant.content.articles import load_articles
from assistant.content.bank import load_bank
from assistant.dialogue.session import Session
from assistant.knowledge.embed import Matrix, unit
from assistant.knowledge.passages import Passage
from assistant.results.make import shown_so_far
from assistant.results.records import Tools


class FakeEmbedder:
    """An Embedder whose vectors count words: texts that share words are near each other."""

    def __init__(self, dimension: int = 64, name: str = "fake") -> None:
        self.name = name
        self.dimension = dimension

    def encode_query(self, texts: Sequence[str]) -> Matrix:
        """See Embedder."""
        return unit(np.array([self._counts(text) for text in texts]).reshape(-1, self.dimension))

    def encode_document(self, texts: Sequence[str]) -> Matrix:
        """See Embedder."""
        return self.encode_query(texts)

    def _counts(self, text: str) -> list[float]:
        counts = [0.0] * self.dimension
        for word in re.findall(r"\w+", text.lower()):
            # Not hash(): that differs from one process to the next.
            digest = hashlib.sha256(word.encode("utf-8", "replace")).digest()
            counts[int.from_bytes(digest[:4], "big") % self.dimension] += 1.0
        return counts


class FakeKnowledge:
    """Stands in for `knowledge.Knowledge` in a turn: finds bank questions by shared words, no index, no file."""

    def __init__(self) -> None:
        self._embedder = FakeEmbedder()
        self._questions = list(load_bank().values())
        self._vectors = self._embedder.encode_query([question.text for question in self._questions])

    def embed(self, query: str) -> Matrix:
        """Shape (dimension,)."""
        vector: Matrix = self._embedder.encode_query([query])[0]
        return vector

    def nearest_questions(self, vector: Matrix, k: int = 5) -> list[tuple[str, float]]:
        """(id, cosine), best first; equal ones in file order."""
        scores = self._vectors @ vector
        order = np.argsort(-scores, kind="stable")[:k]
        return [(self._questions[i].id, float(scores[i])) for i in order]

    def search(self, query: str, k: int = 5, vector: Matrix | None = None, origin: str | None = None) -> list[Passage]:
        """The opening sections of the first `k` articles that share a word with the query."""
        words = set(re.findall(r"\w{4,}", query.lower()))
        opening = [(article, article.sections[0]) for article in load_articles()]
        found = [(one, part) for one, part in opening if words & set(re.findall(r"\w{4,}", part[1].lower()))]
        return [Passage(n, one.id, one.title, part[0], part[1], 1.0) for n, (one, part) in enumerate(found[:k])]


def shown_without_models(session: Session) -> str:
    """What was made so far, for a TurnTaker without models."""
    return shown_so_far(session, Tools())


class FakeEngine:
    """Stands in for `llama.LlamaEngine`: tokens are characters, a candidate scores by the words it shares."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.template: str | None = None
        self.prompts: list[str] = []
        """Every prompt that was scored or continued."""
        self.evaluated = 0
        self.written = ""
        """What `generate` says."""

    def tokens(self, text: str, *, control: bool = False, start: bool = False) -> list[int]:
        """One token a character."""
        return [ord(letter) for letter in text]

    def score(
        self, prompt: Sequence[int], candidates: Sequence[Sequence[int]], stop: Event | None = None
    ) -> list[float]:
        """The number of words that prompt and candidate share."""
        said = "".join(map(chr, prompt))
        self.prompts.append(said)
        words = set(said.lower().split())
        return [float(len(words & set("".join(map(chr, one)).lower().split()))) for one in candidates]

    def generate(self, prompt: Sequence[int], sampling: object, stop: Event | None = None) -> Iterator[str]:
        """`written`, a character at a time."""
        self.prompts.append("".join(map(chr, prompt)))
        for letter in self.written:
            if stop and stop.is_set():
                return
            self.evaluated += 1
            yield letter

    def close(self) -> None:
        """Nothing to free."""
