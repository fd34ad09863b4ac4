"""The vault notices every change of its file, and leaves alone what is not its own."""

from __future__ import annotations

import itertools
import random
import sqlite3
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

import pytest
from vault_help import Snapshot, fails, opened, snapshot, sql

from assistant.errors import VaultError
from assistant.kept.vault import Vault

TAMPERING = {
    "swapped between sessions": "UPDATE record SET body = (SELECT body FROM record o WHERE o.session != record.session "
    "AND o.number = record.number) WHERE number < 2",
    "swapped within a session": "UPDATE record SET body = (SELECT body FROM record o WHERE o.session = record.session "
    "AND o.number = 1 - record.number) WHERE number < 2",
    "last record dropped": "DELETE FROM record WHERE number = 1",
    "all records dropped": "DELETE FROM record",
    "record repeated": "INSERT INTO record SELECT session, number + 10, body FROM record",
    "numbers moved": "UPDATE record SET number = number + 10",
    "session dropped": "DELETE FROM session WHERE id = (SELECT min(id) FROM session)",
    "session invented": "INSERT INTO session SELECT id || 'x', sealed_key, sealed_header FROM session",
    "forgotten and still there": "INSERT INTO forgotten SELECT id FROM session",
    "headers swapped": "UPDATE session SET sealed_header = "
    "(SELECT sealed_header FROM session o WHERE o.id != session.id)",
    "keys and headers swapped": "UPDATE session SET (sealed_key, sealed_header) = "
    "(SELECT sealed_key, sealed_header FROM session o WHERE o.id != session.id)",
    "body not bytes": "UPDATE record SET body = 'tekst'",
    "body empty": "UPDATE record SET body = x''",
    "index gone": "DELETE FROM vault",
    "two vaults": "INSERT INTO vault SELECT * FROM vault",
    "another salt": "UPDATE vault SET salt = randomblob(16)",
    "absurd costs": "UPDATE vault SET memory_kib = 1 << 40",
    "no costs": "UPDATE vault SET memory_kib = 0",
    "costs as text": "UPDATE vault SET lanes = 'een'",
    "a trigger": "CREATE TRIGGER t AFTER INSERT ON record BEGIN DELETE FROM record; END",
}


@pytest.mark.parametrize("statement", TAMPERING.values(), ids=TAMPERING.keys())
def test_tampering_is_noticed(filled: tuple[Path, Snapshot], statement: str) -> None:
    path, _ = filled
    sql(path, statement)
    with pytest.raises(VaultError), opened(path) as vault:
        snapshot(vault)


def test_an_older_copy_of_one_session_is_noticed(filled: tuple[Path, Snapshot]) -> None:
    path, before = filled
    session = next(iter(before))
    old = sql(path, f"SELECT number, body FROM record WHERE session = '{session}'")
    with opened(path) as vault:
        vault.replace(session, [{"n": "later"}, {"n": "nog later"}])
    database = sqlite3.connect(path)
    database.executemany(f"UPDATE record SET body = ?2 WHERE session = '{session}' AND number = ?1", old)
    database.commit()
    database.close()
    with opened(path) as vault:
        fails("kluis-beschadigd", lambda: vault.read(session))


def survives(path: Path, before: Snapshot) -> None:
    """Either all that was stored is read, also after one more record, or a VaultError."""
    with suppress(VaultError), opened(path) as vault:
        assert snapshot(vault) == before
        session = next(iter(before))
        vault.append(session, {"n": "erbij"})
        assert vault.read(session) == [*before[session][3], {"n": "erbij"}]


def sweep(filled: tuple[Path, Snapshot], flips: Iterable[tuple[int, int]]) -> None:
    """Flip the bits of `mask` in the byte at `offset`, for each pair."""
    path, before = filled
    data = path.read_bytes()
    for offset, mask in flips:
        for rest in path.parent.iterdir():
            rest.unlink()
        path.write_bytes(data[:offset] + bytes([data[offset] ^ mask]) + data[offset + 1 :])
        survives(path, before)


def test_a_flipped_byte_never_gives_other_data(filled: tuple[Path, Snapshot]) -> None:
    header = itertools.product(range(128), (0xFF, 0x01, 0x02))
    rest = ((offset, 0xFF) for offset in range(128, filled[0].stat().st_size, 41))
    sweep(filled, itertools.chain(header, rest))


@pytest.mark.slow
def test_no_flipped_byte_gives_other_data(filled: tuple[Path, Snapshot]) -> None:
    sweep(filled, itertools.product(range(filled[0].stat().st_size), (0xFF, 0x01, 0x80)))


def test_a_file_cut_short_is_refused_and_left_alone(filled: tuple[Path, Snapshot]) -> None:
    path, _ = filled
    data = path.read_bytes()
    lengths = [0, 1, 15, 16, 72, 99, 100, 511, 512, *range(1000, len(data), 701), len(data) - 1]
    for length in lengths:
        path.write_bytes(data[:length])
        with pytest.raises(VaultError):
            opened(path)
        assert path.read_bytes() == data[:length]


@pytest.mark.parametrize("content", [b"", b"hallo", b"PK\x03\x04" * 2000, random.Random(1).randbytes(20_000)])
def test_a_foreign_file_is_refused_and_left_alone(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    with pytest.raises(VaultError):
        opened(path)
    fails("kluis-vreemd", lambda: Vault.forget_without_key(path))
    assert path.read_bytes() == content


def test_a_foreign_database_is_refused_and_left_alone(path: Path) -> None:
    sql(path, "CREATE TABLE session (id TEXT)", "INSERT INTO session VALUES ('x')")
    data = path.read_bytes()
    fails("kluis-vreemd", lambda: opened(path))
    fails("kluis-vreemd", lambda: Vault.forget_without_key(path))
    fails("kluis-vreemd", lambda: Vault.forget_without_key(path, "x"))
    assert path.read_bytes() == data


def test_a_newer_format_is_refused(filled: tuple[Path, Snapshot]) -> None:
    path, _ = filled
    sql(path, "PRAGMA user_version = 2")
    fails("kluis-nieuwer", lambda: opened(path))
