"""Scores the choice of a question in a reflection: by chance, by meaning, and as the product does it.

    python -m evals.choosing dev

Cases: evals/cases/choose-{dev,test}.jsonl with id, input, target (ids of two or three fitting questions, marked by
hand) and metadata (flow, stage, history of [user, reply]). Many a question that fits was not marked: the shares
are for comparing ways to choose, not for how often a choice is good.
"""

from __future__ import annotations

import json
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from math import comb
from os import environ
from pathlib import Path
from typing import Any

from assistant.assistant import Assistant
from assistant.content.bank import Question, load_bank
from assistant.dialogue.compose import BankComposer
from assistant.dialogue.moves import askable, fits, open_questions
from assistant.dialogue.session import Session, begin
from assistant.dialogue.signals import recognise
from assistant.dialogue.turn import TurnTaker
from assistant.fakes import shown_without_models
from assistant.records import Reply, Turn
from assistant.settings import Settings, make_private_dir, usable_cores
from evals.statistics import wilson

CASES = Path(__file__).parent / "cases"
HOME = "WATERLIJN_BENCH_HOME"
"""A data folder to use again: weighing the whole bank takes one to two minutes."""


@dataclass(frozen=True)
class Case:
    """One message in a conversation, with the questions marked as fitting."""

    id: str
    message: str
    target: frozenset[str]
    flow: str
    stage: str
    history: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Choice:
    """What was to choose from and in which order it came; questions by id."""

    target: frozenset[str]
    stage: tuple[str, ...]
    """All questions of the right step, whatever was said."""
    askable: tuple[str, ...]
    """Those that may be asked after this message, nearest in meaning first."""
    weighed: tuple[str, ...]
    """The candidates that the model weighs."""
    chosen: tuple[str, ...]
    """The candidates as the product orders them."""
    seconds: float


def load_cases(part: str) -> list[Case]:
    """The cases of 'dev' or 'test'."""
    lines = (CASES / f"choose-{part}.jsonl").read_text(encoding="utf-8").splitlines()
    return [_case(json.loads(line)) for line in lines if line.strip()]


def session_of(case: Case) -> Session:
    """The session as it stands when the message of `case` comes in."""
    session = begin(case.flow)
    number = [stage.id for stage in session.flow.stages].index(case.stage)
    turns = tuple(Turn(case.stage, user, Reply("", "", reply, "", "bank")) for user, reply in case.history)
    asked = [_asked(reply) for _, reply in case.history]
    return replace(
        session,
        stage_number=number,
        turns=turns,
        asked=tuple(question.id for question in asked if question),
        last_move=asked[-1].moves[0] if asked and asked[-1] else "",
    )


def choose(case: Case, taker: TurnTaker, composer: BankComposer) -> Choice:
    """What the product would choose, by its own functions."""
    session, started = session_of(case), time.monotonic()
    near = taker._retrieve({"session": session, "message": case.message})["near"]
    signal = recognise(case.message)
    soft = signal is not None and signal.id == "weet-niet"
    weighed = open_questions(session, session.stage, near, soft, case.message)
    chosen = composer.order(session, case.message, weighed, None)
    seconds = time.monotonic() - started
    return Choice(
        case.target,
        _ids(question for question in load_bank().values() if fits(question, session.stage)),
        _ids(askable(session, session.stage, near, soft, case.message)),
        _ids(weighed),
        _ids(chosen),
        seconds,
    )


def chance(choice: Choice, drawn: int) -> float:
    """The chance that `drawn` questions of the right step hold a target."""
    size = len(choice.stage)
    others = size - len(choice.target & set(choice.stage))
    return 1 - comb(others, drawn) / comb(size, drawn) if drawn <= size else 1.0


def report(part: str, choices: Sequence[Choice]) -> str:
    """The table: a way to choose per line, hit@1 and hit@3; below it the ceilings and the time."""
    n = len(choices)
    random = [sum(chance(choice, drawn) for choice in choices) / n for drawn in (1, 3)]
    seconds = statistics.median(choice.seconds for choice in choices)
    return "\n".join(
        [
            f"{part}: n={n}, share and Wilson 95 % interval",
            f"{'':28} {'hit@1':22} hit@3",
            f"{'random of the right step':28} {random[0]:<22.1%} {random[1]:.1%}   (expected)",
            _line("nearest in meaning", choices, lambda choice: choice.askable),
            _line("nearest, then the model", choices, lambda choice: choice.chosen),
            "a target is among",
            f"  the questions of the step  {_share([bool(c.target & set(c.stage)) for c in choices])}",
            f"  what may be asked          {_share([bool(c.target & set(c.askable)) for c in choices])}",
            f"  the candidates             {_share([bool(c.target & set(c.weighed)) for c in choices])}",
            f"median {statistics.median(len(c.askable) for c in choices):.0f} questions may be asked; "
            f"{seconds:.2f} s a choice (median, the dialogue read anew each time)",
        ]
    )


def _line(name: str, choices: Sequence[Choice], order: Callable[[Choice], Sequence[str]]) -> str:
    first = _share([bool(choice.target & set(order(choice)[:1])) for choice in choices])
    three = _share([bool(choice.target & set(order(choice)[:3])) for choice in choices])
    return f"{name:28} {first:22} {three}"


def _share(hits: Sequence[bool]) -> str:
    low, high = wilson(sum(hits), len(hits))
    return f"{sum(hits) / len(hits):.1%} [{low:.1%}, {high:.1%}]"


def _ids(questions: Iterable[Question]) -> tuple[str, ...]:
    return tuple(question.id for question in questions)


def _asked(reply: str) -> Question | None:
    """The bank question that a reply ends with, if any."""
    ending = [question for question in load_bank().values() if reply.endswith(question.text)]
    return max(ending, key=lambda question: len(question.text), default=None)


def _case(row: dict[str, Any]) -> Case:
    about = row["metadata"]
    history = tuple((user, reply) for user, reply in about["history"])
    return Case(row["id"], row["input"], frozenset(row["target"]), about["flow"], about["stage"], history)


def main(part: str) -> None:
    """Choose for every case and print the table."""
    home = Path(environ.get(HOME) or tempfile.mkdtemp(prefix="waterlijn-choosing-"))
    make_private_dir(home)
    with Assistant.open(Settings(home=home, threads=usable_cores())) as assistant:
        composer = BankComposer(assistant.reranker)
        taker = TurnTaker(assistant.knowledge, composer, shown_without_models)
        print(report(part, [choose(case, taker, composer) for case in load_cases(part)]))


if __name__ == "__main__":
    main(sys.argv[1])
