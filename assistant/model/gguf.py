"""Is a file a whole GGUF model that this machine can load? Asked before the file is used.

Knows the layout of GGUF (ggml/docs/gguf.md) and nothing of the catalogue or of who chose the file.
"""

from __future__ import annotations

import os
import signal
import struct
import subprocess
import sys
from pathlib import Path
from typing import BinaryIO

import psutil

from assistant.errors import ModelError

GB = 10**9
LOAD_SECONDS = 600
_VERSIONS = (2, 3)
_STRING, _ARRAY = 8, 9
_SIZES = {0: 1, 1: 1, 2: 2, 3: 2, 4: 4, 5: 4, 6: 4, 7: 1, 10: 8, 11: 8, 12: 8}  # bytes of a value, by GGUF type
_MOST = 10_000_000  # entries, tensors or elements; a file that claims more is broken

# One token through the whole model: a file with a good head and a bad body fails here, in a process that may die.
# Without extra buffers, as llama.py loads it: llama.cpp's AMX kernels die on a general protection fault.
_CHILD = """
import sys
import llama_cpp as api
api.llama_backend_init()
how = api.llama_model_default_params()
how.use_extra_bufts = False
model = api.llama_model_load_from_file(sys.argv[1].encode(), how) or sys.exit(1)
size = api.llama_context_default_params()
size.n_ctx = size.n_batch = size.n_ubatch = 64
context = api.llama_init_from_model(model, size) or sys.exit(1)
sys.exit(api.llama_decode(context, api.llama_batch_get_one((api.llama_token * 1)(1), 1)) != 0)
"""


class _Broken(Exception):
    """The head of the file says what can't be."""


def check_gguf(path: Path) -> None:
    """Raise ModelError unless the head of `path` is that of a whole GGUF file of version 2 or 3."""
    try:
        with path.open("rb", buffering=1 << 20) as file:
            _check_magic(file, path)
            _check_extent(file, path.stat().st_size)
    except OSError as error:
        raise ModelError("model-onleesbaar", bestand=path) from error
    except (_Broken, struct.error) as error:
        raise ModelError("gguf-afgekapt", bestand=path) from error


def check_memory(path: Path) -> None:
    """Raise ModelError('model-te-groot') when the model would not fit: 1.2 times the file, and 0.5 GB to work in."""
    try:
        needed = path.stat().st_size * 1.2 + 0.5 * GB
    except OSError as error:
        raise ModelError("model-onleesbaar", bestand=path) from error
    free = psutil.virtual_memory().available
    if needed > free:
        raise _too_large(path, needed, free)


def check_loads(path: Path) -> None:
    """Load the model in a process of its own, because llama.cpp may crash on a malformed file. Raises ModelError."""
    # -P: nothing in the folder where the user happens to be is imported.
    command = [sys.executable, "-P", "-c", _CHILD, str(path)]
    try:
        # S603: our own interpreter, our own code; the path is an argument and never read as code.
        done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, timeout=LOAD_SECONDS)  # noqa: S603
    except (OSError, subprocess.TimeoutExpired) as error:
        raise ModelError("model-laadt-niet", bestand=path) from error
    if done.returncode in (-getattr(signal, "SIGILL", 4), 0xC000001D):
        raise ModelError("model-processor")
    if done.returncode == -getattr(signal, "SIGKILL", 9):
        # Nobody but the system kills it so: the memory was full.
        raise _too_large(path, path.stat().st_size * 1.2 + 0.5 * GB, psutil.virtual_memory().available)
    if done.returncode:
        raise ModelError("model-laadt-niet", bestand=path)


def _too_large(path: Path, needed: float, free: float) -> ModelError:
    return ModelError("model-te-groot", bestand=path.name, nodig=in_gb(needed), vrij=in_gb(free))


def in_gb(size: float) -> str:
    """A size in bytes as Dutch gigabytes with one decimal."""
    return f"{size / GB:.1f}".replace(".", ",")


def _check_magic(file: BinaryIO, path: Path) -> None:
    if file.read(4) != b"GGUF":
        raise ModelError("geen-gguf", bestand=path)
    if _number(file, "<I") not in _VERSIONS:
        raise ModelError("gguf-versie", bestand=path)


def _check_extent(file: BinaryIO, size: int) -> None:
    """Walk over the head up to the weights; the last tensor must begin inside the file."""
    tensors, entries = _count(file), _count(file)
    if not tensors or not entries:
        raise _Broken
    for _ in range(entries):
        _skip_string(file, size)
        _skip_value(file, _number(file, "<I"), size)
    last = max(_tensor_offset(file, size) for _ in range(tensors))
    if file.tell() + last >= size:
        raise _Broken


def _tensor_offset(file: BinaryIO, size: int) -> int:
    """Skip name, dimensions and type of a tensor; return where it begins in the weights."""
    _skip_string(file, size)
    dimensions = _number(file, "<I")
    if dimensions > 8:
        raise _Broken
    file.seek(8 * dimensions + 4, os.SEEK_CUR)
    return _number(file, "<Q")


def _skip_value(file: BinaryIO, kind: int, size: int) -> None:
    if kind == _STRING:
        _skip_string(file, size)
    elif kind == _ARRAY:
        inner, length = _number(file, "<I"), _count(file)
        if inner == _STRING:
            for _ in range(length):
                _skip_string(file, size)
        else:
            _skip(file, _size_of(inner) * length, size)
    else:
        _skip(file, _size_of(kind), size)


def _size_of(kind: int) -> int:
    # Arrays of arrays are in the format and in no model; llama.cpp refuses them too.
    if kind not in _SIZES:
        raise _Broken
    return _SIZES[kind]


def _skip_string(file: BinaryIO, size: int) -> None:
    _skip(file, _number(file, "<Q"), size)


def _skip(file: BinaryIO, length: int, size: int) -> None:
    if length > size:
        raise _Broken
    # Reading is quicker than seeking: a seek throws the buffer away.
    if len(file.read(length)) != length:
        raise _Broken


def _count(file: BinaryIO) -> int:
    count = _number(file, "<Q")
    if count > _MOST:
        raise _Broken
    return count


def _number(file: BinaryIO, form: str) -> int:
    number: int = struct.unpack(form, file.read(struct.calcsize(form)))[0]
    return number
