"""The form of a question: open or closed, one or more.

Strict rule of MISC 2.5: a question that yes or no answers is closed, however kindly it is meant.
"""

from __future__ import annotations

from collections.abc import Sequence

from assistant.guard.content import question_form
from assistant.guard.roots import is_finite
from assistant.guard.sentences import Sentence
from assistant.guard.verdict import Breach


def question_breaches(text: str, found: Sequence[Sentence]) -> dict[Sentence, list[Breach]]:
    """MEER_VRAGEN and GESLOTEN for the sentences of `text`, by sentence."""
    asked = [sentence for sentence in found if sentence.asks]
    breaches: dict[Sentence, list[Breach]] = {}
    for sentence in asked:
        if not is_open(sentence.folded) or _offers(sentence.folded):
            closed = Breach("GESLOTEN", _quote(text, sentence), "Op deze vraag is ja of nee een antwoord.")
            breaches.setdefault(sentence, []).append(closed)
    for sentence in [one for one in asked if _second(one.folded)][:1] or asked[1:2]:
        more = Breach("MEER_VRAGEN", _quote(text, sentence), "Dit zijn meer vragen tegelijk.")
        breaches.setdefault(sentence, []).append(more)
    return breaches


def is_open(question: str) -> bool:
    """Whether a folded question asks for more than yes or no."""
    form = question_form()
    if form.clause.match(question):
        return bool(form.later.search(question))
    if form.first.match(question):
        return True
    return not form.closed.match(question) and bool(form.later.search(question))


def _offers(question: str) -> bool:
    """Whether an open question ends in answers to pick from: 'Wat was het: de toon of de tijd?'"""
    return bool(question_form().offer.search(question))


def _second(question: str) -> bool:
    """Whether a second question follows in the same sentence, in either of its two forms."""
    form = question_form()
    first = form.later.search(question) if form.clause.match(question) else form.first.match(question)
    if first is None:
        return False
    if form.second.search(question, first.end()):
        return True
    asked = form.joined.finditer(question, first.end())
    return any(is_finite(found["verb"]) and not is_finite(found["before"]) for found in asked)


def _quote(text: str, sentence: Sentence) -> str:
    return text[sentence.start : sentence.start + len(sentence.folded)]
