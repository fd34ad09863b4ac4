"""Whether a statement of a reply is faithful to what the user said: the breach ONTROUW.

  facts   -> fidelity_facts    numbers, times, names, opposites: looked up in all the user's words
  clauses -> fidelity_clauses  each clause beside the user's clauses that look like it: doubt, negation, plan
  roles   -> fidelity_roles, fidelity_swaps    who did what to whom
  words   -> fidelity_near     new words that are nothing like the user's; fidelity_small: degree, cause, order

Only reports what it is sure of; a reply that adds nothing and changes nothing is never reported.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from assistant.guard.acts import leaves_the_choice
from assistant.guard.fidelity_clauses import Clause, Story, clauses, content, mood, story
from assistant.guard.fidelity_facts import Span, new_names, new_numbers, new_people, new_times, turned_round
from assistant.guard.fidelity_near import is_new
from assistant.guard.fidelity_places import holds_for_another, misquoted, moved_numbers, replaces
from assistant.guard.fidelity_plans import brings_about, changes_plan, tells_as_done
from assistant.guard.fidelity_polarity import (
    adds_negation,
    drops_doubt,
    drops_negation,
    has_verb,
    makes_certain,
    names_a_suspect,
)
from assistant.guard.fidelity_roles import Roles, exchanged, moved, roles, told_roles
from assistant.guard.fidelity_small import gives_new_cause, lets_another_tell, new_marks, turns_time_round
from assistant.guard.fidelity_swaps import adds_particle, brings_you_in, claimed, is_literal, turned
from assistant.guard.fidelity_verbs import has_tense, kin, verbs
from assistant.guard.fidelity_words import Kind, lexicon, pattern
from assistant.guard.sentences import QUOTED, WORD, Sentence, fold

_EDGE = 20
"""Characters beside a sentence that may hold the rest of its number: '600.000'."""
_PROGRAM = frozenset({"ik", "mij", "mijn", "we", "wij", "ons", "onze"})


class Unfaith(NamedTuple):
    """Where a sentence is unfaithful, and why."""

    start: int
    end: int
    why: str


def unfaithful(sentence: Sentence, said_folded: str, raw_reply: str) -> Iterator[Unfaith]:
    """What this statement says as said that the user did not say; places are in the sentence. Never raises."""
    raw = raw_reply[sentence.start : sentence.start + len(sentence.folded)]
    if len(raw) != len(sentence.folded):
        raw = sentence.folded
    seen: set[Kind] = set()
    before, after = raw_reply[: sentence.start][-_EDGE:], raw_reply[sentence.start + len(raw) :][:_EDGE]
    for kind, (start, end) in _found(sentence, raw, (before, after), story(said_folded)):
        if kind not in seen:
            seen.add(kind)
            yield Unfaith(start, end, lexicon().why[kind])


def _found(sentence: Sentence, raw: str, edges: tuple[str, str], told: Story) -> Iterator[tuple[Kind, Span]]:
    # Quoted words are the user's too; here they help to find the clause that is given back.
    text = fold(raw)
    if not (speaks_itself(sentence) and " of " in text):
        yield from (("mood", span) for span in _new_moods(sentence.folded, told))
    bare = pattern("attribution").sub(lambda found: "," + " " * (len(found[0]) - 1), text)
    own = tuple(clauses(bare))
    yield from (("name", span) for span in new_names(raw, told.text))
    if not _tells(text, own, told):
        return
    if not speaks_itself(sentence):
        yield from (("number", span) for span in new_numbers(text, edges, told.numbers, told.text))
    yield from (("time", span) for span in new_times(text, told.text))
    yield from (("name", span) for span in new_people(text, told.text))
    if speaks_itself(sentence):
        return
    yield from (("opposite", span) for span in turned_round(sentence.folded, told.text))
    yield from (("mark", span) for span in new_marks(sentence.folded, told.text))
    yield from (("roles", span) for span in misquoted(text, own, told))
    yield from (("roles", span) for span in claimed(sentence.folded, told))
    claims = QUOTED.sub(" ", sentence.folded)
    # What the user literally typed is quoted: it can't be unfaithful.
    theirs = {clause.text for clause in told.clauses}
    for clause in (part for part in own if "_" not in sentence.folded[slice(*part.span)] and part.text not in theirs):
        faults = _clause_faults(clause, own, text, claims, told)
        # In a quotation 'je' may be anybody.
        quoted = _is_quoted(clause, text, edges[0])
        yield from ((kind, clause.span) for kind in faults if kind != "roles" or not quoted)


def _is_quoted(clause: Clause, text: str, before: str) -> bool:
    # A quotation mark in front of the first word is no part of the sentence.
    if fold(before[-1:]) in ("'", '"') and clause.span[1] <= text.find(fold(before[-1:])):
        return True
    return any(quote.start() <= clause.span[0] and clause.span[1] <= quote.end() for quote in QUOTED.finditer(text))


def _tells(text: str, own: tuple[Clause, ...], told: Story) -> bool:
    """Whether the sentence tells something of the user's story, and is no opinion, advice or general truth."""
    if pattern("attribution").search(text) or any(map(_is_past, own)):
        return True
    words = [word for clause in own for word in content(clause)]
    if any(_tells_new_deed(clause, content(clause), told) for clause in own):
        return True
    return 2 * sum(map(told.has, words)) >= len(words)


