"""The form of a question: open or closed, one or more.

Strict rule of MISC 2.5: a question that yes or no answers is closed, however kindly it is meant.
"""

from __future__ import annotations

from collections.abc import Sequence

from assistant.guard.content import question_form
from assistant.guard.sentences import Sentence
from assistant.guard.verdict import Breach


def question_breaches(text: str, found: Sequence[Sentence]) -> list[Breach]:
    """MEER_VRAGEN and GESLOTEN for the sentences of `text`."""
    asked = [sentence for sentence in found if sentence.asks]
    closed = [
        Breach("GESLOTEN", _quote(text, sentence), "Op deze vraag is ja of nee een antwoord.")
        for sentence in asked
        if not is_open(sentence.folded)
    ]
    extra = [sentence for sentence in asked if _second(sentence.folded)][:1] or asked[1:2]
    return closed + [Breach("MEER_VRAGEN", _quote(text, s), "Dit zijn meer vragen tegelijk.") for s in extra]


def is_open(question: str) -> bool:
    """Whether a folded question asks for more than yes or no."""
    form = question_form()
    if form.clause.match(question):
        return bool(form.later.search(question))
    if form.first.match(question):
        return True
    return not form.closed.match(question) and bool(form.later.search(question))


def _second(question: str) -> bool:
    form = question_form()
    first = form.later.search(question) if form.clause.match(question) else form.first.match(question)
    return bool(first and form.second.search(question, first.end()))


def _quote(text: str, sentence: Sentence) -> str:
    return text[sentence.start : sentence.start + len(sentence.folded)]
