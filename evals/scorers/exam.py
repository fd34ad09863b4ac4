"""The writing exam of a model, as it was stored: may it write its own mirror and question?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from evals.metrics import Finding, Value
from evals.statistics import Share

MARKS = ("faithful", "dutch", "clean")


def score_exam(result: Mapping[str, Any]) -> list[Finding]:
    """Shares of the statements; what an older exam did not count is not measured."""
    n = int(result.get("statements", 0))
    return [
        Finding(f"exam-{mark}", Value.of(Share(int(result[mark]), n)) if mark in result else Value(None, 0))
        for mark in MARKS
    ]
