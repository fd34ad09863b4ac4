"""What one browser tab has in front of it. Immutable, in memory only; nothing here is ever written to disk."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal, TypeAlias

from assistant.dialogue.session import Session
from assistant.documents.report import Report
from assistant.jobs.checklist import Checklist
from assistant.jobs.questionset import QuestionSet
from assistant.kept.vault import StoredSession, Vault
from assistant.page.labels import Locale
from assistant.records import Reply

Screen: TypeAlias = Literal["begin", "kies", "gesprek", "coach", "lijst", "bewaard"]
Fields: TypeAlias = dict[str, Any]


@dataclass(frozen=True)
class Notice:
    """A message above the page."""

    text: str
    kind: Literal["fout", "goed"]
    lang: str = "nl"


@dataclass(frozen=True)
class Parcel:
    """A file for the user to take along; made in memory and handed over once."""

    name: str
    data: bytes


@dataclass(frozen=True)
class Talk:
    """A reflection in progress or just closed."""

    session: Session
    opening: Reply
    aside: Reply | None = None
    """A reply that is no part of the session, such as the one after taking back."""
    draft: str = ""
    harvest: tuple[str, ...] = ()
    kept_as: str = ""


@dataclass(frozen=True)
class Coach:
    """The form of the coach, and the set made from it."""

    form: Fields = field(default_factory=dict)
    questions: QuestionSet | None = None
    kept_as: str = ""


@dataclass(frozen=True)
class Lead:
    """The checklist of the team lead."""

    checklist: Checklist | None = None
    kept_as: str = ""


@dataclass(frozen=True)
class Kept:
    """The opened vault."""

    vault: Vault
    sessions: tuple[StoredSession, ...]
    confirm: str = ""
    """Id of what is about to be forgotten, or 'alles'."""
    reading: Report | None = None


@dataclass(frozen=True)
class Desk:
    """Everything of one tab."""

    locale: Locale = "nl"
    screen: Screen = "begin"
    serial: int = 0
    notice: Notice | None = None
    spoken: str = ""
    """Read out by a screen reader after this change."""
    focus: str = ""
    """Id of the element that gets the focus after this change."""
    parcel: Parcel | None = None
    talk: Talk | None = None
    coach: Coach = field(default_factory=Coach)
    lead: Lead = field(default_factory=Lead)
    kept: Kept | None = None
    lost_confirm: bool = False
    """The user is about to throw away what was kept, without passphrase."""
