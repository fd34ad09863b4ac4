"""What in a question may close it or ask for a defence, with the literal words.

The guard (assistant/guard) knows form, advice and judgement; prompts/rehearsal.yaml says which of its breaches count
here and adds what it does not look for. Reads words only: whether the group itself said 'het conflict' is not known.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import get_args

from assistant.guard import Breach, check_core
from assistant.guard.sentences import fold, sentences
from assistant.jobs.rehearsal_rules import LETTER, FromGuard, Own, Problem, echo, from_guard, own_rules, words_of

LONGEST = 400
"""Characters of a question; the guard looks no further than 1000."""
_WORD = re.compile(r"[\w'-]{1,40}")


@dataclass(frozen=True)
class Finding:
    """One thing in a question that may close it."""

    problem: Problem
    cue: str
    """The words that it is about, literally in the question."""
    why: str


def find_problems(question: str) -> tuple[Finding, ...]:
    """Everything found in the first 400 characters, one finding a problem and place. Never raises."""
    asked = _asked(question.strip()[:LONGEST])
    found = [*_by_guard(asked), *_by_rules(asked)]
    ranks = get_args(Problem)
    # A longer quote is left out when a shorter one says the same.
    kept = {(one.problem, one.cue): one for one in found if not any(_within(other, one) for other in found)}
    return tuple(sorted(kept.values(), key=lambda one: (ranks.index(one.problem), asked.find(one.cue))))


def _asked(question: str) -> str:
    """The question with its mark, which people leave out in a list."""
    return question if "?" in question else f"{question.rstrip(' .')}?"


def _by_guard(asked: str) -> Iterator[Finding]:
    for breach in check_core(asked).breaches:
        fitting = next((one for one in from_guard() if _fits(one, breach, asked)), None)
        if fitting:
            yield Finding(fitting.entry.problem, _narrowed(fitting, breach.quote), fitting.entry.why)


def _fits(one: FromGuard, breach: Breach, asked: str) -> bool:
    quote = fold(breach.quote).strip()
    if breach.code not in one.entry.codes or (one.cue and not one.cue.match(quote)):
        return False
    if one.opens and not one.opens.match(_sentence_with(quote, asked)):
        return False
    return not (one.unless and one.unless.search(quote))


def _sentence_with(quote: str, asked: str) -> str:
    return next((one.folded for one in sentences(asked, "") if quote in one.folded), quote)


def _narrowed(one: FromGuard, quote: str) -> str:
    part = one.narrow.search(fold(quote)) if one.narrow else None
    return _bare(quote[part.start() : part.end()] if part else quote)


def _by_rules(asked: str) -> Iterator[Finding]:
    echoes = bool(echo().search(fold(asked)))
    for sentence in sentences(asked, ""):
        for own in own_rules():
            span = _first(own, sentence.folded)
            if span and not (echoes and own.rule.problem == "veronderstelling"):
                start, end = (sentence.start + at for at in span)
                yield Finding(own.rule.problem, _bare(asked[start:end]), own.rule.why)


def _first(own: Own, folded: str) -> tuple[int, int] | None:
    if own.opens and not own.opens.match(folded):
        return None
    excepted = [found.span() for found in own.unless.finditer(folded)] if own.unless else []
    spans = (found.span() for found in own.find.finditer(_marked(folded, own.rule.words)))
    return next((span for span in spans if not any(_overlap(span, other) for other in excepted)), None)


def _marked(folded: str, name: str) -> str:
    """The sentence, as long as it was, with LETTER for the letters of the words of a class."""
    if not name:
        return folded
    words = words_of(name)
    return _WORD.sub(lambda word: LETTER * len(word[0]) if word[0] in words else word[0], folded)


def _overlap(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _bare(cue: str) -> str:
    return re.sub(r"^[\s,;:?.-]+|[\s,;:?.-]+$", "", cue)


def _within(other: Finding, one: Finding) -> bool:
    if other.problem != one.problem or other.cue not in one.cue:
        return False
    return len(other.cue) < len(one.cue)
