"""The SQLite file of the knowledge base: its tables, and how it is opened, read and written.

Everything that can't be made again stands here. Deleted text leaves no bytes behind: pages are
overwritten (secure_delete) and `erase` rebuilds the full-text index and writes the file anew (VACUUM).
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import RLock
from typing import Any

from filelock import FileLock, Timeout

from assistant.errors import KnowledgeError

LOCK_SECONDS = 2.0
"""How long to wait for another process that holds the data folder."""
VERSION = 1
"""Of the tables; stands in the file as user_version."""

_SCHEMA = """
CREATE TABLE documents(
  id TEXT PRIMARY KEY, path TEXT NOT NULL UNIQUE, name TEXT NOT NULL, title TEXT NOT NULL, origin TEXT NOT NULL,
  digest TEXT NOT NULL, reader TEXT NOT NULL, added TEXT NOT NULL);
CREATE TABLE passages(
  id INTEGER PRIMARY KEY AUTOINCREMENT, document TEXT NOT NULL REFERENCES documents(id) ON DELETE CASCADE,
  position INTEGER NOT NULL, locator TEXT NOT NULL, text TEXT NOT NULL, stems TEXT NOT NULL);
CREATE INDEX passages_of_document ON passages(document);
CREATE VIRTUAL TABLE passage_words USING fts5(stems, content='passages', content_rowid='id');
CREATE TABLE vectors(
  passage INTEGER NOT NULL REFERENCES passages(id) ON DELETE CASCADE, embedder TEXT NOT NULL, vector BLOB NOT NULL,
  PRIMARY KEY (passage, embedder));
CREATE TABLE questions(
  id TEXT NOT NULL, embedder TEXT NOT NULL, digest TEXT NOT NULL, vector BLOB NOT NULL, PRIMARY KEY (id, embedder));
"""
# No write-ahead log and no files for sorting: both would keep deleted text.
_PRAGMAS = "PRAGMA journal_mode=DELETE; PRAGMA temp_store=MEMORY; PRAGMA secure_delete=ON; PRAGMA foreign_keys=ON;"


def hold(home: Path) -> FileLock:
    """Hold the data folder for this process alone; the system frees it when the process dies.

    Raises KnowledgeError 'map-in-gebruik' after LOCK_SECONDS.
    """
    lock = FileLock(home / "knowledge.lock", timeout=LOCK_SECONDS, mode=0o600, thread_local=False)
    try:
        lock.acquire()
    except Timeout as error:
        raise KnowledgeError("map-in-gebruik", map=home) from error
    except OSError as error:
        raise KnowledgeError("data-folder", map=home) from error
    return lock


class KnowledgeDb:
    """One open file; may be used from several threads. Errors of SQLite become KnowledgeError."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock = RLock()
        with self._translated():
            # Made here, because SQLite would make it readable for others.
            os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
            self._db = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
        try:
            self._prepare()
        except KnowledgeError:
            self._db.close()
            raise

    def _prepare(self) -> None:
        with self._translated():
            self._db.executescript(_PRAGMAS)
            version = self._db.execute("PRAGMA user_version").fetchone()[0]
            if version > VERSION:
                raise KnowledgeError("kennis-nieuwer", bestand=self.path)
            if version == 0:
                self._db.executescript(f"BEGIN; {_SCHEMA} PRAGMA user_version={VERSION}; COMMIT;")
            self._db.execute("CREATE VIRTUAL TABLE temp.words USING fts5vocab(main, passage_words, row)")

    def close(self) -> None:
        """Close the file."""
        with self._lock:
            self._db.close()

    def rows(self, sql: str, *values: object, **named: object) -> list[Any]:
        """All rows of one statement. Raises KnowledgeError 'kennis-beschadigd'."""
        with self._translated():
            return self._db.execute(sql, named or values).fetchall()

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """What is written inside is written whole or not at all. Raises KnowledgeError 'kennis-beschadigd'."""
        with self._translated():
            self._db.execute("BEGIN IMMEDIATE")
            try:
                yield self._db
            except BaseException:
                self._db.execute("ROLLBACK")
                raise
            self._db.execute("COMMIT")

    @property
    def unerased(self) -> bool:
        """Whether text was deleted and not erased yet, in this process or in one that died in between."""
        return bool(self.rows("PRAGMA application_id")[0][0])

    def erase(self) -> None:
        """Leave no byte of deleted text in the file: the full-text index keeps words until it is rebuilt."""
        with self.transaction() as db:
            db.execute("INSERT INTO passage_words(passage_words) VALUES ('rebuild')")
        self.rows("VACUUM")
        self.rows("PRAGMA application_id = 0")

    @contextmanager
    def _translated(self) -> Iterator[None]:
        try:
            with self._lock:
                yield
        except (sqlite3.Error, OSError) as error:
            raise KnowledgeError("kennis-beschadigd", bestand=self.path) from error
