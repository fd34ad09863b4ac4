"""The vault forgets for good, and keeps what it said it stored when it is killed."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from vault_help import PHRASE, ROOT, Snapshot, all_bytes, fails, opened, snapshot, sql

from assistant.errors import VaultError
from assistant.kept.vault import Vault


def secrets_of(path: Path, session: str) -> list[bytes]:
    query = f"SELECT sealed_key, sealed_header FROM session WHERE id = '{session}'"
    rows = [*sql(path, query), *sql(path, f"SELECT body FROM record WHERE session = '{session}'")]
    # Pieces, because a long value is spread over pages.
    return [value[at : at + 24] for row in rows for value in row if isinstance(value, bytes) for at in (0, 40, 200)]


@pytest.mark.parametrize("way", ["forget", "forget_all", "one without key", "all without key"])
def test_forgetting_leaves_no_byte(filled: tuple[Path, Snapshot], way: str) -> None:
    path, before = filled
    session, other = before
    gone = secrets_of(path, session)
    assert all(piece in all_bytes(path.parent) for piece in gone)
    if way.endswith("key"):
        Vault.forget_without_key(path, session if way.startswith("one") else None)
    else:
        with opened(path) as vault:
            vault.forget(session) if way == "forget" else vault.forget_all()
    assert not any(piece in all_bytes(path.parent) for piece in gone if piece)
    if way == "all without key":
        assert list(path.parent.iterdir()) == []
        return
    with opened(path) as vault:
        assert snapshot(vault) == ({} if way == "forget_all" else {other: before[other]})
        fails("sessie-onbekend", lambda: vault.read(session))
        fails("sessie-onbekend", lambda: vault.append(session, {}))
        fails("sessie-onbekend", lambda: vault.forget(session))
        vault.append(vault.begin("flow", "nieuw"), {"n": 1})
    assert session.encode() not in all_bytes(path.parent)


def test_replaced_records_leave_no_byte(filled: tuple[Path, Snapshot]) -> None:
    path, before = filled
    session = next(iter(before))
    gone = secrets_of(path, session)[6:]  # without its key and header, which stay
    with opened(path) as vault:
        vault.replace(session, [])
    assert not any(piece in all_bytes(path.parent) for piece in gone)


def test_a_forgotten_session_put_back_is_noticed(filled: tuple[Path, Snapshot]) -> None:
    path, before = filled
    session = next(iter(before))
    rows = sql(path, f"SELECT * FROM session WHERE id = '{session}'")
    Vault.forget_without_key(path, session)
    with opened(path) as vault:
        vault.begin("flow", "nieuw")
    database = sqlite3.connect(path)
    database.executemany("INSERT INTO session VALUES (?, ?, ?)", rows)
    database.commit()
    database.close()
    fails("kluis-beschadigd", lambda: opened(path))


def test_a_damaged_vault_can_be_destroyed(filled: tuple[Path, Snapshot]) -> None:
    path, _ = filled
    path.write_bytes(path.read_bytes()[:5000])
    path.with_name("sessions.db-journal").write_bytes(b"rest")
    Vault.forget_without_key(path)
    assert list(path.parent.iterdir()) == []
    Vault.forget_without_key(path)


def test_a_vault_destroyed_while_open_says_so(vault: Vault, path: Path) -> None:
    session = vault.begin("flow", "titel")
    Vault.forget_without_key(path)
    with pytest.raises(VaultError):
        vault.append(session, {"n": 1})


WRITER = """
import sys
from pathlib import Path
from assistant.kept.vault import Vault
with Vault.open(Path(sys.argv[1]), sys.argv[2]) as vault:
    session = sys.argv[3]
    number = len(vault.read(session))
    while True:
        if sys.argv[4] == "append":
            vault.append(session, {"n": number})
        else:
            vault.replace(session, [{"n": number}] * (number % 5 + 1))
        print(number, flush=True)
        number += 1
"""


def killed_writer(path: Path, session: str, how: str, turns: int) -> int:
    """Let a process write, kill it somewhere after `turns` turns; the last number that it said was stored."""
    command = [sys.executable, "-c", WRITER, str(path), PHRASE, session, how]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) as process:
        assert process.stdout
        said = [process.stdout.readline() for _ in range(turns)]
        os.kill(process.pid, signal.SIGKILL)
        said += process.stdout.readlines()
    return int([line for line in said if line.endswith("\n")][-1])


def test_what_was_said_to_be_stored_survives_kill_9(path: Path) -> None:
    with opened(path) as vault:
        session = vault.begin("flow", "titel")
    for turns in (1, 2, 3, 5, 8, 13, 21, 34, 55, 89):
        last = killed_writer(path, session, "append", turns)
        with opened(path) as vault:
            numbers = [record["n"] for record in vault.read(session)]
        assert numbers == list(range(len(numbers)))
        assert len(numbers) in (last + 1, last + 2)


def test_replace_is_whole_or_not_at_all_after_kill_9(path: Path) -> None:
    with opened(path) as vault:
        session = vault.begin("flow", "titel")
    for turns in (1, 7, 30):
        last = killed_writer(path, session, "replace", turns)
        with opened(path) as vault:
            records = vault.read(session)
        number = records[0]["n"]
        assert number in (last, last + 1)
        assert records == [{"n": number}] * (number % 5 + 1)
        with opened(path) as vault:
            vault.replace(session, [])
