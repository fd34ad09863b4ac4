"""One turn of a conversation, as a LangGraph graph; `_wire` is the table of contents.

message
  -> check_safety       danger or integrity? fixed text, nothing else
  -> recognise          'stop', 'ja', 'wie heeft er gelijk?': fixed text, and what follows it
  -> note_down          at a step that collects (a score, a date, a list): noted, and the next step opens
  -> retrieve           bank questions near in meaning to the message, and passages of articles
  -> choose_move        follow-up question, next step of the flow, only a mirror, or the end
  -> mirror             the user's own words in the je-form
  -> ask                the step's own question, or the candidate that the model finds most fitting
  -> guard              refuses a draft; two repairs at most (repair.py), then the bank's question alone
  -> finish             the reply, and the session after it
"""

from __future__ import annotations

import time
from dataclasses import replace
from threading import Event
from typing import Any, TypedDict

from langgraph.graph import END, START, StateGraph

from assistant.content.texts import text
from assistant.dialogue.compose import Composer, Draft
from assistant.dialogue.moves import Plan, moved_on, plan_turn
from assistant.dialogue.note import note_signal, skips, take_note
from assistant.dialogue.opening import Show, opening_of
from assistant.dialogue.phrases import goes_on, last_question, preface, signal_reply, tail
from assistant.dialogue.repair import Passed, repair
from assistant.dialogue.safety import Route, check_message, route_text
from assistant.dialogue.session import Session, take_back, took_turn
from assistant.dialogue.signals import Signal, recognise
from assistant.dialogue.sources import question_sources
from assistant.errors import InputError
from assistant.knowledge.base import Knowledge
from assistant.knowledge.passages import Passage
from assistant.mirror import NOTHING, Mirror, quote, reflect
from assistant.records import Reply, Turn

_PASSAGES = 8
"""Passages looked through for one on the idea that the question comes from."""
LONGEST = 20_000
"""Characters of one message at most."""


class State(TypedDict, total=False):
    """What the nodes pass on; every node returns the part that it changes."""

    session: Session
    message: str
    stop: Event | None
    started: float
    route: Route
    signal: Signal | None
    near: list[str]
    passages: list[Passage]
    plan: Plan
    echo: Mirror
    draft: Draft
    passed: Passed
    reply: Reply


