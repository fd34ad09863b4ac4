"""Said, but not there.

A number beside another verb, a quotation in another mouth, 'ook' of one who was not said so, a thing for a thing.
"""

from __future__ import annotations

from collections.abc import Iterator

from assistant.guard.fidelity_clauses import Clause, Story, content
from assistant.guard.fidelity_facts import Span, numbers
from assistant.guard.fidelity_near import is_new
from assistant.guard.fidelity_roles import YOU, roles, told_roles
from assistant.guard.fidelity_verbs import kin
from assistant.guard.fidelity_words import lexicon, pattern
from assistant.guard.sentences import QUOTED, WORD


def moved_numbers(clause: Clause, told: Story) -> bool:
    """Whether a number stands with a thing or verb that the user said it not with, and said elsewhere."""
    theirs = [pair for other in told.clauses if other.numbers for pair in _counted(other)]
    for value, thing in _counted(clause) if clause.numbers else ():
        same = [said for said, other in theirs if thing & other]
        if same and value not in same:
            return True
    mine = clause.verbs - lexicon().auxiliaries
    if not mine or not clause.numbers or not any(mine & other.verbs for other in told.clauses):
        return False
    return any(_stands_elsewhere(value, span[1], clause, told) for value, span in numbers(clause.text))


def _counted(clause: Clause) -> Iterator[tuple[float, frozenset[str]]]:
    """The numbers with what they count: the word right behind, if it has content."""
    for value, span in numbers(clause.text):
        after = WORD.findall(clause.text[span[1] :])[:1]
        if after and after[0] not in lexicon().empty and after[0] != "keer":
            yield value, kin(after[0])


def _stands_elsewhere(value: float, at: int, clause: Clause, told: Story) -> bool:
    there = [other for other in told.clauses if value in other.numbers]
    after = WORD.findall(clause.text[at:])[:2]
    counted = [word for word in after if word not in lexicon().empty and not pattern("units").fullmatch(word)]
    if any(told.has(word) and not kin(word).isdisjoint(other.kin) for word in counted for other in there):
        return False
    mine = clause.verbs - lexicon().auxiliaries
    theirs = [other.verbs - lexicon().auxiliaries for other in there]
    return bool(theirs) and all(verbs and not verbs & mine for verbs in theirs)


def misquoted(text: str, own: tuple[Clause, ...], told: Story) -> Iterator[Span]:
    """Quotations that the reply gives to another speaker than the user did."""
    quotes = list(QUOTED.finditer(text))
    outside = [clause for clause in own if not any(_inside(clause, quote.span()) for quote in quotes)]
    who = {roles(clause, "reply", told).doer for clause in outside if clause.verbs & lexicon().says}
    if len(who) != 1 or "" in who:
        return
    for quote in quotes:
        theirs = _speaker((quote[1] or quote[2]).strip(" .,!?"), told)
        if theirs and theirs not in who and (theirs == YOU or YOU in who):
            yield quote.span()


def _inside(clause: Clause, span: Span) -> bool:
    return clause.span[0] >= span[0] and clause.span[1] <= span[1]


def _speaker(quoted: str, told: Story) -> str:
    """Who said the words, as the user tells it; '' when that is not certain."""
    if len(quoted) < 2 or told.text.count(quoted) != 1:
        return ""
    at = told.text.index(quoted)
    inside = [n for n, clause in enumerate(told.clauses) if clause.span[1] > at and clause.span[0] < at + len(quoted)]
    if not inside or not inside[0]:
        return ""
    before = told.clauses[inside[0] - 1]
    says = before.verbs & lexicon().says and told.text[before.span[1] :].lstrip().startswith(":")
    return told_roles(before, told).doer if says else ""


def holds_for_another(clause: Clause, told: Story) -> bool:
    """'en Thijs wil dat ook', where the user said of nobody that it holds for them too."""
    also = pattern("also").search(clause.text) and not pattern("also_said").search(told.text)
    return bool(also) and roles(clause, "reply", told).doer not in ("", YOU)


def replaces(clause: Clause, best: list[Clause], told: Story) -> bool:
    """Whether one thing of the user's clause was replaced by another that the user never named."""
    return all(_replaced(clause, other, told) for other in best)


def _replaced(clause: Clause, other: Clause, told: Story) -> bool:
    new = [word for word in content(clause) if is_new(word, told)]
    left = [word for word in content(other) if kin(word).isdisjoint(clause.kin)]
    kept = [word for word in content(clause) if not kin(word).isdisjoint(other.kin)]
    alone = len(new) == len(left) == 1 and len(kept) > 1
    return alone and _is_thing(new[0], clause) and _is_thing(left[0], other)


def _is_thing(word: str, clause: Clause) -> bool:
    """Whether a determiner or preposition stands right in front, so that it is a noun."""
    at = clause.words.index(word)
    return at > 0 and clause.words[at - 1] in lexicon().determiners | lexicon().prepositions
