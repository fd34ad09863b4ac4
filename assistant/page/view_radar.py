"""The medians of a team as a web with a spoke for each S, in straight lines; the colours are those of picture.py."""

from __future__ import annotations

from math import cos, sin, tau

from assistant.page.html import Html, h
from assistant.page.labels import Locale, say
from assistant.scan.merge import TeamPicture
from assistant.scan.records import VALUES
from assistant.scan.words import dutch_number, name_of

_STEP = 26
"""From one score to the next, in the units of the drawing."""


def team_web(locale: Locale, picture: TeamPicture) -> Html:
    """The web, with all that it shows in words."""
    medians = [block.median for block in picture.blocks]
    named = [(name_of(block.block), dutch_number(block.median)) for block in picture.blocks]
    spokes = range(len(medians))
    drawn = [
        [_shape([float(value)] * len(medians), "ring") for value in VALUES],
        [_spoke(number, len(medians)) for number in spokes],
        _shape(medians, "vlak"),
        [_dot(number, len(medians), median) for number, median in enumerate(medians)],
        [_label(number, len(medians), *named[number]) for number in spokes],
    ]
    figures = ", ".join(f"{name} {median}" for name, median in named)
    svg = h("svg", drawn, viewBox="-290 -190 580 345", class_="web", aria_hidden="true")
    return h("div", svg, role="img", aria_label=say(locale, "scan-web", cijfers=figures), class_="plaat", lang=locale)


def _point(number: int, total: int, value: float) -> tuple[float, float]:
    """Where a value stands; the first spoke points up, the next ones follow the clock."""
    angle = tau * number / total
    return round(value * _STEP * sin(angle), 1), round(-value * _STEP * cos(angle), 1)


def _shape(values: list[float], class_: str) -> Html:
    corners = [_point(number, len(values), value) for number, value in enumerate(values)]
    return h("polygon", points=" ".join(f"{x},{y}" for x, y in corners), class_=class_)


def _spoke(number: int, total: int) -> Html:
    x, y = _point(number, total, VALUES[-1])
    return h("line", x1="0", y1="0", x2=str(x), y2=str(y), class_="ring")


def _dot(number: int, total: int, value: float) -> Html:
    x, y = _point(number, total, value)
    return h("circle", cx=str(x), cy=str(y), r="5", class_="stip")


def _label(number: int, total: int, name: str, median: str) -> Html:
    x, y = _point(number, total, VALUES[-1] + 0.5)
    side = "middle" if abs(x) < 9 else "start" if x > 0 else "end"
    lines = [h("tspan", line, x=str(x), dy=str(dy)) for line, dy in ((name, 0), (median, 22))]
    return h("text", lines, x=str(x), y=str(y - 22 if side == "middle" else y), text_anchor=side)
