"""Four or more member files as one picture of the team, in which nobody is named.

Only counts per S leave this file, and released sentences sorted by their own text; nothing links a number to another
number, to a sentence or to a file, and the order in which files come in makes no difference. What this can't hide:

- When all give an S the same score, everyone's score is known. When one score stands apart, who gave it may be guessed.
- Members know their own scores. All but one of them together can work out what the last one gave.
- A sentence may be recognised by its style or by what it tells.
- Two pictures of one round, with and without a file, differ by that file.
- Whoever holds the files can read each of them. Let that be someone outside the team, or throw them away together.

A file shows only that it was not changed, so someone who hands in two new files counts twice: count the members.
"""

from __future__ import annotations

import statistics
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.errors import InputError
from assistant.scan.member_file import MemberScan
from assistant.scan.records import BLOCKS, VALUES, Block

LEAST = 4
"""Files that make a picture; with fewer, too much can be worked out."""


@dataclass(frozen=True)
class BlockPicture:
    """What a team gives one S."""

    block: Block
    counts: tuple[int, ...]
    """How many gave 1, 2, 3, 4 and 5."""
    lowest: int
    highest: int
    median: float
    mean: float
    deviation: float
    """Standard deviation over the whole team."""
    sentences: tuple[str, ...]
    """Released word by word, sorted by text."""

    @property
    def spread(self) -> int:
        """Highest less lowest."""
        return self.highest - self.lowest


@dataclass(frozen=True)
class TeamPicture:
    """All that is known of a team."""

    round: str
    members: int
    blocks: tuple[BlockPicture, ...]
    """In the order of BLOCKS."""

    @property
    def differ_most(self) -> tuple[Block, ...]:
        """All five, the S on which scores lie farthest apart first."""
        ordered = sorted(self.blocks, key=lambda block: (-block.spread, -block.deviation))
        return tuple(block.block for block in ordered)


def merge(files: Sequence[MemberScan]) -> TeamPicture:
    """The picture of one round.

    Raises InputError: scan-dubbel, scan-dubbel-anders, scan-rondes, scan-te-weinig.
    """
    _refuse_twice(files)
    rounds = {_compared(file.round): file.round for file in sorted(files, key=lambda file: file.round)}
    if len(rounds) > 1:
        raise InputError("scan-rondes", rondes=", ".join(f"'{name}'" for name in sorted(rounds.values())))
    if len(files) < LEAST:
        raise InputError("scan-te-weinig", minimum=LEAST, aantal=len(files))
    (round_name,) = rounds.values()
    return TeamPicture(round_name, len(files), tuple(_block(block, files) for block in BLOCKS))


def _block(block: Block, files: Sequence[MemberScan]) -> BlockPicture:
    values = [file.values[block] for file in files]
    counts = Counter(values)
    sentences = sorted(file.sentences[block] for file in files if block in file.sentences)
    return BlockPicture(
        block,
        tuple(counts[value] for value in VALUES),
        min(values),
        max(values),
        float(statistics.median(values)),
        float(statistics.mean(values)),
        statistics.pstdev(values),
        tuple(sentences),
    )


def _refuse_twice(files: Sequence[MemberScan]) -> None:
    """The same id or key is the same file, whatever it is called."""
    seen: dict[str, MemberScan] = {}
    for file in sorted(files, key=lambda file: file.name):
        earlier = seen.get(file.id) or seen.get(file.key)
        if earlier:
            key = "scan-dubbel" if _content(earlier) == _content(file) else "scan-dubbel-anders"
            raise InputError(key, eerste=earlier.name, tweede=file.name)
        seen |= {file.id: file, file.key: file}


def _content(file: MemberScan) -> tuple[object, ...]:
    return file.id, file.key, file.round, file.values, file.sentences


def _compared(name: str) -> str:
    """Members type the name of the round themselves: capitals make no difference."""
    return unicodedata.normalize("NFKC", name).casefold()
