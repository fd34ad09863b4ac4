"""A set of dialogue questions for a coach, from the answers of the conversation (method H2)."""

from __future__ import annotations

from typing import Any, cast

from assistant.content.texts import text
from assistant.dialogue.session import Answer, Session
from assistant.jobs.questionset import Request, build_questionset, to_json, to_report
from assistant.results.records import Result, Tools


def make(session: Session, tools: Tools) -> Result | None:
    """See make_result. Raises InputError, Stopped."""
    theme, group, minutes = (_last(session, stage) for stage in ("thema", "groep", "minuten"))
    if not (theme and group and minutes) or tools.choosing is None:
        return None
    context = _last(session, "context")
    request = Request(
        cast(Any, (theme.value,)),
        group.number or 0,
        minutes.number or 0,
        "duo",
        context.value if context else "",
        session.material.text,
    )
    made = build_questionset(request, tools.choosing())
    lines = [text("questionset-talk.regel", vraag=item.text, minuten=item.minutes) for item in made.items]
    return Result(to_report(made), to_json(made), "\n".join(lines))


def _last(session: Session, stage: str) -> Answer | None:
    answers = session.answers_at(stage)
    return answers[-1] if answers else None
