"""One run: cases, replies, scores. `run` makes replies and scores them, `rescore` scores what is stored.

A folder holds one run: log.jsonl (replies), run.json (what was measured, and the exam) and the scorecard. Running again
goes on where it stopped; lines of an older program or prompt move to a log of their own.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING, Any

from pydantic import Field, ValidationError

from assistant.content.strictyaml import Strict
from assistant.content.texts import text
from assistant.errors import InputError
from assistant.files import write_private
from assistant.model.choice import list_models, model_path
from assistant.model.exam import take_exam
from assistant.model.fetch import digest
from assistant.settings import Settings, make_private_dir
from evals.attacks import read_attacks
from evals.generate import Identity, Job, Progress, draw, generate, jobs_of, left_to_do
from evals.log import CHECKED, TALKED, Line, SystemName, append_lines, read_lines, write_lines
from evals.reading import Reader
from evals.readings import FOLDER, read_readings
from evals.samples import load_samples
from evals.score import Stored, judged
from evals.scorecard import Ran, make_scorecard, write_scorecard
from evals.scratch import opened
from evals.systems import Product, Raw, System

if TYPE_CHECKING:
    from assistant.assistant import Assistant

SUITES = (*CHECKED, *TALKED, "exam")
_TEST_FILES = {"tone": "tone-test", "safety": "safety-test", "mirror": "mirror-test"}


class Record(Strict):
    """run.json."""

    model: str
    digest: str
    prompts: str
    version: str
    seed: int
    day: date
    """Of the last replies."""
    part: str
    """test or dev."""
    writes: bool
    exam: dict[str, Any] = Field(default_factory=dict)
    """{"made": model, prompts and version, "result": fields of ExamResult}; empty when there was none."""


@dataclass(frozen=True)
class Wanted:
    """What the user asked for."""

    suites: tuple[str, ...] = SUITES
    model: str | None = None
    out: Path | None = None
    writes: bool = False
    sample: int = 0
    """Cases per suite; 0 is all."""
    part: str = "test"


def run(settings: Settings, wanted: Wanted, progress: Progress, stop: Event | None = None) -> Path:
    """The folder with log and scorecard. Raises AssistantError, Stopped; what was made stays and is not made again."""
    if wanted.sample < 0:
        raise InputError("eval-sample")
    cases = {suite: draw(load_samples(file_of(suite, wanted.part)), wanted.sample) for suite in _with_cases(wanted)}
    model = wanted.model or next(state.id for state in list_models(settings) if state.in_use)
    path = model_path(settings, model)
    identity = Identity.of(model, digest(path))
    folder = _folder(settings, wanted, model)
    record = _record(folder, wanted, identity)
    if "exam" in wanted.suites:
        record = _examined(settings, path, record, progress, stop)
    _store(folder, record)
    jobs = left_to_do(jobs_of(cases), _kept(folder / "log.jsonl", identity))
    _fill(settings, wanted, path, (identity, jobs, folder / "log.jsonl"), progress, stop)
    return rescore(folder)


def rescore(folder: Path) -> Path:
    """Score what is stored in `folder` again, and write the scorecard. Raises InputError."""
    record, stored = load_run(folder)
    _score(folder, record, replace(stored, lines=judged(stored.lines)))
    return folder


def load_run(folder: Path) -> tuple[Record, Stored]:
    """What is stored in `folder`, with everything that a score is made from. Raises InputError."""
    lines, record = read_lines(folder / "log.jsonl"), _load(folder)
    if record is None:
        raise InputError("eval-log-weg", bestand=folder / "run.json")
    samples = {suite: load_samples(file_of(suite, record.part)) for suite in _ordered({line.suite for line in lines})}
    readings = read_readings(FOLDER / f"{_short(record.model)}.jsonl")
    return record, Stored(lines, samples, readings, read_attacks(), record.exam.get("result", {}))


def file_of(suite: str, part: str) -> str:
    """The name of the case file of a suite, without .jsonl."""
    return f"{suite}-dev" if part == "dev" else _TEST_FILES.get(suite, suite)


def _with_cases(wanted: Wanted) -> list[str]:
    return [suite for suite in _ordered(set(wanted.suites)) if suite != "exam"]


def _ordered(suites: set[str]) -> list[str]:
    return [suite for suite in SUITES if suite in suites]


def _folder(settings: Settings, wanted: Wanted, model: str) -> Path:
    name = _short(model) + ("-schrijft" if wanted.writes else "") + ("-dev" if wanted.part == "dev" else "")
    if wanted.out is None:
        make_private_dir(settings.home / "evals")
        make_private_dir(settings.home / "evals" / name)
        return settings.home / "evals" / name
    try:
        wanted.out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InputError("eval-schrijven", bestand=wanted.out) from error
    return wanted.out


def _short(model: str) -> str:
    """A name for files: the id, or for a file of the user its name."""
    return Path(model).stem if "/" in model or "\\" in model else model


def _record(folder: Path, wanted: Wanted, identity: Identity) -> Record:
    """The record of this run. Raises InputError when the folder holds another one."""
    fresh = Record(
        model=identity.model,
        digest=identity.digest,
        prompts=identity.prompts["product"],
        version=identity.versions["product"],
        seed=identity.seed,
        day=date.today(),
        part=wanted.part,
        writes=wanted.writes,
    )
    found = _load(folder)
    if found is None:
        return fresh
    if (found.model, found.part, found.writes) != (fresh.model, fresh.part, fresh.writes):
        writes = text("evaluate.schrijft" if found.writes else "evaluate.kiest")
        raise InputError("eval-andere-run", map=folder, wat=f"{found.model}, {found.part}, {writes}")
    return fresh.model_copy(update={"exam": found.exam})


def _load(folder: Path) -> Record | None:
    path = folder / "run.json"
    if not path.exists():
        return None
    try:
        return Record.model_validate_json(path.read_bytes())
    except (OSError, ValidationError) as error:
        raise InputError("eval-log-stuk", bestand=path, regel=1) from error


def _store(folder: Path, record: Record) -> None:
    try:
        write_private(folder / "run.json", (record.model_dump_json(indent=1) + "\n").encode())
    except OSError as error:
        raise InputError("eval-schrijven", bestand=folder) from error


def _examined(settings: Settings, path: Path, record: Record, progress: Progress, stop: Event | None) -> Record:
    """The record with the exam of this very program, taken in the user's own folder: it decides there too."""
    made = record.model_dump(include={"digest", "prompts", "version"})
    if record.exam.get("made") == made:
        return record
    result = take_exam(settings, path, progress, stop)
    return record.model_copy(update={"exam": {"made": made, "result": asdict(result)}})


