"""What a coach can do: make a question set and change it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import cast

from assistant.jobs import questionset as sets
from assistant.jobs.questionset import GroupForm, QuestionSet, Request, SetPhase, to_report
from assistant.kept.keeping import keep_questions
from assistant.page.call import Call, PageError, handed_over, in_vault, packed, told, whole_number
from assistant.page.desk import Coach, Desk, Fields
from assistant.page.labels import say

FORM = {"thema": [], "groep": "8", "minuten": "60", "vorm": "duo", "toelichting": ""}


def absorb(desk: Desk, fields: Fields) -> Desk:
    """Take over what stands in the form."""
    given = {name: fields[name] for name in FORM if name in fields}
    return replace(desk, coach=replace(desk.coach, form=FORM | desk.coach.form | given))


def show(desk: Desk, call: Call) -> Desk:
    """The form, or the set that was made."""
    return replace(desk, screen="coach", focus="titel")


def build(desk: Desk, call: Call) -> Desk:
    """Make the set. Raises InputError, DocumentError, PageError."""
    form = desk.coach.form
    request = Request(
        themes=tuple(form["thema"]),
        group=whole_number(form["groep"]),
        minutes=whole_number(form["minuten"]),
        form=cast(GroupForm, form["vorm"]),
        context=form["toelichting"],
        document_text=_document(call),
    )
    questions = sets.build_questionset(request, call.assistant.choosing(call.stop))
    desk = replace(desk, coach=replace(desk.coach, questions=questions, kept_as=""))
    return told(desk, "set-klaar", "titel")


def other_question(desk: Desk, call: Call) -> Desk:
    """Another question of the bank. Raises InputError."""
    return _changed(desk, call, lambda questions: sets.replace(questions, call.id, call.assistant.choosing(call.stop)))


def move_up(desk: Desk, call: Call) -> Desk:
    """One place earlier."""
    return _changed(desk, call, lambda questions: sets.move(questions, call.id, "up"))


def move_down(desk: Desk, call: Call) -> Desk:
    """One place later."""
    return _changed(desk, call, lambda questions: sets.move(questions, call.id, "down"))


def rewrite(desk: Desk, call: Call) -> Desk:
    """The coach's own words. Raises InputError."""
    words = call.word(f"tekst-{call.id}")
    return _changed(desk, call, lambda questions: sets.edit(questions, call.id, words))


def give_minutes(desk: Desk, call: Call) -> Desk:
    """Other minutes. Raises InputError, PageError."""
    minutes = call.number(f"tijd-{call.id}")
    return _changed(desk, call, lambda questions: sets.set_minutes(questions, call.id, minutes))


def drop(desk: Desk, call: Call) -> Desk:
    """Leave a question out. Raises InputError."""
    return _changed(desk, call, lambda questions: sets.remove(questions, call.id), "titel")


def add_own(desk: Desk, call: Call) -> Desk:
    """A question in the coach's own words. Raises InputError."""
    return _added(desk, call, call.word("eigen-vraag"))


def add_from_bank(desk: Desk, call: Call) -> Desk:
    """One more question of the bank. Raises InputError."""
    return _added(desk, call, None)


def take_along(desk: Desk, call: Call) -> Desk:
    """The set as a file."""
    return handed_over(desk, packed(to_report(_set(desk)), "vragenset", call.id), f"set-mee-{call.id}")


def keep(desk: Desk, call: Call) -> Desk:
    """Store the set. Raises VaultError, PageError."""
    kept_as = in_vault(call, lambda vault: keep_questions(vault, _set(desk), desk.coach.kept_as))
    return told(replace(desk, coach=replace(desk.coach, kept_as=kept_as)), "bewaard-gelukt")


def forget(desk: Desk, call: Call) -> Desk:
    """Clear the set and the form from memory and page."""
    return told(replace(desk, coach=Coach(), screen="begin"), "vergeten")


def _set(desk: Desk) -> QuestionSet:
    if desk.coach.questions is None:
        raise PageError("fout-onbekend")
    return desk.coach.questions


def _changed(desk: Desk, call: Call, change: Callable[[QuestionSet], QuestionSet], focus: str = "") -> Desk:
    questions = change(_set(desk))
    spoken = say(desk.locale, "set-aangepast", minuten=questions.request.minutes)
    return replace(desk, coach=replace(desk.coach, questions=questions), spoken=spoken, focus=focus)


def _added(desk: Desk, call: Call, words: str | None) -> Desk:
    phase = cast(SetPhase, call.word("fase"))
    return _changed(desk, call, lambda questions: sets.add(questions, words, phase, call.assistant.choosing(call.stop)))


def _document(call: Call) -> str:
    if not call.has_file("document"):
        return ""
    with call.file("document") as path:
        return "\n\n".join(section.text for section in call.assistant.read_request(path))
