"""The knowledge base: articles and the user's own documents, searched by words and by meaning.

    with Knowledge.open(load_settings()) as knowledge:
        knowledge.build(progress)
        knowledge.search("Hoe vaak komen ze bij elkaar?")

One process at a time holds the data folder. Everything here may be called from several threads.
"""

from __future__ import annotations

import json
import os
from collections.abc import Collection, Sequence
from contextlib import ExitStack
from pathlib import Path
from threading import RLock
from types import TracebackType
from typing import Self

from filelock import FileLock

from assistant.content.articles import load_articles
from assistant.content.texts import text
from assistant.errors import AssistantError, KnowledgeError
from assistant.knowledge.db import KnowledgeDb, hold
from assistant.knowledge.embed import SETTING, Embedder, Matrix, load_embedder
from assistant.knowledge.files import READER, article_source, document_id, file_digest, files_in, read_source
from assistant.knowledge.filling import Filler
from assistant.knowledge.fusion import fuse, without_repeats
from assistant.knowledge.passages import Added, Document, Passage, Progress
from assistant.knowledge.stems import query_stems
from assistant.knowledge.store import KnowledgeStore
from assistant.knowledge.vector_store import VectorStore
from assistant.knowledge.vectors import Vectors
from assistant.settings import Settings

_QUERY_CHARACTERS = 1000
_QUERY_STEMS = 64
_DEPTH = 30


def _silent(done: int, total: int, what: str) -> None:
    """Progress that nobody watches."""


def _chosen(origin: str | None, documents: Collection[str] | None) -> dict[str, str | None]:
    return {"origin": origin, "documents": None if documents is None else json.dumps(list(documents))}


