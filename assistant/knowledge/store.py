"""Documents and their passages in the SQLite file, with the full-text index over their stems."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from assistant.knowledge.db import KnowledgeDb
from assistant.knowledge.passages import Document, Origin, Passage
from assistant.knowledge.stems import stems

_CHOSEN = """
FROM passages JOIN documents ON documents.id = passages.document
WHERE (:origin IS NULL OR origin = :origin)
AND (:documents IS NULL OR document IN (SELECT value FROM json_each(:documents)))
"""
# Two constants put together; values always travel apart from the statement.
_MATCHES = f"""
SELECT rowid FROM passage_words WHERE passage_words MATCH :query
AND rowid IN (SELECT passages.id {_CHOSEN}) ORDER BY bm25(passage_words), rowid LIMIT :count
"""  # noqa: S608


@dataclass(frozen=True)
class Source:
    """A document to store: what it is, and its passages as (locator, text)."""

    id: str
    path: str
    """Where it came from; a second document from the same place replaces the first."""
    name: str
    title: str
    origin: Origin
    digest: str
    reader: str
    """Version of what read it."""
    passages: Sequence[tuple[str, str]]


class KnowledgeStore:
    """Reads and writes documents and passages. Raises KnowledgeError 'kennis-beschadigd'."""

    def __init__(self, db: KnowledgeDb) -> None:
        self._db = db

    def digests(self, origin: Origin) -> dict[str, tuple[str, str, str]]:
        """id -> (path, digest, reader version) of every document of this origin."""
        rows = self._db.rows("SELECT id, path, digest, reader FROM documents WHERE origin = ?", origin)
        return {row[0]: (row[1], row[2], row[3]) for row in rows}

    def documents(self) -> list[Document]:
        """All documents, articles first, then by name."""
        return [
            Document(*row)
            for row in self._db.rows(
                "SELECT id, name, origin, (SELECT count(*) FROM passages WHERE document = documents.id), added "
                "FROM documents ORDER BY origin, name COLLATE NOCASE, id"
            )
        ]

    def put(self, source: Source) -> None:
        """Store a document, whole or not at all; the one with the same id is replaced."""
        fixed = (source.id, source.path, source.name, source.title, source.origin, source.digest, source.reader)
        with self._db.transaction() as db:
            self._delete(db, [source.id])
            db.execute("INSERT INTO documents VALUES (?,?,?,?,?,?,?,?)", (*fixed, _now()))
            for position, (locator, text) in enumerate(source.passages):
                words = " ".join(stems(f"{source.title} {locator} {text}"))
                row = (source.id, position, locator, text, words)
                made = db.execute("INSERT INTO passages VALUES (NULL,?,?,?,?,?)", row)
                db.execute("INSERT INTO passage_words(rowid, stems) VALUES (?,?)", (made.lastrowid, words))

    def delete(self, ids: Collection[str]) -> None:
        """Delete documents with all that belongs to them; call `KnowledgeDb.erase` after the last one."""
        with self._db.transaction() as db:
            self._delete(db, ids)

    def _delete(self, db: sqlite3.Connection, ids: Collection[str]) -> None:
        for document in ids:
            db.execute(
                "INSERT INTO passage_words(passage_words, rowid, stems) "
                "SELECT 'delete', id, stems FROM passages WHERE document = ?",
                (document,),
            )
            if db.execute("DELETE FROM documents WHERE id = ?", (document,)).rowcount:
                # Part of the transaction, so that a crash does not forget it: see KnowledgeDb.unerased.
                db.execute("PRAGMA application_id = 1")

    def matches(self, words: Sequence[str], count: int, chosen: Mapping[str, str | None]) -> list[int]:
        """Ids of passages that hold any of the stems, best (bm25) first."""
        if not words:
            return []
        query = " OR ".join(f'"{word}"' for word in words)
        return [row[0] for row in self._db.rows(_MATCHES, query=query, count=count, **chosen)]

    def chosen_ids(self, chosen: Mapping[str, str | None]) -> list[int]:
        """Ids of the passages that a search is limited to."""
        return [row[0] for row in self._db.rows(f"SELECT passages.id {_CHOSEN}", **chosen)]

    def frequencies(self, words: Sequence[str]) -> tuple[dict[str, int], int]:
        """In how many passages each stem stands, and how many passages there are."""
        sql = "SELECT term, doc FROM temp.words WHERE term IN (SELECT value FROM json_each(?))"
        total = self._db.rows("SELECT count(*) FROM passages")[0][0]
        return dict(self._db.rows(sql, json.dumps(list(words)))), total

    def passages(self, scores: Mapping[int, float]) -> list[Passage]:
        """The passages with these ids, in that order, with these scores; ids that are gone are left out."""
        sql = (
            "SELECT passages.id, name, title, locator, text FROM passages JOIN documents ON documents.id = document "
            "WHERE passages.id IN (SELECT value FROM json_each(?))"
        )
        rows = {row[0]: row for row in self._db.rows(sql, json.dumps(list(scores)))}
        return [Passage(*(*rows[key], score)) for key, score in scores.items() if key in rows]


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
