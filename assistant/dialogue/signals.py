"""Recognise turns that ask for something else than a mirror and a question: 'stop', 'ja', 'wie heeft er gelijk?'.

Rules only (prompts/signals.yaml): what a person means by 'stop' must not depend on a model's mood.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Literal, Self

from pydantic import Field, model_validator

from assistant.content.strictyaml import Strict, load_cached
from assistant.content.texts import wordings
from assistant.settings import content_dir

Then = Literal["niets", "herhaal", "vraag", "stap", "terug", "sluiten", "bron", "herkomst"]
_SHORT = 400
"""Characters: a signal is a short message; a long story that ends in 'wat moet ik doen?' is looked at by its end."""


class Signal(Strict):
    """One kind of special turn."""

    id: str
    then: Then
    """What follows its fixed text."""
    patterns: tuple[str, ...] = Field(min_length=1)
    whole: bool = False
    most: int = 60
    """Words at most."""

    @model_validator(mode="after")
    def _is_usable(self) -> Self:
        for pattern in self.patterns:
            try:
                re.compile(pattern)
            except re.error as error:
                raise ValueError(f"het patroon '{pattern}' is geen geldige zoekvorm") from error
        wordings(f"signals.{self.id}")
        return self

    def fits(self, plain: str) -> bool:
        """Whether the message, in lower case and without end marks, is this kind of turn."""
        if self.whole:
            return any(re.fullmatch(pattern, plain.rstrip(" ?")) for pattern in self.patterns)
        return len(plain.split()) <= self.most and self.occurs(plain)

    def occurs(self, plain: str) -> bool:
        """Whether it stands somewhere in the message, however long that is."""
        return any(re.search(rf"(?<!\w)(?:{pattern})", plain) for pattern in self.patterns)


class SignalFile(Strict):
    """prompts/signals.yaml."""

    signals: tuple[Signal, ...]
    english: frozenset[str]
    dutch: frozenset[str]


_SILENCE = Signal(id="stilte", then="niets", patterns=("(?!)",))
_ENGLISH = Signal(id="engels", then="herhaal", patterns=("(?!)",))


@cache
def load_signals() -> SignalFile:
    """The rules. Raises ContentError."""
    return load_cached(content_dir() / "prompts" / "signals.yaml", SignalFile)


def recognise(message: str) -> Signal | None:
    """The kind of special turn, or None for an ordinary one."""
    if not any(ch.isalpha() for ch in message):
        return _SILENCE
    plain = _plain(message)
    if len(plain) <= _SHORT:
        for signal in load_signals().signals:
            if signal.fits(plain):
                return signal
    else:
        # Orders to the tool are refused wherever they hide in a long message; the rest needs a short one.
        order = next(signal for signal in load_signals().signals if signal.id == "opdracht")
        if order.occurs(plain):
            return order
    return _ENGLISH if _is_english(plain) else None


def _plain(message: str) -> str:
    low = " ".join(message.lower().replace("’", "'").split())
    return re.sub(r"[.,!…;:\"]+(?=\s|$)", "", low).strip(" '")


def _is_english(plain: str) -> bool:
    words = re.findall(r"[\w']+", plain)
    rules = load_signals()
    english = sum(word in rules.english for word in words)
    dutch = sum(word in rules.dutch for word in words)
    return len(words) >= 3 and english >= 2 and english > 2 * dutch
