"""The figures drawn, as PNG and SVG: one person's scores as a web, a team's as circles on a line.

The same figures give the same picture on every machine: no date, no machine and no font of the system is in it. What a
colour says is also said by a shape or a number. Knows of counts and scores only, never of sentences or files.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from math import cos, sin, tau
from tempfile import TemporaryDirectory
from threading import Lock
from typing import TYPE_CHECKING, Any

from assistant.content.texts import text
from assistant.scan.merge import BlockPicture, TeamPicture
from assistant.scan.records import VALUES, Score
from assistant.scan.words import dutch_number, name_of

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

# Blue and orange of Okabe and Ito, made to be told apart by everyone.
_INK, _GRID, _BLUE, _ORANGE = "#212529", "#becdd2", "#0072b2", "#d55e00"
_DPI = 160
# Matplotlib shares fonts and settings between figures and is not made for two threads.
_DRAWING = Lock()


@dataclass(frozen=True)
class Image:
    """One picture in two kinds of file."""

    png: bytes
    svg: str
    """From its first tag, so that it can stand in a page as well as in a file."""
    alt: str
    """All that the picture shows, in words and figures."""


def radar(scores: Sequence[Score]) -> Image:
    """One person's scores as a web with a spoke for each S."""
    figures = ", ".join(_text("alt-cijfer", naam=name_of(score.block), cijfer=score.value) for score in scores)
    return _drawn(lambda figure: _draw_web(figure, scores), (7.6, 5.4), _text("alt-web", cijfers=figures))


def spread(picture: TeamPicture) -> Image:
    """How many gave each score to each S, with the range and the median."""
    lines = " ".join(_in_words(block) for block in picture.blocks)
    alt = _text("alt-spreiding", leden=picture.members, regels=lines)
    return _drawn(lambda figure: _draw_lines(figure, picture), (7.2, 4.4), alt)


def _in_words(block: BlockPicture) -> str:
    given = (_text("alt-telling", aantal=n, cijfer=value) for value, n in zip(VALUES, block.counts, strict=True) if n)
    return _text("alt-regel", naam=name_of(block.block), tellingen=", ".join(given), mediaan=dutch_number(block.median))


def _draw_web(figure: Figure, scores: Sequence[Score]) -> None:
    # A round picture in straight lines: matplotlib's own web has circles, on which scores are harder to read.
    axes = figure.add_axes((0.0, 0.0, 1.0, 1.0))
    axes.set(xlim=(-9.4, 8.0), ylim=(-5.3, 7.0), aspect="equal")
    axes.axis("off")
    for value in VALUES:
        _ring(axes, [value] * len(scores), color=_GRID, linewidth=1)
    for number, score in enumerate(scores):
        edge, label = _point(number, len(scores), 5), _point(number, len(scores), 5.5)
        axes.plot((0, edge[0]), (0, edge[1]), color=_GRID, linewidth=1)
        level = "bottom" if label[1] > 5 else "center"
        side = "center" if abs(label[0]) < 1 else "left" if label[0] > 0 else "right"
        axes.text(*label, f"{name_of(score.block)}\n{score.value}", ha=side, va=level, color=_INK, fontsize=13)
    for value in VALUES:
        axes.text(-0.12, value - 0.08, str(value), ha="right", va="top", color=_INK, fontsize=9)
    values = [score.value for score in scores]
    _ring(axes, values, color=_BLUE, linewidth=2.5, marker="o", markersize=8)
    axes.fill(*zip(*_corners(values), strict=True), color=_BLUE, alpha=0.18, linewidth=0)


def _ring(axes: Axes, values: Sequence[float], **look: Any) -> None:
    corners = _corners(values)
    axes.plot(*zip(*corners, corners[0], strict=True), **look)


def _corners(values: Sequence[float]) -> list[tuple[float, float]]:
    return [_point(number, len(values), value) for number, value in enumerate(values)]


def _point(number: int, total: int, value: float) -> tuple[float, float]:
    """Where a value stands on a spoke; the first spoke points up, the next ones follow the clock."""
    angle = tau * number / total
    return value * sin(angle), value * cos(angle)


def _draw_lines(figure: Figure, picture: TeamPicture) -> None:
    axes = figure.add_axes((0.21, 0.17, 0.76, 0.8))
    for row, block in enumerate(picture.blocks):
        axes.plot((block.lowest, block.highest), (row, row), color=_GRID, linewidth=7, zorder=1)
        axes.plot((block.median, block.median), (row - 0.44, row + 0.44), color=_ORANGE, linewidth=3.5, zorder=2)
        for value, number in zip(VALUES, block.counts, strict=True):
            if number:
                area = 220 + 500 * number / picture.members
                axes.scatter([value], [row], s=area, color=_BLUE, edgecolors="white", linewidths=1.5, zorder=3)
                axes.text(value, row, str(number), ha="center", va="center", color="white", fontsize=11, zorder=4)
    axes.set(xlim=(0.6, 5.4), ylim=(len(picture.blocks) - 0.4, -0.6))
    axes.set_xticks(VALUES)
    axes.set_yticks(range(len(picture.blocks)), [name_of(block.block) for block in picture.blocks])
    axes.set_xlabel(_text("as-cijfer"), fontsize=12, color=_INK)
    axes.tick_params(length=0, labelsize=12, labelcolor=_INK)
    axes.grid(axis="x", color=_GRID, linewidth=0.8, linestyle=":")
    axes.set_axisbelow(True)
    axes.set_frame_on(False)
    figure.text(0.5, 0.02, _text("bij-spreiding"), ha="center", va="bottom", color=_INK, fontsize=10)


def _drawn(draw: Callable[[Figure], None], size: tuple[float, float], alt: str) -> Image:
    with _DRAWING:
        figure = _new_figure()(figsize=size, dpi=_DPI, facecolor="white")
        draw(figure)
        png, svg = BytesIO(), BytesIO()
        figure.savefig(png, format="png", metadata={"Software": None})
        figure.savefig(svg, format="svg", metadata=dict.fromkeys(("Creator", "Date", "Format", "Type")))
    source = svg.getvalue().decode()
    return Image(png.getvalue(), source[source.index("<svg") :], alt)


@cache
def _new_figure() -> type[Figure]:
    """Matplotlib's figure, with settings of our own.

    Matplotlib writes a list of the machine's fonts and reads settings from the user's folders: it gets an empty folder
    for both, which is gone once it has been loaded. Without pyplot it opens no windows.
    """
    named = os.environ.get("MPLCONFIGDIR")
    with TemporaryDirectory(prefix="waterlijn-", ignore_cleanup_errors=True) as folder:
        os.environ["MPLCONFIGDIR"] = folder
        try:
            import matplotlib
            from matplotlib.figure import Figure
        finally:
            os.environ.pop("MPLCONFIGDIR")
            os.environ.update({"MPLCONFIGDIR": named} if named is not None else {})
    matplotlib.rcdefaults()
    # Letters as shapes, and names within the file that follow from what is drawn.
    matplotlib.rcParams.update({"svg.fonttype": "path", "svg.hashsalt": "waterlijn", "font.family": ["DejaVu Sans"]})
    return Figure


def _text(key: str, **variables: object) -> str:
    return text(f"scan.{key}", 0, **variables)
