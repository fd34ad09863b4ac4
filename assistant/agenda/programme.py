"""The five steps of 'leidinggeven en leidingkrijgen' (method L1) with dates: from intake to evaluation."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date, time, timedelta
from typing import Any, Literal, TypeAlias

from assistant.agenda.calendar import Meeting, calendar_file
from assistant.agenda.dates import show_date
from assistant.agenda.rules import load_rules
from assistant.agenda.workdays import in_weeks, last_workday, next_workday, workday_within
from assistant.content.methods import source_of
from assistant.content.texts import text
from assistant.documents.report import Block, Paragraph, Report, Table, one_line
from assistant.errors import InputError

Kind: TypeAlias = Literal["intake", "observatie", "spiegelsessie", "aan-de-slag", "evaluatie"]
_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Step:
    """One of the five, or the check-in halfway."""

    kind: Kind | Literal["halverwege"]
    day: date
    until: date
    """The last day; the same as `day` for what takes one."""
    start: time | None = None
    """None for what takes the whole day."""
    minutes: int = 0

    @property
    def title(self) -> str:
        """As it is called in Dutch."""
        return text(f"agenda.{self.kind}")


@dataclass(frozen=True)
class Programme:
    """Five steps in order."""

    team: str
    """May be empty."""
    steps: tuple[Step, ...]
    halfway: Step | None = None
    """A short check-in between mirror session and evaluation, for who wants it."""


def plan_programme(start: date, weeks: int, team: str, minutes: int = 120, *, halfway: bool = False) -> Programme:
    """Five steps from `start`, every meeting on a workday, four to six weeks between mirror session and evaluation.

    Raises InputError: programma-weken, programma-minuten, agenda-jaren.
    """
    bounds = load_rules().programme
    _check("programma-weken", weeks, bounds.weeks)
    _check("programma-minuten", minutes, bounds.minutes)
    intake = next_workday(start)
    seen = next_workday(in_weeks(intake, 1))
    mirror = next_workday(in_weeks(seen, 1))
    earliest, latest = (in_weeks(mirror, number) for number in bounds.weeks)
    evaluation = workday_within(in_weeks(mirror, weeks), earliest, latest)
    steps = (
        Step("intake", intake, intake, bounds.starts, minutes),
        Step("observatie", seen, seen),
        Step("spiegelsessie", mirror, mirror, bounds.starts, minutes),
        Step("aan-de-slag", next_workday(mirror + _DAY), last_workday(evaluation - _DAY)),
        Step("evaluatie", evaluation, evaluation, bounds.starts, minutes),
    )
    middle = next_workday(mirror + (evaluation - mirror) // 2)
    check_in = Step("halverwege", middle, middle, bounds.starts, bounds.check_in) if halfway else None
    return Programme(one_line(team), steps, check_in)


def programme_report(programme: Programme) -> Report:
    """The programme on paper."""
    header = tuple(text(f"agenda.kop-{column}") for column in ("stap", "wanneer", "duur", "waarvoor", "wie"))
    rows = tuple(_row(step, programme) for step in _all_steps(programme))
    source = source_of("L1")
    blocks: tuple[Block, ...] = (
        Paragraph(text("agenda.uitleg")),
        Table(header, rows, widths=(2.2, 2.8, 1.6, 5, 2.8)),
        Paragraph(text("agenda.feestdagen"), soft=True),
        Paragraph(text("agenda.bron", titel=source.title), soft=True),
    )
    return Report(text("agenda.titel"), programme.team, blocks)


def programme_calendar(programme: Programme, stamp: date | None = None) -> bytes:
    """The programme as an .ics file."""
    meetings = [
        Meeting(_named(step.title, programme.team), step.day, step.start, step.minutes, _purpose(step), step.until)
        for step in _all_steps(programme)
    ]
    return calendar_file(_named(text("agenda.titel"), programme.team), meetings, stamp)


def programme_json(programme: Programme) -> dict[str, Any]:
    """{"team", "steps": [{"kind", "day", "until", "start", "minutes", "title", "purpose", "who"}], "halfway"}."""
    halfway = programme.halfway
    return {
        "team": programme.team,
        "steps": [_step_json(step) for step in programme.steps],
        "halfway": _step_json(halfway) if halfway else None,
    }


def _check(key: str, number: int, bounds: tuple[int, int]) -> None:
    if not bounds[0] <= number <= bounds[1]:
        raise InputError(key, minimum=bounds[0], maximum=bounds[1])


def _all_steps(programme: Programme) -> list[Step]:
    """In order of time, with the check-in in its place."""
    *before, evaluation = programme.steps
    return [*before, *([programme.halfway] if programme.halfway else []), evaluation]


def _row(step: Step, programme: Programme) -> tuple[str, ...]:
    when = show_date(step.day)
    if step.until > step.day:
        when = text("agenda.tot-en-met", eerste=when, laatste=show_date(step.until))
    return step.title, when, _length(step, programme), _purpose(step), text(f"agenda.wie-{step.kind}")


def _length(step: Step, programme: Programme) -> str:
    if step.start:
        return text("agenda.minuten", minuten=step.minutes)
    if step.until == step.day:
        return text("agenda.dag")
    mirror, evaluation = programme.steps[2], programme.steps[-1]
    return text("agenda.weken", weken=round((evaluation.day - mirror.day).days / 7))


def _named(title: str, team: str) -> str:
    return text("agenda.voor-team", titel=title, team=team) if team else title


def _purpose(step: Step) -> str:
    return text(f"agenda.waarvoor-{step.kind}")


def _step_json(step: Step) -> dict[str, Any]:
    start = step.start.isoformat("minutes") if step.start else None
    shown = {"title": step.title, "purpose": _purpose(step), "who": text(f"agenda.wie-{step.kind}")}
    return asdict(step) | {"day": step.day.isoformat(), "until": step.until.isoformat(), "start": start} | shown
