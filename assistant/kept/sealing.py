"""Sealing of single values under a key, and the key that a passphrase gives.

Knows nothing of files but their name, for the error. AES-256-GCM from cryptography, Argon2id from argon2-cffi.
"""

from __future__ import annotations

import json
import unicodedata
from dataclasses import dataclass
from pathlib import Path
from secrets import token_bytes
from typing import Any

from argon2.exceptions import HashingError
from argon2.low_level import Type, hash_secret_raw
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from assistant.errors import VaultError

_NONCE, _TAG = 12, 16  # bytes
_BLOCK = 256  # sealed JSON is padded to a multiple of this many bytes, so that the length tells little


@dataclass(frozen=True)
class Kdf:
    """Costs of Argon2id. The defaults take about 0.4 s on 2 cores."""

    time_cost: int = 20
    memory_kib: int = 64 * 1024
    lanes: int = 2

    def sane(self) -> bool:
        """Whether a file may ask this of us: within what Argon2 takes and a laptop has."""
        if not (1 <= self.time_cost <= 64 and 1 <= self.lanes <= 16):
            return False
        return 8 * self.lanes <= self.memory_kib <= 1024 * 1024


def derive(passphrase: str, salt: bytes, kdf: Kdf, path: Path) -> bytes:
    """The 256-bit vault key. Raises VaultError('kluis-geheugen') when Argon2 gets no memory."""
    # One keyboard writes "é" as one character and another as two: both must open the file.
    secret = unicodedata.normalize("NFKC", passphrase).encode("utf-8", "surrogatepass")
    try:
        return hash_secret_raw(secret, salt, kdf.time_cost, kdf.memory_kib, kdf.lanes, hash_len=32, type=Type.ID)
    except (HashingError, MemoryError) as error:
        raise VaultError("kluis-geheugen", mb=kdf.memory_kib // 1024) from error


def seal(key: bytes, value: object, label: str) -> bytes:
    """Nonce and AES-256-GCM of `value` as JSON, bound to `label`. Raises TypeError, ValueError: not JSON."""
    plain = json.dumps(value, allow_nan=False, separators=(",", ":")).encode()
    # JSON may end in spaces.
    padded = plain.ljust(-(-len(plain) // _BLOCK) * _BLOCK)
    nonce = token_bytes(_NONCE)
    return nonce + AESGCM(key).encrypt(nonce, padded, label.encode())


def unseal(key: bytes, sealed: object, label: str, path: Path) -> Any:
    """What `seal` was given. Raises VaultError('kluis-beschadigd') for anything else."""
    if not isinstance(sealed, bytes) or len(sealed) < _NONCE + _TAG:
        raise damaged(path)
    try:
        return json.loads(AESGCM(key).decrypt(sealed[:_NONCE], sealed[_NONCE:], label.encode()))
    except InvalidTag as error:
        raise damaged(path) from error


def damaged(path: Path) -> VaultError:
    """The error for bytes that are not what we wrote."""
    return VaultError("kluis-beschadigd", bestand=path)
