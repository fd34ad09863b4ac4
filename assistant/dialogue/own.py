"""Sentences in which the user says what the user did: 'Ik loop nu bij anderen binnen.'"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from assistant.mirror.choose import sentences
from assistant.mirror.clauses import Sentence, Unsure

if TYPE_CHECKING:
    from assistant.dialogue.session import Session

_STAGES = ("gedaan", "klein")
"""Steps that ask what the user did."""

# 'Ik vind dat zij ...' speaks of others, whoever the grammar makes its subject.
_OPINION = re.compile(
    r"\b(?:ik (?:vind|vond|denk|dacht|geloof|hoop|hoopte|verwacht|weet|merk|merkte|zie|zag|hoor|hoorde)|"
    r"(?:vind|vond|denk|dacht|geloof|hoop|merk|merkte|zie|zag) ik) (?:\w+ ){0,2}(?:dat|hoe|of)\b",
    re.I,
)

# 'Wij letten daarop, denk ik' is about us.
_DOUBT = re.compile(r",?\s*\b(?:denk|dacht|geloof|vind|vond|hoop|vrees|meen|merk) ik\b", re.I)


def i_sentences(message: str) -> tuple[str, ...]:
    """The sentences of which *ik* is the subject, word for word; opinions about others are not among them."""
    return tuple(part for part in sentences(message) if _is_own(part))


def own_sentences(session: Session) -> list[str]:
    """The I-sentences of the steps that ask what the user did, word for word, each once (methods K1, K2)."""
    found = [line for stage in _STAGES for said in session.said_at(stage) for line in i_sentences(said)]
    return list(dict.fromkeys(found))


def _is_own(sentence: str) -> bool:
    sentence = _DOUBT.sub("", sentence)
    if _OPINION.search(sentence) or sentence.endswith("?"):
        return False
    try:
        return any(clause.subject == "ik" and not clause.final for clause in Sentence(sentence).clauses())
    except Unsure:
        return bool(re.match(r"(?:(?:en|maar|dus|nou|wel|ja) )*ik\b", sentence, re.I))
