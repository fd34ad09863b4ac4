"""Every test has a data folder of its own, and an environment without the user's settings."""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.fakes import FakeKnowledge
from assistant.privacy import OFF
from assistant.settings import Settings


@pytest.fixture(autouse=True)
def own_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The data folder of this test; no test can touch real data."""
    home = tmp_path_factory.mktemp("waterlijn")
    home.chmod(0o700)
    for name in list(os.environ):
        if name.startswith("WATERLIJN_"):
            monkeypatch.delenv(name)
    monkeypatch.setenv("WATERLIJN_HOME", str(home))
    for name, value in OFF.items():
        monkeypatch.setenv(name, value)
    return home


@pytest.fixture
def settings(own_home: Path) -> Settings:
    """Settings on this test's data folder."""
    return Settings(home=own_home, threads=2)


@pytest.fixture
def knowledge() -> FakeKnowledge:
    """A knowledge base in memory, with words for meaning."""
    return FakeKnowledge()


@pytest.fixture(autouse=True)
def no_network(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[object]]:
    """Refuse and record every connection that is not to this machine."""
    attempts: list[object] = []
    real = socket.socket.connect

    def connect(self: socket.socket, address: object) -> None:
        if isinstance(address, tuple) and str(address[0]) not in {"127.0.0.1", "::1", "localhost"}:
            attempts.append(address)
            raise OSError(f"no network in tests: {address}")
        real(self, address)  # type: ignore[arg-type]

    monkeypatch.setattr(socket.socket, "connect", connect)
    yield attempts
    assert not attempts, f"reached for the network: {attempts}"
