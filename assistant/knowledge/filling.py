"""Giving vectors to what has none yet: passages and questions."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

from assistant.content.texts import text
from assistant.knowledge.embed import Embedder
from assistant.knowledge.passages import Progress
from assistant.knowledge.vector_store import VectorStore
from assistant.knowledge.vectors import Vectors

# Small, so that progress moves and little is lost when someone breaks off.
_BATCH = 8


class Filler:
    """Encodes in small batches; what is done stays done, and the next call goes on from there."""

    def __init__(self, embedder: Embedder, store: VectorStore, vectors: Vectors) -> None:
        self._embedder = embedder
        self._store = store
        self._vectors = vectors

    def passages(self, progress: Progress, what: str) -> None:
        """Give a vector to every passage that has none of this embedder; title and locator count as text."""
        waiting = self._store.without_vector()
        for start in range(0, len(waiting), _BATCH):
            progress(start, len(waiting), what)
            part = waiting[start : start + _BATCH]
            rows = self._embedder.encode_document([f"{title}. {locator}\n{words}" for _, title, locator, words in part])
            ids = [row[0] for row in part]
            self._store.put_vectors(ids, rows)
            self._vectors.add("passages", [str(key) for key in ids], rows)

    def questions(self, items: Mapping[str, str], progress: Progress) -> None:
        """Make `items`, id -> text, the questions that have a vector.

        They get query vectors: a question and a user's sentence are of one kind, and e5 wants that said.
        """
        known = self._store.question_digests()
        wanted = {key: hashlib.sha256(words.encode("utf-8", "replace")).hexdigest() for key, words in items.items()}
        if gone := set(known) - set(wanted):
            self._store.delete_questions(gone)
            self._vectors.discard()
        new = [key for key in items if known.get(key) != wanted[key]]
        for start in range(0, len(new), _BATCH):
            progress(start, len(new), text("ask.voortgang-vragen"))
            ids = new[start : start + _BATCH]
            rows = self._embedder.encode_query([items[key] for key in ids])
            self._store.put_questions({key: wanted[key] for key in ids}, rows)
            self._vectors.add("questions", ids, rows)