class Knowledge:
    """The one entry point; make it with `Knowledge.open` and close it."""

    def __init__(self, lock: FileLock, db: KnowledgeDb, embedder: Embedder, folder: Path, progress: Progress) -> None:
        self._lock = lock
        self._db = db
        self._embedder = embedder
        self._store = KnowledgeStore(db)
        self._vector_store = VectorStore(db, embedder.name)
        self._vectors = Vectors(folder, self._vector_store, lambda: progress(0, 1, text("ask.voortgang-zoekindex")))
        self._filler = Filler(embedder, self._vector_store, self._vectors)
        self._writing = RLock()

    @classmethod
    def open(cls, settings: Settings, embedder: Embedder | None = None, progress: Progress | None = None) -> Self:
        """Open the data folder. `progress` hears when the vector index is filled anew.

        Raises KnowledgeError 'map-in-gebruik' when another process has it (after 2 s), 'kennis-beschadigd',
        'kennis-nieuwer' or 'embedder-laadt-niet'.
        """
        embedder = embedder or load_embedder(os.environ.get(SETTING))
        with ExitStack() as undo:
            lock = hold(settings.home)
            undo.callback(lock.release)
            db = KnowledgeDb(settings.knowledge_db)
            undo.callback(db.close)
            knowledge = cls(lock, db, embedder, settings.vector_dir, progress or _silent)
            if db.unerased:
                knowledge._erase()
            undo.pop_all()
            return knowledge

    def close(self) -> None:
        """Close all files and give the data folder free."""
        with self._writing:
            if self._lock.is_locked:
                self._vectors.close()
                self._db.close()
                self._lock.release()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    # Searching

    @property
    def embedder(self) -> str:
        """Name of the embedder in use."""
        return self._embedder.name

    def embed(self, query: str) -> Matrix:
        """The vector of what a user typed, shape (dimension,); from its first 1000 characters."""
        vector: Matrix = self._embedder.encode_query([query[:_QUERY_CHARACTERS]])[0]
        return vector

    def embed_texts(self, texts: Sequence[str]) -> Matrix:
        """The vectors of texts to compare a query with, shape (len(texts), dimension)."""
        return self._embedder.encode_document(texts)

    def warm(self) -> None:
        """Load what the first search would load, about 0.7 s."""
        self._vectors.open()

    def search(
        self,
        query: str,
        k: int = 5,
        vector: Matrix | None = None,
        origin: str | None = None,
        documents: Collection[str] | None = None,
    ) -> list[Passage]:
        """At most `k` passages for any text, best first; none only when nothing is indexed or typed.

        `vector` saves the time of `embed(query)`. `origin` and `documents` (ids) limit where to look.
        """
        if not query.strip():
            return []
        vector = self.embed(query) if vector is None else vector
        near = [key for key, _ in self.nearest(vector, _DEPTH, origin, documents)]
        words = query_stems(query[:_QUERY_CHARACTERS])[:_QUERY_STEMS]
        scores = fuse([self._store.matches(words, _DEPTH, _chosen(origin, documents)), near])
        return without_repeats(self._store.passages(scores))[:k]

    def nearest(
        self, vector: Matrix, k: int, origin: str | None = None, documents: Collection[str] | None = None
    ) -> list[tuple[int, float]]:
        """(passage id, cosine) by meaning only, best first."""
        among = None
        if origin is not None or documents is not None:
            among = [str(key) for key in self._store.chosen_ids(_chosen(origin, documents))]
        return [(int(key), near) for key, near in self._vectors.nearest("passages", vector, k, among)]

    def frequencies(self, words: Sequence[str]) -> tuple[dict[str, int], int]:
        """In how many passages each stem stands (absent: in none), and how many passages there are."""
        return self._store.frequencies(words)

    def nearest_questions(self, vector: Matrix, k: int = 5) -> list[tuple[str, float]]:
        """(id, cosine) of the questions nearest to what the user said, best first."""
        return self._vectors.nearest("questions", vector, k)

    # Filling

    def build(self, progress: Progress | None = None) -> None:
        """Bring the index up to date with the shipped articles; quick when nothing changed."""
        progress = progress or _silent
        with self._writing:
            known = self._store.digests("artikel")
            sources = [article_source(article) for article in load_articles()]
            gone = set(known) - {source.id for source in sources}
            changed = [source for source in sources if known.get(source.id, ("",) * 3)[1:] != (source.digest, READER)]
            for number, source in enumerate(changed):
                progress(number, len(changed), text("ask.voortgang-artikel", naam=source.title))
                self._store.put(source)
            self._store.delete(gone)
            if self._db.unerased:
                self._erase()
            self._filler.passages(progress, text("ask.voortgang-lezen"))

    def sync_questions(self, items: Sequence[tuple[str, str]], progress: Progress | None = None) -> None:
        """Make `items`, (id, text), the questions that `nearest_questions` finds."""
        with self._writing:
            self._filler.questions(dict(items), progress or _silent)

    def add(self, paths: Sequence[Path], progress: Progress | None = None) -> list[Added]:
        """Add files, or all readable files of folders. What can't be read comes back as 'mislukt' with the reason."""
        progress = progress or _silent
        with self._writing:
            files = files_in(paths)
            added = []
            for number, path in enumerate(files):
                progress(number, len(files), text("ask.voortgang-document", naam=path.name))
                added.append(self._add(path, progress))
            if self._db.unerased:
                self._erase()
            return added

    def _add(self, path: Path, progress: Progress) -> Added:
        known = self._store.digests("document")
        own = document_id(path)
        try:
            digest = file_digest(path) if path.is_file() else ""
            same = own if own in known else next((key for key, facts in known.items() if facts[1] == digest), "")
            if same and known[same][1:] == (digest, READER):
                # It may have been broken off before all of its passages had a vector.
                self._filler.passages(progress, text("ask.voortgang-document", naam=path.name))
                return Added(path, same, "ongewijzigd", self._count(same), "")
            source = read_source(path)
            self._store.put(source)
            self._filler.passages(progress, text("ask.voortgang-document", naam=path.name))
        except OSError:
            return Added(path, "", "mislukt", 0, str(KnowledgeError("toevoegen-mislukt", naam=path.name)))
        except AssistantError as error:
            return Added(path, "", "mislukt", 0, str(error))
        return Added(path, own, "vernieuwd" if own in known else "toegevoegd", len(source.passages), "")

    def _count(self, document: str) -> int:
        return next(one.passages for one in self.documents() if one.id == document)

    # Keeping

    def documents(self) -> list[Document]:
        """All articles and added documents."""
        return self._store.documents()

    def remove(self, document: str) -> None:
        """Delete an added document, so that no byte of it stays in the data folder.

        Raises KnowledgeError 'document-onbekend' or 'artikel-blijft'.
        """
        with self._writing:
            found = next((one for one in self.documents() if one.id == document), None)
            if found is None:
                raise KnowledgeError("document-onbekend")
            if found.origin == "artikel":
                raise KnowledgeError("artikel-blijft")
            self._store.delete([document])
            self._erase()

    def reindex(self, progress: Progress | None = None) -> None:
        """Make all vectors and the full-text index again from the stored texts; questions wait for `sync_questions`."""
        with self._writing:
            self._vector_store.drop_vectors()
            self._erase()
            self.build(progress)

    def _erase(self) -> None:
        self._vectors.discard()
        self._db.erase()
