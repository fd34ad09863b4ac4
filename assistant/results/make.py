"""From a session to its result; the list of all kinds."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module

from assistant.content.flows import ResultKind
from assistant.dialogue.session import Session
from assistant.results.records import Result, Tools

_MAKERS: dict[ResultKind, str] = {
    "oogst": "harvest",
    "lezingen": "readings",
    "ik-zinnen": "own_part",
    "contract": "contract",
    "programma": "programme",
    "spiegel": "spiegel",
    "aanvraag": "request",
    "vragenset": "questions",
    "scan": "scan",
    "stip-zin": "aim",
    "check": "check",
    "besluiten": "decisions",
    "proef": "rehearsal",
}
"""Kind -> module in this folder; loaded when it is needed, for some bring heavy packages."""


def make_result(session: Session, tools: Tools) -> Result | None:
    """What the flow ends with, so far as the session has come; None when there is nothing yet. Raises InputError."""
    module = import_module(f"assistant.results.{_MAKERS[session.flow.result]}")
    maker: Callable[[Session, Tools], Result | None] = module.make
    return maker(session, tools)


def shown_so_far(session: Session, tools: Tools) -> str:
    """The heart of the result in a few lines; '' when there is nothing yet."""
    result = make_result(session, tools)
    return result.shown if result else ""
