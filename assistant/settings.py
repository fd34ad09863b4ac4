"""Where things are on this machine, read from the environment once per call, never changed by us.

WATERLIJN_HOME sets the data folder; without it the platform's own place for user data is used.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

import platformdirs


def content_dir() -> Path:
    """The folder that holds prompts/ and knowledge/: the checkout that this package runs from."""
    return Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Settings:
    """Paths and limits of one running Waterlijn."""

    home: Path
    """The data folder: index, models, choices, stored sessions."""
    threads: int
    """Threads for the model: the cores that this process may use."""

    @property
    def knowledge_db(self) -> Path:
        """Passages, their full-text index and their vectors (SQLite)."""
        return self.home / "knowledge.db"

    @property
    def vector_dir(self) -> Path:
        """Chroma's folder: ids and vectors only, can be rebuilt from knowledge_db."""
        return self.home / "vectors"

    @property
    def models_dir(self) -> Path:
        """Downloaded and assembled GGUF files."""
        return self.home / "models"

    @property
    def sessions_db(self) -> Path:
        """Encrypted sessions (SQLite)."""
        return self.home / "sessions.db"

    @property
    def choices_file(self) -> Path:
        """What the user chose, such as the model in use (JSON)."""
        return self.home / "choices.json"


def load_settings() -> Settings:
    """Settings from the environment; makes the data folder, readable by its owner only."""
    named = os.environ.get("WATERLIJN_HOME")
    home = Path(named).expanduser() if named else Path(platformdirs.user_data_dir("waterlijn"))
    make_private_dir(home)
    return Settings(home=home, threads=usable_cores())


def make_private_dir(path: Path) -> None:
    """Make `path` with rights 0700. Raises KnowledgeError when that can't be done."""
    from assistant.errors import KnowledgeError

    try:
        path.mkdir(parents=True, exist_ok=True, mode=0o700)
        if path.stat().st_mode & 0o077:
            path.chmod(0o700)
    except OSError as error:
        raise KnowledgeError("data-folder", map=path) from error


def usable_cores() -> int:
    """Cores that this process may run on (a container may have fewer than the machine)."""
    affinity = getattr(os, "sched_getaffinity", None)
    return len(affinity(0)) if affinity else os.cpu_count() or 1
