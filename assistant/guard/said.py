"""Which words of a reply are the user's, by root, and which the reply adds."""

from __future__ import annotations

from assistant.guard.content import words
from assistant.guard.roots import is_particle, root
from assistant.guard.sentences import WORD, Sentence


class Said:
    """The user's words by their roots."""

    def __init__(self, folded: str) -> None:
        found = WORD.findall(folded)
        self.roots = frozenset(map(root, found))
        self.words = frozenset(found)

    def has(self, word: str) -> bool:
        """Whether the user said this word, in whatever form."""
        return word in self.words or root(word) in self.roots


def is_small(word: str) -> bool:
    """Whether the word carries no content of its own, wherever it comes from."""
    return word in words().plain or is_particle(word) or word.isdigit()


def added(sentence: Sentence, said: Said) -> list[str]:
    """The words of content that the user did not say."""
    return [word for word in sentence.words if not is_small(word) and not said.has(word)]
