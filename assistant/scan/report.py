"""A scan as a document: the picture, the same figures as a table, and room for one S and two actions."""

from __future__ import annotations

from typing import Any

from assistant.content.texts import text
from assistant.documents.report import (
    Block,
    Bullets,
    CheckItem,
    Checklist,
    Column,
    Heading,
    Pairs,
    Paragraph,
    Picture,
    Quote,
    Report,
    Table,
)
from assistant.scan.merge import BlockPicture, TeamPicture
from assistant.scan.picture import Image, radar, spread
from assistant.scan.records import ACTIONS, VALUES, Action, Scan
from assistant.scan.words import dutch_date, dutch_number, name_of


def scan_report(scan: Scan) -> Report:
    """The document of one person: for that person only, with every sentence in it."""
    rows = tuple((name_of(score.block), str(score.value), score.sentence) for score in scan.scores)
    header = (_text("kolom-s"), _text("kolom-cijfer"), _text("kolom-zin"))
    figures = (Heading(1, _text("kop-cijfers")), Table(header, rows, (1.6, 0.8, 5)))
    return Report(
        _text("titel"), _text("ondertitel"), (*_picture(radar(scan.scores)), *figures, *_choice(scan, "vraag-gekozen"))
    )


def team_report(picture: TeamPicture) -> Report:
    """The document of a team, in which nobody is named."""
    blocks = (
        Paragraph(_text("uitleg-wie"), soft=True),
        *_picture(spread(picture)),
        *_figures(picture),
        *_differences(picture),
        *_sentences(picture),
        *_choice(None, "vraag-gekozen-team"),
    )
    return Report(_text("titel-team"), _text("ondertitel-team", ronde=picture.round, leden=picture.members), blocks)


def team_to_json(picture: TeamPicture) -> dict[str, Any]:
    """{"round", "members", "blocks": [figures per S], "differ_most": [ids], "sentences": {id: [..]}}."""
    return {
        "round": picture.round,
        "members": picture.members,
        "blocks": [_block_to_json(block) for block in picture.blocks],
        "differ_most": list(picture.differ_most),
        "sentences": {block.block: list(block.sentences) for block in picture.blocks},
    }


def _block_to_json(block: BlockPicture) -> dict[str, Any]:
    """{"id", "counts": {"1": n, ..}, "min", "max", "median", "mean", "spread"}; spread is highest less lowest."""
    return {
        "id": block.block,
        "counts": {str(value): number for value, number in zip(VALUES, block.counts, strict=True)},
        "min": block.lowest,
        "max": block.highest,
        "median": block.median,
        "mean": round(block.mean, 2),
        "spread": block.spread,
    }


def _picture(image: Image) -> tuple[Block, ...]:
    return Heading(1, _text("kop-beeld")), Picture(image.png, image.alt)


def _figures(picture: TeamPicture) -> tuple[Block, ...]:
    given = (_text("kolom-s"), *(_text("kolom-gaf", cijfer=value) for value in VALUES))
    counts = tuple((name_of(block.block), *map(str, block.counts)) for block in picture.blocks)
    parts = ("s", "laagste", "hoogste", "mediaan", "gemiddelde", "verschil", "afwijking")
    header = tuple(_text(f"kolom-{part}") for part in parts)
    rows = tuple(_row(block) for block in picture.blocks)
    return (
        Heading(1, _text("kop-cijfers")),
        Table(given, counts, (2, 1, 1, 1, 1, 1)),
        Table(header, rows, (1.9, 1.1, 1.25, 1.2, 1.5, 1.2, 1.3)),
        Paragraph(_text("uitleg-tabel"), soft=True),
    )


def _row(block: BlockPicture) -> tuple[str, ...]:
    numbers = (block.lowest, block.highest, block.median, block.mean, block.spread, block.deviation)
    return name_of(block.block), *map(dutch_number, numbers)


def _differences(picture: TeamPicture) -> tuple[Block, ...]:
    found = {block.block: block for block in picture.blocks if block.spread}
    lines = tuple(_difference(found[block]) for block in picture.differ_most if block in found)
    return Heading(1, _text("kop-verschil")), Bullets(lines) if lines else Paragraph(_text("verschil-geen"))


def _difference(block: BlockPicture) -> str:
    name, ends = name_of(block.block), {"laagste": block.lowest, "hoogste": block.highest}
    return _text("verschil-regel", naam=name, verschil=block.spread, **ends)


def _sentences(picture: TeamPicture) -> tuple[Block, ...]:
    blocks: list[Block] = []
    for block in picture.blocks:
        if block.sentences:
            blocks += [Heading(2, name_of(block.block)), *(Quote(sentence) for sentence in block.sentences)]
    return (Heading(1, _text("kop-zinnen")), *blocks) if blocks else ()


def _choice(scan: Scan | None, question: str) -> tuple[Block, ...]:
    """What was chosen, and lines to write on for what was not."""
    chosen, actions = (scan.chosen, scan.actions) if scan else (None, ())
    known = [(_text("gekozen"), name_of(chosen))] if chosen else []
    open_items = [] if chosen else [CheckItem(_text("gekozen"), _text(question))]
    for number in range(ACTIONS):
        label = _text("actie", nummer=number + 1)
        if number < len(actions):
            known.append((label, _in_words(actions[number])))
        else:
            open_items.append(CheckItem(label, _text("vraag-actie")))
    room = (Checklist((Column(_text("kolom-keuze"), tuple(open_items)),)),) if open_items else ()
    return Heading(1, _text("kop-keuze")), *((Pairs(tuple(known)),) if known else ()), *room


def _in_words(action: Action) -> str:
    return f"{action.text}\n{_text('klaar-op', datum=dutch_date(action.by))}"


def _text(key: str, **variables: object) -> str:
    return text(f"scan.{key}", 0, **variables)
