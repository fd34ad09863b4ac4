"""The report of a rehearsal, for the coach; it begins with what a rehearsal can't say."""

from __future__ import annotations

from collections.abc import Sequence
from typing import get_args

from assistant.content.texts import text
from assistant.documents.report import Block, Bullets, Heading, Pairs, Paragraph, Report, Table, Turn
from assistant.jobs.rehearsal_problems import Finding
from assistant.jobs.rehearsal_records import Reaction, Rehearsal, Tried
from assistant.jobs.rehearsal_rules import Problem, participants


def to_report(rehearsal: Rehearsal) -> Report:
    """What every participant says to every question, with the words found and a question for the coach."""
    blocks: list[Block] = [
        Paragraph(text("rehearsal.voorbehoud")),
        Heading(1, text("rehearsal.kop-overzicht")),
        *(Paragraph(line) for line in verdict(rehearsal)),
        _table(rehearsal),
        Heading(1, text("rehearsal.kop-deelnemers")),
        Pairs(tuple((who.name, who.about) for who in participants())),
        Heading(1, text("rehearsal.kop-vragen")),
    ]
    for number, tried in enumerate(rehearsal.tried, 1):
        blocks += _question(number, tried)
    return Report(text("rehearsal.titel"), _subtitle(rehearsal), tuple(blocks))


def verdict(rehearsal: Rehearsal) -> tuple[str, str]:
    """How many questions had which effect, and which words could be looked at again."""
    effects, total = rehearsal.effects, len(rehearsal.tried)
    if total == 1:
        counted = text(f"rehearsal.telling-een-{rehearsal.tried[0].effect}")
    else:
        counted = text("rehearsal.telling", vragen=total, **effects)
    return counted, _words(rehearsal.cues)


def rethink(findings: Sequence[Finding]) -> tuple[str, ...]:
    """One question for the coach for each kind of problem found."""
    problems = {finding.problem for finding in findings}
    return tuple(text(f"rehearsal.denk-{problem}") for problem in get_args(Problem) if problem in problems)


def _subtitle(rehearsal: Rehearsal) -> str:
    total, who = len(rehearsal.tried), len(participants())
    if total == 1:
        return text("rehearsal.ondertitel-een", deelnemers=who)
    return text("rehearsal.ondertitel", vragen=total, deelnemers=who)


def _words(cues: Sequence[str]) -> str:
    if not cues:
        return text("rehearsal.woorden-geen")
    return text("rehearsal.woorden", woorden=", ".join(f"‘{cue}’" for cue in cues))


def _table(rehearsal: Rehearsal) -> Table:
    header = tuple(text(f"rehearsal.kolom-{name}") for name in ("nummer", "vraag", "effect"))
    rows = (
        (str(number), tried.question, text(f"rehearsal.meeste-{tried.effect}"))
        for number, tried in enumerate(rehearsal.tried, 1)
    )
    return Table(header, tuple(rows), widths=(1, 9, 4))


def _question(number: int, tried: Tried) -> list[Block]:
    found = tuple(text("rehearsal.bevinding", woorden=one.cue, reden=one.why) for one in tried.findings)
    blocks: list[Block] = [
        Heading(2, text("rehearsal.vraag-kop", nummer=number)),
        Paragraph(tried.question),
        Bullets(found) if found else Paragraph(text("rehearsal.geen-bevinding"), soft=True),
        *(_turn(reaction) for reaction in tried.reactions),
        *(Paragraph(text("rehearsal.om-te-denken", vraag=asked)) for asked in rethink(tried.findings)),
    ]
    return blocks


def _turn(reaction: Reaction) -> Turn:
    does = text(f"rehearsal.effect-{reaction.effect}")
    return Turn(text("rehearsal.spreker", deelnemer=reaction.participant.name, effect=does), reaction.said)
