"""Question sets for a coach: a meeting in questions, with times that add up.

questions = build_questionset(Request(("verzet",), group=8, minutes=60, form="duo"), Deps())
questions = set_minutes(questions, "i2", 20)
report = to_report(questions)
"""

from __future__ import annotations

from assistant.content.texts import text
from assistant.documents.report import Block, Pairs, Paragraph, Report, Table
from assistant.errors import InputError
from assistant.jobs.questionset_choice import Chooser, Deps, Meaning, Ranks
from assistant.jobs.questionset_edit import add, edit, move, remove, replace, set_minutes, timed
from assistant.jobs.questionset_records import GroupForm, Item, QuestionSet, Request, SetPhase, from_json, to_json
from assistant.jobs.questionset_timing import skeleton
from assistant.jobs.questionset_words import minutes_in_words, request_form

__all__ = [
    "Deps",
    "GroupForm",
    "Item",
    "Meaning",
    "QuestionSet",
    "Ranks",
    "Request",
    "SetPhase",
    "add",
    "build_questionset",
    "edit",
    "from_json",
    "move",
    "remove",
    "replace",
    "set_minutes",
    "to_json",
    "to_report",
]


def build_questionset(request: Request, deps: Deps) -> QuestionSet:
    """A set for the request.

    Raises InputError: vragenset-te-kort (with the minutes needed), vragenset-op.
    """
    items = skeleton(request)
    chooser = Chooser(request, deps)
    # Deepening first: it carries the themes. Then the rounds around it take what is left.
    order = sorted(range(len(items)), key=lambda index: (items[index].phase != "verdieping", index))
    taken: set[str] = set()
    for index in order:
        found = chooser.fill(items, index, taken)
        if found is None:
            raise InputError("vragenset-op")
        items[index] = found
        taken.add(found.question_id or "")
    return timed(QuestionSet(request, ()), items)


def to_report(questions: QuestionSet) -> Report:
    """The document: who and how long, a row per question with a clock from 0:00, and notes."""
    request = questions.request
    blocks: list[Block] = [Pairs(_facts(request)), _table(questions)]
    blocks.append(Paragraph(_label("einde", klok=_clock(request.minutes)), soft=True))
    noted = [item for item in questions.items if item.note]
    blocks += [Paragraph(_label("kanttekening", vraag=item.text, reden=item.note), soft=True) for item in noted]
    subtitle = _label("ondertitel", minuten=request.minutes, groep=request.group)
    return Report(_label("titel"), subtitle, tuple(blocks))


def _facts(request: Request) -> tuple[tuple[str, str], ...]:
    facts = [
        (_label("label-thema"), ", ".join(_label(f"thema-{theme}") for theme in request.themes)),
        (_label("label-groep"), _label("waarde-groep", aantal=request.group)),
        (_label("label-tijd"), minutes_in_words(request.minutes)),
        (_label("label-vorm"), request_form(request)),
    ]
    context = request.context.strip()
    return tuple(facts + ([(_label("label-aanleiding"), context)] if context else []))


def _table(questions: QuestionSet) -> Table:
    header = tuple(_label(f"kop-{part}") for part in ("tijd", "vraag", "aanpak", "reden", "bron"))
    rows, start = [], 0
    for item in questions.items:
        rows.append((f"{_clock(start)}\n{item.minutes} min", item.text, item.timing, item.reason, _sources(item)))
        start += item.minutes
    return Table(header, tuple(rows), (1.0, 2.6, 2.6, 2.8, 2.0))


def _sources(item: Item) -> str:
    if not item.sources:
        return _label("bron-eigen")
    return "; ".join(dict.fromkeys(f"{source.title}, {source.locator}" for source in item.sources))


def _clock(minutes: int) -> str:
    return f"{minutes // 60}:{minutes % 60:02d}"


def _label(key: str, **variables: object) -> str:
    return text(f"questionset.{key}", 0, **variables)
