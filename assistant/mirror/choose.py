"""Which sentence of a message carries the most; works on Dutch text, decides nothing about its form."""

from __future__ import annotations

import re
from functools import cache

from assistant.content.strictyaml import Strict, load_cached
from assistant.mirror.shift import mentions_self, speaks_as_subject
from assistant.settings import content_dir

_SENTENCE = re.compile(r"[^.!?…\n]+(?:[.!?…]+['\"’”)]*|\n|$)")
_BORDER = re.compile(
    r"(?:,|;| –| -)\s+(?=(?:maar|want|dus|en|alleen|toch|terwijl|omdat)\b)|\s+(?=maar\b)|;\s+|,\s+", re.I
)
_TAGS = re.compile(r",?\s+(?:hoor|zeg maar)(?=[.!…]*$)", re.I)
# Never dropped from a mirror: without it a doubt becomes a claim. Only a sentence with nothing else in it is light.
_HEDGE = re.compile(r"\b(?:denk|geloof|vind) ik\b", re.I)
_OPENERS = re.compile(
    r"^(?:(?:maar|en|want|dus|nou|ja|nee|tja|ach|och|allee|goed|kijk|ok[eé]|eerlijk gezegd|mevrouw|meneer)\b[, ]+)+",
    re.I,
)
SHORTEST = 4
"""Words of a quote at least: giving three words back is parroting."""
LONGEST = 24
"""Words of a mirror at most: longer reads as a transcript, not as a mirror."""


class Weights(Strict):
    """Words that make a sentence carry weight or carry none (prompts/mirror.yaml)."""

    inner: tuple[str, ...]
    """Stems of words of inner experience; a word counts when it starts with one."""
    empty: tuple[str, ...]
    """Whole sentences that carry nothing, in lower case without punctuation."""


@cache
def load_weights() -> Weights:
    """The word lists. Raises ContentError."""
    return load_cached(content_dir() / "prompts" / "mirror.yaml", Weights)


def sentences(message: str) -> list[str]:
    """The message cut at full stops, question marks and line ends; quoted speech stays whole."""
    shielded = re.sub(r"(['\"‘“„][^'\"’”\n]*?)[.!?…]+(['\"’”])(?=\s+[a-z])", r"\1\2", message)
    found = [match.group().strip() for match in _SENTENCE.finditer(shielded)]
    return (
        [part for part in found if part and any(ch.isalpha() for ch in part)]
        if shielded == message
        else _rough(message)
    )


def _rough(message: str) -> list[str]:
    """Line by line: quoted speech with full stops in it is safer left whole."""
    return [line.strip() for line in message.splitlines() if any(ch.isalpha() for ch in line)]


def strip_opener(sentence: str) -> str:
    """Drop 'Maar', 'En', 'Nou ja,' in front and ', hoor' behind; what follows gets the opener's capital."""
    sentence = _TAGS.sub("", sentence)
    bare = _OPENERS.sub("", sentence, count=1)
    if not bare or bare == sentence:
        return sentence
    return bare[0].upper() + bare[1:] if sentence[0].isupper() else bare


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
    """A long sentence in pieces that can stand alone, the weightiest first, none longer than a mirror may be."""
    pieces = [strip_opener(piece.strip()) for piece in _BORDER.split(sentence) if piece and piece.strip()]
    fit = [piece for piece in pieces if 4 <= _count(piece) <= LONGEST]
    return sorted(fit, key=lambda piece: weight(piece, 0, 1), reverse=True)


def weight(sentence: str, place: int, total: int) -> float:
    """How much a sentence says about the speaker; 0 or less says nothing."""
    words = re.findall(r"[\w']+", sentence.lower())
    bare = _HEDGE.sub("", sentence)
    if " ".join(words) in load_weights().empty or not words or (bare != sentence and len(bare.split()) < 3):
        return 0.0
    score = 1.0 + (2.0 if speaks_as_subject(sentence) else 1.0 if mentions_self(sentence) else 0.0)
    score += 1.5 if any(word.startswith(load_weights().inner) for word in words) else 0.0
    score += 0.5 if "maar" in words else 0.0
    score += 0.5 * (place + 1) / total
    score -= 1.5 if sentence.endswith("?") else 0.0
    score -= 2.5 if len(words) < 3 else 0.0
    return score


def _count(text: str) -> int:
    return len(text.split())
