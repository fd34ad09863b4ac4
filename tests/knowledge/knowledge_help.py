"""What the tests of the knowledge base share."""

from __future__ import annotations

from pathlib import Path

from assistant.fakes import FakeEmbedder
from assistant.knowledge.base import Knowledge
from assistant.knowledge.passages import Added
from assistant.settings import Settings, content_dir

ERRORS = content_dir() / "prompts" / "texts" / "errors.yaml"
SECRET = "Zwartepietensymfonie"


def open_at(home: Path, name: str = "fake", said: list[str] | None = None) -> Knowledge:
    embedder = FakeEmbedder(name=name)
    told = None if said is None else lambda done, total, what: said.append(what)
    return Knowledge.open(Settings(home=home, threads=1), embedder, told)


def write_note(folder: Path, name: str, text: str) -> Path:
    folder.mkdir(exist_ok=True)
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def states(added: list[Added]) -> list[str]:
    return [one.state for one in added]


def check_gone(home: Path, vector: bytes) -> None:
    for trace in (SECRET.encode(), SECRET.lower().encode(), b"geheim.txt", b"zwartepieten", vector[:64]):
        assert not holds(home, trace)


def holds(home: Path, trace: bytes) -> bool:
    return any(trace in path.read_bytes() for path in home.rglob("*") if path.is_file())
