"""What a flow can start from: a contract, a request document, a text, or the harvest of last time."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.content.flows import Flow
from assistant.errors import InputError

if TYPE_CHECKING:
    from assistant.documents.reader_text import Section
    from assistant.jobs.checklist import Checklist


@dataclass(frozen=True)
class Material:
    """What was given at the start; all of it empty when nothing was."""

    name: str = ""
    """Name of the file it came from."""
    sections: tuple[Section, ...] = ()
    contract: Checklist | None = None
    earlier: tuple[str, ...] = ()
    """The harvest of last time."""

    @property
    def text(self) -> str:
        """The document as one text."""
        return "\n\n".join(section.text for section in self.sections)


def read_material(flow: Flow, path: Path) -> Material:
    """The file at `path` as what this flow starts from. Raises DocumentError, InputError."""
    from assistant.documents.reader import read_document
    from assistant.jobs.checklist import load_checklist

    if flow.material is None:
        raise InputError("flow-zonder-materiaal", flow=flow.title)
    if flow.material == "contract":
        return Material(path.name, contract=load_checklist(path))
    if flow.material == "oogst":
        return Material(path.name, earlier=_harvest_in(path))
    return Material(path.name, sections=tuple(read_document(path)))


def _harvest_in(path: Path) -> tuple[str, ...]:
    """The harvest in the JSON of an earlier reflection. Raises InputError."""
    try:
        lines = json.loads(path.read_text(encoding="utf-8"))["harvest"]
    except (OSError, ValueError, KeyError, TypeError, RecursionError) as error:
        raise InputError("oogst-onleesbaar", bestand=path.name) from error
    if not isinstance(lines, list) or not all(isinstance(line, str) for line in lines):
        raise InputError("oogst-onleesbaar", bestand=path.name)
    return tuple(lines)
