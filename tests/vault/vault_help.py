"""Opening a vault cheaply, looking into its file, and expecting an error."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.errors import VaultError
from assistant.kept.vault import Kdf, Vault

ROOT = Path(__file__).parent.parent.parent
PHRASE = "vier losse woorden hier"
CHEAP = Kdf(time_cost=1, memory_kib=8, lanes=1)
CANARY = "kanariewoord"

Snapshot = dict[str, tuple[str, str, str, list[dict[str, object]]]]


def opened(path: Path, phrase: str = PHRASE) -> Vault:
    return Vault.open(path, phrase, CHEAP)


def fails(key: str, action: Callable[[], object]) -> None:
    with pytest.raises(VaultError) as caught:
        action()
    assert caught.value.key == key


def snapshot(vault: Vault) -> Snapshot:
    return {s.id: (s.kind, s.title, s.created, vault.read(s.id)) for s in vault.list()}


def sql(path: Path, *statements: str) -> list[tuple[object, ...]]:
    database = sqlite3.connect(path, isolation_level=None)
    try:
        return [row for statement in statements for row in database.execute(statement).fetchall()]
    finally:
        database.close()


def all_bytes(folder: Path) -> bytes:
    return b"".join(file.read_bytes() for file in sorted(folder.rglob("*")) if file.is_file())
