"""What a client's request settles and what it leaves open (method H1)."""

from __future__ import annotations

from assistant.content.texts import text
from assistant.dialogue.session import Session
from assistant.documents.reader_text import Section
from assistant.documents.report import one_line
from assistant.jobs.request import RequestAnalysis, analyse_request, to_json, to_report
from assistant.results.records import Result, Tools


def make(session: Session, tools: Tools) -> Result | None:
    """See make_result."""
    sections, name = list(session.material.sections), session.material.name
    if not sections:
        typed = session.answers_at("tekst")
        if not typed:
            return None
        sections, name = [Section(text("request-talk.plaats"), typed[-1].value)], text("request-talk.naam")
    analysis = analyse_request(sections, name, tools.embedder)
    return Result(to_report(analysis), to_json(analysis), _shown(analysis))


def _shown(analysis: RequestAnalysis) -> str:
    if not analysis.settled:
        counted = text("request-talk.niets")
    else:
        counted = text("request-talk.telling", geregeld=len(analysis.settled), open=len(analysis.open))
    settled = [f"- {item.point}" for item in analysis.settled]
    unwanted = [f"- ‘{one_line(found.quote)}’" for found in analysis.unwanted]
    people = [f"- {text(f'request.rol-{one.role}')}: ‘{one_line(one.evidence.quote)}’" for one in analysis.people]
    parts = [counted, *settled]
    parts += ["", text("request-talk.mensen"), *people] if people else []
    parts += ["", text("request-talk.niet-gewenst"), *unwanted] if unwanted else []
    parts += ["", text("request-talk.open"), *[f"- {item.question}" for item in analysis.open]]
    return "\n".join(parts)
