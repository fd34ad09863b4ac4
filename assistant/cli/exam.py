"""How the writing exam is shown in the terminal, stopped with Ctrl-C, and written out reply by reply."""

from __future__ import annotations

import json
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from threading import Event
from typing import Any

from assistant.cli.output import say
from assistant.content.texts import text
from assistant.errors import InputError
from assistant.files import write_private
from assistant.model.exam_cases import load_exam
from assistant.model.exam_results import ExamResult, Tally
from assistant.model.exam_score import Answer

Progress = Callable[[int, int, str], None]
_BAR = 20
_MARKS = ("faithful", "dutch", "clean")


@contextmanager
def stoppable() -> Iterator[Event]:
    """An event that Ctrl-C sets: an exception could get lost between llama.cpp and Python."""
    stop = Event()
    before = signal.signal(signal.SIGINT, lambda *_: stop.set())
    try:
        yield stop
    finally:
        signal.signal(signal.SIGINT, before)


def with_bar(progress: Progress) -> Progress:
    """`progress` with a bar and the count, where somebody watches the line."""

    def show(done: int, total: int, what: str) -> None:
        filled = _BAR * done // total if total else 0
        bar = f"[{'#' * filled}{'.' * (_BAR - filled)}] {done}/{total}"
        progress(done, total, f"{what} {bar}" if sys.stderr.isatty() and total > 1 else what)

    return show


def check_place(path: Path | None) -> None:
    """Raise InputError before the exam when the replies could not be written to `path` after it."""
    if path and (path.is_dir() or not path.parent.is_dir()):
        raise InputError("resultaat-schrijven", bestand=path)


def write_answers(answers: Sequence[Answer], path: Path) -> None:
    """A line of JSON per reply. Raises InputError."""
    keys = ("id", "statement", "reply", "faithful", "clean", "dutch", "why")
    rows = [json.dumps({key: getattr(answer, key) for key in keys}, ensure_ascii=False) for answer in answers]
    try:
        write_private(path, "".join(f"{row}\n" for row in rows).encode())
    except OSError as error:
        raise InputError("resultaat-schrijven", bestand=path) from error


def as_json(result: ExamResult) -> dict[str, Any]:
    """The result with its intervals; `may_write` is what holds today."""
    current = result.is_current
    intervals = {"intervals": {mark: _interval(getattr(result, mark), result.statements) for mark in _MARKS}}
    return asdict(result) | intervals | {"current": current, "may_write": result.may_write and current}


def show_standing(model_id: str, result: ExamResult | None) -> None:
    """One line on the exam of a model that is on this machine."""
    if result is None:
        say("examen-niet", id=model_id)
    elif not result.is_current:
        say("examen-oud", id=model_id)
    else:
        key = "examen-mag" if result.may_write else "examen-mag-niet"
        say(key, trouw=result.faithful, schoon=result.clean, n=result.statements)


def show_result(result: ExamResult) -> None:
    """The whole outcome, and what follows from it."""
    say("examen", n=result.statements, geschreven=result.written, seconden=round(result.seconds))
    if result.unreached:
        say("examen-te-laat", aantal=result.unreached)
    for mark in _MARKS:
        _show_mark(mark, getattr(result, mark), result.statements)
    say("examen-kenmerken")
    for feature, tally in result.features.items():
        _show_feature(feature, tally)
    exam = load_exam()
    say("examen-norm", trouw=_percent(exam.faithful_mark), schoon=_percent(exam.clean_mark))
    say("mag-schrijven" if result.may_write else "mag-niet-schrijven")


def _show_mark(mark: str, hits: int, n: int) -> None:
    low, high = _interval(hits, n)
    what = text(f"cli.examen-{mark}")
    say("examen-deel", wat=what, aantal=hits, n=n, deel=_percent(hits / n), laag=_percent(low), hoog=_percent(high))


def _show_feature(feature: str, tally: Tally) -> None:
    say("examen-kenmerk", kenmerk=feature, trouw=tally.faithful, nederlands=tally.dutch, schoon=tally.clean, n=tally.n)


def _interval(hits: int, n: int) -> tuple[float, float]:
    # As `waterlijn eval`, and like it loaded late.
    from evals.statistics import wilson

    low, high = wilson(hits, n)
    return round(low, 3), round(high, 3)


def _percent(share: float) -> str:
    return f"{100 * share:.0f}"
