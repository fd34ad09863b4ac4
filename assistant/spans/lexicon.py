"""The word lists of prompts/spans/*.yaml, with every form of every word."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from typing import Annotated, Literal

from pydantic import BeforeValidator, model_validator

from assistant.content.strictyaml import Strict, load_cached
from assistant.knowledge.stems import folded
from assistant.settings import content_dir
from assistant.spans.inflect import adjective_forms, noun_forms, present_forms, verb_forms


def _listed(words: object) -> object:
    return tuple(words.split()) if isinstance(words, str) else words


class WordList(Strict):
    """One named list; `kind` says how its words are inflected."""

    kind: Literal["adjectives", "nouns", "opposites", "verbs", "words", "endings", "present", "stems"]
    words: Annotated[tuple[str, ...], BeforeValidator(_listed)]
    """With kind 'present' and 'stems': the verb forms that do not count."""

    @model_validator(mode="after")
    def _knows_its_verbs(self) -> WordList:
        if self.kind == "verbs":
            for word in self.words:
                try:
                    verb_forms(word)
                except KeyError:
                    raise ValueError(f"het werkwoord '{word}' staat niet in verbs.tsv") from None
        return self


class WordFile(Strict):
    """A file of prompts/spans/."""

    lists: dict[str, WordList]


@dataclass(eq=False)
class Forms:
    """All forms of a list, as compared."""

    whole: set[str] = field(default_factory=set)
    endings: tuple[str, ...] = ()
    """A word of some length that ends so counts as well."""
    verbs: bool = False
    """Whether these are verb forms: after 'het' or 'een' they are nouns."""
    parted: dict[str, set[str]] = field(default_factory=dict)
    """Forms that count only with one of these particles later in the clause: {'stond': {'op'}}."""


@cache
def lexicon() -> dict[str, Forms]:
    """Every list by name. Raises ContentError."""
    paths = sorted((content_dir() / "prompts" / "spans").glob("*.yaml"))
    lists = [item for path in paths for item in load_cached(path, WordFile).lists.items()]
    return {name: _forms(words) for name, words in lists}


def _forms(words: WordList) -> Forms:
    if words.kind in {"present", "stems"}:
        return Forms({_fold(form) for form in present_forms(own=words.kind == "stems")} - set(words.words))
    if words.kind == "endings":
        return Forms(endings=words.words)
    forms = Forms(verbs=words.kind == "verbs")
    for word in words.words:
        if words.kind == "verbs":
            whole, parted = verb_forms(word)
            forms.whole |= {_fold(form) for form in whole}
            for form, particle in parted.items():
                forms.parted.setdefault(_fold(form), set()).add(particle)
        else:
            forms.whole |= _PLAIN[words.kind](_fold(word))
    return forms


def _fold(word: str) -> str:
    return folded(word).replace("’", "'")


_PLAIN: dict[str, Callable[[str], set[str]]] = {
    "adjectives": adjective_forms,
    "opposites": lambda word: adjective_forms(word) | adjective_forms("on" + word),
    "nouns": noun_forms,
    "words": lambda word: {word},
}
