"""Two readings of the user's own words, side by side: serving and magical (method W5). Never a verdict.

Both lines have the same number of words around the quote, and the quotes are chosen to be about as long.
"""

from __future__ import annotations

from typing import NamedTuple

from assistant.content.texts import text
from assistant.dialogue.reflection import session_report
from assistant.dialogue.session import Session
from assistant.documents.report import Heading, Paragraph, Report, Table
from assistant.mirror.choose import clauses, sentences, weight
from assistant.results.records import Result, Tools

_LEAST = 3
"""Words of a quote at least."""
_LONG = 18
"""Words from which a sentence is cut into clauses."""
_STRAIGHT = 5.0
"""What the first answer at a step counts more, in words of difference."""


class _Piece(NamedTuple):
    """Literal words, and how much they carry."""

    words: str
    carries: float


def make(session: Session, tools: Tools) -> Result | None:
    """See make_result."""
    serving, magical = quotes_of(session)
    if not (serving or magical):
        return None
    lines = [_line("dienend", serving), _line("magisch", magical)]
    talk = session_report(session)
    table = Table((text("readings.dienend-kop"), text("readings.magisch-kop")), (tuple(lines),))
    blocks = (Heading(1, text("readings.kop")), Paragraph(text("readings.uitleg"), soft=True), table)
    shown = "\n\n".join([text("readings.naast-elkaar"), *lines])
    data = {"dienend": serving, "magisch": magical}
    return Result(Report(talk.title, talk.subtitle, (*blocks, *talk.blocks)), data, shown)


def quotes_of(session: Session) -> tuple[str, str]:
    """The user's words for each reading, literally; '' where the user said nothing that can carry one."""
    fallback = _pieces(session, "moment")
    serving = _pieces(session, "dienend") or fallback or [_Piece("", 0.0)]
    magical = _pieces(session, "magisch") or fallback or [_Piece("", 0.0)]
    pairs = [(one, other) for one in serving for other in magical if one != other or not one.words]
    one, other = min(pairs or [(serving[0], magical[0])], key=_difference)
    return one.words, other.words


def _difference(pair: tuple[_Piece, _Piece]) -> float:
    """How ill two quotes match: a word more or less counts against what they say."""
    one, other = pair
    return abs(len(one.words.split()) - len(other.words.split())) - one.carries - other.carries


def _pieces(session: Session, stage: str) -> list[_Piece]:
    """What was said at a step in literal pieces; the first answer went straight to the question and counts more."""
    answers = session.said_at(stage)
    return [
        _Piece(words, weight(words, 0, 1) + (_STRAIGHT if number == 0 else 0.0))
        for number, answer in enumerate(answers)
        for words in _fit(answer)
    ]


def _fit(answer: str) -> list[str]:
    found = [
        piece
        for part in sentences(answer)
        for piece in (clauses(part) if len(part.split()) > _LONG else [part])
        if len(piece.split()) >= _LEAST and piece in answer
    ]
    return [piece.rstrip(".!… ") for piece in found]


def _line(kind: str, quote: str) -> str:
    return text(f"readings.{kind}", woorden=quote) if quote else text(f"readings.{kind}-leeg")
