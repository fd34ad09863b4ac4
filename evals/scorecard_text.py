"""What stands on the card in words and tables, and the card as Markdown.

The tables and sentences are made once, here; scorecard_html.py shows the same ones as a page.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from assistant.content.texts import text
from evals.metrics import Metric, load_metrics
from evals.scorecard import Scorecard
from evals.scorecard_short import in_short
from evals.scorecard_words import part_name, said, said_goal, said_interval, said_outcome, said_value


@dataclass(frozen=True)
class Table:
    """One table; the first cell of a row says what the row is about."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    notes: tuple[str, ...] = ()
    """What has to be known to read it right."""


def to_markdown(card: Scorecard) -> str:
    """The whole card."""
    short = [f"- {sentence}" for sentence in in_short(card)]
    blocks = [f"# {title_of(card)}", f"## {text('scorecard.kort-kop')}", "\n".join(short)]
    for table in (goals(card), *suites(card), origin(card)):
        blocks += [f"## {table.title}", _markdown_table(table), *table.notes]
    return "\n\n".join([*blocks, text("scorecard.uitleg")]) + "\n"


def title_of(card: Scorecard) -> str:
    """The heading of the card."""
    return text("scorecard.titel", model=card.ran.model)


def goals(card: Scorecard) -> Table:
    """Every goal of the project with what was reached."""
    columns = _columns("wat", "doel", "waarde", "n", "uitkomst")
    rows = tuple(
        (_full_name(one), said_goal(one.goal, one.unit), said(one.value, one.unit), str(one.n), said_outcome(one))
        for one in card.metrics
        if one.goal
    )
    return Table(text("scorecard.doelen-kop"), columns, rows)


def suites(card: Scorecard) -> Iterator[Table]:
    """A table per suite."""
    for suite, title in load_metrics().suites.items():
        metrics = [one for one in card.metrics if one.suite == suite]
        if any(one.value is not None for one in metrics):
            yield _suite(title, metrics)
        else:
            yield Table(title, (), (), (text("scorecard.suite-leeg"),))


def origin(card: Scorecard) -> Table:
    """Model, texts, seed, version, date and numbers."""
    ran = card.ran
    facts = {
        "model": ran.model,
        "bestand": ran.digest,
        "prompts": ran.prompts,
        "seed": str(ran.seed),
        "versie": ran.version,
        "datum": str(ran.day),
        "deel": text(f"scorecard.deel-{ran.part}"),
        "schrijft": text("scorecard.ja" if ran.writes else "scorecard.nee"),
        "antwoorden": "; ".join(f"{name} {count}" for name, count in card.replies.items()) or "0",
    }
    rows = tuple((text(f"scorecard.herkomst-{name}"), fact) for name, fact in facts.items())
    return Table(text("scorecard.herkomst-kop"), ("", ""), rows)


def _suite(title: str, metrics: Sequence[Metric]) -> Table:
    named = load_metrics().baselines
    beside = [name for name in named if any(name in one.baselines for one in metrics)]
    before, after = _columns("wat", "waarde", "interval", "n", "doel"), _columns("anker")
    columns = (*before, *(named[name] for name in beside), *after)
    rows = tuple(row for _, same in groupby(metrics, lambda one: one.id) for row in _rows(list(same), beside))
    notes = (f"{one.name}: {one.note}" for one in metrics if one.note)
    return Table(title, columns, rows, tuple(dict.fromkeys(notes)))


def _rows(metrics: Sequence[Metric], beside: Sequence[str]) -> Iterator[tuple[str, ...]]:
    for number, one in enumerate(metrics):
        goal = f"{said_goal(one.goal, one.unit)}: {said_outcome(one)}" if one.goal else ""
        yield (
            _full_name(one),
            said(one.value, one.unit),
            said_interval(one.interval, one.unit),
            str(one.n),
            goal,
            *(said_value(one.baselines[name], one.unit) if name in one.baselines else "" for name in beside),
            # Once is enough: it is the same for every part.
            text("scorecard.anker", anker=one.anchor, bron=one.source) if one.anchor and not number else "",
        )


def _full_name(metric: Metric) -> str:
    return f"{metric.name}: {part_name(metric.part)}" if metric.part else metric.name


def _columns(*names: str) -> tuple[str, ...]:
    return tuple(text(f"scorecard.kolom-{name}") for name in names)


def _markdown_table(table: Table) -> str:
    if not table.rows:
        return ""
    rows = [table.columns, tuple("---" for _ in table.columns), *table.rows]
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |" for row in rows)
