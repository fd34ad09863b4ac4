"""Where a question or an answer comes from, in words that a user can check."""

from __future__ import annotations

from assistant.content.methods import load_methods, methods_by_id, source_of
from assistant.content.texts import text
from assistant.records import Reply, Source


def question_sources(rows: tuple[str, ...]) -> tuple[Source, ...]:
    """The documents and sections behind method rows."""
    return tuple(source_of(row) for row in rows)


def origin_text(reply: Reply | None) -> str:
    """One sentence on where the question of `reply` comes from."""
    if reply is None or not reply.sources:
        return text("signals.herkomst-vast")
    method = methods_by_id()[reply.sources[0].id]
    title = load_methods().documents[method.document].title
    return text("signals.herkomst", idee=method.idea, document=title, deel=method.section)
