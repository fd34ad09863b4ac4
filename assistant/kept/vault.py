"""Stored sessions: one SQLite file, every session under its own key, only when the user asks for it.

Knows records as JSON and nothing of what they mean. On disk stand in the clear: session ids, salt, costs of the key
derivation, and how many records there are and roughly how long.

    passphrase --Argon2id--> vault key --AES-256-GCM--> session keys and the index --AES-256-GCM--> header, records

The index (session -> epoch and number of records) is rewritten in every transaction, so a record, a session or an
older copy of either that was put in, taken out or swapped is noticed. Not noticed: an older copy of the whole file.
Forgetting overwrites the bytes in the file; copies that a disk or a backup keeps stay unreadable without passphrase.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from secrets import token_bytes, token_hex
from typing import Any, Self

from assistant.errors import VaultError
from assistant.kept.sealing import Kdf, damaged, derive, seal, unseal
from assistant.kept.vaultfile import FORMAT, Row, connect, create, destroy, read_params, transaction, translated

Records = list[dict[str, Any]]
MIN_PASSPHRASE = 8
"""Characters. Argon2id makes guessing slow, but nothing saves a passphrase that is on every list."""


@dataclass(frozen=True)
class StoredSession:
    """What a list shows of one stored session."""

    id: str
    kind: str
    title: str
    created: str
    """ISO 8601, UTC."""
    records: int


class Vault:
    """An open file of stored sessions. Safe to share between threads; several processes take turns."""

    def __init__(self, path: Path, key: bytes) -> None:
        """Use `Vault.open`: this trusts that `key` fits the file."""
        self._path, self._key = path, key
        self._lock = threading.RLock()
        self._database = connect(path)

    @classmethod
    def open(cls, path: Path, passphrase: str, kdf: Kdf | None = None) -> Vault:
        """Open `path`, or create it when nothing is there; `kdf` counts at creation only.

        Raises VaultError: verkeerde-zin, zin-te-kort (at creation), and those of a file that can't be used:
        kluis-beschadigd, kluis-vreemd, kluis-nieuwer, kluis-bezet, kluis-schijf, kluis-rechten.
        """
        if not path.exists():
            if len(passphrase) < MIN_PASSPHRASE:
                raise VaultError("zin-te-kort", tekens=MIN_PASSPHRASE)
            create(path, passphrase, kdf or Kdf())
        params = read_params(path)
        key = derive(passphrase, params.salt, params.kdf, path)
        try:
            unseal(key, params.check, _label("check"), path)
        except VaultError as error:
            # A salt or cost that was tampered with looks the same: either way this key opens nothing.
            raise VaultError("verkeerde-zin") from error
        vault = cls(path, key)
        try:
            with vault._turn():
                return vault
        except BaseException:
            vault.close()
            raise

    def begin(self, kind: str, title: str) -> str:
        """Store a new session without records; returns its id. Raises VaultError."""
        session, key = token_hex(16), token_bytes(32)
        header = {"kind": kind, "title": title, "created": datetime.now(UTC).isoformat(timespec="seconds")}
        row = (session, seal(self._key, key.hex(), _label(session, "key")), seal(key, header, _label(session)))
        with self._turn(write=True) as index:
            self._database.execute("INSERT INTO session VALUES (?, ?, ?)", row)
            index[session] = (0, 0)
        return session

    def append(self, session_id: str, record: dict[str, object]) -> None:
        """Add one JSON record; it is on disk when this returns. Raises VaultError, ValueError for NaN."""
        with self._turn(write=True) as index:
            epoch, number = _entry(index, session_id)
            self._insert(session_id, epoch, number, [record])
            index[session_id] = (epoch, number + 1)

    def replace(self, session_id: str, records: Sequence[dict[str, object]]) -> None:
        """Put `records` in the place of all that were there, or change nothing. Raises VaultError."""
        with self._turn(write=True) as index:
            # A new epoch: records of before can't be put back.
            epoch = _entry(index, session_id)[0] + 1
            self._database.execute("DELETE FROM record WHERE session = ?", (session_id,))
            self._insert(session_id, epoch, 0, records)
            index[session_id] = (epoch, len(records))

    def list(self) -> list[StoredSession]:
        """All sessions, oldest first. Raises VaultError."""
        with self._turn() as index:
            return [self._stored(session, count) for session, (_, count) in index.items()]

    def read(self, session_id: str) -> Records:
        """The records as they were stored. Raises VaultError: sessie-onbekend, kluis-beschadigd and others."""
        with self._turn() as index:
            epoch, count = _entry(index, session_id)
            key = self._session(session_id)[0]
            query = "SELECT number, body FROM record WHERE session = ? ORDER BY number"
            rows = self._database.execute(query, (session_id,)).fetchall()
            if [row[0] for row in rows] != list(range(count)):
                raise damaged(self._path)
            return [unseal(key, body, _label(session_id, epoch, number), self._path) for number, body in rows]

    def forget(self, session_id: str) -> None:
        """Destroy one session and its key. Raises VaultError: sessie-onbekend and others."""
        with self._turn(write=True) as index:
            del index[_known(index, session_id)]
            self._delete([session_id])
        self._vacuum()

    def forget_all(self) -> None:
        """Destroy all sessions; the empty file keeps its passphrase. Raises VaultError."""
        with self._turn(write=True) as index:
            self._delete(list(index))
            index.clear()
        self._vacuum()

    @staticmethod
    def forget_without_key(path: Path, session_id: str | None = None) -> None:
        """Destroy one session, or with None the whole file, also when it is damaged or its passphrase is lost.

        Raises VaultError: sessie-onbekend, kluis-bezet, kluis-vreemd (a file that is not ours is left alone).
        """
        if session_id is None:
            return destroy(path)
        read_params(path)
        with closing(connect(path)) as database, translated(path):
            with transaction(database, write=True):
                if not database.execute("DELETE FROM session WHERE id = ?", (session_id,)).rowcount:
                    raise VaultError("sessie-onbekend")
                database.execute("DELETE FROM record WHERE session = ?", (session_id,))
                # The sealed index still counts the session: this tells that it is gone and not lost.
                database.execute("INSERT INTO forgotten VALUES (?)", (session_id,))
            database.execute("VACUUM")

    def close(self) -> None:
        """Close the file; the vault can't be used after it. May be called twice."""
        with self._lock:
            self._database.close()
            self._key = b""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @contextmanager
    def _turn(self, write: bool = False) -> Iterator[dict[str, tuple[int, int]]]:
        """One transaction around the index; what the block changes in it is stored with the rest."""
        with self._lock, translated(self._path), transaction(self._database, write):
            index = self._index()
            yield index
            if write:
                sealed = seal(self._key, index, _label("index"))
                self._database.execute("UPDATE vault SET sealed_index = ?", (sealed,))
                self._database.execute("DELETE FROM forgotten")

    def _index(self) -> dict[str, tuple[int, int]]:
        """The sealed index, held against the sessions that are there. Raises VaultError."""
        query = self._database.execute
        rows = query("SELECT sealed_index FROM vault").fetchall()
        if len(rows) != 1:
            raise damaged(self._path)
        index = unseal(self._key, rows[0][0], _label("index"), self._path)
        present = [row[0] for row in query("SELECT id FROM session")]
        forgotten = {row[0] for row in query("SELECT id FROM forgotten")}
        if sorted(present, key=str) != sorted(session for session in index if session not in forgotten):
            raise damaged(self._path)
        return {session: (index[session][0], index[session][1]) for session in index if session not in forgotten}

    def _session(self, session_id: str) -> tuple[bytes, dict[str, str]]:
        """Key and header of one session."""
        query = "SELECT sealed_key, sealed_header FROM session WHERE id = ?"
        row: Row = self._database.execute(query, (session_id,)).fetchone()
        if row is None:
            raise damaged(self._path)
        key = bytes.fromhex(unseal(self._key, row[0], _label(session_id, "key"), self._path))
        return key, unseal(key, row[1], _label(session_id), self._path)

    def _stored(self, session_id: str, count: int) -> StoredSession:
        return StoredSession(id=session_id, records=count, **self._session(session_id)[1])

    def _insert(self, session_id: str, epoch: int, first: int, records: Sequence[dict[str, object]]) -> None:
        key = self._session(session_id)[0]
        for number, record in enumerate(records, start=first):
            body = seal(key, record, _label(session_id, epoch, number))
            self._database.execute("INSERT INTO record VALUES (?, ?, ?)", (session_id, number, body))

    def _delete(self, sessions: Sequence[str]) -> None:
        ids = [(session,) for session in sessions]
        self._database.executemany("DELETE FROM session WHERE id = ?", ids)
        self._database.executemany("DELETE FROM record WHERE session = ?", ids)

    def _vacuum(self) -> None:
        with self._lock, translated(self._path):
            self._database.execute("VACUUM")


def _known(index: dict[str, tuple[int, int]], session_id: str) -> str:
    if session_id not in index:
        raise VaultError("sessie-onbekend")
    return session_id


def _entry(index: dict[str, tuple[int, int]], session_id: str) -> tuple[int, int]:
    """Epoch and number of records of a session. Raises VaultError('sessie-onbekend')."""
    return index[_known(index, session_id)]


def _label(*parts: object) -> str:
    """What a sealed value is bound to: nothing sealed for one place opens in another."""
    return ":".join(("waterlijn-vault", str(FORMAT), *map(str, parts)))
