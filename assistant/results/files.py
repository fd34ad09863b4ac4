"""A result as a file: the report, the calendar or contract beside it, or the same as JSON."""

from __future__ import annotations

import json
from pathlib import Path

from assistant.dialogue.session import Session
from assistant.documents.export import KINDS, render
from assistant.errors import InputError
from assistant.files import write_private
from assistant.results.records import Attachment, Result


def result_file(result: Result, session: Session, kind: str) -> Attachment:
    """The result as a file of this kind. Raises InputError for a kind that it can't be."""
    beside = {file.name.rsplit(".", 1)[-1]: file for file in result.files}
    if kind in beside:
        return beside[kind]
    name = f"waterlijn-{session.flow.id}.{kind}"
    if kind == "json":
        data = session.to_json() | {"result": result.data}
        return Attachment(name, (json.dumps(data, ensure_ascii=False, indent=2) + "\n").encode(errors="replace"))
    if kind not in KINDS:
        raise InputError("resultaat-soort", soort=kind, soorten=", ".join(kinds_of(result)))
    return Attachment(name, render(result.report, kind))


def check_kind(path: Path) -> None:
    """Refuse a name that no result can be written under, before the work is done. Raises InputError."""
    kinds = [*KINDS, "ics", "json"]
    if path.suffix.lower().lstrip(".") not in kinds:
        raise InputError("resultaat-soort", soort=path.suffix, soorten=", ".join(kinds))


def kinds_of(result: Result) -> tuple[str, ...]:
    """The kinds of file that this result can become."""
    beside = (file.name.rsplit(".", 1)[-1] for file in result.files)
    return tuple(dict.fromkeys([*KINDS, *beside, "json"]))


def write_result(result: Result, session: Session, path: Path) -> Path:
    """Write the result to `path`. Raises InputError: a kind that it can't be, or a place that can't be written."""
    made = result_file(result, session, path.suffix.lower().lstrip("."))
    try:
        write_private(path, made.data)
    except OSError as error:
        raise InputError("resultaat-schrijven", bestand=path.name) from error
    return path
