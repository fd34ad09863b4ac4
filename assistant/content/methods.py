"""The ideas of the source material (prompts/methods.yaml): what each question and point goes back to."""

from __future__ import annotations

from functools import cache
from typing import Self

from pydantic import model_validator

from assistant.content.strictyaml import Strict, load_cached
from assistant.records import Source
from assistant.settings import content_dir


class SourceDocument(Strict):
    """One of the documents that the product is built from."""

    title: str
    author: str


class Method(Strict):
    """One idea of the source material."""

    id: str
    """Row of the method list, such as W3."""
    idea: str
    document: str
    section: str
    """Heading or part of the document where the idea stands."""
    article: str
    """Id of the article in knowledge/ that tells it in our own words."""


class MethodFile(Strict):
    """The whole file."""

    documents: dict[str, SourceDocument]
    methods: tuple[Method, ...]

    @model_validator(mode="after")
    def _names_known_documents(self) -> Self:
        for method in self.methods:
            if method.document not in self.documents:
                raise ValueError(f"{method.id} noemt het onbekende document '{method.document}'")
        return self


def load_methods() -> MethodFile:
    """The method list. Raises ContentError."""
    return load_cached(content_dir() / "prompts" / "methods.yaml", MethodFile)


@cache
def methods_by_id() -> dict[str, Method]:
    """Methods by row id."""
    return {method.id: method for method in load_methods().methods}


def source_of(row: str) -> Source:
    """The document and section behind a method row, as a reader would cite it."""
    method = methods_by_id()[row]
    return Source(id=row, title=load_methods().documents[method.document].title, locator=method.section)
