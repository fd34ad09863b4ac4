"""Facts of a statement that can be looked up in the user's words: numbers, times, names, opposites.

Knows nothing of clauses: what the user said anywhere counts as said.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache

from assistant.guard.fidelity_words import any_time, bordered, lexicon, opposites, pattern, times
from assistant.guard.sentences import QUOTED, WORD, fold

Span = tuple[int, int]

_DIGITS = re.compile(r"(?<![\w.,])(\d{1,3}(?:\.\d{3})+|\d{1,12})(?:[.,](\d{1,3}))?(?=$|[^\d])")
_CAPITAL = re.compile(r"(?<![\w'])[A-Z][a-zà-öø-ÿ]{2,30}(?!\w)")
_LONG_WORD = 40
"""Longer words are no numbers."""
_FEW = 8
"""How many times at most a reply counts a quoted word."""


@lru_cache(20_000)
def number(word: str) -> float | None:
    """The value of a folded number word ('drieentwintig', 'vierde', 'tweemaal'); None for other words."""
    value = _plain_number(word) if len(word) < _LONG_WORD else None
    if value is None and len(word) < _LONG_WORD:
        for ending in lexicon().number_endings:
            stem = word.removesuffix(ending)
            if stem != word and (value := _plain_number(stem)) is not None:
                return None if value < 2 else value
    return value


def _plain_number(word: str) -> float | None:
    known = lexicon().numbers
    if word in known:
        return known[word]
    for tens in ("twintig", "dertig", "veertig", "vijftig", "zestig", "zeventig", "tachtig", "negentig"):
        unit = word.removesuffix("en" + tens)
        if unit != word and (unit == "een" or unit in known):
            return known[tens] + (1 if unit == "een" else known[unit])
    for scale in ("honderd", "duizend"):
        before, found, after = word.partition(scale)
        if found and (before or after):
            first, rest = (number(before) if before else 1), (number(after) if after else 0)
            return None if first is None or rest is None else first * known[scale] + rest
    half = word.removesuffix("enhalf").removesuffix("enhalve")
    return known[half] + 0.5 if half != word and half in known else None


def numbers(text: str) -> Iterator[tuple[float, Span]]:
    """The numbers in folded text."""
    for found in _DIGITS.finditer(text):
        whole = float(found[1].replace(".", ""))
        yield (whole + float(f"0.{found[2]}") if found[2] else whole), found.span()
    for found in WORD.finditer(text):
        if not found[0][0].isdigit() and (value := number(found[0])) is not None:
            yield value, found.span()


def values(text: str) -> frozenset[float]:
    """The numbers without their places."""
    return frozenset(value for value, _ in numbers(text))


def all_numbers(text: str) -> frozenset[float]:
    """Every number that is said, also with its scale ('zes ton') and as parts ('14.30')."""
    found: set[float] = {*values(text)} | {float(digits[:12]) for digits in re.findall(r"\d+", text)}
    return frozenset(found | {value * scale for value in found for scale in lexicon().scales.values()})


def new_numbers(text: str, edges: tuple[str, str], said: frozenset[float], said_text: str) -> Iterator[Span]:
    """Numbers of a reply that were not said. `edges`: what stands around it, for a number cut in two by its point."""
    before, after = edges
    cut = before[-1:] == "." and before[-2:-1].isdigit()
    whole = text + after if text.endswith(".") and after[:1].isdigit() else text
    for value, (start, end) in numbers(whole):
        known = value in said or any(value * scale in said for scale in lexicon().scales.values())
        if known or start >= len(text) or (cut and not start):
            continue
        if not _counts(value, text, (start, end), said_text):
            yield start, min(end, len(text))


def _counts(value: float, text: str, span: Span, said_text: str) -> bool:
    """Whether the reply counts what the user wrote: 'Altijd', twee keer zelfs."""
    after = text[span[1] :].lstrip()
    if not WORD.search(text[: span[0]] + after):
        # The number of a line in a list.
        return True
    if pattern("counted").match(after) or text[: span[0]].endswith(("jullie ", "die ")):
        return True
    if value <= _FEW and after.startswith("keer") and value in Counter(WORD.findall(said_text)).values():
        return True
    quotes = [(quote[1] or quote[2]).strip(" .,!?") for quote in QUOTED.finditer(text)]
    return value <= _FEW and any(quote and said_text.count(quote) == value for quote in quotes)


def new_times(text: str, said_text: str) -> Iterator[Span]:
    """Words of time in a reply that were not said."""
    for say, allowed in times() if any_time().search(text) else ():
        found = say.search(text)
        if found and not allowed.search(said_text) and not text[: found.start()].endswith("hoe "):
            yield found.span()


def new_names(raw: str, said_text: str) -> Iterator[Span]:
    """Names inside a sentence as it was written, and persons, that were not said."""
    first = WORD.search(raw)
    for found in _CAPITAL.finditer(raw):
        name = fold(found[0])
        inside = first is not None and found.start() > first.start() and not _opens(raw, found.start())
        bare = name.removesuffix("s")
        if inside and bare not in said_text and bare not in {"uw", "jij", "jouw", "zij", "hij"}:
            yield found.span()


def new_people(text: str, said_text: str) -> Iterator[Span]:
    """'je baas' where the user spoke of nobody like that."""
    before = ""
    for found in WORD.finditer(text):
        told = before != "een" and before in lexicon().owners | {"bent", "zijt", "als"}
        if found[0] in lexicon().people and told and not _is_spoken_of(found[0], said_text):
            yield found.span()
        before = found[0]


def _opens(raw: str, at: int) -> bool:
    """Whether a quotation, a sentence or a list begins here."""
    return raw[:at].rstrip(" ")[-1:] in "'\"‘’“”„:.!?(-–—\n*>#…"


def _is_spoken_of(person: str, said_text: str) -> bool:
    """Whether the user used this word, the beginning of it ('directie' for 'directeur') or one for the same person."""
    group = next((group for group in lexicon().same_person if person in group), ())
    words = set(WORD.findall(said_text))
    return person[: max(4, len(person) - 4)] in said_text or not words.isdisjoint(group)


def turned_round(text: str, said_text: str) -> Iterator[Span]:
    """Words of which the user used only the opposite, or with 'bijna' in front."""
    for one, other in opposites():
        found = one.search(text)
        if found and other.search(said_text) and not one.search(said_text):
            yield found.span()
    for found in WORD.finditer(text) if pattern("almost").search(said_text) else ():
        if len(found[0]) > 3 and _is_taken_back(found[0], said_text) and not _almost(found[0]).search(text):
            yield found.span()


def _is_taken_back(word: str, said_text: str) -> bool:
    return word in said_text and bool(_almost(word).search(said_text)) and not _without_almost(word, said_text)


def _without_almost(word: str, said_text: str) -> bool:
    return bool(bordered(re.escape(word)).search(_almost(word).sub(" ", said_text)))


@lru_cache(2000)
def _almost(word: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){lexicon().almost}[ -]{re.escape(word)}(?!\w)")