class TurnTaker:
    """Takes turns; holds what is loaded, nothing of any conversation."""

    def __init__(self, knowledge: Knowledge, composer: Composer, show: Show) -> None:
        """`knowledge` finds, `composer` chooses or writes, `show` tells what was made so far."""
        self._knowledge = knowledge
        self._composer = composer
        self._show = show
        self._graph = self._wire()

    def take(self, session: Session, message: str, stop: Event | None = None) -> tuple[Session, Reply]:
        """The session after `message`, and the reply to it.

        Raises InputError when the conversation is over or the message too long, Stopped when `stop` is set.
        """
        if session.closed:
            raise InputError("gesprek-klaar")
        if len(message) > LONGEST:
            raise InputError("bericht-te-lang", aantal=LONGEST)
        start: State = {"session": session, "message": message, "stop": stop, "started": time.monotonic()}
        state = self._graph.invoke(start)
        return state["session"], state["reply"]

    # The nodes, in order

    def _check_safety(self, state: State) -> State:
        return {"route": check_message(state["message"])}

    def _show_safety_text(self, state: State) -> State:
        route = state["route"]
        onward = text("safety.vervolg", len(state["session"].turns))
        return _done(state, Reply("", "", f"{route_text(route)}\n\n{onward}", route.route, "fixed"))

    def _recognise(self, state: State) -> State:
        session, message = state["session"], state["message"]
        return {"signal": note_signal(session, message) if session.stage.collects else recognise(message)}

    def _note_down(self, state: State) -> State:
        noted = take_note(state["session"], state["message"], state["signal"] is not None, self._show)
        return _done(state, noted.reply, **noted.changes)

    def _answer_signal(self, state: State) -> State:
        """Fixed text, and nothing of the flow moves on; taking back and stopping change the session."""
        session, signal = state["session"], state["signal"]
        if signal is None:
            raise RuntimeError("this node is only for signals")
        if signal.then == "terug":
            back = take_back(session)
            return {"session": back, "reply": last_question(back, taken=back is not session)}
        return _done(state, signal_reply(signal, session, state["message"], self._knowledge), **_changed_by(signal))

    def _retrieve(self, state: State) -> State:
        """A short answer is looked up together with the one before it: 'ja, precies' has no meaning of its own."""
        session, message = state["session"], state["message"]
        before = session.turns[-1].user if session.turns and len(message) < 60 else ""
        vector = self._knowledge.embed(f"{before} {message}".strip())
        near = [key for key, _ in self._knowledge.nearest_questions(vector, 1000)]
        return {"near": near, "passages": self._knowledge.search(message, _PASSAGES, vector, "artikel")}

    def _choose_move(self, state: State) -> State:
        return {"plan": plan_turn(state["session"], state["signal"], state["near"], state["message"])}

    def _mirror(self, state: State) -> State:
        ordinary = state["signal"] is None
        return {"echo": reflect(state["message"], len(state["session"].turns)) if ordinary else NOTHING}

    def _ask(self, state: State) -> State:
        session, plan, echo = state["session"], state["plan"], state["echo"].text
        if plan.candidates:
            draft = self._composer.compose(session, state["message"], echo, plan.candidates, state["stop"])
        elif plan.kind == "eigen":
            # 'Jullie moeten ...' would read as an order: what was said of others is quoted.
            said = quote(state["echo"].words, len(session.turns)).text or echo
            draft = Draft(said, plan.question, "fixed", "gedrag", session.stage.sources)
        elif plan.kind == "stap" and session.next_place is not None:
            stage = session.flow.stages[session.next_place.stage]
            draft = Draft(echo, session.asked_at(session.next_place), "fixed", "openen", stage.sources)
        else:
            draft = Draft(echo, "", "fixed", "sluiten" if plan.kind == "sluit" else "spiegelen")
        return {"draft": draft}

    def _guard(self, state: State) -> State:
        """What may be shown, and what was refused before it."""
        session, plan, echo = state["session"], state["plan"], state["echo"]
        said = f"{session.said}\n{state['message']}"

        def choose() -> Draft:
            return self._composer.choose(session, state["message"], echo.text, plan.candidates, state["stop"])

        return {"passed": repair(state["draft"], said, echo, choose)}

    def _finish(self, state: State) -> State:
        session, signal, plan, draft = state["session"], state["signal"], state["plan"], state["passed"].draft
        after = moved_on(session, plan, signal, draft.question_id)
        opening = opening_of(_answered(state, draft, after), self._show) if plan.kind == "stap" else None
        parts = (
            preface(signal, session, state["message"]),
            draft.mirror,
            opening.shown if opening else "",
            draft.question,
            opening.choices if opening else tail(session, plan),
        )
        reply = Reply(
            mirror=draft.mirror,
            question=draft.question,
            text="\n\n".join(part for part in parts if part),
            move=signal.id if signal else draft.move,
            origin=draft.origin,
            sources=question_sources(draft.rows, state["passages"]),
            question_id=draft.question_id,
            verdict=state["passed"].verdict,
            refused=state["passed"].refused,
            shown=opening.shown if opening else "",
        )
        return _done(state, reply, **after)

    def _wire(self) -> Any:
        """The whole turn. Nodes are verbs, state keys are nouns."""
        graph = StateGraph(State)
        graph.add_node("check_safety", self._check_safety)
        graph.add_node("show_safety_text", self._show_safety_text)
        graph.add_node("recognise", self._recognise)
        graph.add_node("answer_signal", self._answer_signal)
        graph.add_node("note_down", self._note_down)
        graph.add_node("retrieve", self._retrieve)
        graph.add_node("choose_move", self._choose_move)
        graph.add_node("reflect", self._mirror)
        graph.add_node("ask", self._ask)
        graph.add_node("guard", self._guard)
        graph.add_node("finish", self._finish)
        graph.add_edge(START, "check_safety")
        graph.add_conditional_edges("check_safety", _after_safety, ["show_safety_text", "recognise"])
        graph.add_conditional_edges("recognise", _after_signal, ["answer_signal", "note_down", "retrieve"])
        graph.add_edge("retrieve", "choose_move")
        graph.add_edge("choose_move", "reflect")
        graph.add_edge("reflect", "ask")
        graph.add_edge("ask", "guard")
        graph.add_edge("guard", "finish")
        for end in ("show_safety_text", "answer_signal", "note_down", "finish"):
            graph.add_edge(end, END)
        return graph.compile()


def _after_safety(state: State) -> str:
    return "recognise" if state["route"].route == "none" else "show_safety_text"


def _after_signal(state: State) -> str:
    signal = state["signal"]
    if state["session"].stage.collects:
        return "note_down" if signal is None or skips(signal) else "answer_signal"
    return "retrieve" if signal is None or goes_on(signal) else "answer_signal"


def _answered(state: State, draft: Draft, after: dict[str, Any]) -> Session:
    """The session as if the reply were given, so that what it shows includes the words just said."""
    session = state["session"]
    turn = Turn(session.stage.id, state["message"], Reply("", "", "", draft.move, "fixed"))
    return took_turn(session, turn, **after)


def _changed_by(signal: Signal) -> dict[str, Any]:
    changes: dict[str, dict[str, Any]] = {
        "stop": {"closed": True},
        "geen-vragen": {"questions_wanted": False},
        "wel-vragen": {"questions_wanted": True},
        "langzamer": {"calm": True},
    }
    return changes.get(signal.id, {})


def _done(state: State, reply: Reply, **changes: Any) -> State:
    seconds = time.monotonic() - state["started"]
    reply = replace(reply, seconds=seconds, seconds_first=seconds)
    session = state["session"]
    if reply.question and reply.sources:
        changes["last"] = reply
    turn = Turn(session.stage.id, state["message"], reply)
    return {"session": took_turn(session, turn, **changes), "reply": reply}
