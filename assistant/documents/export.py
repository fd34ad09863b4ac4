"""Write a report as .md, .docx or .pdf: whole or not at all, readable by its owner only."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from assistant.documents.export_docx import render_docx
from assistant.documents.export_md import render_md
from assistant.documents.export_pdf import render_pdf
from assistant.documents.report import Report
from assistant.errors import InputError
from assistant.files import write_private

_RENDERERS: dict[str, Callable[[Report], bytes]] = {"md": render_md, "docx": render_docx, "pdf": render_pdf}

KINDS = tuple(_RENDERERS)
"""The kinds that `render` knows."""


def render(report: Report, kind: str) -> bytes:
    """The report as a file of `kind` ('md', 'docx' or 'pdf'). Raises InputError('export-soort')."""
    renderer = _RENDERERS.get(kind.lower())
    if renderer is None:
        raise InputError("export-soort", naam=kind)
    return renderer(report)


def write_report(report: Report, path: Path) -> Path:
    """Write the report, its kind named by the ending of `path`; gives the path written.

    A file that stands there is replaced. Raises InputError: export-soort, export-map (a folder is
    named), export-geen-map (its folder is missing), export-schrijven.
    """
    if path.suffix.lower().lstrip(".") not in _RENDERERS:
        raise InputError("export-soort", naam=path.name)
    _check_place(path)
    data = render(report, path.suffix.lstrip("."))
    try:
        write_private(path, data)
    except OSError as error:
        raise InputError("export-schrijven", pad=path) from error
    return path


def _check_place(path: Path) -> None:
    try:
        if path.is_dir():
            raise InputError("export-map", pad=path)
        if not path.parent.is_dir():
            raise InputError("export-geen-map", map=path.parent)
    except (OSError, ValueError) as error:  # a name that this system can't have
        raise InputError("export-schrijven", pad=path) from error
