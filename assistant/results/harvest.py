"""The harvest: the user's own sentences, step by step, and the conversation behind them."""

from __future__ import annotations

from assistant.dialogue.reflection import session_report
from assistant.dialogue.session import Session
from assistant.results.records import Result, Tools


def make(session: Session, tools: Tools) -> Result | None:
    """See make_result."""
    lines = session.harvest()
    if not lines:
        return None
    return Result(session_report(session), {"lines": lines}, "\n".join(f"- {line}" for line in lines))
