"""The knowledge base with the fake embedder: erasing, locking and mending."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest
from knowledge_help import SECRET, check_gone, holds, open_at, write_note

import assistant.knowledge.base as module
from assistant.content.articles import load_articles
from assistant.errors import KnowledgeError
from assistant.knowledge.fusion import fuse


def test_another_embedder_gets_its_own_vectors(home: Path, tmp_path: Path) -> None:
    note = write_note(tmp_path / "d", "a.txt", "Een bijzondere zin over zonnebloemen.")
    with open_at(home, "een") as knowledge:
        knowledge.add([note])
    with open_at(home, "twee") as knowledge:
        knowledge.build()
        vector = knowledge.embed("zonnebloemen")
        assert len(knowledge.nearest(vector, 500)) == sum(one.passages for one in knowledge.documents())


def test_removing_leaves_no_byte_of_the_text(home: Path, tmp_path: Path) -> None:
    text = "\n\n".join(f"Alinea {number}: {SECRET} in zaal {number}." for number in range(40))
    with open_at(home) as knowledge:
        added = knowledge.add([write_note(tmp_path / "d", "geheim.txt", text)])[0]
        knowledge.add([write_note(tmp_path / "d", "ander.txt", "Een andere zin die blijft.")])
        assert knowledge.search(SECRET, k=1)[0].source == "geheim.txt"
        vector = knowledge._vector_store.vectors("passages")[1][0].tobytes()
        assert holds(home, SECRET.lower().encode())
        knowledge.remove(added.id)
        assert knowledge.search("zin die blijft", k=1)[0].source == "ander.txt"
        check_gone(home, vector)
    check_gone(home, vector)


def test_changing_a_file_leaves_no_byte_of_the_old_text(home: Path, tmp_path: Path) -> None:
    with open_at(home) as knowledge:
        path = write_note(tmp_path / "d", "a.txt", f"Hier staat {SECRET}.")
        knowledge.add([path])
        path.write_text("Hier staat niets meer.")
        knowledge.add([path])
    assert not holds(home, SECRET.encode())
    assert not holds(home, b"zwartepieten")


def test_what_a_crash_left_of_a_deleted_text_is_erased_at_the_next_start(home: Path, tmp_path: Path) -> None:
    knowledge = open_at(home)
    added = knowledge.add([write_note(tmp_path / "d", "geheim.txt", f"Hier staat {SECRET} in de zaal.")])[0]
    knowledge.warm()
    vector = knowledge._vector_store.vectors("passages")[1][0].tobytes()
    knowledge._store.delete([added.id])  # and then the power went
    knowledge._db.close()
    knowledge._lock.release()
    assert holds(home, vector[:64])
    with open_at(home):
        check_gone(home, vector)
    knowledge._vectors._disconnect()


@pytest.mark.parametrize("harm", ["lost", "corrupt", "unsealed", "stale"])
def test_the_vector_index_is_filled_anew_when_it_can_not_be_trusted(home: Path, tmp_path: Path, harm: str) -> None:
    with open_at(home) as knowledge:
        knowledge.add([write_note(tmp_path / "d", "a.txt", "Een zin over zonnebloemen.")])
        knowledge.warm()
    _harm(home, harm)
    said: list[str] = []
    with open_at(home, said=said) as knowledge:
        assert len(knowledge.nearest(knowledge.embed("zonnebloemen"), 5)) == (0 if harm == "stale" else 1)
    assert said == ["Zoekindex opnieuw opbouwen"]
    said.clear()
    with open_at(home, said=said) as knowledge:
        knowledge.warm()
    assert said == []


def test_reindexing_makes_everything_again(home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "load_articles", lambda: load_articles()[:2])
    with open_at(home) as knowledge:
        knowledge.add([write_note(tmp_path / "d", "a.txt", "Een zin over zonnebloemen.")])
        knowledge.reindex()
        assert knowledge.search("zonnebloemen", k=1)[0].source == "a.txt"
        assert len(knowledge.nearest(knowledge.embed("zonnebloemen"), 99)) > 2


def test_files_are_for_the_owner_only(home: Path) -> None:
    with open_at(home) as knowledge:
        knowledge.warm()
    assert (home / "knowledge.db").stat().st_mode & 0o777 == 0o600
    assert (home / "vectors").stat().st_mode & 0o777 == 0o700


def test_a_second_process_is_refused_and_a_dead_one_gives_the_folder_free(home: Path) -> None:
    held = "\n".join(
        [
            "import sys; from pathlib import Path; from assistant.knowledge.db import hold",
            f"lock = hold(Path({str(home)!r})); print('vast', flush=True); sys.stdin.read()",
        ]
    )
    command = [sys.executable, "-c", held]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=Path(__file__).parents[2]
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == b"vast\n"
        began = time.perf_counter()
        with pytest.raises(KnowledgeError) as caught:
            open_at(home)
        assert caught.value.key == "map-in-gebruik"
        assert 1.5 < time.perf_counter() - began < 5
        other.kill()
    open_at(home).close()


@pytest.mark.parametrize(("content", "key"), [(b"geen databank" * 500, "kennis-beschadigd"), (None, "kennis-nieuwer")])
def test_a_strange_file_is_an_error_and_the_folder_is_free_again(home: Path, content: bytes | None, key: str) -> None:
    path = home / "knowledge.db"
    if content is None:
        db = sqlite3.connect(path)
        db.execute("PRAGMA user_version = 99")
        db.close()
    else:
        path.write_bytes(content)
    for _ in range(2):
        with pytest.raises(KnowledgeError) as caught:
            open_at(home)
        assert caught.value.key == key


def test_closing_twice_is_harmless(home: Path) -> None:
    knowledge = open_at(home)
    knowledge.close()
    knowledge.close()


def test_fusing_prefers_what_both_rankings_know() -> None:
    assert next(iter(fuse([[1, 2, 3], [4, 2, 5]]))) == 2
    assert list(fuse([[], [7]])) == [7]
    assert fuse([[1], [2]]) == {1: 1 / 61, 2: 1 / 61}


def _harm(home: Path, harm: str) -> None:
    folder = home / "vectors"
    if harm == "lost":
        for path in sorted(folder.rglob("*"), reverse=True):
            path.rmdir() if path.is_dir() else path.unlink()
    if harm == "corrupt":
        (folder / "chroma.sqlite3").write_bytes(b"onzin" * 1000)
    if harm == "unsealed":
        (folder / "seal").unlink()
    if harm == "stale":
        db = sqlite3.connect(home / "knowledge.db")
        db.execute("DELETE FROM vectors")
        db.commit()
        db.close()
