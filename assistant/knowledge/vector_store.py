"""Vectors of passages and questions in the SQLite file, per embedder."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping, Sequence

import numpy as np

from assistant.knowledge.db import KnowledgeDb
from assistant.knowledge.embed import Matrix


class VectorStore:
    """Reads and writes the vectors of one embedder. Raises KnowledgeError 'kennis-beschadigd'."""

    def __init__(self, db: KnowledgeDb, embedder: str) -> None:
        self._db = db
        self._embedder = embedder

    def without_vector(self) -> list[tuple[int, str, str, str]]:
        """(passage id, title, locator, text) of what still waits for a vector of this embedder."""
        return self._db.rows(
            "SELECT passages.id, title, locator, text FROM passages JOIN documents ON documents.id = document "
            "WHERE passages.id NOT IN (SELECT passage FROM vectors WHERE embedder = ?) ORDER BY passages.id",
            self._embedder,
        )

    def put_vectors(self, ids: Sequence[int], vectors: Matrix) -> None:
        """Store one row of `vectors` per passage."""
        with self._db.transaction() as db:
            rows = zip(ids, [self._embedder] * len(ids), map(_blob, vectors), strict=True)
            db.executemany("INSERT OR REPLACE INTO vectors VALUES (?,?,?)", rows)

    def drop_vectors(self) -> None:
        """Forget every vector, so that all are made again."""
        with self._db.transaction() as db:
            db.execute("DELETE FROM vectors")
            db.execute("DELETE FROM questions")

    def question_digests(self) -> dict[str, str]:
        """Question id -> digest of the text that its vector was made of."""
        return dict(self._db.rows("SELECT id, digest FROM questions WHERE embedder = ?", self._embedder))

    def put_questions(self, digests: Mapping[str, str], vectors: Matrix) -> None:
        """Store one row of `vectors` per question."""
        with self._db.transaction() as db:
            rows = [
                (key, self._embedder, digest, _blob(row))
                for (key, digest), row in zip(digests.items(), vectors, strict=True)
            ]
            db.executemany("INSERT OR REPLACE INTO questions VALUES (?,?,?,?)", rows)

    def delete_questions(self, ids: Collection[str]) -> None:
        """Delete questions for every embedder."""
        with self._db.transaction() as db:
            db.executemany("DELETE FROM questions WHERE id = ?", [(key,) for key in ids])

    def vectors(self, collection: str) -> tuple[list[str], Matrix]:
        """Ids and vectors of 'passages' or 'questions'."""
        table = {"passages": "passage, vector FROM vectors", "questions": "id, vector FROM questions"}[collection]
        rows = self._db.rows(f"SELECT {table} WHERE embedder = ? ORDER BY 1", self._embedder)
        return [str(row[0]) for row in rows], np.array([np.frombuffer(row[1], np.float32) for row in rows], np.float32)

    def fingerprint(self) -> str:
        """Differs whenever the vectors of this embedder do; passage ids are never used twice."""
        passages = self._db.rows("SELECT passage FROM vectors WHERE embedder = ? ORDER BY 1", self._embedder)
        questions = self._db.rows("SELECT id, digest FROM questions WHERE embedder = ? ORDER BY 1", self._embedder)
        return hashlib.sha256(repr((self._embedder, passages, questions)).encode()).hexdigest()


def _blob(vector: Matrix) -> bytes:
    return np.ascontiguousarray(vector, np.float32).tobytes()
