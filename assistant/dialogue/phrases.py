"""The fixed words around a mirror and a question: answers to signals, prefaces, endings.

Chooses texts from prompts/texts/signals.yaml; variants turn with the length of the conversation, so that the same
answer does not come twice in a row.
"""

from __future__ import annotations

import re

from assistant.content.texts import text
from assistant.dialogue.moves import Plan
from assistant.dialogue.opening import choices_of
from assistant.dialogue.session import Session
from assistant.dialogue.signals import Signal
from assistant.dialogue.why import explain_last
from assistant.knowledge.ask import answer
from assistant.knowledge.base import Knowledge
from assistant.records import Reply, Source

_LONG = 1500
"""Characters from which a reply says that it picks one sentence."""
_ASKS = frozenset(["oordeel", "advies"])
"""Signals whose fixed text ends with a question of its own."""
_GOES_ON = {"vraag", "stap"}


def goes_on(signal: Signal) -> bool:
    """Whether the next question follows the fixed text of this signal."""
    return signal.then in _GOES_ON


def signal_reply(signal: Signal, session: Session, message: str, knowledge: Knowledge) -> Reply:
    """The fixed reply to a signal, with the last question again where that helps the user on."""
    sources: tuple[Source, ...] = ()
    if signal.then == "bron":
        said, sources = _from_sources(message, knowledge)
    elif signal.then == "herkomst":
        said, sources = _explained(session)
    elif signal.then == "sluiten":
        said = closing(session)
    elif signal.id == "geen-vragen" and session.stage.collects:
        said = text("collect.geen-vragen")
    else:
        said = text(f"signals.{signal.id}", len(session.turns))
    if session.stage.collects and signal.id in _ASKS:
        # Its own question would be answered at a step that notes down something else.
        said = said.removesuffix(_question_in(said)).strip()
    again = session.last.question if session.last and _repeats(signal, session) else ""
    whole = "\n\n".join(part for part in (said, again, choices_of(session.stage) if again else "") if part)
    return Reply("", again or _question_in(said), whole, signal.id, "fixed", sources)


def _repeats(signal: Signal, session: Session) -> bool:
    asks_again = session.stage.collects and signal.id in {"wel-vragen", *_ASKS}
    return asks_again or signal.then in {"herhaal", "bron", "herkomst"}


def preface(signal: Signal | None, session: Session, message: str) -> str:
    """What stands before the mirror or the question."""
    if signal is not None:
        return text(f"signals.{signal.id}", len(session.turns))
    return text("signals.lang") if len(message) > _LONG else ""


def tail(session: Session, plan: Plan) -> str:
    """What stands after the mirror where no question follows."""
    if plan.kind == "sluit":
        return closing(session)
    if plan.kind == "spiegel" and session.questions_wanted:
        return text("signals.rust", len(session.turns))
    return ""


def closing(session: Session) -> str:
    """The words with which a conversation ends."""
    if session.flow.result != "oogst":
        return text("collect.sluiten")
    return text("signals.sluiten" if session.harvest() else "signals.sluiten-leeg")


def last_question(session: Session, taken: bool) -> Reply:
    """The reply after taking back: the question that is open again."""
    open_again = session.last.question if session.last else session.ask
    said = text("signals.terug" if taken else "signals.terug-leeg")
    whole = "\n\n".join(part for part in (said, open_again, choices_of(session.stage)) if part)
    return Reply("", open_again, whole, "terug", "fixed")


def _from_sources(message: str, knowledge: Knowledge) -> tuple[str, tuple[Source, ...]]:
    found = answer(knowledge, message)
    if not found.found:
        return text("signals.bron-leeg"), ()
    sources = tuple(Source(quote.source, quote.title, quote.locator) for quote in found.quotes)
    lines = [f"'{quote.sentence.strip()}' ({quote.title}, {quote.locator})" for quote in found.quotes]
    return "\n".join([text("signals.bron"), *lines]), tuple(dict.fromkeys(sources))


def _explained(session: Session) -> tuple[str, tuple[Source, ...]]:
    why = explain_last(session)
    if why is None:
        return text("signals.herkomst-vast"), ()
    return f"{text('signals.herkomst')}\n{why.text}", why.sources


def _question_in(said: str) -> str:
    """The question at the end of a fixed text, if there is one."""
    found = re.search(r"[^.?!]*\?$", said)
    return found.group().strip() if found else ""
