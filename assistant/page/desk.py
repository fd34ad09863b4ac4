"""What one browser tab has in front of it. Immutable, in memory only; nothing here is ever written to disk."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal, TypeAlias

from assistant.agreements.records import Register
from assistant.dialogue.session import Session
from assistant.documents.report import Report
from assistant.jobs.checklist import Checklist
from assistant.jobs.questionset import QuestionSet
from assistant.kept.vault import StoredSession, Vault
from assistant.page.labels import Locale
from assistant.records import Reply
from assistant.results.records import Result
from assistant.scan.member_file import MemberScan
from assistant.scan.merge import TeamPicture
from assistant.scan.picture import Image
from assistant.scan.records import Scan

Screen: TypeAlias = Literal[
    "begin", "kies", "gesprek", "coach", "lijst", "bewaard", "afspraken", "teamscan", "kwaliteit"
]
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
    result: Result | None = None
    """What the conversation made, when it is more than a harvest."""
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
    parties: str = ""
    """As typed, with commas between them."""
    again: str = ""
    """The day of looking at it again, as typed."""
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
class Agreed:
    """The register of agreements, and what is being typed at it."""

    register: Register | None = None
    """As it was stored last; None as long as it is locked."""
    vault: Vault | None = None
    """Open only while the screen of the register is in front."""
    form: Fields = field(default_factory=dict)
    changing: str = ""
    """Id of the agreement that is being changed."""
    changed: Fields = field(default_factory=dict)


@dataclass(frozen=True)
class Member:
    """One member's scan."""

    form: Fields = field(default_factory=dict)
    scan: Scan | None = None
    """What was filled in, once it is being looked over."""
    file: bytes = b""
    """What was handed over; the same answers give the same file, so that nobody counts twice by accident."""


@dataclass(frozen=True)
class Team:
    """The scans of a team, and the picture of them."""

    files: tuple[MemberScan, ...] = ()
    refused: tuple[tuple[str, str], ...] = ()
    """Names of files with the reason, of the last time that files were chosen."""
    picture: TeamPicture | None = None
    spread: Image | None = None
    report: Report | None = None
    """The same as `picture`, as a document; all three are there or none."""


@dataclass(frozen=True)
class ScanRound:
    """The silent round: the half of a member and the half of the coach."""

    half: Literal["", "lid", "team"] = ""
    member: Member = field(default_factory=Member)
    team: Team = field(default_factory=Team)


@dataclass(frozen=True)
class Quality:
    """What was measured of the model in use."""

    model: str = ""
    day: str = ""
    own: bool = False
    """Measured on this machine; else it came with the program."""
    through: str = ""
    """Share of the fresh attacks of the last round that got through; '' when none were tried."""
    tried: int = 0
    sections: tuple[tuple[str, str], ...] = ()
    """The scorecard in parts: heading (text) and what stands under it (markup); empty when there is none."""
    closing: str = ""


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
    preparing: str = ""
    """Id of the flow for which a file is being chosen."""
    coach: Coach = field(default_factory=Coach)
    lead: Lead = field(default_factory=Lead)
    kept: Kept | None = None
    agreed: Agreed = field(default_factory=Agreed)
    scan: ScanRound = field(default_factory=ScanRound)
    quality: Quality = field(default_factory=Quality)
    lost_confirm: bool = False
    """The user is about to throw away what was kept, without passphrase."""

    @property
    def vaults(self) -> tuple[Vault, ...]:
        """Every vault that this tab has open."""
        found = (self.kept.vault if self.kept else None, self.agreed.vault)
        return tuple(vault for vault in found if vault)
