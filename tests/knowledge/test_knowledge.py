"""The knowledge base with the fake embedder: indexing, searching, adding, questions."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from knowledge_help import SECRET, open_at, states, write_note

import assistant.knowledge.base as module
from assistant.content.articles import load_articles
from assistant.errors import KnowledgeError
from assistant.knowledge.base import Knowledge


def test_every_shipped_article_is_found_by_its_title(base: Knowledge) -> None:
    for article in load_articles():
        assert article.id in [passage.source for passage in base.search(article.title, k=5)]


def test_a_passage_says_where_it_stands(base: Knowledge) -> None:
    passage = base.search("vier soorten zinnen observatie interpretatie oordeel verzoek", k=1)[0]
    assert (passage.source, passage.locator) == ("gesprek-zonder-oordeel", "Vier soorten zinnen")
    assert passage.title == "Een gesprek zonder oordeel"
    assert "**" not in passage.text


@given(query=st.text(max_size=300))
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_query_raises(base: Knowledge, query: str) -> None:
    assert len(base.search(query, k=3)) <= 3


@pytest.mark.parametrize(
    "query",
    [
        "",
        " \n",
        '"',
        "AND OR NOT NEAR(",
        "stems:*^-",
        "a" * 10_000,
        "de het een",
        "verzet " * 2000,
        "🙂",
        "\ud800",
        "\0",
    ],
)
def test_odd_queries_do_not_raise(base: Knowledge, query: str) -> None:
    base.search(query)
    base.search(query, origin="document", documents=["x"])


def test_searching_finds_other_forms_and_forgotten_accents(home: Path, tmp_path: Path) -> None:
    with open_at(home) as knowledge:
        knowledge.add([write_note(tmp_path / "d", "a.txt", "De geëvalueerde vergaderingen over financiën.")])
        assert knowledge.search("vergadering financien")[0].source == "a.txt"


def test_building_again_does_nothing_and_a_changed_article_is_indexed_anew(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    articles = load_articles()[:4]
    monkeypatch.setattr(module, "load_articles", lambda: articles)
    with open_at(home) as knowledge:
        knowledge.build()
        began = time.perf_counter()
        knowledge.build(lambda done, total, what: said.append(what))
        assert said == []
        assert time.perf_counter() - began < 0.3
        changed = articles[0].model_copy(update={"body": f"Alles is anders: {SECRET}."})
        monkeypatch.setattr(module, "load_articles", lambda: (changed, *articles[1:3]))
        knowledge.build()
        assert knowledge.search(SECRET, k=1)[0].source == changed.id
        assert {one.id for one in knowledge.documents()} == {one.id for one in articles[:3]}


def test_adding_knows_new_same_changed_and_bad_files(home: Path, tmp_path: Path) -> None:
    folder = tmp_path / "d"
    first = write_note(folder, "a.txt", "Wij spreken elke maandag over de cijfers.")
    write_note(folder, "b.md", "# Kop\n\nOver de samenwerking in het team.")
    write_note(folder, "c.pdf", "dit is geen pdf")
    write_note(folder, ".verborgen.txt", "niet lezen")
    write_note(folder, "foto.jpg", "niet lezen")
    with open_at(home) as knowledge:
        added = knowledge.add([folder, tmp_path / "weg.txt", tmp_path / ("x" * 300 + ".txt"), tmp_path / "nul\0.txt"])
        assert states(added) == ["toegevoegd", "toegevoegd", *["mislukt"] * 4]
        assert all(one.reason for one in added if one.state == "mislukt")
        assert states(knowledge.add([first])) == ["ongewijzigd"]
        copy = knowledge.add([write_note(folder, "kopie.txt", first.read_text())])[0]
        assert (copy.state, copy.id) == ("ongewijzigd", added[0].id)
        first.write_text("Wij spreken elke dinsdag over de planning.")
        again = knowledge.add([first])[0]
        assert (again.state, again.id) == ("vernieuwd", added[0].id)
        texts = " ".join(passage.text for passage in knowledge.search("maandag dinsdag cijfers planning", k=9))
        assert "dinsdag" in texts
        assert "maandag" not in texts


def test_a_parser_that_breaks_stops_only_its_own_file(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import assistant.knowledge.files as files

    good = files.read_document
    monkeypatch.setattr(files, "read_document", lambda path: 1 / 0 if path.name == "a.txt" else good(path))
    write_note(tmp_path / "d", "a.txt", "x")
    write_note(tmp_path / "d", "b.txt", "Een goede zin.")
    with open_at(home) as knowledge:
        added = knowledge.add([tmp_path / "d"])
    assert states(added) == ["mislukt", "toegevoegd"]


def test_searching_can_be_limited(base: Knowledge, home: Path, tmp_path: Path) -> None:
    with open_at(home) as knowledge:
        knowledge.build()
        note = knowledge.add([write_note(tmp_path / "d", "a.txt", "Verzet is in dit team heel gewoon.")])[0]
        assert {one.source for one in knowledge.search("verzet", origin="document")} == {"a.txt"}
        assert {one.source for one in knowledge.search("verzet", documents=[note.id])} == {"a.txt"}
        assert "a.txt" not in {one.source for one in knowledge.search("verzet in dit team", k=9, origin="artikel")}
        assert knowledge.search("verzet", documents=[]) == []


def test_a_document_that_waits_for_its_vectors_is_found_by_its_words(home: Path, tmp_path: Path) -> None:
    note = write_note(tmp_path / "d", "a.txt", "Een zin over zonnebloemen.")

    def break_off(done: int, total: int, what: str) -> None:
        if total == 1 and knowledge.documents():
            raise KeyboardInterrupt

    with open_at(home) as knowledge:
        knowledge.warm()
        with pytest.raises(KeyboardInterrupt):
            knowledge.add([note], break_off)
        document = knowledge.documents()[0].id
        assert knowledge.nearest(knowledge.embed("zonnebloemen"), 5) == []
        assert knowledge.search("zonnebloemen", documents=[document])[0].source == "a.txt"
        assert states(knowledge.add([note])) == ["ongewijzigd"]
        assert len(knowledge.nearest(knowledge.embed("zonnebloemen"), 5)) == 1


def test_searching_goes_on_while_another_thread_adds_and_removes(home: Path, tmp_path: Path) -> None:
    for number in range(12):
        write_note(tmp_path / "d", f"{number}.txt", f"Zin {number} over zonnebloemen.\n\nEn nog een alinea {number}.")
    with open_at(home) as knowledge, ThreadPoolExecutor(4) as pool:
        writing = pool.submit(lambda: [knowledge.remove(one.id) for one in knowledge.add([tmp_path / "d"])[:6]])
        searching = [pool.submit(knowledge.search, "zonnebloemen", 9) for _ in range(60)]
        writing.result()
        assert all(len(one.result()) <= 9 for one in searching)
        assert {one.source for one in knowledge.search("zonnebloemen", 30)} == {
            one.name for one in knowledge.documents()
        }


def test_removing_refuses_articles_and_unknown_ids(base: Knowledge) -> None:
    for document, key in (("stip", "artikel-blijft"), ("doc-x", "document-onbekend")):
        with pytest.raises(KnowledgeError) as caught:
            base.remove(document)
        assert caught.value.key == key
        assert str(caught.value)


def test_questions_are_synced_and_found(home: Path) -> None:
    items = [("q1", "Wat merkte je in de vergadering?"), ("q2", "Welke afspraak bleef liggen?")]
    with open_at(home) as knowledge:
        knowledge.sync_questions(items)
        vector = knowledge.embed("welke afspraak bleef liggen")
        assert knowledge.nearest_questions(vector, 1)[0][0] == "q2"
        said: list[str] = []
        knowledge.sync_questions(items, lambda done, total, what: said.append(what))
        assert said == []
        knowledge.sync_questions([("q1", "Een heel andere vraag?")])
        assert [key for key, _ in knowledge.nearest_questions(vector, 5)] == ["q1"]
        knowledge.sync_questions([])
        assert knowledge.nearest_questions(vector, 5) == []
