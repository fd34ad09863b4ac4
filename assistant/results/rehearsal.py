"""A question set tried on scripted participants: what opens, what closes, what asks for a defence."""

from __future__ import annotations

from assistant.content.texts import text
from assistant.dialogue.session import Session
from assistant.jobs.rehearsal import Tried, read_questions, rehearse, to_json, to_report
from assistant.results.records import Result, Tools


def make(session: Session, tools: Tools) -> Result | None:
    """See make_result. Raises InputError when there is no question in the text."""
    typed = session.answers_at("tekst")
    given = typed[-1].value if typed else session.material.text
    if not given:
        return None
    rehearsal = rehearse(read_questions(given))
    shown = "\n\n".join(_shown(n, tried) for n, tried in enumerate(rehearsal.tried, start=1))
    return Result(to_report(rehearsal), to_json(rehearsal), f"{text('rehearsal-talk.let-op')}\n\n{shown}")


def _shown(number: int, tried: Tried) -> str:
    heading = text("rehearsal-talk.vraag", nummer=number, vraag=tried.question)
    said = [text("rehearsal-talk.reactie", wie=r.participant.name, zegt=r.said) for r in tried.reactions]
    why = [text("rehearsal-talk.reden", reden=finding.why) for finding in tried.findings]
    return "\n".join([heading, *said, text(f"rehearsal-talk.{tried.effect}"), *why])
