"""Runs systems over suites and appends what comes back to the log; what is there already is not done again.

Three suites need no model: their stored cases are put to the guard, the safety routes and the mirror themselves.
Knows nothing of scores.
"""

from __future__ import annotations

import hashlib
import random
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from importlib.metadata import version
from pathlib import Path
from threading import Event
from typing import NamedTuple

from assistant.dialogue.safety import check_message, route_text
from assistant.guard import check_reply
from assistant.mirror import reflect
from assistant.model.llama import Stopped
from assistant.settings import content_dir
from evals.log import CHECKED, TALKED, Line, SystemName, append_lines
from evals.samples import Sample, judged, said
from evals.systems import RAW_PROMPT, SEED, System

Progress = Callable[[int, int, str], None]
"""Hears (replies done, replies in all, suite and system)."""
SYSTEMS: tuple[SystemName, ...] = ("product", "raw")
_SHOWN_ONLY = {"page", "cli"}
"""Parts of the program that no reply depends on."""


class Job(NamedTuple):
    """One case for one system."""

    suite: str
    sample: Sample
    system: SystemName


@dataclass(frozen=True)
class Identity:
    """What a reply depends on apart from the case; a stored line that differs in it is out of date."""

    model: str
    digest: str
    prompts: Mapping[SystemName, str]
    versions: Mapping[SystemName, str]
    seed: int = SEED

    @classmethod
    def of(cls, model: str, digest: str) -> Identity:
        """The program as it is now, with this model. The model alone depends on its own prompt only."""
        root = content_dir()
        plain = version("waterlijn")
        code = [path for path in _files(root / "assistant") if path.suffix in {".py", ".tsv", ".txt"}]
        prompts: dict[SystemName, str] = {"product": fingerprint(_files(root / "prompts"), root)}
        prompts["raw"] = fingerprint([RAW_PROMPT], root)
        versions: dict[SystemName, str] = {"product": f"{plain}+{fingerprint(code, root)[:12]}", "raw": plain}
        return cls(model, digest, prompts, versions)

    def blank(self, job: Job) -> Line:
        """The line of this job without a reply."""
        prompts, code = self.prompts[job.system], self.versions[job.system]
        return Line(
            job.suite, job.sample.id, 1, job.system, self.model, self.digest, prompts, self.seed, code, said(job.sample)
        )

    def made(self, line: Line) -> bool:
        """Whether this very program with this model gave the line."""
        expected = (self.digest, self.prompts[line.system], self.versions[line.system], self.seed)
        return (line.digest, line.prompts, line.version, line.seed) == expected


def fingerprint(files: Iterable[Path], root: Path) -> str:
    """sha256 over names and bytes."""
    found = hashlib.sha256()
    for path in sorted(files):
        found.update(f"{path.relative_to(root).as_posix()}\0".encode() + path.read_bytes() + b"\0")
    return found.hexdigest()


def _files(folder: Path) -> list[Path]:
    return [
        path for path in folder.rglob("*") if path.is_file() and path.relative_to(folder).parts[0] not in _SHOWN_ONLY
    ]


def draw(samples: Sequence[Sample], most: int, seed: int = SEED) -> list[Sample]:
    """The first `most` cases of a shuffle that is always the same; 0 means all, in their own order.

    The two sides of one conflict stay together, so there may be one case more.
    """
    if not most:
        return list(samples)
    groups: dict[str, list[Sample]] = {}
    for sample in samples:
        groups.setdefault(str(sample.metadata.get("pair", sample.id)), []).append(sample)
    order = sorted(groups)
    random.Random(seed).shuffle(order)  # noqa: S311 - a draw of cases, nothing secret
    drawn: list[Sample] = []
    for name in order:
        if len(drawn) < most:
            drawn += groups[name]
    return drawn


def jobs_of(suites: Mapping[str, Sequence[Sample]]) -> list[Job]:
    """All there is to do, suite by suite and system by system."""
    return [
        Job(suite, sample, system)
        for suite, samples in suites.items()
        for system in (SYSTEMS if suite in TALKED else SYSTEMS[:1])
        for sample in samples
    ]


def left_to_do(jobs: Sequence[Job], lines: Iterable[Line]) -> list[Job]:
    """The jobs that have no line yet; the lines of one job are written together."""
    done = {(line.suite, line.case, line.system) for line in lines}
    return [job for job in jobs if (job.suite, job.sample.id, job.system) not in done]


def generate(
    jobs: Sequence[Job],
    systems: Mapping[SystemName, System],
    identity: Identity,
    log: Path,
    progress: Progress,
    stop: Event | None = None,
) -> None:
    """Do the jobs and append their lines to the log. Raises Stopped; what was finished stays."""
    total, done = sum(replies_of(job) for job in jobs), 0
    for job in jobs:
        progress(done, total, f"{job.suite}, {job.system}")
        lines: list[Line] = []
        for line in _answers(job, systems, identity.blank(job), stop):
            if stop and stop.is_set():
                raise Stopped
            lines.append(line)
            done += 1
            progress(done, total, f"{job.suite}, {job.system}")
        append_lines(log, lines)


def replies_of(job: Job) -> int:
    """How many lines the job gives."""
    return len(said(job.sample)) if job.suite in TALKED else 1


def check_again(lines: Iterable[Line], samples: Mapping[str, Sequence[Sample]]) -> Iterator[Line]:
    """The lines, with those of the suites that need no model made again by the program of today.

    Raises KeyError when a case is gone.
    """
    cases = {(suite, sample.id): sample for suite, held in samples.items() for sample in held}
    for line in lines:
        yield _CHECKS[line.suite](cases[line.suite, line.case], line) if line.suite in CHECKED else line


def _answers(job: Job, systems: Mapping[SystemName, System], blank: Line, stop: Event | None) -> Iterator[Line]:
    if job.suite in CHECKED:
        return iter([_CHECKS[job.suite](job.sample, blank)])
    return systems[job.system].answer(job.sample, blank, stop)


def _code_reply(sample: Sample, blank: Line) -> Line:
    """The stored reply itself; the time is that of the guard, whose verdict is made when scoring."""
    reply = judged(sample)
    started = time.monotonic()
    check_reply("\n".join(blank.said), reply)
    seconds = round(time.monotonic() - started, 4)
    return replace(blank, reply=reply, own=reply, draft=reply, seconds=seconds)


def _route(sample: Sample, blank: Line) -> Line:
    """Where the message leads."""
    started = time.monotonic()
    route = check_message(blank.said[-1])
    seconds = round(time.monotonic() - started, 4)
    reply = "" if route.route == "none" else route_text(route)
    return replace(blank, reply=reply, move=route.route, origin="fixed", seconds=seconds)


def _mirror(sample: Sample, blank: Line) -> Line:
    """The mirror by rule; `own` is the words without the lead-in."""
    started = time.monotonic()
    mirror = reflect(blank.said[-1])
    seconds = round(time.monotonic() - started, 4)
    return replace(blank, reply=mirror.text, mirror=mirror.text, own=mirror.words, move=mirror.kind, seconds=seconds)


_CHECKS: Mapping[str, Callable[[Sample, Line], Line]] = {"tone": _code_reply, "safety": _route, "mirror": _mirror}
