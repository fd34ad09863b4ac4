"""What a handler is given, and what several handlers do alike: files in and out, and opening the vault."""

from __future__ import annotations

import base64
import binascii
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from threading import Event
from typing import Any, TypeVar

from assistant.documents.export import render
from assistant.documents.report import Report
from assistant.errors import AssistantError
from assistant.kept.vault import Vault
from assistant.page.desk import Desk, Fields, Notice, Parcel
from assistant.page.labels import Locale, say
from assistant.page.opener import Facade, Opener
from assistant.settings import Settings

MOST_BYTES = 25 * 1024 * 1024
Value = TypeVar("Value")


class PageError(Exception):
    """Something about the form itself; `key` is a label of the page."""

    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key = key


@dataclass(frozen=True)
class Call:
    """One action of the user."""

    name: str
    id: str
    fields: Fields
    opener: Opener
    settings: Settings
    stop: Event = field(default_factory=Event)

    @property
    def assistant(self) -> Facade:
        """The Assistant, waited for. Raises Halted, and what opening raised."""
        return self.opener.assistant(self.stop)

    def word(self, name: str) -> str:
        """What stands in a text field."""
        value = self.fields.get(name, "")
        return value if isinstance(value, str) else ""

    def number(self, name: str) -> int:
        """What stands in a number field. Raises PageError."""
        return whole_number(self.word(name))

    def has_file(self, name: str) -> bool:
        """Whether the user chose a file."""
        return isinstance(self.fields.get(name), dict)

    @contextmanager
    def file(self, name: str) -> Iterator[Path]:
        """The chosen file in a private folder, which is gone afterwards. Raises PageError."""
        file_name, data = _received(self.fields.get(name))
        with tempfile.TemporaryDirectory(prefix="waterlijn-") as folder:
            path = Path(folder) / file_name
            path.write_bytes(data)
            yield path

    def files(self, name: str) -> list[tuple[str, bytes]]:
        """Name and content of every chosen file, by name. Raises PageError."""
        chosen: Any = self.fields.get(name)
        if not isinstance(chosen, list) or not chosen:
            raise PageError("fout-geen-bestand")
        return sorted(_received(one) for one in chosen)


def _received(chosen: Any) -> tuple[str, bytes]:
    """A file that the browser sent, under a name that is no path. Raises PageError."""
    if not isinstance(chosen, dict):
        raise PageError("fout-geen-bestand")
    try:
        data = base64.b64decode(str(chosen.get("data", "")), validate=True)
    except (ValueError, binascii.Error) as error:
        raise PageError("fout-bestand") from error
    if len(data) > MOST_BYTES:
        raise PageError("fout-bestand-groot")
    return Path(str(chosen.get("name", "")).replace("\\", "/")).name[:120] or "document", data


def sentence(error: Exception | None, locale: Locale) -> Notice:
    """What the user reads of an error: its own sentence when it is one of ours, else a general one."""
    try:
        if isinstance(error, AssistantError):
            return Notice(str(error), "fout")
    except AssistantError:  # its sentence is missing
        pass
    return Notice(say(locale, "fout-onbekend"), "fout", locale)


def whole_number(value: str) -> int:
    """A typed number. Raises PageError."""
    try:
        return int(value)
    except ValueError as error:
        raise PageError("fout-getal") from error


def packed(report: Report, name: str, kind: str) -> Parcel:
    """A report as a file to take along. Raises InputError."""
    return Parcel(f"waterlijn-{name}.{kind}", render(report, kind))


def handed_over(desk: Desk, parcel: Parcel, focus: str) -> Desk:
    """The desk that hands a file to the user."""
    told = say(desk.locale, "meegenomen", naam=parcel.name)
    return replace(desk, parcel=parcel, notice=Notice(told, "goed", desk.locale), spoken=told, focus=focus)


def told(desk: Desk, key: str, focus: str = "melding", **variables: object) -> Desk:
    """The desk with good news."""
    text = say(desk.locale, key, **variables)
    return replace(desk, notice=Notice(text, "goed", desk.locale), spoken=text, focus=focus)


def in_vault(call: Call, store: Callable[[Vault], Value]) -> Value:
    """Open the vault with the passphrase of the form, store, and close it. Raises VaultError, PageError."""
    with open_vault(call) as vault:
        return store(vault)


def open_vault(call: Call) -> Vault:
    """The vault, opened with the passphrase of the form, or made with it. Raises VaultError, PageError."""
    phrase = call.word("zin")
    if not phrase:
        raise PageError("fout-zin-leeg")
    if not call.settings.sessions_db.exists() and phrase != call.word("zin-nog"):
        raise PageError("fout-zin-ongelijk")
    return Vault.open(call.settings.sessions_db, phrase)
