"""Roles turned round where no verb of its own shows it: 'jaloers op', 'bleef stil', 'over jou', 'jouw plan'."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.guard.fidelity_clauses import Clause, Story, content
from assistant.guard.fidelity_facts import Span
from assistant.guard.fidelity_roles import YOU, Roles, roles, told_roles
from assistant.guard.fidelity_verbs import has_tense, kin, verbs
from assistant.guard.fidelity_words import lexicon, pattern

_SAME = {"hem": "hij", "ze": "zij", "haar": "zij", "hen": "zij"}
_YOURS = re.compile(r"(?<!\w)(?:jouw) (\w+)")
_NAMES = re.compile(
    r"(?<!\w)(?:je|jij|u|ge|gij) noem\w* (?:hem|haar|ze)(?!\w)|(?<!\w)noem\w* (?:je|jij|u|ge) (?:hem|haar|ze)(?!\w)"
)
_TO_YOU = re.compile(r"(?<!\w)(?:over|tegen|naar|op|met|aan|bij|om) (?:jou(?!\w)|(?:je|u|jullie)(?: te \w+)?$)")
_ALONE = re.compile(r"(?<!\w)samen met (\w+)")


def is_literal(clause: Clause, told: Story) -> bool:
    """Whether it is one of the user's clauses word for word, with the first person shifted to *je*."""
    return any(len(other.words) == len(clause.words) and _shifts(clause, other) for other in told.clauses)


def _shifts(clause: Clause, other: Clause) -> bool:
    lists = lexicon()
    first = lists.subjects_user | lists.objects_user | lists.owners_user
    yours = lists.subjects_reply | lists.objects_reply | lists.either_reply | {"jouw", "uw"}
    pairs = zip(other.words, clause.words, strict=True)
    return all(one == two or (one in first and two in yours) or (verbs(one) & verbs(two)) for one, two in pairs)


def turned(clause: Clause, best: list[Clause], told: Story) -> bool:
    """Whether the persons of the user's clause changed places, or one took the place of the other."""
    mine = roles(clause, "reply", told)
    if not mine.doer or not any(has_tense(word, "present", "past", "participle") for word in clause.words):
        return False
    shown = [told_roles(other, told) for other in told.clauses]
    if pattern("gets").search(clause.text) or any(part.stands_in and _same(mine, part) for part in shown):
        return False
    near = [told_roles(other, told) for other in (*best, *told.with_verb(clause))]
    mutual = pattern("even").search(clause.text)
    if not mutual and any(_converse(mine, part) for part in near) and not any(_same(mine, part) for part in near):
        return True
    return _is_other_state(clause, mine, best, told) or _tells_back(clause, mine, told)


def _names(roles_: Roles) -> frozenset[str]:
    return frozenset(_SAME.get(who, who) for who in (*roles_.led, roles_.other) if who)


def _same(mine: Roles, theirs: Roles) -> bool:
    return _SAME.get(mine.doer, mine.doer) == _SAME.get(theirs.doer, theirs.doer)


def _converse(mine: Roles, theirs: Roles) -> bool:
    if YOU not in (mine.doer, theirs.doer) and YOU not in _names(mine) | _names(theirs):
        return False
    doer = _SAME.get(mine.doer, mine.doer)
    return doer in _names(theirs) and _SAME.get(theirs.doer, theirs.doer) in _names(mine)


def _is_other_state(clause: Clause, mine: Roles, best: list[Clause], told: Story) -> bool:
    """'jij bleef stil' for 'hij bleef stil'."""
    if not best or len(clause.words) > 6 or not _holds_all(clause, best[0]) or pattern("also_said").search(told.text):
        return False
    shown = [told_roles(other, told) for other in best if clause.verbs & (other.verbs | other.kin)]
    doers = {other.doer for other in shown}
    return bool(shown) and "" not in doers and mine.doer not in doers and YOU in {mine.doer, *doers}


def _holds_all(clause: Clause, other: Clause) -> bool:
    told = [word for word in content(clause) if word not in lexicon().people | lexicon().names]
    return bool(told) and all(not kin(word).isdisjoint(other.kin) for word in told)


def _tells_back(clause: Clause, mine: Roles, told: Story) -> bool:
    """'Dennis zei je' for 'ik heb Dennis gezegd'."""
    telling = clause.verbs & (lexicon().tells | lexicon().says)
    if not telling or not mine.other:
        return False
    theirs = [told_roles(other, told) for other in told.clauses if other.verbs & telling]
    return any(_converse(mine, other) for other in theirs) and not any(_same(mine, other) for other in theirs)


def brings_you_in(clause: Clause, best: list[Clause], told: Story) -> bool:
    """'over jou', 'naar je', in a sentence where the user did not speak of themselves."""
    mine = roles(clause, "reply", told)
    if YOU not in mine.led or not best or mine.doer == YOU or not _TO_YOU.search(clause.text):
        return False
    first = lexicon().subjects_user | lexicon().objects_user | lexicon().owners_user | {"mezelf", "mijzelf"}
    near = [part for other in best for step in (-1, 0, 1) for part in told.sentence(other.number + step)]
    return all(first.isdisjoint(part.words) for part in near)


def claimed(text: str, told: Story) -> Iterator[Span]:
    """'jouw plan' for a plan of another, 'u noemt hem' for what he called you, 'samen met Rob' for another."""
    for found in _YOURS.finditer(text):
        owned = pattern("mine_said").search(told.text) or not kin(found[1]).isdisjoint(told.owned)
        said = found[0] in told.text or not told.has(found[1])
        if not owned and not said and _is_thing(found[1]):
            yield found.span()
    naming = [told_roles(other, told) for other in told.clauses if "noemen" in other.verbs]
    found_naming = _NAMES.search(text)
    if found_naming and naming and all(other.doer not in ("", YOU) and other.other == YOU for other in naming):
        yield found_naming.span()
    for found in _ALONE.finditer(text):
        if found[1] in told.words and not _is_with(found[1], told):
            yield found.span()


def _is_thing(word: str) -> bool:
    return not pattern("neutral").fullmatch(word)


def _is_with(name: str, told: Story) -> bool:
    seen = [set(other.words) for other in told.clauses if name in other.words]
    joined = re.search(rf"(?<!\w)(?:en|met) (?:\w+ )?{re.escape(name)}|{re.escape(name)} en(?!\w)", told.text)
    return bool(joined) or any(words & {"met", "samen", "ik", "mij", "we", "wij", "ons"} for words in seen)


def names_the_doubted(clause: Clause, told: Story) -> frozenset[Span]:
    """The places where the user names the doer of this clause; empty when the doer is no name."""
    doer = roles(clause, "reply", told).doer
    if doer not in lexicon().names:
        return frozenset()
    return frozenset(other.span for other in told.clauses if doer in other.words)


def adds_particle(clause: Clause, best: list[Clause], told: Story) -> bool:
    """'zei je toe' for 'zei', 'viel mee' for 'viel tegen': a particle that makes another verb of it."""
    last = clause.words[-1]
    if last not in lexicon().closing or not lexicon().stranding.isdisjoint(clause.words):
        return False
    mine = clause.verbs - lexicon().light
    if not any(mine & other.verbs for other in best or told.clauses):
        return False
    return not any(word.startswith(last) for word in told.words)
