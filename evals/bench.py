"""Speed and memory with the embedded models: `make bench`.

Whole figures with the machine, median and spread; nothing here passes or fails. Replies come from 40 hand-written
turns (cases/bench-turns.txt) through the real facade; the page is started as a user starts it.
"""

from __future__ import annotations

import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TypeVar

import psutil

from assistant.assistant import Assistant
from assistant.content.bank import load_bank
from assistant.content.flows import load_flows
from assistant.dialogue.moves import CANDIDATES
from assistant.dialogue.safety import check_message
from assistant.guard import check_reply
from assistant.settings import Settings, usable_cores
from evals.samples import judged, load_samples, said

CASES = Path(__file__).parent / "cases"
_PAGE_SECONDS = 120
T = TypeVar("T")


@dataclass(frozen=True)
class Figures:
    """One measured quantity over several runs."""

    name: str
    unit: str
    values: tuple[float, ...]

    def row(self) -> str:
        """A Markdown table row: n, median, 95th percentile, min, max."""
        ordered = sorted(self.values)
        p95 = ordered[min(len(ordered) - 1, round(0.95 * (len(ordered) - 1)))]
        cells = (statistics.median(ordered), p95, ordered[0], ordered[-1])
        return f"| {self.name} ({self.unit}) | {len(ordered)} | " + " | ".join(f"{cell:.3g}" for cell in cells) + " |"


def main() -> int:
    """Measure everything and print a Markdown table."""
    home = Path(os.environ.get("WATERLIJN_BENCH_HOME") or tempfile.mkdtemp(prefix="waterlijn-bench-"))
    home.chmod(0o700)
    settings = Settings(home=home, threads=usable_cores())
    print(machine(settings.threads))
    cold, assistant = timed(lambda: Assistant.open(settings))
    with assistant:
        figures = [
            Figures("first start: index, model, weighing", "s", (cold,)),
            *replies(assistant),
            searches(assistant),
            *checks(),
        ]
    warm, again = timed(lambda: Assistant.open(settings))
    again.close()
    figures.append(Figures("opening again, packages already imported", "s", (warm,)))
    figures += page(home)
    print("| what | n | median | p95 | min | max |\n|---|---|---|---|---|---|")
    for one in figures:
        print(one.row())
    return 0


def machine(threads: int) -> str:
    """What the figures were measured on."""
    import llama_cpp

    info = llama_cpp.llama_print_system_info().decode()
    memory = psutil.virtual_memory().total / 2**30
    return (
        f"{platform.processor() or platform.machine()}, {threads} cores, {memory:.0f} GiB, Python "
        f"{platform.python_version()}, llama-cpp-python {llama_cpp.__version__}\n{info}\n"
    )


def timed(work: Callable[[], T]) -> tuple[float, T]:
    """Seconds, and what the work gave."""
    started = time.monotonic()
    outcome = work()
    return time.monotonic() - started, outcome


def replies(assistant: Assistant) -> list[Figures]:
    """Reply times over 40 turns, and tokens evaluated beside what a turn brought."""
    messages = (CASES / "bench-turns.txt").read_text(encoding="utf-8").splitlines()
    flows = [flow.id for flow in load_flows().values() if not any(stage.collects for stage in flow.stages)]
    seconds: list[float] = []
    chosen: list[float] = []
    evaluated: list[float] = []
    allowed: list[float] = []
    session, _ = assistant.begin(flows[0])
    pending = 0
    for number, message in enumerate(messages):
        if session.closed:
            session, _ = assistant.begin(flows[number % len(flows)])
            pending = 0
        before = assistant.engine.evaluated
        session, reply = assistant.reply(session, message)
        spent = assistant.engine.evaluated - before
        seconds.append(reply.seconds)
        pending += len(assistant.engine.tokens(f"{message} {reply.text}")) + 12
        if spent:
            chosen.append(reply.seconds)
            evaluated.append(spent)
            allowed.append(pending + longest_candidates(assistant))
            pending = 0
    return [
        Figures("reply complete", "s", tuple(seconds)),
        Figures("reply in which the model chose", "s", tuple(chosen)),
        Figures("tokens evaluated per choice", "tokens", tuple(evaluated)),
        Figures(f"new text plus {CANDIDATES} candidates", "tokens", tuple(allowed)),
    ]


def longest_candidates(assistant: Assistant) -> int:
    """Tokens of the candidates at mean length: what a choice may cost beyond the new text."""
    sizes = [len(assistant.engine.tokens(f" {question.text}")) for question in load_bank().values()]
    return round(CANDIDATES * statistics.mean(sizes))


def searches(assistant: Assistant) -> Figures:
    """Search over the shipped articles after loading."""
    rows = [json.loads(line) for line in (CASES / "search-dev.jsonl").read_text(encoding="utf-8").splitlines()]
    queries: Sequence[str] = [row["question"] for row in rows]
    assistant.knowledge.search(queries[0])
    seconds = [timed(partial(assistant.knowledge.search, query))[0] for query in queries]
    return Figures("search", "ms", tuple(1000 * one for one in seconds))


def checks() -> list[Figures]:
    """The guard on every labelled reply of the development part, and the safety routes on what the user said there."""
    samples = load_samples("tone-dev")
    pairs = [("\n".join(said(sample)), judged(sample)) for sample in samples]
    check_reply(*pairs[0])
    check_message(pairs[0][0])
    guard = [1000 * timed(partial(check_reply, *pair))[0] for pair in pairs]
    safety = [1000 * timed(partial(check_message, words))[0] for words, _ in pairs]
    return [Figures("guard per reply", "ms", tuple(guard)), Figures("safety per message", "ms", tuple(safety))]


def page(home: Path) -> list[Figures]:
    """Start the page as a user does: seconds until it answers, and memory once the model is loaded."""
    port = 7931
    command = [sys.executable, "-m", "assistant.cli", "start", "--port", str(port), "--no-browser"]
    environment = os.environ | {"WATERLIJN_HOME": str(home)}
    started = time.monotonic()
    with subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            usable = until_answers(f"http://127.0.0.1:{port}/", started)
            time.sleep(12)
            memory = psutil.Process(process.pid).memory_info().rss / 2**20
        finally:
            process.terminate()
    return [
        Figures("page answers after start", "s", (usable,)),
        Figures("page, resident memory once loaded, before a reply", "MiB", (memory,)),
    ]


def until_answers(address: str, started: float) -> float:
    """Seconds from `started` until the page is there."""
    while time.monotonic() - started < _PAGE_SECONDS:
        try:
            with urllib.request.urlopen(address, timeout=2) as answer:  # noqa: S310 - our own page on the loopback
                if answer.status == 200:
                    return time.monotonic() - started
        except OSError:
            time.sleep(0.1)
    raise TimeoutError(address)


if __name__ == "__main__":
    sys.exit(main())
