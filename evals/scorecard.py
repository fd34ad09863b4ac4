"""The scorecard of one run: what was measured, with which model and texts, and every figure. Kept as JSON.

The same card is written for people too: Markdown (scorecard_text.py) and a page (scorecard_html.py).
"""

from __future__ import annotations

import datetime
import json
from collections import Counter
from dataclasses import asdict, dataclass, field
from pathlib import Path

from pydantic import ConfigDict, TypeAdapter, ValidationError

from assistant.errors import InputError
from assistant.files import write_private
from evals.log import CHECKED, TALKED
from evals.metrics import Goal, Metric
from evals.score import Stored, score


@dataclass(frozen=True)
class Ran:
    """What the figures hold for."""

    model: str
    digest: str
    """sha256 of the model file."""
    prompts: str
    """sha256 of the texts and rules."""
    seed: int
    version: str
    day: datetime.date
    """On which the replies were made."""
    part: str = "test"
    """test or dev."""
    writes: bool = False
    """Whether the model wrote its own replies, the exam ignored."""


@dataclass(frozen=True)
class Scorecard:
    """Everything on the card."""

    __pydantic_config__ = ConfigDict(extra="forbid")

    ran: Ran
    replies: dict[str, int]
    """Stored lines per suite and system, as 'bait, product'."""
    metrics: tuple[Metric, ...]
    cases: dict[str, tuple[int, int]] = field(default_factory=dict)
    """Per suite that was run: (cases that the product answered, cases that there are)."""

    @property
    def sampled(self) -> dict[str, tuple[int, int]]:
        """The suites of which not every case was run."""
        return {suite: counts for suite, counts in self.cases.items() if counts[0] < counts[1]}

    @property
    def is_full(self) -> bool:
        """Whether every case was run of every suite; the exam apart."""
        return set(self.cases) >= {*CHECKED, *TALKED} and not self.sampled


_CARD: TypeAdapter[Scorecard] = TypeAdapter(Scorecard)


def make_scorecard(ran: Ran, stored: Stored) -> Scorecard:
    """The card of a run. Pure."""
    counts = Counter(f"{line.suite}, {line.system}" for line in stored.lines)
    answered = {(line.suite, line.case) for line in stored.lines if line.system == "product"}
    cases = {
        suite: (sum((suite, sample.id) in answered for sample in samples), len(samples))
        for suite, samples in stored.samples.items()
        if samples
    }
    return Scorecard(ran, dict(sorted(counts.items())), score(stored), cases)


def write_scorecard(folder: Path, card: Scorecard) -> None:
    """Write scorecard.json, scorecard.md and scorecard.html. Raises InputError."""
    from evals.scorecard_html import to_html
    from evals.scorecard_text import to_markdown

    written = {"json": to_json(card), "md": to_markdown(card), "html": to_html(card)}
    for ending, content in written.items():
        path = folder / f"scorecard.{ending}"
        try:
            write_private(path, content.encode())
        except OSError as error:
            raise InputError("eval-schrijven", bestand=path) from error


def load_scorecard(path: Path) -> Scorecard:
    """The card in a JSON file. Raises InputError."""
    try:
        return _CARD.validate_json(path.read_bytes())
    except (OSError, ValidationError) as error:
        raise InputError("eval-kaart-weg", bestand=path) from error


def to_json(card: Scorecard) -> str:
    """The card as JSON that `load_scorecard` reads."""
    return json.dumps(asdict(card), ensure_ascii=False, indent=1, default=_plain) + "\n"


def _plain(value: object) -> object:
    """What json does not know: a goal and a day."""
    return value.model_dump() if isinstance(value, Goal) else str(value)
