"""Scans, member files and refusals for the tests of the 5S scan."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from assistant.errors import InputError
from assistant.scan.member_file import MemberScan, make_member_file, read_member_file
from assistant.scan.records import BLOCKS, Block, Scan, Score

ROUND = "MT voorjaar"
TEAM = ((3, 4, 2, 5, 1), (3, 4, 5, 5, 2), (4, 4, 1, 5, 2), (3, 2, 5, 5, 3), (4, 4, 3, 5, 3))
"""What five members gave: Structuur lies farthest apart, on Sturing all agree."""


def scan_of(values: Sequence[int], **sentences: str) -> Scan:
    return Scan(
        tuple(Score(block, value, sentences.get(block, "")) for block, value in zip(BLOCKS, values, strict=True))
    )


def member(values: Sequence[int], name: str = "lid.5s", round_name: str = ROUND, **released: str) -> MemberScan:
    """A file of someone who lets every sentence go along, read again."""
    blocks: list[Block] = [block for block in BLOCKS if block in released]
    return read_member_file(make_member_file(scan_of(values, **released), blocks, round_name), name)


def team() -> list[MemberScan]:
    return [member(values, f"lid{number}.5s") for number, values in enumerate(TEAM)]


def encoded(document: Any) -> bytes:
    return (json.dumps(document, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()


def forged(**changes: Any) -> bytes:
    """A file that anyone with a text editor and a key of their own can make: any content, well signed."""
    document = json.loads(make_member_file(scan_of((1, 2, 3, 4, 5)), [], ROUND)) | changes
    del document["signature"]
    private = Ed25519PrivateKey.generate()
    document["key"] = private.public_key().public_bytes_raw().hex()
    return encoded(document | {"signature": private.sign(encoded(document)).hex()})


@contextmanager
def refused(key: str) -> Iterator[None]:
    """An InputError with this key, whose variables fit its sentence."""
    with pytest.raises(InputError) as caught:
        yield
    assert caught.value.key == key
    assert str(caught.value).endswith(".")
