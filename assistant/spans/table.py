"""prompts/spans.yaml: where clauses begin, and the rules in the order in which they are tried."""

from __future__ import annotations

from functools import cache
from typing import Annotated, Literal

from pydantic import BeforeValidator

from assistant.content.strictyaml import Strict, load_cached
from assistant.settings import content_dir

Label = Literal["observatie", "interpretatie", "oordeel", "verzoek"]


def _listed(words: object) -> object:
    return frozenset(words.split()) if isinstance(words, str) else words


Words = Annotated[frozenset[str], BeforeValidator(_listed)]


class Borders(Strict):
    """Words that show where a clause begins."""

    always: Words
    """Begin a clause wherever they stand."""
    bound: Words
    """Unless one of these stands in front: 'alleen maar'."""
    with_subject: Words
    """Begin a clause when a subject follows: 'dus hij'."""
    with_verb: Words
    """Begin a clause when a finite verb follows soon: 'en sloeg'."""
    glue: Words
    """Belong to no clause when they join two."""
    lead: Words
    """May stand in front of a clause: 'nou', 'dus'."""
    subjects: Words
    """Can be the subject of a clause."""
    greetings: Words
    """A line of few words that begins or ends with one says nothing."""
    inverted: Words
    """Right after its verb this is the subject of a clause."""
    same_subject: Words
    """After these a clause that begins with its verb has the subject of the clause before."""
    causes: Words
    """Make what follows a cause or a consequence."""
    dependent: Words
    """Open a clause that follows its neighbour when nothing in it decides."""
    afterwards: Words
    """The same, but not at the beginning of a sentence."""
    openers: Words
    """Begin a clause inside the clause: 'dat', 'of'."""
    verb: Words
    """Finite verbs that the verb list does not hold."""
    no_verb: Words
    """Forms that are mostly something else."""
    before_noun: Words
    """After these a form is no finite verb."""
    articles: Words
    """After these a form is a noun, whatever kind of clause it is in."""
    after_particle: Words
    """What may follow the loose part of a verb: 'hij haakte af toen'."""


class Rule(Strict):
    """What a clause must meet for a label; the first rule that is met decides."""

    label: Label
    reason: str
    """Name of the sentence in prompts/texts/spans.yaml."""
    find: tuple[str, ...]
    unless: tuple[str, ...] = ()
    who: Literal["self", "us", "other", "not_self", ""] = ""
    """Whose clause the cue must stand in."""
    question: bool = False
    """Only in a sentence that ends with a question mark."""
    quote: bool = False
    """Only in a clause with a literal quote."""


class Table(Strict):
    """The whole file."""

    borders: Borders
    rules: tuple[Rule, ...]


@cache
def table() -> Table:
    """The file, checked. Raises ContentError."""
    return load_cached(content_dir() / "prompts" / "spans.yaml", Table)


@cache
def borders() -> Borders:
    """Where clauses begin."""
    return table().borders
