"""The scorecard as one page: no scripts, no network, readable on a phone and on paper."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from pathlib import Path

from assistant.content.texts import text
from evals.metrics import Metric, Value, load_metrics
from evals.pictures import Picture, Row, draw
from evals.scorecard import Scorecard
from evals.scorecard_short import in_short
from evals.scorecard_text import Table, goals, origin, suites, title_of
from evals.scorecard_words import part_name

STYLE = Path(__file__).parent / "scorecard.css"
DRAWN = ("attack-success", "reply-breach-code", "drift-breach-third", "guard-recall-code", "danger-recall-kind")
"""Metrics in parts that are drawn under the table of their suite."""


@dataclass(frozen=True)
class Section:
    """A part of the card under a heading of its own; a page of the program can show it in its own way."""

    title: str
    """Plain text."""
    body: str
    """Markup; the words of the card in it are escaped."""


def to_html(card: Scorecard) -> str:
    """The whole page."""
    title = escape(title_of(card))
    style = STYLE.read_text(encoding="utf-8")
    head = '<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">'
    return (
        f'<!doctype html>\n<html lang="nl">\n<head>{head}\n<title>{title}</title>\n<style>\n{style}</style></head>\n'
        f"<body>\n<main>\n<h1>{title}</h1>\n{_body(card)}\n</main>\n</body>\n</html>\n"
    )


def _body(card: Scorecard) -> str:
    """What stands below the heading."""
    first, *others = sections_of(card)
    short = f'<section class="short"><h2>{escape(first.title)}</h2>{first.body}</section>'
    tables = (f"<section><h2>{escape(one.title)}</h2>{one.body}</section>" for one in others)
    return "\n".join([short, *tables, f"<p>{escape(text('scorecard.uitleg'))}</p>"])


def sections_of(card: Scorecard) -> tuple[Section, ...]:
    """The card in the order of reading: 'In het kort', the goals, the suites, and what it all holds for."""
    sentences = "".join(f"<li>{escape(sentence)}</li>" for sentence in in_short(card))
    pictures = dict(_pictures(card))
    drawn = zip(load_metrics().suites, suites(card), strict=True)
    measured = (_section(table, pictures.get(suite, "")) for suite, table in drawn)
    short = Section(text("scorecard.kort-kop"), f"<ul>{sentences}</ul>")
    return (short, _section(goals(card)), *measured, _section(origin(card)))


def _section(table: Table, below: str = "") -> Section:
    notes = "".join(f"<p class=note>{escape(note)}</p>" for note in table.notes)
    filled = _rows(table) if table.rows else ""
    return Section(table.title, f"{filled}{below}{notes}")


def _rows(table: Table) -> str:
    heads = "".join(f'<th scope="col">{escape(column)}</th>' for column in table.columns)
    head = f"<thead><tr>{heads}</tr></thead>" if any(table.columns) else ""
    return f"<table>{head}<tbody>{''.join(_row(table, row) for row in table.rows)}</tbody></table>"


def _row(table: Table, row: tuple[str, ...]) -> str:
    missed = ' class="missed"' if any(cell.endswith(text("scorecard.missed")) for cell in row) else ""
    cells = "".join(
        f'<td data-label="{escape(column)}">{escape(cell)}</td>' if cell else "<td></td>"
        for column, cell in zip(table.columns[1:], row[1:], strict=True)
    )
    return f'<tr{missed}><th scope="row">{escape(row[0])}</th>{cells}</tr>'


def _pictures(card: Scorecard) -> Iterator[tuple[str, str]]:
    """(Suite, drawing) for what was measured in parts."""
    for id in DRAWN:
        metrics = [one for one in card.metrics if one.id == id and one.part and one.value is not None]
        if metrics:
            rows = [Row(part_name(one.part), _values(one)) for one in metrics]
            goal = metrics[0].goal.at_least if metrics[0].goal else None
            figure = draw(Picture(f"beeld-{id}", metrics[0].name, rows, goal))
            yield (
                metrics[0].suite,
                f'<figure tabindex="0">{figure}<figcaption>{escape(metrics[0].name)}</figcaption></figure>',
            )


def _values(metric: Metric) -> dict[str, Value]:
    names = load_metrics().baselines
    own = {text("scorecard.product"): Value(metric.value, metric.n, metric.interval)}
    return own | {names[name]: value for name, value in metric.baselines.items()}
