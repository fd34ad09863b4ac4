"""Who does what to whom in a clause, as far as the order and the case of the persons show it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import cast

from assistant.guard.fidelity_clauses import Clause, Side, Story
from assistant.guard.fidelity_verbs import forms, has_tense, is_finite, kin, verbs
from assistant.guard.fidelity_words import is_person, lexicon, pattern

YOU = "<you>"
_WAS = re.compile(r"(?<!\w)(?:ben|bent|is|was|waren|zijn|zijt)(?!\w)")
_PASSIVE = re.compile(r"(?<!\w)(?:wordt?|worden|werd|werden)(?!\w)")


@dataclass(frozen=True)
class Roles:
    """The persons of a clause around its verbs."""

    verbs: frozenset[str]
    """The verbs that tell something."""
    doer: str = ""
    """YOU, a name, a noun or a pronoun; '' when it is not certain."""
    other: str = ""
    """The other person in it, or ''."""
    led: frozenset[str] = frozenset()
    """Persons behind a preposition."""
    stands_in: bool = False
    """Whether its verb stands for any other: 'dat doet Veerle'."""


@dataclass(frozen=True)
class _Person:
    who: str
    case: str
    """'doer', 'other' or '' (either)."""
    led: str
    """The preposition in front, or ''."""


def told_roles(clause: Clause, story: Story) -> Roles:
    """What a clause of the user shows; worked out once."""
    if clause.span not in story.memo:
        story.memo[clause.span] = roles(clause, "user", story)
    return cast(Roles, story.memo[clause.span])


@lru_cache(512)
def roles(clause: Clause, side: Side, story: Story) -> Roles:
    """What the clause shows; nothing when two clauses may have run into one."""
    if _runs_on(clause, side) or any(_might_own(clause, at, story) for at in range(len(clause.words) - 1)):
        return Roles(frozenset())
    persons = _persons(clause, side, story)
    telling = clause.verbs - lexicon().light
    led = frozenset(person.who for person in persons if person.led)
    agent = next((person.who for person in persons if person.led == "door"), "")
    if side == "reply" and _is_noun_first(clause) and not any(person.case == "doer" for person in persons):
        return Roles(telling, led=led)
    if side == "reply" and _inverts(clause):
        return Roles(telling, YOU, led=led)
    free = [person for person in persons if not person.led]
    doer = _doer(free)
    if agent and pattern("passive").search(clause.text) and any(has_tense(word, "participle") for word in clause.words):
        return Roles(telling, agent, doer, led)
    if _PASSIVE.search(clause.text) or _is_done_to(clause):
        return Roles(telling, led=led)
    others = [person.who for person in free if person.who != doer]
    stands_in = not clause.verbs.isdisjoint(lexicon().standins)
    return Roles(telling, doer, others[0] if others else "", led, stands_in)


def _is_done_to(clause: Clause) -> bool:
    """'ik ben gevraagd': the perfect of a passive."""
    if not _WAS.search(clause.text) or "door" in clause.words:
        return False
    done = [word for word in clause.words if has_tense(word, "participle")]
    return bool(done) and all(
        verbs(word).isdisjoint(lexicon().moving | lexicon().auxiliaries - {"vragen"}) for word in done
    )


def _is_noun_first(clause: Clause) -> bool:
    """'De commissarissen vroegen u': a doer that is no person of the lists."""
    if len(clause.words) < 4:
        return False
    first, noun, verb = clause.words[:3]
    listed = is_person(noun) or noun in lexicon().bodies
    return first in lexicon().determiners and not listed and has_tense(verb, "present", "past")


def _inverts(clause: Clause) -> bool:
    """'Peter bellen wilde je': a deed in front, so that *je* is the doer."""
    three = zip(clause.words, clause.words[1:], clause.words[2:], strict=False)
    return any(
        has_tense(deed, "infinitive") and is_finite(verb) and who in lexicon().either_reply for deed, verb, who in three
    )


def _runs_on(clause: Clause, side: Side) -> bool:
    """'toen ik terugkwam waren ze weg': more than one verb, or a subject behind its verb late in a clause."""
    lists = lexicon()
    nouns = lists.determiners | lists.prepositions
    before = zip(("", *clause.words), clause.words, strict=False)
    if sum(is_finite(word) and led not in nouns for led, word in before) > 1:
        return True
    subjects = (
        lists.subjects_other | lists.either_other | (lists.subjects_user if side == "user" else lists.subjects_reply)
    )
    late = list(zip(clause.words, clause.words[1:], strict=False))[2:]
    return clause.opening in lists.running and any(is_finite(verb) and who in subjects for verb, who in late)


def _might_own(clause: Clause, at: int, story: Story) -> bool:
    """'je directeur', where the user spoke of no director of theirs: 'jouw' or the subject."""
    word, after = clause.words[at], clause.words[at + 1]
    return word == "je" and after in lexicon().people and kin(after).isdisjoint(story.owned)


def exchanged(mine: Roles, theirs: Roles) -> bool:
    """Whether the reply gives the doing to another than the user did."""
    if not mine.verbs & theirs.verbs or not mine.doer or not theirs.doer or mine.doer == theirs.doer:
        return False
    if YOU in (mine.doer, theirs.doer):
        return True
    return mine.other == theirs.doer


def moved(mine: Roles, theirs: Roles) -> bool:
    """Whether 'bij mij' became 'bij Willem', or the other way round."""
    if not mine.led or not theirs.led or YOU in (mine.doer, theirs.doer):
        return False
    return (YOU in mine.led) != (YOU in theirs.led) and YOU not in (mine.other, theirs.other)


def _doer(persons: list[_Person]) -> str:
    certain = {person.who for person in persons if person.case == "doer"}
    if len(certain) > 1:
        return ""
    able = [person.who for person in persons if person.case != "other"]
    return next(iter(certain)) if certain else able[0] if able else ""


def _persons(clause: Clause, side: Side, story: Story) -> list[_Person]:
    found = []
    words = ("", "", *clause.words, "")
    for at in range(2, len(words) - 1):
        word, before, after = words[at], words[at - 1], words[at + 1]
        first = words[at - 2]
        if (is_person(word) or word in lexicon().bodies) and before in lexicon().owners:
            found.append(_Person(word, "", _preposition(first)))
        elif word in lexicon().names and before not in lexicon().people and before not in lexicon().names:
            found.append(_Person(word, "", _preposition(before)))
        elif (case := _case(word, after, side, story)) is not None:
            if not case and side == "reply" and first in lexicon().determiners and not forms(before):
                # 'vinden de jongeren u'
                case = "other"
            found.append(_Person(YOU if _is_you(word, side) else word, case, _preposition(before)))
    return found


def _preposition(word: str) -> str:
    return word if word in lexicon().prepositions else ""


def _is_you(word: str, side: Side) -> bool:
    lists = lexicon()
    mine = lists.subjects_user | lists.objects_user
    yours = lists.subjects_reply | lists.objects_reply | lists.either_reply
    return word in (mine if side == "user" else yours)


def _case(word: str, after: str, side: Side, story: Story) -> str | None:
    """'doer', 'other', '' for either; None when the word is no person here."""
    lists = lexicon()
    if word == "haar" and after and after not in lists.prepositions | lists.empty and not forms(after):
        # 'haar verjaardag'
        return None
    if word in lists.subjects_other or word in (lists.subjects_user if side == "user" else lists.subjects_reply):
        return "doer"
    if word in lists.objects_other or word in (lists.objects_user if side == "user" else lists.objects_reply):
        return "other"
    if word in lists.either_other:
        return ""
    if side == "reply" and word in lists.either_reply:
        return None if word != "u" and _owns(after, story) else ""
    return None


def _owns(after: str, story: Story) -> bool:
    """Whether *je* before this word means 'jouw'."""
    return after in lexicon().people or not kin(after).isdisjoint(story.owned)
