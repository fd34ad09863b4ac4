"""Which sentence of a message carries the most; works on Dutch text, decides nothing about its form."""

from __future__ import annotations

import re

from assistant.content.sentences import typed_sentences
from assistant.mirror.pieces import LONGEST, cut, strip_opener
from assistant.mirror.shift import mentions_self, speaks_as_subject
from assistant.mirror.weights import load_weights

# Never dropped from a mirror: without it a doubt becomes a claim. Only a sentence with nothing else in it is light.
_HEDGE = re.compile(r"\b(?:denk|geloof|vind) ik\b", re.I)


def sentences(message: str) -> list[str]:
    """The message cut at full stops, question marks and line ends; quoted speech stays whole."""
    return typed_sentences(message)


def carrying(message: str) -> str:
    """The sentence that carries most, exactly as it was typed; '' when none carries anything."""
    parts = sentences(message)
    scored = [(weight(strip_opener(part), n, len(parts)), -n, part) for n, part in enumerate(parts)]
    score, _, part = max(scored, default=(0.0, 0, ""))
    return part if score > 0 else ""


def candidates(message: str) -> list[str]:
    """Sentences and clauses of the message that may be mirrored, the weightiest first."""
    parts = [strip_opener(part) for part in sentences(message)]
    scored = [(weight(part, n, len(parts)), -n, part) for n, part in enumerate(parts)]
    ordered = [part for score, _, part in sorted(scored, reverse=True) if score > 0]
    short: list[str] = []
    for part in ordered:
        short += [part] if _count(part) <= LONGEST else clauses(part)
    return short


def clauses(sentence: str) -> list[str]:
    """The pieces of a long sentence, the weightiest first."""
    pieces = cut(sentence)
    scored = [(weight(piece, n, len(pieces)), n, piece) for n, piece in enumerate(pieces)]
    return [piece for score, _, piece in sorted(scored, reverse=True) if score > 0]


_LEANING = frozenset(["dat", "die", "dit", "daar", "of"])
"""First words of a sentence that leans on the one before it."""


def weight(sentence: str, place: int, total: int) -> float:
    """How much a sentence says about the speaker; 0 or less says nothing."""
    words = re.findall(r"[\w']+", sentence.lower())
    bare = _HEDGE.sub("", sentence)
    if _is_empty(words) or (bare != sentence and len(bare.split()) < 3):
        return 0.0
    score = 1.0 + (2.0 if speaks_as_subject(sentence) else 1.0 if mentions_self(sentence) else 0.0)
    score += 1.5 if any(word.startswith(load_weights().inner) for word in words) else 0.0
    score += 0.5 if "maar" in words else 0.0
    score += 0.5 * (place + 1) / total
    score -= 1.5 if sentence.endswith("?") else 0.0
    score -= 2.5 if len(words) < 3 else 0.0
    # 'Dat belooft wat' leans on the sentence before it.
    leans = words[0] in _LEANING and total > 1
    score -= 1.5 if leans else 1.0 if words[0] in {"dat", "die", "dit"} and not mentions_self(sentence) else 0.0
    return score


def _is_empty(words: list[str]) -> bool:
    """Whether nothing is left to mirror, 'ja', 'nou' and the like aside."""
    sounds = load_weights().sounds
    begin = next((n for n, word in enumerate(words) if word not in sounds), len(words))
    end = next((n for n, word in enumerate(reversed(words)) if word not in sounds), 0)
    return begin == len(words) or " ".join(words[begin : len(words) - end]) in load_weights().empty


def _count(text: str) -> int:
    return len(text.split())
