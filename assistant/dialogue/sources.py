"""Where a question or an answer comes from, in words that a user can check."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from assistant.content.articles import load_articles
from assistant.content.methods import methods_by_id, source_of
from assistant.knowledge.passages import Passage
from assistant.records import Source


def question_sources(rows: Sequence[str], passages: Sequence[Passage] = ()) -> tuple[Source, ...]:
    """The documents and sections behind method rows, and the article nearest to what was said on the same idea.

    `passages` of articles, nearest first. The article that belongs to a row itself is shown with that row already.
    """
    told = {methods_by_id()[row].article for row in rows}
    related = (one for one in passages if one.source not in told and _ideas().get(one.source, set()) & set(rows))
    beside = next(related, None)
    found = tuple(source_of(row) for row in rows)
    return (*found, Source(beside.source, beside.title, beside.locator)) if beside else found


@cache
def _ideas() -> dict[str, set[str]]:
    """Article id -> its method rows."""
    return {article.id: set(article.methods) for article in load_articles()}
