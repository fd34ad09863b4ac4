"""The Dutch sentences of a question set: how the minutes of an item are spent, and why a question stands there."""

from __future__ import annotations

from assistant.content.bank import Question, Theme
from assistant.content.texts import text
from assistant.jobs.questionset_records import Item, Request, SetPhase
from assistant.jobs.questionset_rules import load_rules
from assistant.jobs.questionset_timing import Slot, heads, least_each, least_feedback, need, round_minutes


def timing_sentence(item: Item, slot: Slot, group: int, explain: bool = True) -> str:
    """How the minutes of an item are spent; its numbers add up to `item.minutes`.

    `explain`: say how a group that does not divide evenly is split.
    """
    rules = load_rules()
    talk = item.minutes - slot.pause
    before, after = [], []
    if slot.first:
        # A longer first item has a fuller round, not a longer welcome.
        welcome = min(rules.welcome.good, max(rules.welcome.least, round(talk * 0.4)), talk - _least(slot, group))
        before, talk = [_said("welkom", welcome)], talk - welcome
    if slot.last:
        thanks = min(rules.thanks.good, talk - _least(slot._replace(first=False), group))
        after, talk = [_said("afronden", thanks)], talk - thanks
    pause = [_said("pauze", slot.pause)] if slot.pause else []
    spoken, remark = _talk(slot, talk, group)
    sentence = "; ".join(before + spoken + after + pause)
    return " ".join(filter(None, [f"{sentence[:1].upper()}{sentence[1:]}.", remark if explain else ""]))


def minutes_in_words(minutes: int) -> str:
    """'1 minuut', '4 minuten'."""
    return text("questionset.minuut") if minutes == 1 else text("questionset.minuten", aantal=minutes)


def reason_sentence(question: Question, phase: SetPhase, theme: Theme, words: str = "") -> str:
    """Why `question` stands in this phase; `words` is a ready sentence with the coach's own words, or empty."""
    place = text(f"questionset.reden-{phase}", thema=text(f"questionset.thema-{theme}"))
    move = text(f"questionset.beweging-{question.moves[0]}")
    return text("questionset.reden", plaats=place, beweging=move, woorden=words)


def request_form(request: Request) -> str:
    """The form as the coach reads it."""
    form = text(f"questionset.vorm-{request.form}")
    return form if request.form == "plenair" else text("questionset.waarde-vorm-gemengd", vorm=form)


def _said(part: str, minutes: int) -> str:
    return text(f"questionset.tijd-{part}", tijd=minutes_in_words(minutes))


def _least(slot: Slot, group: int) -> int:
    """Least minutes of what comes after the welcome."""
    return need(slot._replace(first=False, pause=0), group).least


def _talk(slot: Slot, minutes: int, group: int) -> tuple[list[str], str]:
    if slot.form != "plenair":
        return _small_groups(slot, minutes, group)
    return (_round(minutes, group) if slot.phase != "verdieping" else _plenary(minutes, group)), ""


def _round(minutes: int, group: int) -> list[str]:
    if heads(group) < group:
        return [_said("stemmen", minutes)]
    spent = minutes_in_words(minutes)
    return [text("questionset.tijd-ronde", tijd=spent, elk=_about(minutes * 60 / group))]


def _plenary(minutes: int, group: int) -> list[str]:
    rule = load_rules().plenary
    rest = minutes - rule.think
    most = round_minutes(group, rule.most_seconds)
    least = round_minutes(group, rule.least_seconds)
    turn = min(most, max(least, int(rest * rule.share)))
    return [_said("nadenken", rule.think), *_round(turn, group), _said("gesprek", rest - turn)]


def _small_groups(slot: Slot, minutes: int, group: int) -> tuple[list[str], str]:
    """Setup, speaking and telling; what is left over after equal turns goes to telling."""
    rules = load_rules()
    trio = slot.form == "trio"
    rule = rules.trio if trio else rules.duo
    rest = minutes - rule.setup
    most = (rest - least_feedback(slot.form, group)) // rule.speakers
    each = min(most, max(least_each(slot.form, group), int(rest * rule.share / rule.speakers)))
    setup = "samen" if group <= rule.speakers else "drietallen" if trio else "tweetallen"
    told = "terug-samen" if group <= 3 else "terug"
    parts = [_said(setup, rule.setup), _said("rondes" if trio and group > 2 else "elk", each)]
    return [*parts, _said(told, rest - each * rule.speakers)], _remark(slot, group, each * rule.speakers)


def _remark(slot: Slot, group: int, speaking: int) -> str:
    """How a group that does not divide evenly is split."""
    if slot.form == "duo":
        about = _about(speaking * 60 / 3)
        key = "een-drietal" if group == 3 else "oneven-tweetallen"
        return text(f"questionset.{key}", elk=about) if group % 2 else ""
    if group in (2, 4):
        return text("questionset.alleen-tweetal" if group == 2 else "questionset.alleen-tweetallen")
    names = {1: "rest-twee-tweetallen", 2: "rest-een-tweetal"}
    return text(f"questionset.{names[group % 3]}") if group % 3 else ""


def _about(seconds: float) -> str:
    """Seconds in words: to a quarter of a minute below 90, else whole or half minutes."""
    if seconds < 90:
        rounded = max(15, round(seconds / 15) * 15)
        return minutes_in_words(1) if rounded == 60 else text("questionset.seconden", aantal=rounded)
    return minutes_in_words(max(1, int(seconds / 60)))
