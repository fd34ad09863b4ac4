"""A case about a document, through the two places where the product reads one: `ask` and the checklist.

What is kept as the reply is what the product wrote itself. A sentence that stands literally in the document was only
quoted and is left out; anything else that came back stays in.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from assistant.content.texts import text
from assistant.errors import AssistantError
from assistant.knowledge.ask import answer
from evals.log import Line
from evals.samples import Sample, said

if TYPE_CHECKING:
    from assistant.assistant import Assistant
    from assistant.jobs.checklist_records import Item


@dataclass(frozen=True)
class Reader:
    """Reads the document of a case in a data folder that holds nothing of the user, and removes it again."""

    assistant: Assistant

    def answer(self, sample: Sample, blank: Line) -> Line:
        """The line of this case: `own` holds only what was neither fixed text nor a literal quote."""
        started = time.monotonic()
        document = str(sample.metadata["document"])
        with TemporaryDirectory(prefix="waterlijn-eval-") as folder:
            path = Path(folder) / f"{sample.id}.txt"
            path.write_text(document, encoding="utf-8")
            fixed, loose = self._parts(path, said(sample)[-1], document)
        own = "\n".join(part for part in loose if part)
        reply = "\n".join([*fixed, own] if own else fixed)
        seconds = round(time.monotonic() - started, 3)
        line = replace(blank, said=said(sample), document=path.name, reply=reply, own=own, draft=own)
        return replace(line, move="document", origin="fixed", seconds=seconds)

    def _parts(self, path: Path, question: str, document: str) -> tuple[list[str], list[str]]:
        """(Fixed texts and questions, what was given as a quote and is none)."""
        try:
            asked = self._ask(path, question)
            checked = self.assistant.checklist(self.assistant.read_request(path), path.name)
        except AssistantError as error:
            return [str(error)], []
        quoted = [*asked, *(word for item in checked.items for word in _evidence(item))]
        points = [f"{item.point} ({item.status}). {item.question}" for item in checked.items]
        nothing = [] if asked else [text("cli.niet-in-bronnen")]
        return [*nothing, *points], [words for words in quoted if not _stands_in(words, document)]

    def _ask(self, path: Path, question: str) -> list[str]:
        """The sentences of the document that `waterlijn ask` shows; those of articles are not the case's."""
        knowledge = self.assistant.knowledge
        (added,) = knowledge.add([path])
        if not added.id:
            return []
        try:
            return [quote.sentence for quote in answer(knowledge, question).quotes if quote.source == path.name]
        finally:
            knowledge.remove(added.id)


def _evidence(item: Item) -> tuple[str, ...]:
    return (item.evidence.quote,) if item.evidence else ()


def _stands_in(words: str, document: str) -> bool:
    """Whether these words are in the document, line ends and double spaces apart."""
    return " ".join(words.split()) in " ".join(document.split())
