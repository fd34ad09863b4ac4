"""The file that one member hands in: five numbers, and only the sentences that the member let go word by word.

It holds no name, no date, and nothing of the machine. What it can't do: the signature is by a key that was made for
this one file and thrown away, so it shows that nothing changed since, not who made the file; and someone who makes two
files counts twice. Knows nothing of other files; merge.py does.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from secrets import token_hex
from typing import Annotated, Any, NoReturn, TypeGuard

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from assistant.errors import InputError
from assistant.scan.records import Block, Scan
from assistant.scan.words import name_of

ENDING = ".5s"
MAX_BYTES = 64 * 1024
MAX_SENTENCE, MAX_ROUND = 1000, 80
_KIND, _FORMAT = "waterlijn-5s", 1
_ID, _KEY, _SIGNATURE = r"[0-9a-f]{32}", r"[0-9a-f]{64}", r"[0-9a-f]{128}"
# Controls, characters that turn or hide others (bidi, zero width), halves of pairs, private use, line ends.
_HIDDEN = {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"}


@dataclass(frozen=True)
class MemberScan:
    """What one file says."""

    name: str
    """Of the file, for errors only: never in a result."""
    id: str
    key: str
    round: str
    values: Mapping[Block, int]
    sentences: Mapping[Block, str]
    """What was released; most often nothing."""


def make_member_file(scan: Scan, released: Sequence[Block], round_name: str) -> bytes:
    """The file, with the sentences at the S's in `released` and no others.

    Raises InputError: scan-ronde-leeg, scan-ronde-lang, scan-zin-leeg, scan-zin-lang.
    """
    going = [score for score in scan.scores if score.block in released]
    sentences = {score.block: read_sentence(score.sentence, score.block) for score in going}
    empty = next((block for block, sentence in sentences.items() if not sentence), None)
    if empty:
        raise InputError("scan-zin-leeg", naam=name_of(empty))
    values = {score.block: score.value for score in scan.scores}
    return _signed(
        {"format": _FORMAT, "id": token_hex(16), "kind": _KIND, "round": clean_round(round_name)}
        | {"sentences": sentences, "values": values}
    )


def read_sentence(typed: str, block: Block) -> str:
    """A sentence as it goes into a file. Raises InputError('scan-zin-lang')."""
    sentence = visible(typed)
    if len(sentence) > MAX_SENTENCE:
        raise InputError("scan-zin-lang", naam=name_of(block), aantal=MAX_SENTENCE)
    return sentence


def clean_round(name: str) -> str:
    """The name of a round as it goes into a file. Raises InputError: scan-ronde-leeg, scan-ronde-lang."""
    name = visible(name)
    if not name:
        raise InputError("scan-ronde-leeg")
    if len(name) > MAX_ROUND:
        raise InputError("scan-ronde-lang", aantal=MAX_ROUND)
    return name


def read_member_file(data: bytes, name: str) -> MemberScan:
    """What the file called `name` says.

    Raises InputError: scan-geen-bestand, scan-nieuwer, scan-veranderd, scan-waarden-bestand, scan-zin-bestand.
    """
    document = _parsed(data, name)
    _check_signature(document, name)
    try:
        read = _Document.model_validate(document)
    except ValidationError as error:
        key = _FAULTS.get(str(error.errors()[0]["loc"][0]), "scan-geen-bestand")
        raise InputError(key, naam=name) from error
    # One document is one row of bytes, so that no change at all goes unseen.
    if data != _encoded(document):
        raise InputError("scan-veranderd", naam=name)
    return MemberScan(name, read.id, read.key, read.round, read.values, read.sentences)


def visible(text: str) -> str:
    """`text` on one line, without characters that can't be seen."""
    joined = " ".join(text.split())
    return " ".join("".join(char for char in joined if unicodedata.category(char) not in _HIDDEN).split())


def _shown(text: str) -> str:
    if not text or text != visible(text):
        raise ValueError
    return text


_Sentence = Annotated[str, Field(max_length=MAX_SENTENCE), AfterValidator(_shown)]


class _Document(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)

    format: Annotated[int, Field(ge=1, le=_FORMAT)]
    id: Annotated[str, Field(pattern=f"^{_ID}$")]
    key: str
    kind: str
    round: Annotated[str, Field(max_length=MAX_ROUND), AfterValidator(_shown)]
    sentences: dict[Block, _Sentence]
    signature: str
    values: Annotated[dict[Block, Annotated[int, Field(ge=1, le=5)]], Field(min_length=5)]


_FAULTS = {"sentences": "scan-zin-bestand", "values": "scan-waarden-bestand"}


def _encoded(document: Mapping[str, Any]) -> bytes:
    """The only row of bytes for `document`; over lines, so that a member can read what goes along."""
    return (json.dumps(document, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()


def _signed(body: dict[str, Any]) -> bytes:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    private = Ed25519PrivateKey.generate()
    body = body | {"key": private.public_key().public_bytes_raw().hex()}
    return _encoded(body | {"signature": private.sign(_encoded(body)).hex()})


def _check_signature(document: dict[str, Any], name: str) -> None:
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    key, signature = document.get("key"), document.get("signature")
    if not _is_hex(key, _KEY) or not _is_hex(signature, _SIGNATURE):
        raise InputError("scan-veranderd", naam=name)
    body = {part: value for part, value in document.items() if part != "signature"}
    try:
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(key)).verify(bytes.fromhex(signature), _encoded(body))
    # A lone surrogate, or nesting without end, can't be encoded again.
    except (InvalidSignature, ValueError, RecursionError) as error:
        raise InputError("scan-veranderd", naam=name) from error


def _is_hex(value: object, form: str) -> TypeGuard[str]:
    return isinstance(value, str) and re.fullmatch(form, value) is not None


def _parsed(data: bytes, name: str) -> dict[str, Any]:
    """The JSON object, of a kind and format that we know. Raises InputError: scan-geen-bestand, scan-nieuwer."""
    try:
        if len(data) > MAX_BYTES:
            raise ValueError
        document = json.loads(
            data.decode(), object_pairs_hook=_once, parse_constant=_refused, parse_float=_refused, parse_int=_small
        )
    except (ValueError, RecursionError) as error:
        raise InputError("scan-geen-bestand", naam=name) from error
    if not isinstance(document, dict) or document.get("kind") != _KIND:
        raise InputError("scan-geen-bestand", naam=name)
    version = document.get("format")
    if type(version) is int and version > _FORMAT:
        raise InputError("scan-nieuwer", naam=name)
    return document


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    if len({key for key, _ in pairs}) != len(pairs):
        raise ValueError("a key stands there twice")
    return dict(pairs)


def _refused(_number: str) -> NoReturn:
    raise ValueError("not a whole number")


def _small(number: str) -> int:
    if len(number) > 4:
        raise ValueError("no number in a scan is this long")
    return int(number)
