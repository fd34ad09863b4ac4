"""Read a document of the user's into sections: .txt, .md, .docx and .pdf.

`read_document` gives sections with a Dutch locator, `split_section` cuts them into passages and
`sentences` into sentences; what these give are exact substrings, so that a quote is really there.
"""

from __future__ import annotations

import codecs
import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

from pypdf import PasswordType, PdfReader

from assistant.documents.reader_docx import docx_parts
from assistant.documents.reader_md import markdown_parts
from assistant.documents.reader_passages import sentences, split_section
from assistant.documents.reader_text import Section, clean, guessed_sections, headed_sections, mended_lines
from assistant.errors import DocumentError

__all__ = ["Section", "read_document", "sentences", "split_section"]

MAX_BYTES = 25 * 1024 * 1024
MAX_PAGES = 500
MAX_UNPACKED = 200 * 1024 * 1024

_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_OTHER_KINDS = (b"%PDF-", b"PK\x03\x04", _OLE)
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)

# pypdf logs every oddity of a file, with pieces of its content; nobody here reads that.
logging.getLogger("pypdf").setLevel(logging.CRITICAL)


def read_document(path: Path) -> list[Section]:
    """The sections of a document, at least one, each with text.

    Raises DocumentError: niet-gevonden, niet-leesbaar, onbekende-soort, te-groot, beschadigd, wachtwoord, leeg.
    """
    reader = _readers().get(path.suffix.lower())
    if reader is None:
        raise DocumentError("onbekende-soort", naam=path.name)
    data = _read_bytes(path)
    sections = [section for section in reader(data, path.name) if section.text.strip()]
    if not sections:
        raise DocumentError("leeg", naam=path.name)
    return sections


@contextmanager
def _sound_file(name: str) -> Iterator[None]:
    """Translates what a library raises on a damaged file: anything, from KeyError to RecursionError."""
    try:
        yield
    except DocumentError:
        raise
    except Exception as error:
        raise DocumentError("beschadigd", naam=name) from error


def _readers() -> dict[str, Callable[[bytes, str], list[Section]]]:
    return {".txt": _read_txt, ".md": _read_md, ".docx": _read_docx, ".pdf": _read_pdf}


def _read_bytes(path: Path) -> bytes:
    """The file, never more of it than allowed."""
    try:
        if not path.exists():
            raise DocumentError("niet-gevonden", naam=path.name)
        if not path.is_file():  # reading a pipe or device could wait for ever
            raise DocumentError("niet-leesbaar", naam=path.name)
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except (OSError, ValueError) as error:
        raise DocumentError("niet-leesbaar", naam=path.name) from error
    if len(data) > MAX_BYTES:
        raise DocumentError("te-groot", naam=path.name)
    return data


def _read_txt(data: bytes, name: str) -> list[Section]:
    return guessed_sections(mended_lines(_decoded(data, name)))


def _read_md(data: bytes, name: str) -> list[Section]:
    return headed_sections(markdown_parts(_decoded(data, name)))


def _decoded(data: bytes, name: str) -> str:
    """Text from utf-8, utf-16 with a byte order mark, or cp1252 (older Windows programs)."""
    if data.startswith(_OTHER_KINDS):
        raise DocumentError("beschadigd", naam=name)
    with _sound_file(name):
        text = data.decode("utf-16") if data.startswith(_UTF16) else _from_bytes(data)
    if "\0" in text:
        raise DocumentError("beschadigd", naam=name)
    return clean(text)


def _from_bytes(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252")


def _read_docx(data: bytes, name: str) -> list[Section]:
    if data.startswith(_OLE):  # how Word wraps a document with a password, and also its format from before 2007
        locked = "EncryptedPackage".encode("utf-16-le") in data
        raise DocumentError("wachtwoord" if locked else "beschadigd", naam=name)
    with _sound_file(name):
        with ZipFile(BytesIO(data)) as archive:
            unpacked = sum(entry.file_size for entry in archive.infolist())
        if unpacked > MAX_UNPACKED:
            raise DocumentError("te-groot", naam=name)
        parts = list(docx_parts(data))
    return headed_sections(parts)


def _read_pdf(data: bytes, name: str) -> list[Section]:
    with _sound_file(name):
        reader = PdfReader(BytesIO(data))
        if reader.is_encrypted and reader.decrypt("") == PasswordType.NOT_DECRYPTED:
            raise DocumentError("wachtwoord", naam=name)
        if len(reader.pages) > MAX_PAGES:
            raise DocumentError("te-groot", naam=name)
        pages = [page.extract_text() for page in reader.pages]
    return [_page_section(number, text) for number, text in enumerate(pages, start=1)]


def _page_section(number: int, text: str) -> Section:
    return Section(f"pagina {number}", "\n".join(line for line in mended_lines(clean(text)) if line))
