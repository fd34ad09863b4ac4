"""The vector index: Chroma over ids and vectors, a cache that is made again from the SQLite file.

Chroma keeps deleted vectors on disk and can be damaged by a crash. So it never holds text; on closing,
a seal over its files and over what it should hold is written; a folder whose seal does not fit is
thrown away and filled anew (40 articles: about 0.2 s).
"""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path
from threading import RLock
from typing import Any, Literal

from assistant.errors import KnowledgeError
from assistant.knowledge.embed import Matrix
from assistant.knowledge.vector_store import VectorStore
from assistant.settings import make_private_dir

Collection = Literal["passages", "questions"]
_NAMES: tuple[Collection, ...] = ("passages", "questions")
_SEAL = "seal"
_BATCH = 1000
# Cosine can't be changed later. Two threads: the cores belong to the language model.
_CONFIGURATION = {"hnsw": {"space": "cosine", "ef_construction": 200, "ef_search": 200, "num_threads": 2}}


class Vectors:
    """Nearest vectors of passages and questions. Opens at the first use, because chromadb takes 0.6 s to import."""

    def __init__(self, folder: Path, store: VectorStore, rebuilding: Callable[[], None]) -> None:
        """`rebuilding` is called before the folder is filled anew."""
        self._folder = folder
        self._store = store
        self._rebuilding = rebuilding
        self._lock = RLock()
        self._client: Any = None
        self._collections: dict[Collection, Any] = {}
        self._ids: dict[Collection, set[str]] = {}

    def nearest(
        self, name: Collection, vector: Matrix, count: int, among: Sequence[str] | None = None
    ) -> list[tuple[str, float]]:
        """(id, cosine) of the nearest vectors, best first, only of the ids `among` when given.

        `vector` has shape (dimension,). Raises KnowledgeError 'zoekindex-mislukt'.
        """
        with self._lock:
            try:
                return self._query(name, vector, count, among)
            # Chroma has no errors of its own for damaged files: anything may come out.
            except Exception:
                self.discard()
            try:
                return self._query(name, vector, count, among)
            except Exception as error:
                raise KnowledgeError("zoekindex-mislukt", map=self._folder) from error

    def _query(
        self, name: Collection, vector: Matrix, count: int, among: Sequence[str] | None
    ) -> list[tuple[str, float]]:
        self.open()
        # Chroma fails on an id that it does not hold, such as a passage that still waits for its vector.
        only = None if among is None else [key for key in among if key in self._ids[name]]
        count = min(count, len(self._ids[name] if only is None else only))
        if count < 1:
            return []
        found = self._collections[name].query(
            query_embeddings=vector[None, :], n_results=count, ids=only, include=["distances"]
        )
        return [(key, 1.0 - far) for key, far in zip(found["ids"][0], found["distances"][0], strict=True)]

    def open(self) -> None:
        """Open the folder, filling it anew when it is lost, stale or damaged."""
        with self._lock:
            if self._client is not None:
                return
            trusted = self._sealed()
            (self._folder / _SEAL).unlink(missing_ok=True)
            try:
                self._connect(fill=not trusted)
            except Exception as error:
                self.discard()
                if not trusted:
                    raise KnowledgeError("zoekindex-mislukt", map=self._folder) from error
                self._connect(fill=True)

    def _connect(self, fill: bool) -> None:
        # Late: this import takes 0.6 s, and building the index without changes does not need it.
        import chromadb
        from chromadb.config import Settings

        if fill:
            self._rebuilding()
            self.discard()
        make_private_dir(self._folder)
        self._client = chromadb.PersistentClient(str(self._folder), Settings(anonymized_telemetry=False))
        for name in _NAMES:
            self._collections[name] = self._client.get_or_create_collection(
                name, configuration=_CONFIGURATION, embedding_function=None
            )
            self._ids[name] = set() if fill else set(self._collections[name].get(include=[])["ids"])
            if fill:
                self._upsert(name, *self._store.vectors(name))

    def add(self, name: Collection, ids: Sequence[str], vectors: Matrix) -> None:
        """Add or replace vectors; nothing to do while the folder is not open: its seal won't fit any more."""
        with self._lock:
            if self._client is not None:
                try:
                    self._upsert(name, ids, vectors)
                except Exception:
                    self.discard()

    def _upsert(self, name: Collection, ids: Sequence[str], vectors: Matrix) -> None:
        for start in range(0, len(ids), _BATCH):
            part = slice(start, start + _BATCH)
            self._collections[name].upsert(ids=list(ids[part]), embeddings=vectors[part])
        self._ids[name].update(ids)

    def discard(self) -> None:
        """Throw the folder away; the next use fills a new one. The only way to really delete a vector."""
        with self._lock:
            self._disconnect()
            shutil.rmtree(self._folder, ignore_errors=True)

    def close(self) -> None:
        """Close the folder and seal it, so that it can be trusted next time."""
        with self._lock:
            if self._client is None:
                return
            self._disconnect()
            (self._folder / _SEAL).write_text(self._seal(), encoding="ascii")

    def _disconnect(self) -> None:
        client, self._client = self._client, None
        self._collections.clear()
        if client is not None:
            client.close()

    def _sealed(self) -> bool:
        """Whether the files are those that we closed, and hold what the SQLite file holds now."""
        try:
            return (self._folder / _SEAL).read_text(encoding="ascii") == self._seal()
        except (OSError, UnicodeDecodeError):
            return False

    def _seal(self) -> str:
        digest = hashlib.sha256(self._store.fingerprint().encode())
        for path in sorted(self._folder.rglob("*")):
            if path.is_file() and path.name != _SEAL:
                digest.update(str(path.relative_to(self._folder)).encode())
                digest.update(path.read_bytes())
        return digest.hexdigest()
