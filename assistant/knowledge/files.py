"""From paths that a user names to documents that can be stored; knows nothing of the index."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from assistant.content.articles import Article
from assistant.documents.reader import read_document, split_section
from assistant.errors import AssistantError, KnowledgeError
from assistant.knowledge.store import Source

READER = "1"
"""Raise this when the same file would give other passages: then `add` reads it again."""
KINDS = frozenset({".txt", ".md", ".docx", ".pdf"})


def files_in(paths: Sequence[Path]) -> list[Path]:
    """Every file named, and in named folders every file of a kind that can be read; each once, in order.

    Hidden files and lock files of Word (~$...) in folders are left out.
    """
    # os.path, because Path.is_dir raises for a name that is too long.
    found = (file for path in paths for file in (_walked(path) if os.path.isdir(path) else [path]))
    return list(dict.fromkeys(file.absolute() for file in found))


def _walked(folder: Path) -> Iterator[Path]:
    for file in sorted(folder.rglob("*")):
        hidden = any(part.startswith((".", "~$")) for part in file.relative_to(folder).parts)
        if not hidden and file.suffix.lower() in KINDS and file.is_file():
            yield file


def read_source(path: Path) -> Source:
    """The document in a file. Raises DocumentError, or KnowledgeError 'toevoegen-mislukt'."""
    try:
        sections = [part for section in read_document(path) for part in split_section(section)]
        digest = file_digest(path)
    except AssistantError:
        raise
    # One strange file must not stop the others, whatever it does to a parser.
    except Exception as error:
        raise KnowledgeError("toevoegen-mislukt", naam=path.name) from error
    passages = [(part.locator, part.text) for part in sections if part.text.strip()]
    return Source(document_id(path), str(path), path.name, path.stem, "document", digest, READER, passages)


def article_source(article: Article) -> Source:
    """An article as a document; its id is the article's."""
    digest = hashlib.sha256(f"{article.title}\n{article.body}".encode()).hexdigest()
    # Bold marks would stand in every quote.
    passages = [(heading, text.replace("**", "")) for heading, text in article.sections]
    place = f"knowledge/{article.id}.md"
    return Source(article.id, place, article.id, article.title, "artikel", digest, READER, passages)


def document_id(path: Path) -> str:
    """The same for the same place, so that a changed file keeps its id; no article has such an id."""
    return f"doc-{hashlib.sha256(str(path).encode('utf-8', 'surrogateescape')).hexdigest()[:16]}"


def file_digest(path: Path) -> str:
    """SHA-256 of the content. Raises OSError."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
