"""From a draft to what is shown: draft -> guard -> at most two repairs -> the bank's question alone.

A repair puts something certain in the place of what was refused; nothing is written anew. Every draft that was
refused is kept with its breaches, so that the user can see which rule refused which words.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from assistant.dialogue.compose import Draft
from assistant.guard import Verdict, check_reply
from assistant.mirror import Mirror, quote
from assistant.records import Refusal


@dataclass(frozen=True)
class Passed:
    """A draft that may be shown."""

    draft: Draft
    verdict: Verdict
    """On the draft as it was composed."""
    refused: tuple[Refusal, ...]
    """The drafts that came before it, in order."""


def repair(draft: Draft, said: str, echo: Mirror, choose: Callable[[], Draft]) -> Passed:
    """The first draft without breaches; the last resort is a question of the bank, without a mirror.

    `said` is everything the user said so far, `echo` the mirror by rule; `choose` gives a draft with a question of
    the bank and is called only when a question that a model wrote was refused.
    """
    refused: list[Refusal] = []
    verdict = check_reply(said, draft.text)
    first = verdict
    for option in _repairs(draft, verdict, echo, choose):
        if verdict.ok:
            break
        refused.append(Refusal(draft.text, verdict.breaches))
        draft = option
        verdict = check_reply(said, draft.text) if draft.mirror else Verdict.of(())
    return Passed(draft, first, tuple(refused))


def _repairs(draft: Draft, verdict: Verdict, echo: Mirror, choose: Callable[[], Draft]) -> Iterator[Draft]:
    """Two repairs and the last resort, each made only when it is asked for."""
    wrong_question = draft.origin == "model" and any(breach.quote in draft.question for breach in verdict.breaches)
    wrong_mirror = any(breach.quote not in draft.question for breach in verdict.breaches)
    certain = choose() if wrong_question or (draft.origin == "model" and not draft.question) else draft
    yield replace(certain, mirror=echo.text if wrong_mirror else draft.mirror)
    if certain.origin == "model":
        certain = choose()
    yield replace(certain, mirror=quote(echo.words).text)
    yield replace(certain, mirror="")
