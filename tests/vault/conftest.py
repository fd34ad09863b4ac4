"""A vault in a folder of its own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from vault_help import CANARY, Snapshot, opened, snapshot

from assistant.kept.vault import Vault


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "sessions.db"


@pytest.fixture
def vault(path: Path) -> Iterator[Vault]:
    with opened(path) as vault:
        yield vault


@pytest.fixture
def filled(path: Path) -> tuple[Path, Snapshot]:
    """A closed vault with two sessions of two and three records."""
    with opened(path) as vault:
        for name, count in (("een", 2), ("twee", 3)):
            session = vault.begin("flow", f"{CANARY} {name}")
            for number in range(count):
                vault.append(session, {"n": number, "tekst": f"{CANARY} {name} {number}"})
        return path, snapshot(vault)