def _is_past(clause: Clause) -> bool:
    """Whether somebody did something in it."""
    past = any(has_tense(word, "past") for word in clause.words)
    done = any(has_tense(word, "participle") for word in clause.words) and pattern("perfect").search(clause.text)
    return (
        bool(past or done)
        and bool(pattern("somebody").search(clause.text))
        and not pattern("unreal").search(clause.text)
    )


def speaks_itself(sentence: Sentence) -> bool:
    """Whether the program speaks of itself or leaves the choice: *ik* or *we* outside quotation marks."""
    bare = QUOTED.sub(" ", sentence.folded)
    return not _PROGRAM.isdisjoint(WORD.findall(bare)) or leaves_the_choice(sentence)


def _new_moods(folded: str, told: Story) -> Iterator[Span]:
    for found in WORD.finditer(folded):
        if (family := mood(found[0])) >= 0 and family not in told.moods and not _is_said_otherwise(found[0], told):
            yield found.span()


def _is_said_otherwise(word: str, told: Story) -> bool:
    """Whether another form was said, or its opposite with a negation: 'wantrouwen' for 'vertrouwt niet'."""
    bare = re.sub(r"^(?:on|wan)", "", word)
    denied = bare != word and bare[:5] in told.text and any(clause.negated for clause in told.clauses)
    return denied or not kin(word).isdisjoint(told.kin)


def _clause_faults(clause: Clause, own: tuple[Clause, ...], text: str, claims: str, told: Story) -> Iterator[Kind]:
    best = told.alike(clause)
    if best:
        if drops_negation(clause, own, best, told):
            yield "negation"
        if drops_doubt(clause, text, best, told):
            yield "doubt"
        if changes_plan(clause, best):
            yield "plan"
        if turns_time_round(clause, best):
            yield "opposite"
        if replaces(clause, best, told):
            yield "added"
    led = clause.opening in ("dat", "of", "om") and pattern("still_plans").search(text)
    if not led and (tells_as_done(clause, told) or brings_about(clause, best, told)):
        yield "plan"
    if gives_new_cause(clause, text, told):
        yield "cause"
    if lets_another_tell(clause, told):
        yield "added"
    if makes_certain(clause, told) or names_a_suspect(clause, text, told):
        yield "doubt"
    if (not is_literal(clause, told) and (_swaps(clause, best, told) or turned(clause, best, told))) or brings_you_in(
        clause, best, told
    ):
        yield "roles"
    if adds_negation(clause, best, told):
        yield "negation"
    if moved_numbers(clause, told):
        yield "number"
    if _is_new(clause, claims, told) or adds_particle(clause, best, told) or holds_for_another(clause, told):
        yield "added"


def _swaps(clause: Clause, best: list[Clause], told: Story) -> bool:
    if pattern("gets").search(clause.text) or not has_verb(clause):
        return False
    mine = roles(clause, "reply", told)
    same = [told_roles(other, told) for other in told.with_verb(clause)]
    known = [other for other in same if other.verbs & mine.verbs and other.doer]
    if any(exchanged(mine, other) for other in known) and not any(other.doer == mine.doer for other in known):
        return not any(_stands_in(mine, told_roles(other, told)) for other in told.clauses)
    return bool(best) and bool(clause.verbs) and all(moved(mine, told_roles(other, told)) for other in best)


def _stands_in(mine: Roles, theirs: Roles) -> bool:
    """'Dat doet Veerle': the same doer with a verb that stands for any other."""
    return mine.doer == theirs.doer and bool(theirs.stands_in)


def _is_new(clause: Clause, claims: str, told: Story) -> bool:
    words = content(clause)
    new = [word for word in words if is_new(word, told)]
    claimed = bool(pattern("attribution").search(claims))
    if not new:
        return False
    if _tells_new_deed(clause, new, told) or _adds_one(clause, told):
        return True
    if not (claimed or _is_past(clause)):
        return False
    return len(new) > 1 or (len(new) == len(words) and bool(pattern("claims").search(claims)))


def _adds_one(clause: Clause, told: Story) -> bool:
    """Whether a clause that gives the story back holds a word that the user has nothing for."""
    return (
        len(clause.words) > 1
        and not pattern("unreal").search(clause.text)
        and (has_verb(clause) or clause.opening == "om")
    )


def _tells_new_deed(clause: Clause, new: list[str], told: Story) -> bool:
    """Whether somebody of the story does something that the user has no word for."""
    hidden = lexicon().mirroring | lexicon().auxiliaries
    deeds = [
        word
        for word in new
        if is_new(word, told) and has_tense(word, "present", "past", "participle") and not verbs(word) & hidden
    ]
    real = not pattern("unreal").search(clause.text)
    return bool(deeds) and real and len(clause.words) > 1 and bool(roles(clause, "reply", told).doer)
