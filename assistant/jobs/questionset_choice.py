"""Choosing questions for the places of a set: by theme, phase and form, by meaning, and re-ranked.

Without context the choice depends on the request alone, so that the same request gives the same set.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from math import exp
from typing import Protocol, TypeAlias

import numpy as np
from numpy.typing import NDArray

from assistant.content.bank import Move, Question, Theme, load_bank, presumes_nothing
from assistant.content.methods import source_of
from assistant.content.texts import text, wordings
from assistant.documents.reader_passages import sentences
from assistant.guard import Verdict, check_question
from assistant.jobs.questionset_quote import OwnWords, Vocabulary, vocabulary_of
from assistant.jobs.questionset_records import Item, Request
from assistant.jobs.questionset_rules import Step, load_rules
from assistant.jobs.questionset_words import reason_sentence

Vector: TypeAlias = NDArray[np.float32]

POOL = 8
"""How many candidates the ranker sees for a place; each costs it time."""
_SENTENCES = 40
_DIALOGUE_CHARS = 1500
_DOCUMENT_CHARS = 4000
_STEEPNESS = 25.0
"""Only the nearest questions count: at a place of 4% in the bank e^-1 is left."""


class Meaning(Protocol):
    """What is needed of `knowledge.Knowledge`."""

    def embed(self, query: str, /) -> Vector:
        """Vector of length 1."""
        ...

    def nearest_questions(self, vector: Vector, /, k: int) -> Sequence[tuple[str, float]]:
        """(id, cosine), best first."""
        ...


class Ranks(Protocol):
    """What is needed of the re-ranker."""

    def rank(self, dialogue: str, questions: Sequence[Question], /) -> Sequence[tuple[Question, float]]:
        """Best first."""
        ...


@dataclass(frozen=True)
class Deps:
    """What choosing needs; without meaning and ranker it goes by theme."""

    bank: Mapping[str, Question] = field(default_factory=load_bank)
    meaning: Meaning | None = None
    ranker: Ranks | None = None
    check: Callable[[str], Verdict] = check_question


@dataclass(frozen=True)
class Place:
    """Where a question is wanted."""

    item: Item
    step: Step
    themes: tuple[Theme, ...]
    """First the one with the fewest questions so far."""
    needy: Theme | None
    """The theme that this question must be about, if any."""
    beside: frozenset[Move]
    """First moves of the questions before and after it."""


class Chooser:
    """Chooses for one request; meaning is looked up once."""

    def __init__(self, request: Request, deps: Deps) -> None:
        self._request = request
        self._deps = deps
        vocabulary = vocabulary_of(tuple(question.text for question in deps.bank.values()), load_rules().weak_words)
        self._near = _nearness(request, deps, vocabulary)
        places = (lambda said: places_of(said, deps)) if deps.meaning else None
        document = request.document_text[:_DOCUMENT_CHARS]
        self._told = " ".join(f"{request.context} {document}".lower().split())
        self._own = {
            "woorden": OwnWords(request.context, vocabulary, places),
            "document": OwnWords(document, vocabulary, places, whole=True),
        }

    def fill(self, items: Sequence[Item], index: int, taken: AbstractSet[str]) -> Item | None:
        """The item at `index` with the best question that is not taken; None when the bank has no more."""
        place = self._place(items, index)
        question = self._best(place, taken)
        return None if question is None else self._filled(place, question, items, index)

    def _place(self, items: Sequence[Item], index: int) -> Place:
        steps = load_rules().arc[items[index].phase]
        same = [i for i, item in enumerate(items) if item.phase == items[index].phase]
        step = steps[same.index(index) * len(steps) // len(same)]
        beside = {move for i in (index - 1, index + 1) if 0 <= i < len(items) for move in self._move(items[i])}
        counts = self._counts(items, index)
        themes = tuple(sorted(counts, key=lambda theme: counts[theme]))
        # Rounds may be about any theme asked for, as long as each theme has a question somewhere.
        needy = themes[0] if items[index].phase == "verdieping" or counts[themes[0]] < 1 else None
        return Place(items[index], step, themes, needy, frozenset(beside))

    def _move(self, item: Item) -> tuple[Move, ...]:
        question = self._deps.bank.get(item.question_id or "")
        return question.moves[:1] if question else ()

    def _counts(self, items: Sequence[Item], index: int) -> dict[Theme, float]:
        """How many questions each theme asked for has, besides this one; deepening counts double."""
        counts = dict.fromkeys(self._request.themes, 0.0)
        for i, item in enumerate(items):
            question = self._deps.bank.get(item.question_id or "")
            for theme in question.themes if question and i != index else ():
                if question and theme in counts:
                    share = 1.0 if theme == question.themes[0] else 0.5
                    counts[theme] += share * (2 if item.phase == "verdieping" else 1)
        return counts

    def _best(self, place: Place, taken: AbstractSet[str]) -> Question | None:
        for candidates in self._widening(place, taken):
            pool = sorted(candidates, key=lambda question: -self._score(place, question))[:POOL]
            for question in self._ranked(pool):
                if self._deps.check(question.text).ok:
                    return question
        return None

    def _widening(self, place: Place, taken: AbstractSet[str]) -> list[list[Question]]:
        """Candidates, strictest first: the theme that needs one; any theme asked for; a move again; any theme."""
        fitting = [q for q in self._deps.bank.values() if q.id not in taken and _fits(q, place)]
        fresh = [q for q in fitting if q.moves[0] not in place.beside]
        asked = set(place.themes)
        first = [q for q in fresh if place.needy in q.themes] if place.needy else []
        rest = [[q for q in some if asked & set(q.themes)] for some in (fresh, fitting)]
        return [first, *rest, fresh, fitting]

    def _score(self, place: Place, question: Question) -> float:
        """Nearness to what was told, and how well it suits the place."""
        weights = load_rules().weights
        moves = place.step.moves
        arc = 1 - moves.index(question.moves[0]) / len(moves) if question.moves[0] in moves else 0.0
        return (
            self._near.get(question.id, 0.0)
            + weights.move * arc
            + weights.stage * (question.stage == place.step.stages[0])
            + weights.own_theme * (question.themes[0] in place.themes)
            + weights.needed_theme * (question.themes[0] == place.themes[0])
            - weights.leaning * (leans(question.text) or not presumes_nothing(question, self._told))
        )

    def _ranked(self, pool: Sequence[Question]) -> Sequence[Question]:
        dialogue = " ".join(f"{self._request.context} {self._request.document_text[:_DIALOGUE_CHARS]}".split())
        if self._deps.ranker is None or not dialogue or len(pool) < 2:
            return pool
        return [question for question, _ in self._deps.ranker.rank(dialogue, pool)]

    def _filled(self, place: Place, question: Question, items: Sequence[Item], index: int) -> Item:
        theme = next((theme for theme in question.themes if theme in place.themes), question.themes[0])
        words = self._words(question, items, index)
        return replace(
            place.item,
            question_id=question.id,
            text=question.text,
            sources=tuple(source_of(row) for row in question.sources),
            reason=reason_sentence(question, place.item.phase, theme, words),
            note="",
        )

    def _words(self, question: Question, items: Sequence[Item], index: int) -> str:
        used = " ".join(item.reason for i, item in enumerate(items) if i != index)
        for kind, own in self._own.items():
            if quote := own.about(question.id, question.text, used):
                key = f"questionset.reden-{kind}"
                return text(key, index % len(wordings(key)), citaat=quote)
        return ""


def _fits(question: Question, place: Place) -> bool:
    loud = place.item.phase == "opening" and question.tone == "stevig"
    stages = {stage for step in load_rules().arc[place.item.phase] for stage in step.stages}
    return place.item.form in question.forms and question.stage in stages and not loud


def leans(question: str) -> bool:
    """Whether a question points back to something that a conversation has brought up before."""
    return any(re.search(pattern, question) for pattern in load_rules().leaning)


def places_of(said: str, deps: Deps) -> dict[str, float]:
    """Question id -> its place by nearness to `said`, 0 nearest; empty without meaning.

    Places, because cosines of one embedder lie close together and differ between embedders.
    """
    if deps.meaning is None:
        return {}
    near = deps.meaning.nearest_questions(deps.meaning.embed(said), k=len(deps.bank))
    return {key: rank / len(near) for rank, (key, _) in enumerate(near)}


def _nearness(request: Request, deps: Deps, vocabulary: Vocabulary) -> dict[str, float]:
    """How near each question is to something that was told, 0 to about 1.5: by meaning, and by rare words in common."""
    context, document = sentences(request.context), sentences(request.document_text)
    # The coach's own lines weigh more than the document.
    weighed = [(part, 1.0) for part in context] + [(part, 0.5 if context else 1.0) for part in document]
    found: dict[str, float] = {}
    for part, weight in weighed[:_SENTENCES]:
        words = vocabulary.rare(part)
        # One rare word, such as a name, says too little to go by meaning.
        places = places_of(part, deps) if len(words) > 1 else {}
        for key, question in deps.bank.items():
            shared = 0.8 * len(words & vocabulary.rare(question.text))
            near = weight * (exp(-_STEEPNESS * places.get(key, 1.0)) + min(1.0, shared))
            found[key] = max(found.get(key, 0.0), near)
    return found
