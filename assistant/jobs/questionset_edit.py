"""Editing a question set: each function returns a new set whose minutes add up again."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace as changed
from typing import Literal

from assistant.content.texts import text
from assistant.errors import InputError
from assistant.guard import Verdict, check_question
from assistant.jobs.questionset_choice import Chooser, Deps
from assistant.jobs.questionset_records import Item, QuestionSet, SetPhase
from assistant.jobs.questionset_timing import balance, empty_item, need, slots, sum_needs
from assistant.jobs.questionset_words import timing_sentence

MOST_CHARACTERS = 400
_ORDER: tuple[SetPhase, ...] = ("opening", "verdieping", "afsluiting")


def timed(questions: QuestionSet, items: Sequence[Item]) -> QuestionSet:
    """The set with these items and minutes that add up. Raises InputError('vragenset-te-kort')."""
    request = questions.request
    whole = balance(items, request)
    places = slots(whole, request.minutes)
    # The split of an uneven group is explained once.
    small = next((index for index, item in enumerate(whole) if item.form != "plenair"), 0)
    said = (
        changed(item, timing=timing_sentence(item, slot, request.group, explain=index == small))
        for index, (item, slot) in enumerate(zip(whole, places, strict=True))
    )
    return changed(questions, items=tuple(said))


def replace(questions: QuestionSet, item_id: str, deps: Deps) -> QuestionSet:
    """Another question from the bank in its place, and the old one not again. Raises InputError('vragenset-op')."""
    index = questions.index(item_id)
    old = questions.items[index].question_id
    rejected = questions.rejected + ((old,) if old and old not in questions.rejected else ())
    items = list(questions.items)
    items[index] = _filled(questions, items, index, deps)
    return timed(changed(questions, rejected=rejected), items)


def move(questions: QuestionSet, item_id: str, direction: Literal["up", "down"]) -> QuestionSet:
    """The item one place earlier or later; at the end of the row nothing happens."""
    index = questions.index(item_id)
    other = index + (-1 if direction == "up" else 1)
    if not 0 <= other < len(questions.items):
        return questions
    items = list(questions.items)
    items[index], items[other] = items[other], items[index]
    return timed(questions, items)


def edit(
    questions: QuestionSet, item_id: str, words: str, check: Callable[[str], Verdict] = check_question
) -> QuestionSet:
    """The coach's own words, whatever the guard thinks of them; its reason comes as a note.

    Raises InputError: vragenset-vraag-leeg, vragenset-vraag-te-lang.
    """
    item, words = questions.item(item_id), _own(words)
    if words == item.text:
        return questions
    reason = text("questionset.reden-aangepast", vraag=item.text) if item.question_id else item.reason
    own = changed(item, question_id=None, text=words, reason=reason, sources=(), note=_note(words, check))
    rejected = questions.rejected + ((item.question_id,) if item.question_id else ())
    items = tuple(own if other.id == item_id else other for other in questions.items)
    return changed(questions, items=items, rejected=rejected)


def add(questions: QuestionSet, words: str | None, phase: SetPhase, deps: Deps) -> QuestionSet:
    """One more item at the end of its phase: the coach's words, or with None the best of the bank.

    Raises InputError: vragenset-vol (with the minutes needed), vragenset-vraag-leeg, -te-lang, vragenset-op.
    """
    place = sum(_ORDER.index(item.phase) <= _ORDER.index(phase) for item in questions.items)
    items = list(questions.items)
    items.insert(place, empty_item(_new_id(questions), phase, questions.request))
    if (least := sum_needs(items, questions.request).least) > questions.request.minutes:
        raise InputError("vragenset-vol", nodig=least)
    if words is None:
        items[place] = _filled(questions, items, place, deps)
    else:
        own = _own(words)
        reason, note = text("questionset.reden-eigen"), _note(own, deps.check)
        items[place] = changed(items[place], text=own, reason=reason, note=note)
    return timed(questions, items)


def remove(questions: QuestionSet, item_id: str) -> QuestionSet:
    """Without the item; its minutes go to the others. Raises InputError('vragenset-leeg') for the last one."""
    gone = questions.item(item_id)
    items = [item for item in questions.items if item.id != item_id]
    if not items:
        raise InputError("vragenset-leeg")
    rejected = questions.rejected + ((gone.question_id,) if gone.question_id else ())
    return timed(changed(questions, rejected=rejected), items)


def set_minutes(questions: QuestionSet, item_id: str, minutes: int) -> QuestionSet:
    """The item with these minutes, which later edits keep where they can; the others share the rest.

    Raises InputError('vragenset-minuten-vraag') with the least and most minutes possible.
    """
    index = questions.index(item_id)
    request = questions.request
    needs = [need(slot, request.group) for slot in slots(questions.items, request.minutes)]
    least = needs[index].least
    most = request.minutes - sum(n.least for n in needs) + least
    if len(needs) == 1:
        least = most
    if not least <= minutes <= most:
        raise InputError("vragenset-minuten-vraag", minimum=least, maximum=most)
    items = [changed(item, minutes=minutes, fixed=True) if item.id == item_id else item for item in questions.items]
    free = [n.least for item, n in zip(items, needs, strict=True) if not item.fixed]
    fixed = sum(max(i.minutes, n.least) for i, n in zip(items, needs, strict=True) if i.fixed)
    if fixed + sum(free) > request.minutes or (not free and fixed != request.minutes):
        items = [item if item.id == item_id else changed(item, fixed=False) for item in items]
    return timed(questions, items)


def _filled(questions: QuestionSet, items: Sequence[Item], index: int, deps: Deps) -> Item:
    found = Chooser(questions.request, deps).fill(items, index, questions.taken)
    if found is None:
        raise InputError("vragenset-op")
    return found


def _own(words: str) -> str:
    words = " ".join(words.split())
    if not words:
        raise InputError("vragenset-vraag-leeg")
    if len(words) > MOST_CHARACTERS:
        raise InputError("vragenset-vraag-te-lang", maximum=MOST_CHARACTERS)
    return words


def _note(words: str, check: Callable[[str], Verdict]) -> str:
    return " ".join(dict.fromkeys(breach.why for breach in check(words).breaches))


def _new_id(questions: QuestionSet) -> str:
    """An id that no item of the set has."""
    used = {item.id for item in questions.items}
    return next(f"i{number}" for number in range(1, len(used) + 2) if f"i{number}" not in used)
