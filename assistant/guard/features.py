"""What a sentence of a reply looks like to the classifier: its words, with the user's own words as such.

A word that the user said counts as '@', so that the classifier learns what the reply adds, not what the user
talks about; pairs and triples of words are seen both ways. Of a question it also counts how much of its wording
is that of the hand-written bank: what is unlike every question there is more often a hint or a reproach.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

from assistant.guard.acts import leaves_the_choice, speaks_of_itself
from assistant.guard.roots import root
from assistant.guard.said import Said, added, is_small
from assistant.guard.sentences import WORD, Sentence, fold

_OWN = "@"
_SPAN = 3
"""Words in a row that count as one feature at most."""
_MOST = 4
"""From how many added words on it makes no difference how many."""


def features(sentence: Sentence, said: Said) -> Iterator[str]:
    """Names of what is seen in the sentence; a name may come more than once."""
    plain = ["____" if not word.strip("_") else word for word in WORD.findall(sentence.folded)]
    masked = [_OWN if word != "____" and not is_small(word) and said.has(word) else word for word in plain]
    mark = "?" if sentence.asks else "."
    for row, name in ((plain, "w"), (masked, "m")):
        for size in range(1, _SPAN + 1):
            yield from (f"{name}:{gram}" for gram in _grams(["^", *row, mark], size))
    new = added(sentence, said)
    for word in new:
        yield f"n:{root(word)}"
        yield from (f"c:{word[at : at + size]}" for size in (4, 5) for at in range(len(word) - size + 1))
    yield f"{mark}{min(len(new), _MOST)}"
    if sentence.asks:
        yield from _likeness(masked)
    if speaks_of_itself(sentence):
        yield "a:itself"
    if leaves_the_choice(sentence):
        yield "a:autonomy"


def _likeness(masked: Sequence[str]) -> Iterator[str]:
    """How much of a question is wording of the bank: share and number of strange words, pairs and triples."""
    for size in range(1, _SPAN + 1):
        grams = [gram for gram in _grams(["^", *masked, "?"], size) if _OWN not in gram and "_" not in gram]
        known = sum(gram in _bank_grams(size) for gram in grams)
        yield f"b{size}:{5 * known // max(1, len(grams))}"
        yield f"s{size}:{min(len(grams) - known, _MOST + 1)}"
    yield from (f"u:{word}" for word in masked if word != _OWN and word not in _bank_grams(1))


@cache
def _bank_grams(size: int) -> frozenset[str]:
    # Late: records.py needs the guard's records, and the bank needs records.py.
    from assistant.content.bank import load_bank

    words = (WORD.findall(fold(question.text)) for question in load_bank().values())
    return frozenset(gram for row in words for gram in _grams(["^", *row, "?"], size))


def _grams(row: Sequence[str], size: int) -> Iterator[str]:
    return (" ".join(row[at : at + size]) for at in range(len(row) - size + 1))
