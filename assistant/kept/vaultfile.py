"""The file under the vault: its format, how it is made, opened and destroyed, and SQLite's errors.

Knows nothing of sessions beyond the tables they stand in; vault.py holds the meaning.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from secrets import token_bytes, token_hex
from typing import Any

from assistant.errors import VaultError
from assistant.kept.sealing import Kdf, damaged, derive, seal

FORMAT = 1
APPLICATION_ID = 0x5741544C  # "WATL", in the header of the file
BUSY_SECONDS = 3.0

_TABLES = (
    "CREATE TABLE vault (salt BLOB NOT NULL, time_cost INTEGER NOT NULL, memory_kib INTEGER NOT NULL, "
    "lanes INTEGER NOT NULL, sealed_check BLOB NOT NULL, sealed_index BLOB NOT NULL)",
    "CREATE TABLE session (id TEXT PRIMARY KEY, sealed_key BLOB NOT NULL, sealed_header BLOB NOT NULL) WITHOUT ROWID",
    "CREATE TABLE record (session TEXT NOT NULL, number INTEGER NOT NULL, body BLOB NOT NULL, "
    "PRIMARY KEY (session, number)) WITHOUT ROWID",
    "CREATE TABLE forgotten (id TEXT PRIMARY KEY) WITHOUT ROWID",
)
_SETTINGS = (
    "secure_delete = ON",  # what is deleted is overwritten
    "temp_store = MEMORY",  # VACUUM leaves no copy in a temporary folder
    "synchronous = EXTRA",  # FULL, and the end of the journal is on disk too when a commit returns
    "fullfsync = ON",  # macOS: through the cache of the disk
    "cell_size_check = ON",
    "trusted_schema = OFF",
)

Row = tuple[Any, ...] | None


@dataclass(frozen=True)
class Params:
    """What the file says in the clear."""

    salt: bytes
    kdf: Kdf
    check: object
    """A sealed value that opens with the right key only."""


def connect(path: Path) -> sqlite3.Connection:
    """A connection to a file that exists; never makes one. Raises VaultError."""
    with translated(path):
        # Autocommit: transactions are begun in so many words. The lock of Vault guards the threads.
        uri = f"{path.absolute().as_uri()}?mode=rw"
        database = sqlite3.connect(uri, BUSY_SECONDS, isolation_level=None, check_same_thread=False, uri=True)
        try:
            for setting in _SETTINGS:
                database.execute(f"PRAGMA {setting}")
        except BaseException:
            database.close()
            raise
        return database


@contextmanager
def transaction(database: sqlite3.Connection, write: bool) -> Iterator[None]:
    """All or nothing. A writer takes its turn at the beginning, so that it can't fail half-way for another."""
    database.execute("BEGIN IMMEDIATE" if write else "BEGIN")
    try:
        yield
        database.execute("COMMIT")
    finally:
        if database.in_transaction:
            database.execute("ROLLBACK")


@contextmanager
def translated(path: Path) -> Iterator[None]:
    """SQLite's and the system's errors as a VaultError with a cure."""
    try:
        yield
    except (sqlite3.Error, MemoryError, UnicodeDecodeError) as error:
        raise VaultError(_key_of(error), bestand=path) from error
    except OSError as error:
        raise VaultError("kluis-rechten", bestand=path) from error


def _key_of(error: Exception) -> str:
    # The low byte is the primary code; what is above it says in which call.
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return "kluis-bezet"
    if code in (sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR):
        return "kluis-schijf"
    if code in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_AUTH):
        return "kluis-rechten"
    return "kluis-beschadigd"


