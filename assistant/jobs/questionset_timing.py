"""Dividing the minutes of a question set, after the rules in prompts/questionset.yaml.

Whatever is asked, the minutes of the items add up exactly to those of the meeting, or an InputError says how
many are needed. Knows nothing of what is asked.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from math import ceil, floor
from typing import NamedTuple

from assistant.errors import InputError
from assistant.jobs.questionset_records import GroupForm, Item, Request, SetPhase
from assistant.jobs.questionset_rules import load_rules


class Slot(NamedTuple):
    """A place in the meeting, as far as time is concerned."""

    phase: SetPhase
    form: GroupForm
    first: bool
    last: bool
    pause: int
    """Minutes of the break after it, or 0."""


class Need(NamedTuple):
    """Minutes that a slot needs at least, and minutes that suit it."""

    least: int
    good: int


def slots(items: Sequence[Item], minutes: int) -> list[Slot]:
    """The places of these items in a meeting of `minutes`."""
    count = len(items)
    breaks = _breaks(count, minutes)
    return [
        Slot(item.phase, item.form, index == 0, index == count - 1, breaks.get(index, 0))
        for index, item in enumerate(items)
    ]


def skeleton(request: Request) -> list[Item]:
    """Empty items for the number of questions that suits the time. Raises InputError('vragenset-te-kort')."""
    rules = load_rules()
    plans = [_plan(request, count) for count in range(rules.most_deepening, 0, -1)]
    needed = [sum_needs(plan, request) for plan in plans]
    if needed[-1].least > request.minutes:
        raise InputError("vragenset-te-kort", nodig=needed[-1].least)
    wanted = len(request.themes)
    good = next((plan for plan, need in zip(plans, needed, strict=True) if need.good <= request.minutes), plans[-1])
    # More themes than questions: shorter questions, as long as each still has the time that works.
    fits = [plan for plan, need in zip(plans, needed, strict=True) if need.least <= request.minutes]
    return next((plan for plan in reversed(fits) if len(plan) >= max(wanted, len(good))), fits[0])


def sum_needs(items: Sequence[Item], request: Request) -> Need:
    """What all items need together."""
    every = [need(slot, request.group) for slot in slots(items, request.minutes)]
    return Need(sum(n.least for n in every), sum(n.good for n in every))


def balance(items: Sequence[Item], request: Request) -> tuple[Item, ...]:
    """The items with minutes that add up exactly; minutes the coach fixed are kept where they fit.

    Raises InputError('vragenset-te-kort') when the items do not fit at all.
    """
    needs = [need(slot, request.group) for slot in slots(items, request.minutes)]
    if sum(n.least for n in needs) > request.minutes:
        raise InputError("vragenset-te-kort", nodig=sum(n.least for n in needs))
    kept = [item.fixed and item.minutes >= n.least for item, n in zip(items, needs, strict=True)]
    rest = request.minutes - sum(item.minutes for item, keep in zip(items, kept, strict=True) if keep)
    free = [n for n, keep in zip(needs, kept, strict=True) if not keep]
    if rest != 0 if not free else rest < sum(n.least for n in free):
        return balance([replace(item, fixed=False) for item in items], request)
    shares = iter(_shared(rest, free, [i.phase for i, keep in zip(items, kept, strict=True) if not keep]))
    pairs = zip(items, kept, strict=True)
    return tuple(replace(i, fixed=keep, minutes=i.minutes if keep else next(shares)) for i, keep in pairs)


def need(slot: Slot, group: int) -> Need:
    """What a slot needs in a group of this size, with its welcome, thanks and break."""
    rules = load_rules()
    base = _talk_need(slot, group)
    extra = [rules.welcome] * slot.first + [rules.thanks] * slot.last
    return Need(
        base.least + slot.pause + sum(span.least for span in extra),
        base.good + slot.pause + sum(span.good for span in extra),
    )


def least_each(form: GroupForm, group: int) -> int:
    """Minutes that each person in a small group gets at least."""
    rules = load_rules()
    rule = rules.trio if form == "trio" else rules.duo
    if form == "duo" and group % 2:
        return max(rule.least_each, ceil(3 * rules.least_each_in_odd_trio / 2))
    return rule.least_each


def least_feedback(form: GroupForm, group: int) -> int:
    """Minutes that telling the whole group takes at least."""
    rule = load_rules().feedback
    groups = group // (3 if form == "trio" else 2)
    return min(rule.most_least, max(rule.least, ceil(groups * rule.seconds_per_group / 60)))


def round_minutes(group: int, seconds: int) -> int:
    """Minutes of a round in which each person speaks this long."""
    return max(1, ceil(heads(group) * seconds / 60))


def heads(group: int) -> int:
    """How many people speak in a round."""
    rule = load_rules().round
    return group if group <= rule.everyone_to else rule.voices


def _talk_need(slot: Slot, group: int) -> Need:
    rules = load_rules()
    if slot.form != "plenair":
        rule = rules.trio if slot.form == "trio" else rules.duo
        told, each = least_feedback(slot.form, group), least_each(slot.form, group)
        good = rule.setup + rule.speakers * max(each, rule.good_each) + max(told, rules.feedback.good)
        return Need(rule.setup + rule.speakers * each + told, good)
    if slot.phase != "verdieping":
        return Need(*(round_minutes(group, s) for s in (rules.round.least_seconds, rules.round.good_seconds)))
    plenary = rules.plenary
    least = plenary.think + round_minutes(group, plenary.least_seconds) + plenary.least_talk
    return Need(least, plenary.think + round_minutes(group, plenary.good_seconds) + plenary.good_talk)


def _breaks(count: int, minutes: int) -> dict[int, int]:
    """Minutes of break by the index of the item that it follows; never after the last one."""
    lengths = max((rule for rule in load_rules().pauses if rule.from_ <= minutes), key=lambda r: r.from_, default=None)
    if lengths is None or count < 2:
        return {}
    parts = len(lengths.minutes) + 1
    places = [min(count - 2, max(0, round(count * part / parts) - 1)) for part in range(1, parts)]
    return dict(zip(places, lengths.minutes, strict=True))


def _plan(request: Request, deepening: int) -> list[Item]:
    phases: list[SetPhase] = ["opening", *["verdieping"] * deepening, "afsluiting"]  # type: ignore[list-item]
    return [empty_item(f"i{number}", phase, request) for number, phase in enumerate(phases, 1)]


def empty_item(item_id: str, phase: SetPhase, request: Request) -> Item:
    """An item without a question; opening and closing are always with the whole group."""
    return Item(item_id, None, phase, "", request.form if phase == "verdieping" else "plenair")


def _shared(total: int, needs: Sequence[Need], phases: Sequence[SetPhase]) -> list[int]:
    """`total` minutes over the needs, none below its least; spare time goes mostly to the deepening."""
    if not needs:
        return []
    spare = total - sum(n.good for n in needs)
    if spare < 0:
        return _spread(total, [n.least for n in needs], [float(n.good - n.least) for n in needs])
    stretch = load_rules().stretch_rounds
    weights = [n.good * (1.0 if phase == "verdieping" else stretch) for n, phase in zip(needs, phases, strict=True)]
    return _spread(total, [n.good for n in needs], weights)


def _spread(total: int, base: Sequence[int], weights: Sequence[float]) -> list[int]:
    """`base` plus what is left of `total` by weight, in whole minutes (largest remainder, first one first)."""
    room, whole = total - sum(base), sum(weights) or 1.0
    exact = [room * weight / whole for weight in weights]
    result = [start + floor(part) for start, part in zip(base, exact, strict=True)]
    order = sorted(range(len(base)), key=lambda i: (floor(exact[i]) - exact[i], i))
    for index in order[: total - sum(result)]:
        result[index] += 1
    return result
