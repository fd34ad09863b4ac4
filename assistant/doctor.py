"""Examine the machine: what Waterlijn needs, whether it is there, and the cure where it is not."""

from __future__ import annotations

import os
import platform
import shutil
import stat
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass

import psutil

from assistant.content.texts import text
from assistant.errors import AssistantError
from assistant.settings import Settings

_MEMORY_GB = 2.5
_DISK_GB = 2.0


@dataclass(frozen=True)
class Finding:
    """One check."""

    id: str
    what: str
    """Dutch name of what was checked."""
    ok: bool
    outcome: str
    """What was found."""
    cure: str
    """How to mend it; empty when all is well."""


def examine(settings: Settings) -> list[Finding]:
    """All checks, in the order in which they matter. Never raises AssistantError: a failing check is a finding."""
    checks: tuple[tuple[str, Callable[[Settings], tuple[bool, str]]], ...] = (
        ("python", _python),
        ("compiler", _compiler),
        ("geheugen", _memory),
        ("schijf", _disk),
        ("datamap", _data_folder),
        ("model", _model),
        ("taalmotor", _engine),
        ("zoekmodel", _embedder),
        ("index", _index),
    )
    return [_finding(name, check, settings) for name, check in checks]


def _finding(name: str, check: Callable[[Settings], tuple[bool, str]], settings: Settings) -> Finding:
    cure = text(f"doctor.{name}-kuur")
    try:
        ok, outcome = check(settings)
    except AssistantError as error:
        ok, outcome = False, str(error)
    except (ImportError, OSError) as error:
        ok, outcome = False, f"{type(error).__name__}: {error}"
    return Finding(name, text(f"doctor.{name}"), ok, outcome, "" if ok else cure)


def _python(settings: Settings) -> tuple[bool, str]:
    return sys.version_info >= (3, 11), platform.python_version()


def _compiler(settings: Settings) -> tuple[bool, str]:
    found = next((name for name in ("c++", "g++", "clang++", "cl") if shutil.which(name)), None)
    return found is not None, found or text("doctor.geen")


def _memory(settings: Settings) -> tuple[bool, str]:
    free = psutil.virtual_memory().available / 2**30
    return free >= _MEMORY_GB, text("doctor.vrij", 0, gb=f"{free:.1f}", nodig=_MEMORY_GB)


def _disk(settings: Settings) -> tuple[bool, str]:
    free = shutil.disk_usage(settings.home).free / 2**30
    return free >= _DISK_GB, text("doctor.vrij", 0, gb=f"{free:.1f}", nodig=_DISK_GB)


def _data_folder(settings: Settings) -> tuple[bool, str]:
    """Only its owner may enter, and it can be written."""
    probe = settings.home / ".doctor"
    probe.write_bytes(b"")
    probe.unlink()
    rights = stat.S_IMODE(settings.home.stat().st_mode)
    return sys.platform == "win32" or not rights & 0o077, f"{settings.home} ({rights:o})"


def _model(settings: Settings) -> tuple[bool, str]:
    from assistant.model.choice import verify_model

    path = verify_model(settings)
    return True, text("doctor.model-goed", 0, bestand=path.name, mb=path.stat().st_size // 10**6)


def _engine(settings: Settings) -> tuple[bool, str]:
    """In a child process: a build for another processor dies with an illegal instruction."""
    code = (
        "import sys; from pathlib import Path; from assistant.model.llama import LlamaEngine;"
        "e = LlamaEngine(Path(sys.argv[1]), 1, 512); e.score(e.tokens('Dag', start=True), [e.tokens(' hallo daar')])"
    )
    from assistant.model.choice import model_path

    command = [sys.executable, "-c", code, str(model_path(settings))]
    done = subprocess.run(command, capture_output=True, timeout=120, check=False)  # noqa: S603 - our own code
    return done.returncode == 0, "llama.cpp" if done.returncode == 0 else text(
        "doctor.valt-om", 0, code=done.returncode
    )


def _embedder(settings: Settings) -> tuple[bool, str]:
    from assistant.knowledge.embed import SETTING, load_embedder

    embedder = load_embedder(os.environ.get(SETTING))
    return len(embedder.encode_query(["dag"])) == 1, embedder.name


def _index(settings: Settings) -> tuple[bool, str]:
    from assistant.content.articles import load_articles
    from assistant.knowledge.base import Knowledge

    with Knowledge.open(settings) as knowledge:
        indexed = {document.id for document in knowledge.documents()}
    missing = [article.id for article in load_articles() if article.id not in indexed]
    return not missing, text("doctor.index-stand", 0, aantal=len(indexed), missend=len(missing))
