"""The words of prompts/mirror.yaml: what makes a sentence carry weight, and what can't be given back as it stands."""

from __future__ import annotations

from functools import cache

from assistant.content.strictyaml import Strict, load_cached
from assistant.settings import content_dir


class Weights(Strict):
    """Words that make a sentence carry weight or carry none."""

    inner: tuple[str, ...]
    """Stems of words of inner experience; a word counts when it starts with one."""
    empty: frozenset[str]
    """Whole sentences that carry nothing, in lower case without punctuation."""
    sounds: frozenset[str]
    """Words in front or behind that say nothing of themselves; dropped before a sentence is looked up in `empty`."""
    fixed: tuple[str, ...]
    """Phrases whose meaning changes with the person; a sentence that holds one is quoted."""


@cache
def load_weights() -> Weights:
    """The word lists. Raises ContentError."""
    return load_cached(content_dir() / "prompts" / "mirror.yaml", Weights)
