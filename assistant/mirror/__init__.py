"""The mirror: the user's own words given back in the je-form.

message
  -> choose.candidates    which sentence or clause carries the most
  -> shift.shift_person   ik -> je, certain or not at all
  -> reflect              shifted words, or the literal quote, with a short lead-in

Adds no word of its own but the lead-in; never changes what was said.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from assistant.content.texts import text, wordings
from assistant.mirror import words as w
from assistant.mirror.choose import candidates, weight
from assistant.mirror.pieces import LONGEST, SHORTEST
from assistant.mirror.shift import says_ik, shift_person, speaks_as_subject, states_something

Kind = Literal["verschoven", "anderen", "citaat", "vraag", "geen"]


@dataclass(frozen=True)
class Mirror:
    """The user's words on their way back."""

    text: str
    """What is shown; empty when there is nothing to mirror."""
    kind: Kind
    """verschoven: said of oneself; anderen: of others; citaat: literal; vraag: a literal question; geen: none."""
    words: str
    """The user's own sentence that it comes from."""


_LIGHTER = 1.0
"""How much less a sentence may weigh than the heaviest one and still be mirrored in its place."""

NOTHING = Mirror("", "geen", "")

_APOSTROPHE = re.compile(r"(?<=\w)['’](?=\w)|(?<!\w)['’](?=[kmnst]\b)")


def reflect(message: str, turn: int = 0) -> Mirror:
    """The mirror of a message. `turn` varies the lead-in so that a conversation does not sound the same."""
    options = candidates(message)
    heaviest = weight(options[0], 0, 1) if options else 0.0
    # A light sentence that can be shifted is no mirror of a heavy one that can't: then the heavy one is quoted.
    for sentence in [option for option in options[:3] if weight(option, 0, 1) >= heaviest - _LIGHTER]:
        mirror = _shifted(sentence, turn)
        if mirror:
            return mirror
    return quote(options[0], turn) if options else NOTHING


def quote(sentence: str, turn: int = 0) -> Mirror:
    """The literal words with a lead-in; NOTHING when they are too short or too long to stand as a quote."""
    words = _unquoted(sentence.strip().rstrip(". "))
    fits = SHORTEST <= len(words.split()) <= LONGEST
    if not fits or words[0] in "'’" or "'" in _APOSTROPHE.sub("", words):
        return NOTHING
    kind: Kind = "vraag" if words.endswith("?") else "citaat"
    return Mirror(text(f"mirror.{kind}", turn, citaat=words), kind, sentence)


def _unquoted(words: str) -> str:
    """Without the quotation marks around the whole."""
    marks = "'\"‘’“”"
    whole = len(words) > 1 and words[0] in marks and words[-1] in marks
    return words.strip(marks).rstrip(".") if whole else words


def _shifted(sentence: str, turn: int) -> Mirror | None:
    """The sentence in the je-form with its lead-in, or None where a quote is safer."""
    if sentence.endswith("?") or sentence.lower().startswith("waarom ") or len(sentence.split()) < SHORTEST - 1:
        return None
    shifted = shift_person(sentence)
    if shifted is None:
        return None
    kind: Kind = "verschoven" if speaks_as_subject(sentence) else "anderen"
    if not states_something(sentence) and (kind == "anderen" or not says_ik(sentence)):
        return None
    return Mirror(_led(kind, turn, _closed(shifted)), kind, sentence)


def _closed(sentence: str) -> str:
    """With a capital in front and a full stop behind."""
    bare = sentence.strip().rstrip(",;:-–… ")
    bare = bare[0].upper() + bare[1:]
    return bare if bare[-1] not in ",)" and not bare[-1].isalnum() else bare + "."


def _led(kind: Kind, turn: int, sentence: str) -> str:
    """The lead-in of this turn with the sentence in it; after a colon the first word loses its capital."""
    for variant in range(turn, turn + len(wordings(f"mirror.{kind}"))):
        shown = text(f"mirror.{kind}", variant, zin=sentence)
        if shown.split()[0] == sentence.split()[0] and shown != sentence:
            # "Als ik je goed lees: als je ..."
            continue
        if shown == sentence or _may_be_lower(sentence):
            return shown if shown == sentence else shown.replace(sentence, sentence[0].lower() + sentence[1:])
    return text(f"mirror.{kind}", turn, zin=sentence)


def _may_be_lower(sentence: str) -> bool:
    """Whether the first word is a common one (not a name) and can lose its capital."""
    return sentence.split()[0].strip(",").lower() in w.COMMON
