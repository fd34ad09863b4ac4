"""The question bank: hand-written open questions in prompts/questions/*.yaml, a file per theme."""

from __future__ import annotations

import re
from functools import cache
from typing import Literal, Self

from pydantic import model_validator

from assistant.content.methods import methods_by_id
from assistant.content.strictyaml import Strict, load_cached
from assistant.errors import ContentError
from assistant.settings import content_dir

Theme = Literal[
    "verzet",
    "dienend-magisch",
    "onderstroom",
    "contracteren-inhoud",
    "contracteren-relatie",
    "samenwerking",
    "rol",
    "sturing",
    "veiligheid",
    "spiegelen",
    "evalueren",
    "evenwicht",
]
Phase = Literal["opening", "verdiepen", "verhelderen", "kiezen", "afronden"]
Move = Literal[
    "openen", "concreet", "ervaring", "gedrag", "perspectief", "behoefte", "afspraak", "keuze", "leren", "oogst"
]
Form = Literal["alleen", "duo", "trio", "plenair"]
Tone = Literal["zacht", "gewoon", "stevig"]


class Question(Strict):
    """One open question and the moments that it fits."""

    id: str
    text: str
    themes: tuple[Theme, ...]
    """First the theme of its file."""
    stage: Phase
    moves: tuple[Move, ...]
    forms: tuple[Form, ...]
    tone: Tone
    sources: tuple[str, ...]
    """Method rows that it comes from."""
    needs: tuple[str, ...] = ()
    """What must have been said for the question to presume nothing: each entry is word stems, one of which the
    user used ('besluit|beslis|beslot'); empty for a question that always fits its step."""

    @model_validator(mode="after")
    def _names_known_methods(self) -> Self:
        unknown = set(self.sources) - set(methods_by_id())
        if unknown:
            raise ValueError(f"vraag {self.id} noemt onbekende bronrijen {sorted(unknown)}")
        return self


class QuestionFile(Strict):
    """All questions of one theme."""

    theme: Theme
    questions: tuple[Question, ...]

    @model_validator(mode="after")
    def _belongs_together(self) -> Self:
        for question in self.questions:
            if not question.id.startswith(f"{self.theme}-") or question.themes[0] != self.theme:
                raise ValueError(f"vraag {question.id} hoort niet bij het thema {self.theme}")
        return self


@cache
def load_bank() -> dict[str, Question]:
    """Every question by id, in file order. Raises ContentError, also when two share an id or a text."""
    bank: dict[str, Question] = {}
    texts: set[str] = set()
    for path in sorted((content_dir() / "prompts" / "questions").glob("*.yaml")):
        for question in load_cached(path, QuestionFile).questions:
            if question.id in bank or question.text in texts:
                raise ContentError(f"prompts/questions/{path.name}", 1, f"de vraag {question.id} staat er al")
            bank[question.id] = question
            texts.add(question.text)
    return bank


def presumes_nothing(question: Question, said: str) -> bool:
    """Whether all that the question takes for granted was `said` (lower case)."""
    return all(_need(need).search(said) for need in question.needs)


@cache
def _need(need: str) -> re.Pattern[str]:
    """Short stems count at the start of a word, stems of five letters and more anywhere ('teamoverleg')."""
    stems = (stem.strip() for stem in need.split("|"))
    return re.compile("|".join(re.escape(stem) if len(stem) >= 5 else rf"\b{re.escape(stem)}" for stem in stems))
