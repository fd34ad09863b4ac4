"""A plan told as done, or something done told as a plan."""

from __future__ import annotations

from assistant.guard.fidelity_clauses import Clause, Story
from assistant.guard.fidelity_verbs import forms, has_tense, is_past_only, verbs
from assistant.guard.fidelity_words import lexicon, pattern

_MODAL = frozenset({"hebben", "zijn", "kunnen", "mogen", "moeten", "willen", "zullen", "hoeven", "zeggen", "doen"})


def changes_plan(clause: Clause, best: list[Clause]) -> bool:
    """Whether the clause has done what the user's clauses only plan, or the other way round."""
    done = _done(clause)
    if done and not pattern("plans").search(clause.text):
        return all(done & _planned(other) for other in best)
    planned = _planned(clause)
    return bool(planned) and all(planned & _done(o) and not pattern("plans").search(o.text) for o in best)


def _done(clause: Clause, hidden: frozenset[str] | None = None) -> frozenset[str]:
    """The verbs of what happened: a past, or a participle with 'hebben' or 'zijn'."""
    past = {verb for word in clause.words if forms(word) and is_past_only(word) for verb in verbs(word)}
    perfect = pattern("perfect").search(clause.text)
    done = {verb for word in clause.words if perfect and has_tense(word, "participle") for verb in verbs(word)}
    return frozenset(past | done) - (lexicon().light if hidden is None else hidden)


def _planned(clause: Clause) -> frozenset[str]:
    """The verbs of what somebody will or wants to do."""
    if not pattern("will").search(clause.text) or pattern("went").search(clause.text):
        return frozenset()
    words = [word for word in clause.words if has_tense(word, "infinitive")]
    return frozenset(verb for word in words for verb in verbs(word)) - lexicon().light


def tells_as_done(clause: Clause, told: Story) -> bool:
    """Whether it happened here, while the user only wanted, feared or nearly did it, in every clause with the verb."""
    if pattern("still_plans").search(clause.text):
        return False
    done = _done(clause, lexicon().auxiliaries - lexicon().tells - {"vragen"} | {"doen"})
    for verb in done:
        there = [other for other in told.clauses if verb in other.verbs]
        if there and all(_is_not_done(other, told) for other in there):
            return True
    return False


def brings_about(clause: Clause, best: list[Clause], told: Story) -> bool:
    """'Je werd boos' for 'ik stond op het punt boos te worden', 'hij luistert' for 'hij doet alsof hij luistert'."""
    shared = [other for other in best if clause.verbs & other.verbs]
    if shared and _done(clause, _MODAL) and not pattern("still_plans").search(clause.text):
        return all(_is_not_done(other, told) for other in shared)
    if pattern("pretends").search(clause.text) or not clause.verbs - lexicon().auxiliaries:
        return False
    there = [other for other in told.clauses if clause.verbs & other.verbs - lexicon().auxiliaries]
    return bool(there) and all(other.opening == "alsof" for other in there)


def _is_not_done(clause: Clause, told: Story) -> bool:
    around = told.sentence(clause.number)
    at = around.index(clause)
    leads = clause.opening in {"dat", "of", "om", "alsof"}
    if clause.opening == "als":
        return True
    seen = f"{around[at - 1].text if at and leads else ''} {clause.text}"
    return bool(pattern("not_done").search(seen)) and not (_done(clause) and pattern("perfect").search(clause.text))
