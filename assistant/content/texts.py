"""Fixed texts from prompts/texts/*.yaml, filled strictly.

`text("errors.document-leeg", naam="brief.pdf")` returns the entry `document-leeg` of errors.yaml with
`$naam` filled in. A variable that is missing, unknown or unused is a ContentError that names the file.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from string import Template
from typing import Self

from pydantic import RootModel, model_validator

from assistant.content.strictyaml import Strict, load_yaml
from assistant.errors import ContentError
from assistant.settings import content_dir


class Entry(Strict):
    """One text, or several that say the same so that a conversation does not repeat itself."""

    text: str = ""
    variants: tuple[str, ...] = ()
    variables: frozenset[str] = frozenset()

    @property
    def all(self) -> tuple[str, ...]:
        """Every wording of this entry, at least one."""
        return self.variants or (self.text,)

    @model_validator(mode="after")
    def _uses_what_it_declares(self) -> Self:
        if bool(self.text) == bool(self.variants):
            raise ValueError("geef precies één van 'text' en 'variants'")
        for wording in self.all:
            used = set(Template(wording).get_identifiers())
            if used != self.variables:
                raise ValueError(f"de tekst gebruikt {sorted(used)}, maar 'variables' noemt {sorted(self.variables)}")
        return self


class TextFile(RootModel[dict[str, Entry]]):
    """A whole file: id -> entry."""


def text(key: str, variant: int = 0, **variables: object) -> str:
    """The text named `file.id`, filled. `variant` picks a wording and wraps around."""
    path, entry = _find(key)
    if set(variables) != entry.variables:
        reason = f"'{key}' wil de variabelen {sorted(entry.variables)} en kreeg {sorted(variables)}"
        raise ContentError(_shown(path), 1, reason)
    wording = entry.all[variant % len(entry.all)]
    return Template(wording).substitute({name: str(value) for name, value in variables.items()})


def wordings(key: str) -> tuple[str, ...]:
    """Every wording of the text named `file.id`, unfilled."""
    return _find(key)[1].all


def labels(file: str) -> dict[str, str]:
    """All texts of one file that takes no variables, by id: the labels of a page."""
    return {name: entry.all[0] for name, entry in _load(_path(file)).items()}


def check_texts() -> list[Path]:
    """Load every text file; returns the files. Raises ContentError at the first fault."""
    files = sorted((content_dir() / "prompts" / "texts").glob("*.yaml"))
    for path in files:
        _load(path)
    return files


def _find(key: str) -> tuple[Path, Entry]:
    file, _, name = key.partition(".")
    path = _path(file)
    entries = _load(path)
    if name not in entries:
        raise ContentError(_shown(path), 1, f"de tekst '{name}' ontbreekt")
    return path, entries[name]


def _path(file: str) -> Path:
    return content_dir() / "prompts" / "texts" / f"{file}.yaml"


@cache
def _load(path: Path) -> dict[str, Entry]:
    return load_yaml(path, TextFile).root


def _shown(path: Path) -> str:
    return f"prompts/texts/{path.name}"
