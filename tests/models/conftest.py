"""A data folder with a small catalogue, and a hub that serves it."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from models_help import CONTENT, SHIPPED, Hub, gguf_bytes, row

from assistant.model import catalogue as catalogue_module
from assistant.model.catalogue import Catalogue
from assistant.settings import Settings


@pytest.fixture
def hub(monkeypatch: pytest.MonkeyPatch) -> Iterator[Hub]:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    with Hub() as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        yield server
        server.shutdown()
        thread.join()


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, hub: Hub) -> Iterator[Settings]:
    """A data folder, and a catalogue with an embedded model, one in parts and one on the hub."""
    part = [{"package": f"zz-deel{n}==1.0", "member": f"zz_deel{n}/data/part{n}.bin"} for n in (1, 2)]
    rows = [
        row("ingebouwd", gguf_bytes(), kind="package", package="zz-ingebouwd==1.0", tried=True),
        row("delen", CONTENT, kind="parts", parts=part),
        row("los", CONTENT),
    ]
    data = {"hub": SHIPPED.hub, "embedded": "ingebouwd", "models": rows}
    fake = Catalogue.model_validate(data).model_copy(update={"hub": hub.pattern})
    monkeypatch.setattr(catalogue_module, "load_cached", lambda *_: fake)
    yield Settings(home=tmp_path, threads=1)
    sys.modules.pop("zz_ingebouwd", None)
