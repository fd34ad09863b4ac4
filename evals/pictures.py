"""Figures with their intervals as a drawing: inline SVG, readable without colour and without sight.

Every series has a shape of its own; the numbers stand in the description too.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape

from assistant.content.texts import text
from evals.metrics import Value
from evals.scorecard_words import said

WIDTH, LEFT, RIGHT, TOP = 680, 230, 30, 48
STEP = 13
"""Height of one mark; a row has one for every series."""
SHAPES = ("circle", "square", "triangle")


@dataclass(frozen=True)
class Row:
    """One line of the drawing: a figure for every series that has one."""

    label: str
    values: Mapping[str, Value]


@dataclass(frozen=True)
class Picture:
    """Shares between 0 and 1, side by side."""

    id: str
    """Unique on the page."""
    title: str
    rows: Sequence[Row]
    goal: float | None = None


def draw(picture: Picture) -> str:
    """The picture as an <svg> element."""
    series = list(dict.fromkeys(name for row in picture.rows for name in row.values))
    tall = STEP * len(series) + 10
    height = TOP + tall * len(picture.rows) + 30
    body = [*_axis(height), *_legend(series), *_goal(picture, height)]
    for number, row in enumerate(picture.rows):
        body += _row(row, series, TOP + number * tall, tall)
    named = f'aria-labelledby="{picture.id}-t {picture.id}-d"'
    title = f'<title id="{picture.id}-t">{escape(picture.title)}</title>'
    told = f'<desc id="{picture.id}-d">{escape(describe(picture))}</desc>'
    head = f'<svg viewBox="0 0 {WIDTH} {height}" role="img" {named} xmlns="http://www.w3.org/2000/svg">'
    return "\n".join([head, title, told, *body, "</svg>"])


def describe(picture: Picture) -> str:
    """What the drawing shows, in words."""
    told = (
        f"{row.label}: " + ", ".join(f"{name} {said(value.value, 'share')}" for name, value in row.values.items()) + "."
        for row in picture.rows
    )
    return text("scorecard.beeld-uitleg", cijfers=" ".join(told))


def _axis(height: int) -> Iterator[str]:
    for percent in range(0, 101, 25):
        x = _x(percent / 100)
        yield f'<line class="grid" x1="{x}" y1="{TOP - 4}" x2="{x}" y2="{height - 22}"/>'
        yield f'<text class="tick" x="{x}" y="{height - 8}" text-anchor="middle">{percent} %</text>'


def _legend(series: Sequence[str]) -> Iterator[str]:
    for number, name in enumerate(series):
        x = 12 + number * 170
        yield _mark(number, x, 16)
        yield f'<text x="{x + 12}" y="20">{escape(name)}</text>'


def _goal(picture: Picture, height: int) -> Iterator[str]:
    if picture.goal is None:
        return
    x, label = _x(picture.goal), text("scorecard.beeld-doel", grens=said(picture.goal, "share"))
    yield f'<line class="goal" x1="{x}" y1="{TOP - 4}" x2="{x}" y2="{height - 22}"/>'
    yield f'<text class="tick" x="{x}" y="{TOP - 8}" text-anchor="middle">{escape(label)}</text>'


def _row(row: Row, series: Sequence[str], top: int, tall: int) -> Iterator[str]:
    yield f'<text x="{LEFT - 12}" y="{top + tall / 2 + 4:.0f}" text-anchor="end">{escape(row.label)}</text>'
    for number, name in enumerate(series):
        value = row.values.get(name)
        if value is None or value.value is None:
            continue
        y = top + 10 + number * STEP
        if value.interval:
            low, high = map(_x, value.interval)
            yield f'<line class="range" x1="{low}" y1="{y}" x2="{high}" y2="{y}"/>'
        yield _mark(number, _x(value.value), y)


def _mark(number: int, x: float, y: float) -> str:
    shape = SHAPES[number % len(SHAPES)]
    if shape == "circle":
        return f'<circle class="mark s{number}" cx="{x}" cy="{y}" r="4.5"/>'
    if shape == "square":
        return f'<rect class="mark s{number}" x="{x - 4}" y="{y - 4}" width="8" height="8"/>'
    return f'<path class="mark s{number}" d="M{x} {y - 5}L{x + 5} {y + 4}L{x - 5} {y + 4}Z"/>'


def _x(share: float) -> float:
    return round(LEFT + share * (WIDTH - LEFT - RIGHT), 1)
