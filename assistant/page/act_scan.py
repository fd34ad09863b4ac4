"""What can be done in the silent round: one member's scan as a file, and the files of a team as a picture."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Literal, cast

from assistant.errors import InputError
from assistant.page.call import Call, PageError, handed_over, packed, told
from assistant.page.desk import Desk, Fields, Member, Parcel, ScanRound, Team
from assistant.scan.member_file import (
    ENDING,
    MemberScan,
    clean_round,
    make_member_file,
    read_member_file,
    read_sentence,
)
from assistant.scan.merge import LEAST, merge
from assistant.scan.picture import spread
from assistant.scan.records import BLOCKS, Block, Scan, Score, read_value
from assistant.scan.report import team_report

ROUND, VALUE, SENTENCE, RELEASE = "scan-ronde", "scan-cijfer", "scan-zin", "scan-mee"
"""Names of fields; the last three are followed by an S."""

FORM: Fields = {
    ROUND: "",
    **{f"{name}-{block}": "" for block in BLOCKS for name in (VALUE, SENTENCE)},
    **{f"{RELEASE}-{block}": [] for block in BLOCKS},
}


def absorb(desk: Desk, fields: Fields) -> Desk:
    """Take over what was filled in and what may go along."""
    if desk.screen != "teamscan":
        return desk
    member = desk.scan.member
    form = FORM | member.form | {name: fields[name] for name in FORM if name in fields}
    file = member.file if form == member.form else b""
    return _with_member(desk, replace(member, form=form, file=file))


def show(desk: Desk, call: Call) -> Desk:
    """The half where the user was, or the choice between the two."""
    return replace(desk, screen="teamscan", focus="titel")


def choose_half(desk: Desk, call: Call) -> Desk:
    """To the half of a member or of the coach, or back to the choice."""
    half = cast(Literal["", "lid", "team"], call.id if call.id in {"lid", "team"} else "")
    return replace(desk, screen="teamscan", scan=replace(desk.scan, half=half), focus="titel")


def look_over(desk: Desk, call: Call) -> Desk:
    """What will be in the file; no sentence goes along yet. Raises InputError."""
    form = FORM | desk.scan.member.form
    given = [block for block in BLOCKS if form[f"{VALUE}-{block}"]]
    scan = Scan(tuple(_score(form, block) for block in given))
    form |= {ROUND: clean_round(form[ROUND])} | {f"{RELEASE}-{block}": [] for block in BLOCKS}
    return replace(_with_member(desk, Member(form, scan)), focus="titel")


def change(desk: Desk, call: Call) -> Desk:
    """Back to the form."""
    return replace(_with_member(desk, replace(desk.scan.member, scan=None, file=b"")), focus="titel")


def hand_in(desk: Desk, call: Call) -> Desk:
    """The file of one member. Raises InputError, PageError."""
    member = desk.scan.member
    if member.scan is None:
        raise PageError("fout-onbekend")
    released = [block for block in BLOCKS if member.form[f"{RELEASE}-{block}"]]
    file = member.file or make_member_file(member.scan, released, member.form[ROUND])
    # Names differ, so that a coach can hold all files in one folder; this part of the name is drawn by lot.
    parcel = Parcel(f"teamscan-{json.loads(file)['id'][:8]}{ENDING}", file)
    return handed_over(_with_member(desk, replace(member, file=file)), parcel, "scan-bestand")


def forget_member(desk: Desk, call: Call) -> Desk:
    """Clear one member's scan from memory and page."""
    return told(replace(desk, scan=replace(desk.scan, half="", member=Member()), screen="begin"), "vergeten")


def gather(desk: Desk, call: Call) -> Desk:
    """Read the chosen files beside those that were there. Raises PageError."""
    files, refused = list(desk.scan.team.files), []
    for name, data in call.files("scan-bestanden"):
        try:
            file = read_member_file(data, name)
            _refuse_copy(file, files)
            files.append(file)
        except InputError as error:
            refused.append((name, str(error)))
    files, strays = _one_round(files)
    team = _drawn(tuple(files), (*refused, *strays))
    focus = "titel-beeld" if team.picture else "scan-telling"
    return told(replace(desk, scan=replace(desk.scan, team=team)), "scan-gelezen", focus, aantal=len(files))


def take_along(desk: Desk, call: Call) -> Desk:
    """The picture of the team as a document. Raises InputError, PageError."""
    report = desk.scan.team.report
    if report is None:
        raise PageError("fout-onbekend")
    return handed_over(desk, packed(report, "teamscan", call.id), f"scan-mee-{call.id}")


def forget_team(desk: Desk, call: Call) -> Desk:
    """Clear the files and the picture from memory and page."""
    return told(replace(desk, scan=ScanRound(member=desk.scan.member), screen="begin"), "vergeten")


def _with_member(desk: Desk, member: Member) -> Desk:
    return replace(desk, scan=replace(desk.scan, member=member))


def _score(form: dict[str, Any], block: Block) -> Score:
    return Score(block, read_value(form[f"{VALUE}-{block}"]), read_sentence(form[f"{SENTENCE}-{block}"], block))


def _drawn(files: tuple[MemberScan, ...], refused: tuple[tuple[str, str], ...]) -> Team:
    if len(files) < LEAST:
        return Team(files, refused)
    picture = merge(files)
    return Team(files, refused, picture, spread(picture), team_report(picture))


def _refuse_copy(file: MemberScan, others: Sequence[MemberScan]) -> None:
    for other in others:
        problem = _problem(other, file)
        if problem and problem.key != "scan-rondes":
            raise problem


def _one_round(files: Sequence[MemberScan]) -> tuple[list[MemberScan], list[tuple[str, str]]]:
    """The round that most files are of, and the names of the others with what is wrong."""
    if not files:
        return [], []
    largest = max(files, key=lambda file: sum(_problem(file, other) is None for other in files if other is not file))
    problems = [(file, None if file is largest else _problem(largest, file)) for file in files]
    same = [file for file, problem in problems if problem is None]
    return same, [(file.name, str(problem)) for file, problem in problems if problem is not None]


def _problem(first: MemberScan, second: MemberScan) -> InputError | None:
    """Why two files can't be in one picture, apart from being too few."""
    try:
        merge((first, second))
    except InputError as error:
        return None if error.key == "scan-te-weinig" else error
    return None
