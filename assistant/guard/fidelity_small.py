"""Small words that change a story: how much, how often, on purpose, because, at last, who said so."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from assistant.guard.fidelity_clauses import HALF, Clause, Story, overlap
from assistant.guard.fidelity_facts import Span
from assistant.guard.fidelity_roles import YOU, roles, told_roles
from assistant.guard.fidelity_words import Allowed, allowed, lexicon, pattern


def new_marks(text: str, said_text: str) -> Iterator[Span]:
    """Words of degree and manner in a reply for which the user said nothing of the kind."""
    for say, allows in _marks():
        found = say.search(text)
        if found and not allows.search(said_text):
            yield found.span()


def gives_new_cause(clause: Clause, text: str, told: Story) -> bool:
    """'omdat je bang bent', where the user told of no such thing or denied it to be the cause."""
    if clause.opening not in lexicon().causes or len(clause.words) < 2:
        return False
    best = max((overlap(clause, other.kin) for other in told.clauses), default=0.0)
    if best < HALF and not (not clause.counted and clause.verbs & told.kin):
        return True
    denied = pattern("no_cause")
    return bool(denied.search(told.text)) and not denied.search(text)


def turns_time_round(clause: Clause, best: list[Clause]) -> bool:
    """Whether what came first comes last, or the other way round."""
    first, later = pattern("first"), pattern("later")
    texts = [other.text for other in best]
    if first.search(clause.text):
        return bool(texts) and all(later.search(text) and not first.search(text) for text in texts)
    return bool(later.search(clause.text)) and bool(texts) and all(map(first.search, texts))


def lets_another_tell(clause: Clause, told: Story) -> bool:
    """'Tineke vertelde je', where in the story nobody but the user says a thing."""
    if not clause.verbs & lexicon().tells or clause.negated:
        return False
    shown = roles(clause, "reply", told)
    doer = shown.doer
    pronoun = doer in lexicon().subjects_other | lexicon().either_other and shown.other != YOU
    if doer in ("", YOU) or pronoun or pattern("others_tell").search(told.text):
        return False
    return not any(other.verbs & lexicon().tells and told_roles(other, told).doer != YOU for other in told.clauses)


@cache
def _marks() -> Allowed:
    return allowed(lexicon().marks)
