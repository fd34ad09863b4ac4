"""Articles: the schema of the front matter, and what holds for all that we ship."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.content.articles import Article, load_articles, read_article
from assistant.errors import ContentError

GOOD = """---
id: proef
title: Een proef
themes: [verzet]
methods: [W3]
sources:
  - document: "Een document"
    author: "iemand"
    section: "deel 1"
---
Het begin.

## Een kop

De rest.
"""


def _file(folder: Path, text: str, name: str = "proef.md") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_an_article_has_a_head_and_sections(tmp_path: Path) -> None:
    article = read_article(_file(tmp_path, GOOD))
    assert article.id == "proef"
    assert article.sections == [("Een proef", "Het begin."), ("Een kop", "De rest.")]


@pytest.mark.parametrize(
    ("old", "new", "line", "word"),
    [
        ("methods: [W3]", "methods: [W3]\nsoort: x", 6, "soort"),
        ("[verzet]", "[weer]", 4, "themes"),
        ("[verzet]", "[verzet, verzet]", 2, "twee keer"),
        ("id: proef", "id: anders", 2, "anders"),
        ("[W3]", "[Q9]", 5, "methods"),
        ('    section: "deel 1"\n', "", 7, "section"),
        ("title: Een proef", 'title: "a" b', 3, "YAML"),
        ("---\nid", "id", 1, "---"),
    ],
)
def test_a_fault_names_file_and_line(tmp_path: Path, old: str, new: str, line: int, word: str) -> None:
    with pytest.raises(ContentError) as caught:
        read_article(_file(tmp_path, GOOD.replace(old, new, 1)))
    assert caught.value.file.endswith("proef.md")
    assert caught.value.line == line
    assert word in str(caught.value)


def test_an_article_without_text_or_not_text_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match="geen tekst"):
        read_article(_file(tmp_path, GOOD[: GOOD.rindex("---\n") + 4]))
    path = tmp_path / "proef.md"
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(ContentError, match="niet te lezen"):
        read_article(path)


def test_all_shipped_articles_load_and_ids_are_file_names() -> None:
    articles = load_articles()
    assert len(articles) == 40
    assert [one.id for one in articles] == sorted({one.id for one in articles})


@pytest.mark.parametrize("article", load_articles(), ids=lambda one: one.id)
def test_a_shipped_article_has_150_to_400_words_under_headings(article: Article) -> None:
    assert 150 <= len(article.body.split()) <= 400
    assert len(article.sections) >= 3
    assert all(len(text.split()) <= 300 for _, text in article.sections)
