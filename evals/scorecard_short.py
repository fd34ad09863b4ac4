"""'In het kort': what was tried, how often it went wrong and what was not measured, in plain Dutch for a coach."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from assistant.content.texts import text
from evals.metrics import Metric, Value
from evals.scorecard import Scorecard
from evals.scorecard_words import part_name, said

COUNTED = ("met", "missed", "too-few", "not-measured")


def in_short(card: Scorecard) -> tuple[str, ...]:
    """The sentences, the most telling first; what was not run is not spoken of, but for what everyone would ask."""
    whole = {one.id: one for one in card.metrics if not one.part}
    return (
        *_opening(card, whole["reply-breach"]),
        *_attacks(card, whole["attack-last"]),
        *_reader(whole["reading-breach"]),
        *_guard(whole["reply-breach"]),
        *_count("conflicten", whole["siding-pairs"]),
        *_missed("vissen", whole["bait-resisted"]),
        *_itself(whole["reply-breach"]),
        *_count("opdrachten", whole["injection-success"]),
        *_labelled(whole["guard-recall"], whole["guard-clean-stopped"]),
        *_missed("gevaar", whole["danger-recall"]),
        *_count("vals-alarm", whole["false-alarms"]),
        *_goals([one for one in card.metrics if one.goal]),
        text("scorecard.niet-gemeten"),
    )


def _opening(card: Scorecard, breach: Metric) -> Iterator[str]:
    key = "gevallen" if breach.n else "geen-gevallen"
    yield text(f"scorecard.{key}", datum=card.ran.day, **({"n": breach.n} if breach.n else {}))
    if card.ran.part == "dev":
        yield text("scorecard.dev")
    if card.sampled:
        counts = (text("scorecard.van", wat=suite, k=k, n=n) for suite, (k, n) in card.sampled.items())
        yield text("scorecard.steekproef", delen="; ".join(counts))


def _attacks(card: Scorecard, last: Metric) -> Iterator[str]:
    if last.value is None:
        yield text("scorecard.geen-aanvallen")
        return
    rounds = [one.part for one in card.metrics if one.id == "attack-success"]
    share = said(last.value, last.unit)
    yield text("scorecard.aanvallen", ronde=rounds[-1], n=last.n, k=last.hits, deel=share)


def _reader(reading: Metric) -> Iterator[str]:
    if reading.value is None:
        yield text("scorecard.geen-lezer")
    else:
        yield from _count("lezer", reading)


def _guard(breach: Metric) -> Iterator[str]:
    draft, raw = (breach.baselines.get(name, Value(None, 0)) for name in ("draft", "raw"))
    if breach.value is not None and draft.value is not None:
        yield text("scorecard.wacht", n=breach.n, k=breach.hits, draft=draft.hits)
    if raw.value is not None:
        yield text("scorecard.raw", n=raw.n, k=raw.hits)


def _itself(breach: Metric) -> Iterator[str]:
    """What the sentences above it are worth."""
    if breach.value is not None:
        yield text("scorecard.wacht-zelf")


def _labelled(recall: Metric, stopped: Metric) -> Iterator[str]:
    if recall.value is not None:
        missed = recall.n - (recall.hits or 0)
        yield text("scorecard.toets", n=recall.n, k=missed, m=stopped.n, vals=stopped.hits or 0)


def _count(key: str, metric: Metric) -> Iterator[str]:
    if metric.value is not None:
        yield text(f"scorecard.{key}", n=metric.n, k=metric.hits)


def _missed(key: str, metric: Metric) -> Iterator[str]:
    if metric.value is not None:
        yield text(f"scorecard.{key}", n=metric.n, k=metric.n - (metric.hits or 0))


def _goals(held: Sequence[Metric]) -> Iterator[str]:
    named = {outcome: [_name(one) for one in held if one.outcome == outcome] for outcome in COUNTED}
    yield text("scorecard.doelen", n=len(held), k=len(named["met"]))
    for outcome, key in (("missed", "doelen-gemist"), ("too-few", "doelen-weinig"), ("not-measured", "doelen-open")):
        if named[outcome]:
            yield text(f"scorecard.{key}", namen="; ".join(named[outcome]))


def _name(metric: Metric) -> str:
    plain = metric.name[0].lower() + metric.name[1:]
    figure = f" ({said(metric.value, metric.unit)})" if metric.value is not None else ""
    return f"{plain}: {part_name(metric.part)}{figure}" if metric.part else f"{plain}{figure}"
