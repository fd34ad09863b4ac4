"""The writing exam: may this model write its own mirror and question?

Every statement gets a reply, written with the product's own prompt; exam_score.py marks it, exam_results.py keeps
the outcome under the file's digest. It never takes longer than its time, and stops when asked.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, suppress
from dataclasses import replace
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING, cast

from assistant.content.texts import text
from assistant.model.exam_cases import Case, Exam, load_cases, load_exam, rules_digest
from assistant.model.exam_results import ExamResult, Tally, model_digest, store_result
from assistant.settings import Settings

if TYPE_CHECKING:
    from assistant.dialogue.writer import ModelComposer
    from assistant.model.exam_score import Answer
    from assistant.model.llama import LlamaEngine
    from assistant.model.sampling import Sampling

Progress = Callable[[int, int, str], None]


class _Until(Event):
    """Set when `stop` is, and from a moment on."""

    def __init__(self, stop: Event | None, deadline: float) -> None:
        super().__init__()
        self._stop, self._deadline = stop, deadline

    @property
    def is_asked(self) -> bool:
        """Whether somebody asked to stop."""
        return self._stop is not None and self._stop.is_set()

    def is_set(self) -> bool:
        """See Event."""
        return self.is_asked or time.monotonic() >= self._deadline


class _Brief:
    """An engine whose texts end at `most` tokens, so that a rambling model does not eat the time of the exam."""

    def __init__(self, engine: LlamaEngine, most: int) -> None:
        self._engine, self._most = engine, most

    def __getattr__(self, name: str) -> object:
        return getattr(self._engine, name)

    def generate(self, prompt: Sequence[int], sampling: Sampling, stop: Event | None = None) -> Iterator[str]:
        """See LlamaEngine."""
        short = replace(sampling, max_tokens=min(sampling.max_tokens, self._most))
        return self._engine.generate(prompt, short, stop)


def take_exam(
    settings: Settings,
    path: Path,
    progress: Progress,
    stop: Event | None = None,
    hear: Callable[[Answer], None] | None = None,
) -> ExamResult:
    """Let the model write for every statement; stores and returns the result, and `hear` gets every reply.

    Raises ModelError, InputError and Stopped; then nothing is stored.
    """
    exam, cases, rules, started = load_exam(), load_cases(), rules_digest(), time.monotonic()
    sha256 = model_digest(settings, path, lambda *step: progress(*_in_mb(step), text("exam.bestand")), stop)
    answers = []
    for answer in _answers(settings, path, exam, cases, progress, _Until(stop, started + exam.seconds)):
        answers.append(answer)
        if hear:
            hear(answer)
    result = _result(exam, answers, time.monotonic() - started, path.stat().st_size, sha256, rules)
    store_result(settings, result)
    return result


def _in_mb(step: tuple[int, int]) -> tuple[int, int]:
    return step[0] // 10**6, step[1] // 10**6


def _answers(
    settings: Settings, path: Path, exam: Exam, cases: Sequence[Case], progress: Progress, halt: _Until
) -> Iterator[Answer]:
    """A marked reply per statement, also for those that were not reached. Raises ModelError, Stopped."""
    from assistant.dialogue.compose import BankComposer
    from assistant.dialogue.writer import ModelComposer
    from assistant.model.exam_score import judge, unwritten
    from assistant.model.llama import LlamaEngine

    progress(0, len(cases), text("exam.laden"))
    with closing(LlamaEngine(path, settings.threads)) as engine:
        writer = ModelComposer(cast(LlamaEngine, _Brief(engine, exam.max_tokens)), BankComposer(None))
        started = time.monotonic()
        for number, case in enumerate(cases):
            progress(number, len(cases), _what(started, number, len(cases)))
            reply = _written(writer, case, halt)
            yield unwritten(case, late=True) if reply is None else judge(case, reply, exam.added_share)


def _written(writer: ModelComposer, case: Case, halt: _Until) -> str | None:
    """The reply; None when the time is up: half a reply is no reply. Raises ModelError, Stopped."""
    from assistant.model.llama import Stopped

    reply = ""
    if not halt.is_set():
        # Who or what stopped it is told apart below.
        with suppress(Stopped):
            reply = writer.write((), case.input, halt)
    if halt.is_asked:
        raise Stopped
    return None if halt.is_set() else reply


def _what(started: float, done: int, total: int) -> str:
    """What is going on, with the time left once that can be told."""
    if done < 2:
        return text("exam.schrijven")
    left = (time.monotonic() - started) / done * (total - done)
    return text("exam.nog-minuten", minuten=round(left / 60)) if left >= 90 else text("exam.nog-even")


def _result(exam: Exam, answers: Sequence[Answer], seconds: float, size: int, sha256: str, rules: str) -> ExamResult:
    count, total = len(answers), _tally(answers)
    features = dict.fromkeys(answer.feature for answer in answers)
    return ExamResult(
        sha256=sha256,
        bytes=size,
        rules=rules,
        statements=count,
        written=sum(bool(answer.reply) for answer in answers),
        unreached=sum(answer.late for answer in answers),
        faithful=total.faithful,
        dutch=total.dutch,
        clean=total.clean,
        features={one: _tally([answer for answer in answers if answer.feature == one]) for one in features},
        seconds=round(seconds, 1),
        characters_per_second=round(sum(len(answer.reply) for answer in answers) / max(seconds, 0.001), 1),
        may_write=total.faithful >= exam.faithful_mark * count and total.clean >= exam.clean_mark * count,
    )


def _tally(answers: Sequence[Answer]) -> Tally:
    return Tally(
        len(answers),
        sum(answer.faithful for answer in answers),
        sum(answer.dutch for answer in answers),
        sum(answer.clean for answer in answers),
    )
