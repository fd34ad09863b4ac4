"""The shipped articles in knowledge/*.md: what our own knowledge base says, and where each idea is from.

An article is a file with YAML front matter between two `---` lines and a Markdown body with `##` headings.
Knows nothing of indexing (see knowledge.py).
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Annotated, Self

from pydantic import Field, model_validator

from assistant.content.bank import Theme
from assistant.content.strictyaml import Strict, parse_yaml
from assistant.errors import ContentError
from assistant.settings import content_dir

_FENCE = "---\n"
_HEADING = re.compile(r"^## +(.+?) *$", re.MULTILINE)

MethodId = Annotated[str, Field(pattern=r"^[WKLHS][1-9]$")]
"""A row of the method list, such as W3."""
Words = Annotated[str, Field(min_length=1)]


class ArticleSource(Strict):
    """A document or publication that an article goes back to."""

    document: Words
    author: Words
    section: Words
    """The part of the document where the idea stands."""


class Head(Strict):
    """The front matter of an article."""

    id: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]*$")]
    """The file name without `.md`."""
    title: Words
    themes: Annotated[tuple[Theme, ...], Field(min_length=1)]
    methods: Annotated[tuple[MethodId, ...], Field(min_length=1)]
    sources: Annotated[tuple[ArticleSource, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _names_nothing_twice(self) -> Self:
        for values in (self.themes, self.methods):
            if len(set(values)) != len(values):
                raise ValueError("een thema of methode staat er twee keer")
        return self


class Article(Head):
    """A whole article."""

    body: Words
    """Markdown, without the front matter."""

    @property
    def sections(self) -> list[tuple[str, str]]:
        """(heading, text) in order; what stands above the first heading carries the title."""
        parts = _HEADING.split(self.body)
        pairs = [(self.title, parts[0]), *zip(parts[1::2], parts[2::2], strict=True)]
        return [(heading, text.strip()) for heading, text in pairs if text.strip()]


def load_articles(folder: Path | None = None) -> tuple[Article, ...]:
    """All articles by id, those of knowledge/ unless `folder` says otherwise.

    Raises ContentError with file and line for the first fault.
    """
    return _load(folder or content_dir() / "knowledge")


@cache
def _load(folder: Path) -> tuple[Article, ...]:
    return tuple(read_article(path) for path in sorted(folder.glob("*.md"), key=lambda path: path.stem))


def read_article(path: Path) -> Article:
    """The article in one file. Raises ContentError with file and line."""
    shown = f"{path.parent.name}/{path.name}"
    try:
        source = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise ContentError(shown, 1, "het bestand is niet te lezen als tekst") from error
    front, body = _halves(source, shown)
    # The first line of the file is the fence above the front matter.
    head = parse_yaml(front, Head, path, first_line=1)
    if head.id != path.stem:
        raise ContentError(shown, _line_of_id(front), f"de id '{head.id}' is niet de naam van het bestand")
    if not body.strip():
        raise ContentError(shown, source.count("\n"), "het artikel heeft geen tekst")
    return Article(**dict(head), body=body.strip())


def _halves(source: str, shown: str) -> tuple[str, str]:
    """Front matter and body. Raises ContentError when the fences are not there."""
    front, fence, body = source.removeprefix(_FENCE).partition(f"\n{_FENCE}")
    if not source.startswith(_FENCE) or not fence:
        raise ContentError(shown, 1, "het artikel begint niet met gegevens tussen twee regels met ---")
    return front, body


def _line_of_id(front: str) -> int:
    lines = front.split("\n")
    return next((number for number, line in enumerate(lines, start=2) if line.startswith("id:")), 1)
