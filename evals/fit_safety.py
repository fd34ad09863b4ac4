"""Fit prompts/safety/weights.json, the second opinion of the safety route, on the development cases only.

    python -m evals.fit_safety            cross-validate by writer, then fit on everything and write the weights
    python -m evals.fit_safety --check    cross-validate only

A message is danger when one of its sentences is: each round keeps, of a labelled message, the pieces that look most
like its label, and everything in an ordinary message as a counterexample. Same cases, same weights.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import scipy.sparse as sparse
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.linear_model import LogisticRegression

from assistant.dialogue import safety
from assistant.dialogue.safety_model import features, windows
from assistant.dialogue.safety_words import normalise

CASES = Path(__file__).parent / "cases"
TARGET = Path(__file__).parent.parent / "prompts" / "safety" / "weights.json"
CRISES = ("zelfdoding", "zelfbeschadiging", "geweld-thuis", "dreiging", "ander-in-gevaar")
KINDS = (*CRISES, "intimidatie", "pesten", "fraude", "discriminatie", "bedreiging")
LEVELS = {"none": 0, "integrity": 1, "crisis": 2}
ROUNDS, KEPT, STRENGTH = 3, 2, 0.3
WEIGHTY = 0.08
ALLOWED = (0.012, 0.012)
"""Share of the ordinary messages that the crisis bound, and the concern bound, may stop by themselves."""


class Case(NamedTuple):
    """One message, its level and its kind."""

    text: str
    level: int
    kind: str


class Fitted(NamedTuple):
    """What was learned; `score` gives the highest crisis and concern score of a message."""

    names: list[str]
    bias: list[float]
    rows: Any
    score: Callable[[str], tuple[float, float]]


def cases(name: str) -> list[Case]:
    """The cases of one safety file."""
    found = [json.loads(line) for line in (CASES / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()]
    return [Case(one["input"], LEVELS[one["target"][0]], one["metadata"]["kind"]) for one in found]


def ordinary() -> list[Case]:
    """What people say in other suites and in the transcripts: no danger in any of it."""
    said: set[str] = set((CASES / "bench-turns.txt").read_text(encoding="utf-8").splitlines())
    for name in ("choose-dev", "mirror-dev", "span-dev", "tone-dev", "bait-dev", "two-sided-dev"):
        for line in (CASES / f"{name}.jsonl").read_text(encoding="utf-8").splitlines():
            said.update(_said(json.loads(line)["input"]))
    for path in sorted((CASES.parent / "transcripts").glob("*.md")):
        said.update(re.findall(r"\*\*Jij:\*\* (.+)", path.read_text(encoding="utf-8")))
    return [Case(one, 0, "gewoon") for one in sorted(said) if one.strip()]


def fit(train: Sequence[Case]) -> Fitted:
    """Weights for crisis, any concern, and each kind."""
    pieces, owners = _pieces(train)
    levels = np.array([train[owner].level for owner in owners])
    counts = _chosen(pieces, owners, levels)
    seen = _scaled(counts.transform(pieces))
    crisis, _ = _learn(seen, owners, levels == 2)
    concern, chosen = _learn(seen, owners, levels >= 1)
    kinds = np.array([train[owner].kind for owner in owners])
    named = LogisticRegression(C=1.0, max_iter=300).fit(seen[chosen], kinds[chosen])
    order = [list(named.classes_).index(kind) for kind in KINDS]
    rows = np.vstack([crisis.coef_, concern.coef_, named.coef_[order]])
    bias = [float(crisis.intercept_[0]), float(concern.intercept_[0]), *map(float, named.intercept_[order])]

    def score(message: str) -> tuple[float, float]:
        own = _scaled(counts.transform(_pieces([Case(message, 0, "")])[0] or [""]))
        return float(crisis.decision_function(own).max()), float(concern.decision_function(own).max())

    return Fitted(list(counts.get_feature_names_out()), bias, rows, score)


def bounds(fitted: Fitted, held_out: Sequence[tuple[float, float]]) -> tuple[float, float]:
    """The scores above which the allowed share of ordinary messages lies."""
    crisis, concern = (np.array(column) for column in zip(*held_out, strict=True))
    return float(np.quantile(crisis, 1 - ALLOWED[0])), float(np.quantile(concern, 1 - ALLOWED[1]))


def report(name: str, test: Sequence[Case], found: Sequence[tuple[float, float]], bound: tuple[float, float]) -> str:
    """Caught per level, with n, by the second opinion alone and together with the rules."""
    lines = []
    for level, title in ((2, "gevaar"), (1, "integriteit"), (0, "vals alarm")):
        rows = [(one, score) for one, score in zip(test, found, strict=True) if one.level == level]
        alone = sum(_alarm(score, bound, level) for _, score in rows)
        both = sum(_alarm(score, bound, level) or _ruled(one.text, level) for one, score in rows)
        lines.append(f"{title} {alone}/{len(rows)}, met regels {both}/{len(rows)}")
    return f"{name}: " + "; ".join(lines)


def main() -> None:
    """Cross-validate by writer, print, and write the weights unless --check."""
    own, other, plain = cases("safety-extra"), cases("safety-dev"), ordinary()
    held: list[tuple[float, float]] = []
    for name, train, test in (("eigen -> dev", own, other), ("dev -> eigen", other, own)):
        half = plain[::2] if train is own else plain[1::2]
        rest = plain[1::2] if train is own else plain[::2]
        fitted = fit([*train, *half])
        found = [fitted.score(one.text) for one in test]
        calm = [score for one, score in zip(test, found, strict=True) if not one.level]
        calm += [fitted.score(one.text) for one in rest[:300]]
        held += calm
        print(report(name, test, found, bounds(fitted, calm)), flush=True)
    if "--check" not in sys.argv:
        everything = fit([*own, *other, *plain])
        _write(everything, bounds(everything, held))


def _said(given: Any) -> list[str]:
    """The user's messages of one case: a text, or turns."""
    return [given] if isinstance(given, str) else [turn["content"] for turn in given if turn["role"] == "user"]


