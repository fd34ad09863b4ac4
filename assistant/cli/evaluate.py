"""`waterlijn eval`: measure the product, score what was measured again, and show the latest scorecard."""

from __future__ import annotations

import argparse
import json
import sys
import time
from argparse import Namespace
from pathlib import Path
from typing import TypeAlias

from assistant.cli.output import complain, show_json
from assistant.content.texts import text
from assistant.errors import InputError
from assistant.settings import load_settings

Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"
_SUITES = ("tone", "safety", "mirror", "bait", "two-sided", "drift", "injection", "exam")
_QUIET_SECONDS = 60
"""Between two lines of progress where no line can be rewritten."""


def add_commands(commands: Commands) -> None:
    """`eval run`, `eval score` and `eval show`."""
    help_text = "measure the replies against the stored cases"
    group = commands.add_parser("eval", help=help_text, description=help_text)
    actions = group.add_subparsers(required=True, metavar="ACTION")
    run = _action(actions, "run", "make replies for the cases and score them; running again goes on", run_suites)
    run.add_argument("--suite", action="append", choices=_SUITES, help="may be given more than once; default all")
    run.add_argument("--model", metavar="ID", help="a model of the catalogue; default the one in use")
    run.add_argument("--out", type=Path, metavar="DIR", help="where log and scorecard go; default the data folder")
    run.add_argument("--writes", action="store_true", help="let the model write, whether it passed the exam or not")
    run.add_argument("--sample", type=int, metavar="N", help="a fixed draw of N cases per suite")
    run.add_argument("--part", choices=("test", "dev"), default="test", help="which part of the cases (default test)")
    score = _action(actions, "score", "score a stored log again", score_again)
    score.add_argument("folder", type=Path, metavar="DIR", help="folder of an earlier run")
    _action(actions, "show", "print the short version of the scorecard of the model in use", show_latest)


def _action(actions: Commands, name: str, help_text: str, run: object) -> argparse.ArgumentParser:
    parser = actions.add_parser(name, help=help_text, description=help_text)
    parser.set_defaults(run=run)
    parser.add_argument("--json", action="store_true", help="print JSON instead of text")
    return parser


def run_suites(arguments: Namespace) -> int:
    """Measure; stopping with Ctrl-C keeps what was finished."""
    from evals.run import SUITES, Wanted, run

    most = 0 if arguments.sample is None else arguments.sample or -1
    suites = tuple(arguments.suite or SUITES)
    wanted = Wanted(suites, arguments.model, arguments.out, arguments.writes, most, arguments.part)
    progress = TimeLeft()
    try:
        folder = run(load_settings(), wanted, progress)
    except KeyboardInterrupt:
        progress.close()
        complain(text("evaluate.onderbroken"))
        return 130
    progress.close()
    _show(folder, arguments.json)
    return 0


def score_again(arguments: Namespace) -> None:
    """Score a stored log; no model is loaded."""
    from evals.run import rescore

    _show(rescore(arguments.folder), arguments.json)


def show_latest(arguments: Namespace) -> None:
    """Print 'In het kort' of the scorecard that the page shows too, and where it stands."""
    from evals.latest import latest_scorecard, model_in_use
    from evals.scorecard import load_scorecard
    from evals.scorecard_short import in_short
    from evals.scorecard_text import title_of

    settings = load_settings()
    path = latest_scorecard(settings)
    if path is None:
        raise InputError("eval-geen-kaart", model=model_in_use(settings))
    card = load_scorecard(path)
    if arguments.json:
        show_json({"model": card.ran.model, "day": str(card.ran.day), "short": in_short(card), "scorecard": str(path)})
        return
    print("\n".join([title_of(card), "", *(f"- {sentence}" for sentence in in_short(card)), ""]))
    print(text("evaluate.kaart", bestand=path.with_suffix(".md")))


def _show(folder: Path, as_json: bool) -> None:
    card = folder / "scorecard.json"
    if as_json:
        metrics = json.loads(card.read_text(encoding="utf-8"))["metrics"]
        show_json({"log": str(folder / "log.jsonl"), "scorecard": str(card), "metrics": metrics})
        return
    print(text("evaluate.log", bestand=folder / "log.jsonl"))
    print(text("evaluate.kaart", bestand=folder / "scorecard.md"))


class TimeLeft:
    """Progress on standard error with a count and the time left: one line in a terminal, a line a minute elsewhere."""

    def __init__(self) -> None:
        self._total = -1
        self._begun = self._shown = 0.0

    def __call__(self, done: int, total: int, what: str) -> None:
        """A new total is a new piece of work, with a clock of its own."""
        now = time.monotonic()
        if total != self._total:
            self._total, self._begun, self._shown = total, now, 0.0
        if sys.stderr.isatty():
            print(f"\r\033[K{self._line(done, what, now)}", end="", file=sys.stderr, flush=True)
        elif now - self._shown >= _QUIET_SECONDS or done == total:
            print(self._line(done, what, now), file=sys.stderr, flush=True)
            self._shown = now

    def _line(self, done: int, what: str, now: float) -> str:
        if self._total <= 1:
            return what
        left = (now - self._begun) / done * (self._total - done) if done else -1.0
        return text("evaluate.stand", wat=what, klaar=done, alles=self._total, tijd=in_words(left))

    def close(self) -> None:
        """Clear the line."""
        if sys.stderr.isatty():
            print("\r\033[K", end="", file=sys.stderr, flush=True)


def in_words(seconds: float) -> str:
    """A time left; below 0 means that it is not known yet."""
    if seconds < 0:
        return text("evaluate.tijd-onbekend")
    if seconds < 90:
        return text("evaluate.seconden", aantal=round(seconds))
    return text("evaluate.minuten", aantal=round(seconds / 60))
