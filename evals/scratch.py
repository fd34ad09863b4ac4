"""A data folder for measuring: the model of the user, an index of the articles alone, and nothing of the user.

Documents of cases are added here and never to the user's own folder. It stays from run to run, because building the
index takes a minute or two.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.errors import InputError
from assistant.files import write_private
from assistant.settings import Settings, make_private_dir
from evals.generate import Progress

if TYPE_CHECKING:
    from assistant.assistant import Assistant

_WEIGHTS, _EXAMS = "neutral-scores.json", "exams.json"
"""Made from models and question bank alone: weights of questions, and which models may write."""


@contextmanager
def opened(settings: Settings, model: str, path: Path, *, writes: bool, progress: Progress) -> Iterator[Assistant]:
    """The product in the scratch folder; `writes`: the model writes, whether it earned that or not."""
    from assistant.assistant import Assistant
    from assistant.dialogue.compose import BankComposer
    from assistant.dialogue.writer import ModelComposer

    loading = True

    def while_loading(done: int, total: int, what: str) -> None:
        # Adding a document tells of its index too, in the middle of the count of replies.
        if loading:
            progress(done, total, what)

    with Assistant.open(scratch(settings, model, path), while_loading) as assistant:
        loading = False
        for document in assistant.knowledge.documents():
            if document.origin == "document":
                # Left by a run that was killed.
                assistant.knowledge.remove(document.id)
        if writes:
            assistant.composer = ModelComposer(assistant.engine, BankComposer(assistant.reranker))
        yield assistant


def scratch(settings: Settings, model: str, path: Path) -> Settings:
    """Settings on the scratch folder, with `path` there as the model in use. Raises InputError."""
    own = replace(settings, home=settings.home / "evals" / "scratch")
    make_private_dir(own.home)
    make_private_dir(own.models_dir)
    try:
        _take_over(settings.home, own.home)
        chosen = {"name": model, "bytes": path.stat().st_size, "sha256": ""}
        if path.parent == settings.models_dir:
            _link(path, own.models_dir / path.name)
        write_private(own.choices_file, json.dumps({"model": chosen}).encode())
    except OSError as error:
        raise InputError("eval-schrijven", bestand=own.home) from error
    return own


def _take_over(source: Path, target: Path) -> None:
    """Weights only where there are none yet: they are made anew when they no longer fit. Exams as they are now."""
    if (source / _WEIGHTS).exists() and not (target / _WEIGHTS).exists():
        write_private(target / _WEIGHTS, (source / _WEIGHTS).read_bytes())
    (target / _EXAMS).unlink(missing_ok=True)
    if (source / _EXAMS).exists():
        write_private(target / _EXAMS, (source / _EXAMS).read_bytes())


def _link(source: Path, target: Path) -> None:
    """The same bytes at `target`, without a second copy where the disk can do that."""
    if target.exists() and target.stat().st_size == source.stat().st_size:
        return
    target.unlink(missing_ok=True)
    try:
        os.link(source.resolve(), target)
    except OSError:
        shutil.copyfile(source, target)
