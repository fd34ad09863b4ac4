"""What a question set is: the request, its items, and their JSON. Knows nothing of choosing or timing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Literal, TypeAlias, get_args

from pydantic import TypeAdapter, ValidationError

from assistant.content.bank import Theme
from assistant.errors import InputError
from assistant.records import Source

GroupForm: TypeAlias = Literal["duo", "trio", "plenair"]
SetPhase: TypeAlias = Literal["opening", "verdieping", "afsluiting"]

PEOPLE = (2, 60)
MINUTES = (15, 240)


@dataclass(frozen=True)
class Request:
    """What the coach asks for. Raises InputError: vragenset-thema, -thema-onbekend, -groep, -minuten, -vorm."""

    themes: tuple[Theme, ...]
    group: int
    """People, 2 to 60, without the coach."""
    minutes: int
    """Length of the whole meeting, 15 to 240."""
    form: GroupForm
    context: str = ""
    """What the coach wrote about the situation."""
    document_text: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "themes", tuple(dict.fromkeys(self.themes)))
        if not self.themes:
            raise InputError("vragenset-thema")
        if unknown := [theme for theme in self.themes if theme not in get_args(Theme)]:
            raise InputError("vragenset-thema-onbekend", thema=unknown[0])
        if not PEOPLE[0] <= self.group <= PEOPLE[1]:
            raise InputError("vragenset-groep", minimum=PEOPLE[0], maximum=PEOPLE[1])
        if not MINUTES[0] <= self.minutes <= MINUTES[1]:
            raise InputError("vragenset-minuten", minimum=MINUTES[0], maximum=MINUTES[1])
        if self.form not in get_args(GroupForm):
            raise InputError("vragenset-vorm", vorm=self.form)


@dataclass(frozen=True)
class Item:
    """One question with its place in the meeting."""

    id: str
    """Stays the same through every edit, also when the question is replaced."""
    question_id: str | None
    """Id in the bank; None for the coach's own words."""
    phase: SetPhase
    text: str
    form: GroupForm
    minutes: int = 0
    """Everything that happens here: also welcome, break or thanks."""
    reason: str = ""
    """Why this question stands here."""
    sources: tuple[Source, ...] = ()
    timing: str = ""
    """How the minutes are spent."""
    note: str = ""
    """What a reader may stumble over in the coach's own words, or empty."""
    fixed: bool = False
    """The coach chose the minutes."""


@dataclass(frozen=True)
class QuestionSet:
    """A meeting in questions; the minutes of its items add up to those of the request."""

    request: Request
    items: tuple[Item, ...]
    rejected: tuple[str, ...] = field(default=())
    """Ids of bank questions that the coach did not want."""

    def item(self, item_id: str) -> Item:
        """The item named. Raises InputError('vragenset-item-onbekend')."""
        return self.items[self.index(item_id)]

    def index(self, item_id: str) -> int:
        """Place of the item named, from 0. Raises InputError('vragenset-item-onbekend')."""
        for index, item in enumerate(self.items):
            if item.id == item_id:
                return index
        raise InputError("vragenset-item-onbekend")

    @property
    def taken(self) -> frozenset[str]:
        """Ids of bank questions that may not be proposed: in the set, or rejected."""
        return frozenset(self.rejected) | {item.question_id for item in self.items if item.question_id}


def to_json(questions: QuestionSet) -> dict[str, Any]:
    """The set as plain data, for `json.dumps`."""
    return asdict(questions)


def from_json(data: Mapping[str, Any]) -> QuestionSet:
    """The set that `to_json` wrote. Raises InputError('vragenset-onleesbaar')."""
    try:
        questions = TypeAdapter(QuestionSet).validate_python(data)
    except (ValidationError, InputError) as error:
        raise InputError("vragenset-onleesbaar") from error
    ids = {item.id for item in questions.items}
    whole = sum(item.minutes for item in questions.items) == questions.request.minutes
    if not whole or len(ids) != len(questions.items) or any(item.minutes < 1 for item in questions.items):
        raise InputError("vragenset-onleesbaar")
    return questions
