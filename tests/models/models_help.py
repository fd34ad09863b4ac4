"""A hub on this machine with faults to switch on, small GGUF files, and rows of a catalogue."""

from __future__ import annotations

import hashlib
import random
import struct
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from assistant.errors import ModelError
from assistant.model.catalogue import catalogue
from assistant.settings import Settings

ROOT = Path(__file__).parent.parent.parent
CONTENT = random.Random(7).randbytes(5_000_000)
SHIPPED = catalogue()


class Hub(ThreadingHTTPServer):
    """A hub whose faults a test switches on."""

    daemon_threads = False
    content, etag = CONTENT, '"een"'
    cut_at: int | None = None
    status = 200
    ranges = True
    said_length: int | None = None

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.asked: list[str | None] = []

    @property
    def pattern(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/{{repository}}/resolve/main/{{file}}"


class Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        hub = self.server
        assert isinstance(hub, Hub)
        hub.asked.append(self.headers.get("Range"))
        if self.path.startswith("/Maker"):
            self.send_response(302)
            self.send_header("Location", "/elders")
            self.send_header("Content-Length", "0")
            self.end_headers()
            return
        start = int(self.headers["Range"][6:-1]) if hub.ranges and "Range" in self.headers else 0
        if start >= len(hub.content) and start:
            return self.send_error(416)
        if hub.status != 200:
            return self.send_error(hub.status)
        size = hub.said_length or len(hub.content)
        self.send_response(206 if start else 200)
        self.send_header("Content-Length", str(size - start))
        if start:
            self.send_header("Content-Range", f"bytes {start}-{size - 1}/{size}")
        self.end_headers()
        self.wfile.write(hub.content[start : hub.cut_at])
        self.close_connection = True

    def log_message(self, *_: object) -> None:
        pass


def quiet(*_: int) -> None:
    pass


def fails(key: str, action: Callable[[], object]) -> ModelError:
    with pytest.raises(ModelError) as caught:
        action()
    assert caught.value.key == key
    return caught.value


def row(name: str, content: bytes, **more: object) -> dict[str, object]:
    sha256 = hashlib.sha256(content).hexdigest()
    given = {
        "id": name,
        "file": f"{name}.gguf",
        "bytes": len(content),
        "sha256": sha256,
        "repository": "Maker/Model-GGUF",
    }
    return given | {"licence": "MIT", "kind": "hub", "note": "", "tried": False} | more


def gguf_bytes(version: int = 3, weights: int = 4000) -> bytes:
    """A small file of the right form, with one entry of each shape and one tensor."""

    def string(value: bytes) -> bytes:
        return struct.pack("<Q", len(value)) + value

    entries = [
        string(b"general.name") + struct.pack("<I", 8) + string(b"proef"),
        string(b"a.number") + struct.pack("<II", 4, 1),
        string(b"a.words") + struct.pack("<IIQ", 9, 8, 2) + string(b"ja") + string(b"nee"),
        string(b"a.numbers") + struct.pack("<IIQ", 9, 6, 3) + bytes(12),
    ]
    tensor = string(b"token_embd.weight") + struct.pack("<IQQIQ", 2, 10, 10, 0, 64)
    return b"GGUF" + struct.pack("<IQQ", version, 1, len(entries)) + b"".join(entries) + tensor + bytes(weights)


def names(settings: Settings) -> set[str]:
    return {path.name for path in settings.models_dir.iterdir() if path.suffix != ".lock"}
