"""Dutch verb forms, from verbs.tsv and particles.txt: what a word can be, and its form after *je*.

verbs.tsv: infinitive, ik-form, je-form, past singular, past plural, participle; alternatives with a slash.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from assistant.mirror.words import NO_FORM

_PAST_WINS = {"was", "las", "schrok", "beval", "rook", "stal", "sloop"}
"""Forms that are the past of one verb and the present of another, and mostly the past."""


@dataclass(frozen=True)
class Forms:
    """What is known of all verbs together; every form in lower case."""

    to_you: dict[str, str]
    """ik-form present -> je-form present ('loop' -> 'loopt')."""
    to_me: dict[str, str]
    """je-form present -> ik-form present, where they differ ('wordt' -> 'word')."""
    past: frozenset[str]
    """Past singular, the same for ik and je."""
    plural: frozenset[str]
    """Infinitives and past plurals: forms that go with a plural subject."""
    participles: frozenset[str]
    particles: tuple[str, ...]
    """Separable first parts, longest first."""


@cache
def load_forms() -> Forms:
    """Read the lexicon once."""
    rows = [line.split("\t") for line in _lines("verbs.tsv")]
    past = {form for row in rows for form in row[3].split("/")}
    pairs = [(me, row[2].split("/")[0]) for row in rows for me in row[1].split("/")]
    to_you = {me: you for me, you in pairs if me not in NO_FORM and (me not in past or me not in _PAST_WINS)}
    return Forms(
        to_you=to_you,
        to_me={you: me for me, you in to_you.items() if you != me},
        past=frozenset(past - {form for form in past if form in to_you}),
        plural=frozenset({row[0] for row in rows} | {form for row in rows for form in row[4].split("/")}),
        participles=frozenset(form for row in rows for form in row[5].split("/")),
        particles=tuple(sorted(_lines("particles.txt"), key=len, reverse=True)),
    )


def after_you(word: str) -> str | None:
    """The form that follows *je* for a finite form that goes with *ik*, or None if `word` is no such form.

    'loop' -> 'loopt', 'liep' -> 'liep', 'opgeef' -> 'opgeeft', 'wordt' -> 'wordt' (a slip of the pen for 'word').
    """
    forms = load_forms()
    if word in forms.to_you:
        return forms.to_you[word]
    if word in forms.past or word in forms.to_me:
        return word
    first, rest = split_particle(word)
    if rest in forms.to_you:
        return first + forms.to_you[rest]
    if rest in forms.past:
        return word
    return None


def before_you(word: str) -> str | None:
    """The form in front of *je* ('loop je', 'wordt ik' -> 'word je'), or None if `word` is no finite form."""
    forms = load_forms()
    if word in _INVERTED:
        return _INVERTED[word]
    if word in forms.to_you or word in forms.past:
        return word
    # 'hoe het gaat ik vraag niets': two sentences run together; only 'wordt ik' is a slip of the pen.
    return forms.to_me.get(word) if word.endswith("dt") else None


def is_first_person(word: str) -> bool:
    """Whether `word` is a present form that only *ik* takes ('loop', 'ben'), particle or not."""
    forms = load_forms()
    if word in forms.to_you:
        return forms.to_you[word] != word
    rest = split_particle(word)[1]
    return rest in forms.to_you and forms.to_you[rest] != rest


def is_past(word: str) -> bool:
    """Whether `word` is a known past singular, particle or not."""
    forms = load_forms()
    return word in forms.past or split_particle(word)[1] in forms.past


def is_plural(word: str) -> bool:
    """Whether `word` is a form that goes with a plural subject, particle or not."""
    forms = load_forms()
    return word in forms.plural or split_particle(word)[1] in forms.plural


def split_particle(word: str) -> tuple[str, str]:
    """('op', 'bel') for 'opbel' where 'bel' is a known form; else ('', '')."""
    forms = load_forms()
    for particle in forms.particles:
        rest = word.removeprefix(particle)
        if (
            word not in NO_FORM
            and rest != word
            and len(rest) > 1
            and (rest in forms.to_you or rest in forms.past or rest in forms.plural)
        ):
            return particle, rest
    return "", ""


_INVERTED = {"kan": "kun", "zal": "zul"}
"""'kun je' rather than 'kan je': both are right, the first reads better."""


def _lines(name: str) -> list[str]:
    raw = files("assistant.mirror").joinpath(name).read_text(encoding="utf-8")
    return [line for line in raw.splitlines() if line.strip()]