def _kept(log: Path, identity: Identity) -> list[Line]:
    """The stored lines that this program made; the others move to a log of their own."""
    lines = read_lines(log) if log.exists() else []
    fresh = [line for line in lines if identity.made(line)]
    if len(fresh) < len(lines):
        append_lines(log.with_name("log-older.jsonl"), [line for line in lines if not identity.made(line)])
        write_lines(log, fresh)
    return fresh


def _fill(
    settings: Settings,
    wanted: Wanted,
    path: Path,
    todo: tuple[Identity, Sequence[Job], Path],
    progress: Progress,
    stop: Event | None,
) -> None:
    """Make the replies; the model is loaded only for suites that need it."""
    identity, jobs, log = todo
    log.touch(mode=0o600)
    quick = [job for job in jobs if job.suite in CHECKED]
    slow = [job for job in jobs if job.suite in TALKED]
    generate(quick, {}, identity, log, progress, stop)
    if slow:
        with opened(settings, identity.model, path, writes=wanted.writes, progress=progress) as assistant:
            generate(slow, systems_of(assistant), identity, log, progress, stop)


def systems_of(assistant: Assistant) -> Mapping[SystemName, System]:
    """The product, and the same loaded model alone."""
    return {"product": Product(assistant, Reader(assistant)), "raw": Raw(assistant.engine)}


def _score(folder: Path, record: Record, stored: Stored) -> None:
    """Put the verdicts into the log and write the scorecard."""
    write_lines(folder / "log.jsonl", stored.lines)
    ran = Ran(**record.model_dump(exclude={"exam"}))
    write_scorecard(folder, make_scorecard(ran, stored))
