"""Cut words off a sentence that say nothing, and a long sentence into pieces that can stand alone."""

from __future__ import annotations

import re

from assistant.mirror.lexicon import before_you, is_past

SHORTEST = 4
"""Words of a quote at least: giving three words back is parroting."""
LONGEST = 24
"""Words of a mirror at most: longer reads as a transcript, not as a mirror."""

_SUBJECT = r"(?:ik|we|wij|hij|zij|ze|mijn|iedereen|niemand)"
# Between main clauses only: a cut anywhere else leaves a piece that says something else, or nothing.
_BORDER = re.compile(
    rf"(?:,|;| –| -)\s+(?=(?:maar|want|dus|en)\b)|;\s+|,\s+(?={_SUBJECT}\b)|\s+(?=(?:maar|want|dus)\s+{_SUBJECT}\b)",
    re.I,
)
_TAGS = re.compile(r",\s+(?:hoor|zeg maar)(?=[.!…]*$)", re.I)
_JOINING = re.compile(r"^(?:maar|en|want)[, ]+", re.I)
# Only with a comma, or right before the subject: 'ja zeggen kan ik wel' and 'goed dat ik er was' keep theirs.
_SOUND = re.compile(
    r"^(?:ach|allee|allez|amai|dus|eerlijk gezegd|goed|goh|haha|haha ja|hè|hm+|het zit zo|hoor|ja|ja hoor|kijk|luister|"
    r"nee|nee hoor|nou|nou ja|nou kijk|och|ok[eé]|pff+|tja|wacht)(?:,\s+|\s+(?=(?:ik|we|wij|maar|en)\b))",
    re.I,
)
_CALLED = re.compile(r"^(?:(?:beste|geachte|lieve|sorry) )?\w+,\s+(?=(?:ik|we|wij|mijn|onze?)\b)", re.I)


def strip_opener(sentence: str) -> str:
    """Drop 'Maar', 'Nou ja,', 'Piet,' in front and ', hoor' behind; what follows gets the opener's capital."""
    bare = sentence = _TAGS.sub("", sentence)
    for _ in range(4):
        shorter = _SOUND.sub("", _JOINING.sub("", _CALLED.sub("", bare)))
        if shorter == bare or not shorter or _starts_with_verb(shorter):
            break
        bare = shorter
    return bare[0].upper() + bare[1:] if bare != sentence and sentence[0].isupper() else bare


def cut(sentence: str) -> list[str]:
    """A long sentence in pieces that can stand alone, none longer than a mirror may be."""
    pieces = [strip_opener(piece.strip()) for piece in _BORDER.split(sentence) if piece and piece.strip()]
    return [piece for piece in pieces if SHORTEST - 1 <= len(piece.split()) <= LONGEST and not _starts_with_verb(piece)]


def _starts_with_verb(sentence: str) -> bool:
    """Whether the verb stands before its subject: cut here, a statement would become a question."""
    words = re.findall(r"[\w']+", sentence.lower())[:2]
    return len(words) == 2 and words[1] in _AFTER_VERB and (before_you(words[0]) is not None or is_past(words[0]))


_AFTER_VERB = {"ik", "we", "wij", "hij", "ze", "zij", "je"}