def create(path: Path, passphrase: str, kdf: Kdf) -> None:
    """Make an empty file at `path`, whole or not at all; leaves alone what came there meanwhile. Raises VaultError."""
    salt = token_bytes(16)
    key = derive(passphrase, salt, kdf, path)
    label = f"waterlijn-vault:{FORMAT}"
    sealed = seal(key, "waterlijn", f"{label}:check"), seal(key, {}, f"{label}:index")
    fresh = path.with_name(f".{path.name}.{token_hex(8)}")
    with translated(path):
        os.close(os.open(fresh, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        try:
            _write_tables(fresh, (salt, kdf.time_cost, kdf.memory_kib, kdf.lanes, *sealed))
            _publish(fresh, path)
        finally:
            fresh.unlink(missing_ok=True)


def _publish(fresh: Path, path: Path) -> None:
    """Give the file its name, unless another process was first: a rename would write over that file."""
    try:
        os.link(fresh, path)
    except FileExistsError:
        return
    except OSError:
        # A file system without links.
        if not path.exists():
            fresh.rename(path)


def _write_tables(path: Path, row: tuple[object, ...]) -> None:
    with closing(connect(path)) as database:
        database.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        database.execute(f"PRAGMA user_version = {FORMAT}")
        with transaction(database, write=True):
            for table in _TABLES:
                database.execute(table)
            database.execute("INSERT INTO vault VALUES (?, ?, ?, ?, ?, ?)", row)


def read_params(path: Path) -> Params:
    """What stands in the clear, after a check of the whole file. Raises VaultError."""
    with closing(connect(path)) as database, translated(path):
        if path.stat().st_mode & 0o077:
            path.chmod(0o600)
        with transaction(database, write=False):
            _check_format(database, path)
            rows = database.execute("SELECT salt, time_cost, memory_kib, lanes, sealed_check FROM vault").fetchall()
        # One file and no log beside it: what is forgotten can't linger there.
        database.execute("PRAGMA journal_mode = DELETE")
    if len(rows) != 1 or [type(value) for value in rows[0][:4]] != [bytes, int, int, int]:
        raise damaged(path)
    salt, kdf, check = rows[0][0], Kdf(*rows[0][1:4]), rows[0][4]
    if len(salt) != 16 or not kdf.sane():
        raise damaged(path)
    return Params(salt, kdf, check)


def _check_format(database: sqlite3.Connection, path: Path) -> None:
    """Refuse what is not ours, what is newer than us and what is broken, before a byte is written."""
    if database.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
        raise VaultError("kluis-vreemd", bestand=path)
    if database.execute("PRAGMA user_version").fetchone()[0] > FORMAT:
        raise VaultError("kluis-nieuwer", bestand=path)
    pages, size = (database.execute(f"PRAGMA page_{what}").fetchone()[0] for what in ("count", "size"))
    if pages * size != path.stat().st_size:
        # SQLite itself takes a last page that was cut short for one that ends in zeros.
        raise damaged(path)
    tables = [row[0] for row in database.execute("SELECT sql FROM sqlite_schema ORDER BY rowid")]
    if sorted(map(str, tables)) != sorted(_TABLES):
        raise damaged(path)
    if database.execute("PRAGMA quick_check").fetchall() != [("ok",)]:
        raise damaged(path)


def destroy(path: Path) -> None:
    """Overwrite and remove a file of ours and its journals, readable or not; no file is fine. Raises VaultError."""
    if not path.exists():
        return
    with translated(path):
        with path.open("rb") as file:
            head = file.read(72)
        if not head.startswith(b"SQLite format 3\0") or head[68:] != APPLICATION_ID.to_bytes(4, "big"):
            raise VaultError("kluis-vreemd", bestand=path)
    _refuse_when_busy(path)
    with translated(path):
        for ending in ("-journal", "-wal", "-shm", ""):
            _shred(path.with_name(path.name + ending))


def _refuse_when_busy(path: Path) -> None:
    try:
        with closing(connect(path)) as database, translated(path):
            database.execute("BEGIN EXCLUSIVE")
            database.execute("ROLLBACK")
    except VaultError as error:
        # A damaged file may go: that is what the user asks.
        if error.key == "kluis-bezet":
            raise


def _shred(path: Path) -> None:
    if not path.exists():
        return
    with path.open("r+b") as file:
        file.write(bytes(path.stat().st_size))
        file.flush()
        os.fsync(file.fileno())
        # A Waterlijn that still has the file open sees an empty one, and says so.
        file.truncate(0)
    path.unlink()
