"""`waterlijn scan`: one member's file, typed or asked for, and the picture of a team."""

from __future__ import annotations

import argparse
import os
from argparse import Namespace
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias, TypeVar

from assistant.cli.output import complain, say, show_json
from assistant.content.texts import text
from assistant.errors import InputError
from assistant.files import write_private

if TYPE_CHECKING:
    from assistant.scan.records import Block, Scan, Score

Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"
T = TypeVar("T")


def add_commands(commands: Commands) -> None:
    """Add 'scan new' and 'scan merge' to the command line."""
    help_text = "the 5S scan: a file of your own, and the picture of a team"
    scan = commands.add_parser("scan", help=help_text, description=help_text)
    actions = scan.add_subparsers(required=True, metavar="ACTION")
    _add_new(actions)
    _add_merge(actions)


def _add_new(actions: Commands) -> None:
    help_text = "make your file for the team; without --scores, a dialogue"
    parser = actions.add_parser("new", help=help_text, description=help_text)
    parser.set_defaults(run=new)
    parser.add_argument("--round", required=True, metavar="NAME", help="the name that the team agreed on")
    parser.add_argument("--scores", metavar="3,4,2,5,1", help="for stip, synergie, structuur, sturing, succesfactoren")
    parser.add_argument("--sentence", action="append", default=[], metavar="S=TEXT", help="why; one for each S")
    parser.add_argument("--release", action="append", default=[], metavar="S", help="let the sentence of S go along")
    parser.add_argument("--out", type=Path, required=True, metavar="FILE", help="write .5s")


def _add_merge(actions: Commands) -> None:
    help_text = "four or more files of one round as one picture"
    parser = actions.add_parser("merge", help=help_text, description=help_text)
    parser.set_defaults(run=merge)
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
    parser.add_argument("--out", type=Path, metavar="FILE", help="write .docx, .pdf or .md")
    parser.add_argument("--json", action="store_true", help="print JSON instead of text")


def new(arguments: Namespace) -> None:
    """One member's file; without --scores the five S's are asked one by one."""
    from assistant.scan.member_file import clean_round, make_member_file

    # Before the first question, so that no answer is lost.
    clean_round(arguments.round)
    _check_place(arguments.out)
    if arguments.scores is None:
        if arguments.sentence or arguments.release:
            raise InputError("scan-cijfers-nodig")
        scan, released = _asked()
    else:
        scan, released = _given(arguments)
    _write(arguments.out, make_member_file(scan, released, arguments.round))
    _tell(arguments.out, released)


def merge(arguments: Namespace) -> None:
    """The picture of a team."""
    from assistant.documents.export import render, write_report
    from assistant.scan.member_file import read_member_file
    from assistant.scan.merge import merge as merge_files
    from assistant.scan.report import team_report, team_to_json

    picture = merge_files([read_member_file(_read(path), str(path)) for path in arguments.files])
    if arguments.out:
        say("geschreven", bestand=write_report(team_report(picture), arguments.out))
    if arguments.json:
        show_json(team_to_json(picture))
    elif not arguments.out:
        print(render(team_report(picture), "md").decode())


def _given(arguments: Namespace) -> tuple[Scan, list[Block]]:
    from assistant.scan.records import BLOCKS, Scan, Score, read_block, read_value

    values = arguments.scores.split(",")
    if len(values) != len(BLOCKS):
        raise InputError("scan-cijfers-vorm", cijfers=arguments.scores)
    sentences = _sentences(arguments.sentence)
    scores = (Score(block, read_value(v), sentences.get(block, "")) for block, v in zip(BLOCKS, values, strict=True))
    return Scan(tuple(scores)), [read_block(block) for block in arguments.release]


def _sentences(given: Sequence[str]) -> dict[Block, str]:
    """What stands behind each --sentence."""
    from assistant.scan.records import read_block
    from assistant.scan.words import name_of

    found: dict[Block, str] = {}
    for sentence in given:
        name, sign, words = sentence.partition("=")
        if not sign:
            raise InputError("scan-zin-vorm", zin=sentence)
        block = read_block(name)
        if block in found:
            raise InputError("scan-zin-twee", naam=name_of(block))
        found[block] = words.strip()
    return found


def _asked() -> tuple[Scan, list[Block]]:
    """Five scores with a sentence each, and then which sentences may go along."""
    from assistant.scan.records import BLOCKS, Scan

    print(text("scan.uitleg-mee"))
    scores = tuple(_asked_score(block) for block in BLOCKS)
    return Scan(scores), [score.block for score in scores if score.sentence and _may_go(score)]


def _asked_score(block: Block) -> Score:
    from assistant.scan.member_file import read_sentence
    from assistant.scan.records import Score, read_value

    print(f"\n{text(f'scan.over-{block}')}")
    value = _until_right("vraag-cijfer", read_value)
    return Score(block, value, _until_right("vraag-zin", lambda typed: read_sentence(typed, block)))


def _may_go(score: Score) -> bool:
    from assistant.scan.words import name_of

    print("\n" + text("scan.zin-van", naam=name_of(score.block), zin=score.sentence))
    return _until_right("vraag-mee", _yes)


def _yes(typed: str) -> bool:
    """Only a plain yes is a yes."""
    word = typed.strip().lower()
    if word not in {"ja", "j", "nee", "n", ""}:
        raise InputError("scan-ja-nee")
    return word.startswith("j")


def _until_right(question: str, read: Callable[[str], T]) -> T:
    """What `read` makes of the first line that it takes."""
    while True:
        typed = _line(question)
        try:
            return read(typed)
        except InputError as error:
            complain(str(error))


def _line(question: str) -> str:
    try:
        return input(text(f"scan.{question}"))
    except EOFError as error:
        print()
        raise InputError("scan-niet-af") from error


def _check_place(path: Path) -> None:
    from assistant.scan.member_file import ENDING

    if path.suffix.lower() != ENDING:
        raise InputError("scan-uitgang", naam=path.name)
    try:
        if path.is_dir():
            raise InputError("export-map", pad=path)
        if not path.parent.is_dir():
            raise InputError("export-geen-map", map=path.parent)
        if not os.access(path.parent, os.W_OK):
            raise InputError("export-schrijven", pad=path)
    except OSError as error:  # a name that this system can't have
        raise InputError("export-schrijven", pad=path) from error


def _write(path: Path, data: bytes) -> None:
    try:
        write_private(path, data)
    except OSError as error:
        raise InputError("export-schrijven", pad=path) from error


def _read(path: Path) -> bytes:
    """The bytes of a file, and not many more than a scan can have."""
    from assistant.scan.member_file import MAX_BYTES

    try:
        if not path.exists():
            raise InputError("niet-gevonden", naam=path)
        if not path.is_file():
            raise InputError("niet-leesbaar", naam=path)
        with path.open("rb") as file:
            return file.read(MAX_BYTES + 1)
    except OSError as error:
        raise InputError("niet-leesbaar", naam=path) from error


def _tell(path: Path, released: Sequence[Block]) -> None:
    from assistant.scan.words import name_of

    names = ", ".join(name_of(block) for block in released) or text("scan.geen-zinnen")
    print(text("scan.bestand-klaar", bestand=path, zinnen=names))
