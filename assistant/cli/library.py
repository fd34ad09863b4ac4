"""`waterlijn search`, `ask` and `knowledge`."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from assistant.cli.output import ProgressLine, complain, say, show_json
from assistant.cli.talk import _lines_of
from assistant.errors import InputError
from assistant.settings import load_settings

if TYPE_CHECKING:
    from assistant.knowledge.base import Knowledge


@contextmanager
def opened() -> Iterator[Knowledge]:
    """The knowledge base, up to date, progress shown."""
    from assistant.knowledge.base import Knowledge

    progress = ProgressLine()
    with Knowledge.open(load_settings(), progress=progress) as knowledge:
        knowledge.build(progress)
        progress.close()
        yield knowledge


def search(arguments: Namespace) -> None:
    """One query, or a file of them."""
    if bool(arguments.query) == bool(arguments.queries):
        raise InputError("zoekvraag-of-bestand")
    queries = _lines_of(arguments.queries) if arguments.queries else [arguments.query]
    with opened() as knowledge:
        for query in queries:
            results = [asdict(passage) for passage in knowledge.search(query, max(arguments.k, 1))]
            if arguments.json:
                show_json({"query": query, "results": [_result(result) for result in results]})
            else:
                _show_results(query, results)


def _result(passage: dict[str, Any]) -> dict[str, Any]:
    return {key: passage[key] for key in ("id", "source", "title", "locator", "text", "score")}


def _show_results(query: str, results: list[dict[str, Any]]) -> None:
    if not results:
        say("niets-gevonden", vraag=query)
    for result in results:
        print(f"\n{result['title']} ({result['source']}, {result['locator']})\n{result['text']}")


def ask(arguments: Namespace) -> None:
    """Sentences from the sources that answer the question."""
    from assistant.knowledge.ask import answer

    with opened() as knowledge:
        found = answer(knowledge, arguments.question)
    if arguments.json:
        show_json(asdict(found))
    elif not found.found:
        say("niet-in-bronnen")
    else:
        for quote in found.quotes:
            print(f"'{quote.sentence.strip()}'\n    {quote.title} ({quote.source}, {quote.locator})")


def add(arguments: Namespace) -> int:
    """Add documents; 1 when any failed."""
    progress = ProgressLine()
    with opened() as knowledge:
        outcomes = knowledge.add(arguments.paths, progress)
    progress.close()
    if arguments.json:
        show_json({"added": [asdict(outcome) | {"path": str(outcome.path)} for outcome in outcomes]})
    for outcome in outcomes:
        if outcome.state == "mislukt":
            complain(outcome.reason)
        elif not arguments.json:
            say("document", naam=outcome.path.name, staat=outcome.state, id=outcome.id, stukken=outcome.passages)
    return int(any(outcome.state == "mislukt" for outcome in outcomes))


def list_documents(arguments: Namespace) -> None:
    """Articles and documents."""
    with opened() as knowledge:
        documents = [asdict(document) for document in knowledge.documents()]
    if arguments.json:
        show_json({"documents": documents})
        return
    for document in documents:
        say("regel-document", **{key: document[key] for key in ("id", "name", "origin", "passages")})


def remove(arguments: Namespace) -> None:
    """Remove one document."""
    with opened() as knowledge:
        knowledge.remove(arguments.id)
    if arguments.json:
        show_json({"removed": arguments.id})
    else:
        say("verwijderd", id=arguments.id)


def reindex(arguments: Namespace) -> None:
    """Build the index anew."""
    progress = ProgressLine()
    with opened() as knowledge:
        knowledge.reindex(progress)
        count = sum(document.passages for document in knowledge.documents())
    progress.close()
    if arguments.json:
        show_json({"passages": count})
    else:
        say("opnieuw", aantal=count)
