"""Negation and doubt: what a clause denies or makes certain, beside the user's clauses that look like it."""

from __future__ import annotations

from assistant.guard.fidelity_clauses import Clause, Story, overlap
from assistant.guard.fidelity_swaps import names_the_doubted
from assistant.guard.fidelity_verbs import has_tense, verbs
from assistant.guard.fidelity_words import lexicon, pattern


def has_verb(clause: Clause) -> bool:
    """Whether somebody does something in it."""
    if any(has_tense(word, "present", "past", "participle") for word in clause.words):
        return True
    return bool(pattern("several").search(clause.text)) and any(map(verbs, clause.words))


def drops_negation(clause: Clause, own: tuple[Clause, ...], best: list[Clause], told: Story) -> bool:
    """Whether the user denied what is said here."""
    if clause.negated or not all(other.negated for other in best) or clause.lacks - best[0].lacks:
        return False
    aligned = {other.span: other.negated for part in own for other in told.alike(part)[:1]}
    if sum(aligned.values()) <= sum(part.negated for part in own):
        # The negation stands elsewhere in the sentence.
        return False
    if any(clause.verbs & other.verbs for other in best):
        return True
    return len(clause.counted) > 1 and not clause.verbs and overlap(clause, best[0].kin) == 1


def adds_negation(clause: Clause, best: list[Clause], told: Story) -> bool:
    """Whether this denies what the user did not deny."""
    if not clause.negated or not has_verb(clause):
        return False
    if any(other.negated and not other.content for other in told.clauses):
        # 'Niks eigenlijk': an answer, and the question holds the rest.
        return False
    same = any(clause.verbs & other.verbs - lexicon().auxiliaries for other in best)
    reach = (0,) if same else (-1, 0, 1)
    around = [part for other in best for step in reach for part in told.sentence(other.number + step)]
    return not any(part.negated or part.lacks - clause.lacks for part in around or told.clauses)


def makes_certain(clause: Clause, told: Story) -> bool:
    """Whether a word here makes certain what the user doubted."""
    sure = pattern("certain").search(clause.text)
    return bool(sure) and told.doubts and not pattern("same_certain").search(told.text)


def names_a_suspect(clause: Clause, text: str, told: Story) -> bool:
    """'Stijn klaagde', where the user only suspects that it was Stijn."""
    if pattern("doubts").search(text) or pattern("keeps").search(text) or pattern("keeps_light").search(text):
        return False
    places = names_the_doubted(clause, told)
    return bool(places) and all(_doubted(other, told, False) for other in told.clauses if other.span in places)


def drops_doubt(clause: Clause, text: str, best: list[Clause], told: Story) -> bool:
    """Whether the user was not sure of what is certain here."""
    if pattern("doubts").search(text) or pattern("keeps").search(text):
        return False
    if not has_verb(clause):
        return False
    light = bool(pattern("keeps_light").search(text))
    return all(_doubted(other, told, light) for other in best)


def _doubted(clause: Clause, told: Story, light: bool) -> bool:
    """Whether the user was not sure of this clause; not by 'ik denk' alone when `light`."""
    around = told.sentence(clause.number)
    at = around.index(clause)
    governing = around[at - 1].text if at and clause.opening in {"dat", "of", "alsof"} else ""
    after = around[at + 1].text if at + 1 < len(around) else ""
    if pattern("afterthought").fullmatch(after) and not light:
        return True
    seen = f"{governing} , {clause.text}"
    return bool(pattern("strong").search(pattern("light_doubt").sub(" ", seen) if light else seen))