def _analyse(piece: str) -> list[str]:
    return list(features(piece))


def _chosen(pieces: Sequence[str], owners: Any, levels: Any) -> CountVectorizer:
    """The features that weigh anything: the product counts no others."""
    counts = CountVectorizer(analyzer=_analyse, binary=True, min_df=2).fit(pieces)
    seen = _scaled(counts.transform(pieces))
    strongest = np.maximum(*(np.abs(_learn(seen, owners, levels >= least)[0].coef_[0]) for least in (1, 2)))
    names = counts.get_feature_names_out()[strongest > WEIGHTY]
    return CountVectorizer(analyzer=_analyse, binary=True, vocabulary=sorted(names))


def _pieces(train: Sequence[Case]) -> tuple[list[str], Any]:
    pieces, owners = [], []
    for at, case in enumerate(train):
        words = safety.meant(case.text, *normalise(case.text))
        for span in windows(words):
            pieces.append(words[slice(*span)])
            owners.append(at)
    return pieces, np.array(owners)


def _scaled(seen: Any) -> Any:
    return sparse.csr_matrix(seen.multiply(3 / np.sqrt(np.maximum(1, seen.sum(1)))))


def _learn(seen: Any, owners: Any, wanted: Any) -> tuple[LogisticRegression, Any]:
    """A model, and which pieces it takes for the heart of the wanted messages."""
    chosen = wanted.copy()
    for _ in range(ROUNDS):
        rows = np.flatnonzero(chosen | ~wanted)
        weight = np.where(wanted[rows], 0.7 * (~wanted).sum() / chosen.sum(), 1.0)
        model = LogisticRegression(C=STRENGTH, max_iter=300).fit(seen[rows], wanted[rows], sample_weight=weight)
        found = model.decision_function(seen)
        chosen = np.zeros(len(owners), bool)
        for owner in np.unique(owners[wanted]):
            own = np.flatnonzero(owners == owner)
            chosen[own[np.argsort(-found[own])[:KEPT]]] = True
    return model, chosen


def _alarm(score: tuple[float, float], bound: tuple[float, float], level: int) -> bool:
    return score[0] >= bound[0] or (level < 2 and score[1] >= bound[1])


def _ruled(message: str, level: int) -> bool:
    route = safety.check_rules(message).route
    return bool(route == "crisis" if level == 2 else route != "none")


def _write(fitted: Fitted, bound: tuple[float, float]) -> None:
    rows = np.rint(fitted.rows.T * 100).astype(int)
    kept = dict(zip(fitted.names, rows.tolist(), strict=True))
    table = {
        "crisis_from": round(bound[0], 3),
        "concern_from": round(bound[1], 3),
        "kinds": KINDS,
        "crises": len(CRISES),
        "bias": [round(one, 3) for one in fitted.bias],
        "weights": {},
    }
    head = json.dumps(table, ensure_ascii=False)[:-2]
    body = ",\n".join(
        json.dumps(name, ensure_ascii=False) + ":" + json.dumps(row) for name, row in sorted(kept.items())
    )
    TARGET.write_text(head + "\n" + body + "\n}}\n", encoding="utf-8")
    print(f"{len(kept)} gewichten in {TARGET.name}")


if __name__ == "__main__":
    main()
