"""What a sentence of a reply does, beside any breach: mirror, open or closed question, leave the choice with the user.

The codes are those of MISC 2.1 as far as a reflection needs them: reflection, open and closed question, emphasise
control; whatever is none of these is OVERIG.
"""

from __future__ import annotations

import re
from functools import cache

from assistant.content.strictyaml import Strict, load_cached
from assistant.guard.content import compile_pattern
from assistant.guard.questions import is_open
from assistant.guard.said import Said, added, is_small
from assistant.guard.sentences import Sentence
from assistant.guard.verdict import Act
from assistant.settings import content_dir


class Acts(Strict):
    """prompts/guard/acts.yaml."""

    parts: dict[str, str]
    autonomy: tuple[str, ...]
    itself: tuple[str, ...]
    turns: str


def act_of(sentence: Sentence, said: Said) -> Act:
    """The one act of a sentence; a question is a question whatever else it does."""
    if sentence.asks:
        return "OPEN" if is_open(sentence.folded) else "GESLOTEN"
    if leaves_the_choice(sentence):
        return "AUTONOMIE"
    if speaks_of_itself(sentence):
        return "OVERIG"
    own = [word for word in sentence.words if not is_small(word) and said.has(word)]
    if not own and "__" not in sentence.folded:
        return "OVERIG"
    return "SPIEGEL_PLUS" if added(sentence, said) else "SPIEGEL"


def leaves_the_choice(sentence: Sentence) -> bool:
    """Whether it says that the user decides, about the answer, the pace or the subject."""
    return bool(_pattern("autonomy").search(sentence.folded))


def speaks_of_itself(sentence: Sentence) -> bool:
    """Whether it says what the program is or does not do."""
    return bool(_pattern("itself").search(sentence.folded))


def only_speaks_of_itself(sentence: Sentence) -> bool:
    """Whether it says what the program does not do, and turns to nothing else after it."""
    return speaks_of_itself(sentence) and not _turns().search(sentence.folded)


@cache
def _turns() -> re.Pattern[str]:
    return compile_pattern(_acts().turns, {})


@cache
def _pattern(name: str) -> re.Pattern[str]:
    content = _acts()
    patterns: tuple[str, ...] = getattr(content, name)
    return re.compile("|".join(compile_pattern(pattern, content.parts).pattern for pattern in patterns))


def _acts() -> Acts:
    found: Acts = load_cached(content_dir() / "prompts" / "guard" / "acts.yaml", Acts)
    return found
