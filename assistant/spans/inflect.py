"""Every form in which a Dutch adjective, noun or verb may stand in a text; too many rather than too few.

A form that does not exist ('lafe' beside 'laffe') is never met, so the spelling rules need no exceptions.
Verb forms come from assistant/mirror/verbs.tsv.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from assistant.mirror.lexicon import load_forms

_VOICED = {"f": "v", "s": "z"}


def adjective_forms(word: str) -> set[str]:
    """'traag' -> traag, trage, trager, tragere, traagst, traagste, and spellings nobody uses."""
    endings = ("e", "er", "ere", "en")
    made = {stem + ending for stem in _stems(word) for ending in endings}
    highest = ("t", "te") if word.endswith(("s", "st")) else ("st", "ste")
    return {word + ending for ending in ("", "s", *highest)} | made


def noun_forms(word: str) -> set[str]:
    """'fout' -> fout, fouten, foutje, foutjes; 'sukkel' -> sukkel, sukkels, sukkeltje."""
    small = {word + ending + many for ending in ("je", "tje", "etje", "pje") for many in ("", "s")}
    return {word, word + "s", word + "'s", word + "n"} | small | {stem + "en" for stem in _stems(word)}


def verb_forms(infinitive: str) -> tuple[set[str], dict[str, str]]:
    """The forms in one word, and those that need their particle further on: {'stond': 'op'}.

    Raises KeyError for a verb that is not in the list.
    """
    if infinitive in _verbs():
        return _all(_verbs()[infinitive]), {}
    parted = [(particle, infinitive.removeprefix(particle)) for particle in load_forms().particles]
    known = [(particle, rest) for particle, rest in parted if rest != infinitive and rest in _verbs()]
    # 'voor|trekken', not 'voort|rekken'.
    particle, rest = min(known, key=lambda split: len(split[0]), default=("", ""))
    row = _verbs()[rest]
    finite = {form for cell in row[:-1] for form in cell}
    return {particle + form for form in _all(row)}, dict.fromkeys(finite, particle)


def present_forms(own: bool) -> set[str]:
    """The forms that only go with *ik* ('loop'), or only with another ('loopt'), and are no past or participle."""
    forms = load_forms()
    found = {me if own else you for you, me in forms.to_me.items()}
    return found - forms.past - forms.plural - forms.participles


@cache
def finite_forms() -> frozenset[str]:
    """Every form that can be the verb of a clause; infinitives too, they are also the plural."""
    return frozenset(form for row in _verbs().values() for cell in row[:-1] for form in cell)


def _all(row: tuple[tuple[str, ...], ...]) -> set[str]:
    return {form for cell in row for form in cell}


def _stems(word: str) -> Iterator[str]:
    """What an ending can be put behind: 'traag' -> traag, trag; 'laf' -> laf, laff, lav."""
    open_syllable = re.sub(r"([aeou])\1(?=[^aeiou]$)", r"\1", word)
    for stem in {word, open_syllable, word + word[-1]}:
        yield stem
        yield stem[:-1] + _VOICED.get(stem[-1], stem[-1])


@cache
def _verbs() -> dict[str, tuple[tuple[str, ...], ...]]:
    """Infinitive -> the columns of its row; the last one holds the participles."""
    rows = files("assistant.mirror").joinpath("verbs.tsv").read_text(encoding="utf-8").splitlines()
    cells = [tuple(tuple(cell.split("/")) for cell in row.split("\t")) for row in rows if row.strip()]
    return {row[0][0]: row for row in cells}
