"""Questions that people wrote: those of the bank, of the flows' steps, and of the fixed answers to a signal.

They were read, and are held against every rule when they are written (tests/test_content.py); what resembles a
breach is asked only of words that nobody read before.
"""

from __future__ import annotations

import re
from functools import cache

from assistant.guard.sentences import Sentence, fold, sentences

_ITEM = "dit0dit"
"""Stands in for the item of a step that comes back for each."""


def is_hand_written(sentence: Sentence) -> bool:
    """Whether the sentence is a question of the bank or of a step, with whatever item in it."""
    return bool(_known().fullmatch(sentence.folded.strip()))


@cache
def _known() -> re.Pattern[str]:
    # Late: records.py needs the guard's records, and bank and flows need records.py.
    from assistant.content.bank import load_bank
    from assistant.content.flows import load_flows
    from assistant.content.texts import labels, wordings

    texts = [question.text for question in load_bank().values()]
    texts += [stage.ask.replace("$dit", _ITEM) for flow in load_flows().values() for stage in flow.stages]
    found = {one.folded.strip() for text in texts for one in sentences(fold(text), "")} - {_ITEM}
    answers = [wording for name in labels("signals") for wording in wordings(f"signals.{name}")]
    found |= {one.folded.strip() for text in answers for one in sentences(fold(text), "") if one.asks}
    return re.compile("|".join(re.escape(one).replace(_ITEM, ".{1,400}") for one in sorted(found)))
