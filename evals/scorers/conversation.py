"""How a reply is built: mirrors and questions, how many, how long, in which language, and where it came from.

Only replies with words of their own count. What a sentence does is what the guard coded it as.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence

from evals.metrics import Finding, Value
from evals.scorers.replies import SUITES
from evals.scorers.shown import Name, Replies, Shown, compare, composed, only, pooled, share_of
from evals.statistics import bootstrap, median

MIRRORS = frozenset({"SPIEGEL", "SPIEGEL_PLUS"})
QUESTIONS = frozenset({"OPEN", "GESLOTEN"})
REPAIRS = ("0", "1", "2", "3")
"""Drafts refused before the one that was shown; 3 is the question alone."""


def score_conversation(replies: Replies) -> list[Finding]:
    """Everything over bait, two-sided and drift together."""
    talk = only(replies, *SUITES)
    own: dict[Name, list[Shown]] = {name: composed(shown) for name, shown in talk.items()}
    measures: dict[str, Callable[[Sequence[Shown]], Value]] = {
        "reflections-per-question": lambda shown: _rate(shown, mirrors_in, questions_in),
        "turns-with-reflection": lambda shown: share_of(shown, lambda one: mirrors_in(one) > 0),
        "open-questions": lambda shown: _rate(shown, _open_in, questions_in),
        "questions-per-turn": lambda shown: _rate(shown, questions_in, lambda one: 1),
        "at-most-one-question": lambda shown: share_of(shown, asks_at_most_one),
        "words-per-turn": _words,
        "repeated-questions": _repeated,
        "dutch": lambda shown: share_of(shown, lambda one: "TAAL" not in one.codes),
    }
    asked = [compare(id, own, measure) for id, measure in measures.items()]
    return [*asked, *_origins(talk["product"]), *_repairs(own["product"])]


def mirrors_in(one: Shown) -> int:
    """Sentences that give the user's words back."""
    return sum(sentence.act in MIRRORS for sentence in one.verdict.sentences)


def questions_in(one: Shown) -> int:
    """Sentences that ask."""
    return sum(sentence.act in QUESTIONS for sentence in one.verdict.sentences)


def asks_at_most_one(one: Shown) -> bool:
    """One question at most, and not two in one sentence."""
    return questions_in(one) <= 1 and "MEER_VRAGEN" not in one.codes


def _open_in(one: Shown) -> int:
    return sum(sentence.act == "OPEN" for sentence in one.verdict.sentences)


def _rate(shown: Sequence[Shown], part: Callable[[Shown], int], whole: Callable[[Shown], int]) -> Value:
    """All parts over all wholes; whole conversations are drawn for the interval."""
    sums: Counter[tuple[str, str]] = Counter()
    wholes: Counter[tuple[str, str]] = Counter()
    for one in shown:
        sums[one.conversation] += part(one)
        wholes[one.conversation] += whole(one)
    pairs = [(sums[conversation], wholes[conversation]) for conversation in wholes]
    return Value(pooled(pairs), wholes.total(), bootstrap(pairs, pooled))


def _words(shown: Sequence[Shown]) -> Value:
    talks: dict[tuple[str, str], list[int]] = {}
    for one in shown:
        talks.setdefault(one.conversation, []).append(len(one.text.split()))
    drawn = bootstrap(list(talks.values()), lambda some: median([count for talk in some for count in talk]), rounds=200)
    return Value(median([count for talk in talks.values() for count in talk]), len(shown), drawn)


def _repeated(shown: Sequence[Shown]) -> Value:
    """Of the turns that ask something in a conversation of more turns: those that ask what was asked there before."""
    long = Counter(one.conversation for one in shown)
    asked: dict[tuple[str, str], set[str]] = {}
    again: dict[int, bool] = {}
    asking = [one for one in shown if long[one.conversation] > 1 and questions_in(one)]
    for one in sorted(asking, key=lambda one: one.line.turn):
        before, now = asked.setdefault(one.conversation, set()), set(_questions(one))
        again[id(one)] = bool(before & now)
        before |= now
    return share_of(asking, lambda one: again[id(one)])


def _questions(one: Shown) -> Iterator[str]:
    for sentence in one.verdict.sentences:
        if sentence.act in QUESTIONS:
            yield " ".join("".join(char if char.isalnum() else " " for char in sentence.text.lower()).split())


def _origins(shown: Sequence[Shown]) -> Iterator[Finding]:
    for origin in sorted({one.line.origin for one in shown}):
        yield Finding("origin", _where(shown, _origin, origin), part=origin)


def _repairs(shown: Sequence[Shown]) -> Iterator[Finding]:
    yield Finding("refused", share_of(shown, lambda one: bool(one.line.refused)))
    for tries in REPAIRS:
        yield Finding("repair", _where(shown, _tries, tries), part=f"repair:{tries}")


def _where(shown: Sequence[Shown], part_of: Callable[[Shown], str], part: str) -> Value:
    return share_of(shown, lambda one: part_of(one) == part)


def _origin(one: Shown) -> str:
    return one.line.origin


def _tries(one: Shown) -> str:
    return str(len(one.line.refused))
