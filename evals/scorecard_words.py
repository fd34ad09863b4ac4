"""How figures read in Dutch: percentages with a comma, what a goal asks, what a part is called."""

from __future__ import annotations

from assistant.content.texts import text
from evals.metrics import Goal, Metric, Unit, Value, load_metrics
from evals.statistics import Interval


def said(value: float | None, unit: Unit) -> str:
    """The figure with its unit; 'niet gemeten' where there is none."""
    return text("scorecard.geen-waarde") if value is None else _with_unit(_number(value, unit), unit)


def said_interval(interval: Interval | None, unit: Unit) -> str:
    """Both ends; a dash where there is no interval."""
    if interval is None:
        return "–"
    low, high = (_number(end, unit) for end in interval)
    return _with_unit(f"{low}–{high}", unit)


def said_value(value: Value, unit: Unit) -> str:
    """A figure of a baseline with its interval, in one cell."""
    figure = said(value.value, unit)
    return f"{figure} ({said_interval(value.interval, unit)})" if value.interval else figure


def said_goal(goal: Goal, unit: Unit) -> str:
    """What has to be reached."""
    if goal.at_least is not None:
        asked = text("scorecard.minstens", grens=said(goal.at_least, unit))
    else:
        asked = text("scorecard.hoogstens", grens=said(goal.at_most, unit))
    return text("scorecard.bij", doel=asked, n=goal.of) if goal.of else asked


def said_outcome(metric: Metric) -> str:
    """Whether the goal is reached, plainly; empty without a goal."""
    return "" if metric.outcome == "no-goal" else text(f"scorecard.{metric.outcome}")


def part_name(part: str) -> str:
    """What a code, kind or group is called."""
    return load_metrics().parts.get(part, part)


def _number(value: float, unit: Unit) -> str:
    if unit == "share":
        return _decimals(100 * value, 1)
    if unit == "seconds":
        return _decimals(1000 * value, 1)
    return _decimals(value, 0 if unit in {"words", "count"} and value == int(value) else 2)


def _decimals(value: float, places: int) -> str:
    written = f"{value:.{places}f}"
    # A share that is nearly all or nearly none may not read as all or none.
    if places and float(written) in {0.0, 100.0} and value != float(written):
        written = f"{value:.{places + 2}f}"
    return written.removesuffix(".0").replace(".", ",")


def _with_unit(number: str, unit: Unit) -> str:
    return number + {"share": " %", "seconds": " ms"}.get(unit, "")
