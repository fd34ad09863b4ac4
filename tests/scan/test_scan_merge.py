"""Files as one picture: the figures, what is refused, and that nothing tells who gave what."""

from __future__ import annotations

import json
import random
import statistics
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scan_help import TEAM, member, refused, scan_of, team

from assistant.documents.export import render
from assistant.errors import InputError
from assistant.scan.member_file import MemberScan, make_member_file, read_member_file
from assistant.scan.merge import merge
from assistant.scan.records import BLOCKS
from assistant.scan.report import team_report, team_to_json

values = st.tuples(*[st.integers(1, 5)] * 5)
released = st.dictionaries(st.sampled_from(BLOCKS), st.sampled_from(["Zo is het.", "aan de slag", "Één doel", "zo"]))


def file_of(given_values: tuple[int, ...], number: int, sentences: dict[Any, str]) -> MemberScan:
    """As read; making keys is not what these tests are about."""
    scores = dict(zip(BLOCKS, given_values, strict=True))
    return MemberScan(f"lid{number}.5s", f"{number:032x}", f"{number:064x}", "MT", scores, sentences)


def test_the_figures_of_a_team() -> None:
    picture = merge(team())
    assert (picture.round, picture.members) == ("MT voorjaar", 5)
    assert tuple(block.block for block in picture.blocks) == BLOCKS
    structuur = picture.blocks[2]
    assert structuur.counts == (1, 1, 1, 0, 2)
    assert (structuur.lowest, structuur.highest, structuur.median, structuur.spread) == (1, 5, 3, 4)
    assert (structuur.mean, structuur.deviation) == (pytest.approx(3.2), pytest.approx(1.6))
    assert picture.blocks[3].counts == (0, 0, 0, 0, 5)


def test_where_views_differ_most_comes_first() -> None:
    assert merge(team()).differ_most == ("structuur", "synergie", "succesfactoren", "stip", "sturing")


def test_of_equal_ranges_the_one_with_more_at_its_ends_comes_first() -> None:
    columns = ((2, 3, 3, 4), (3, 3, 3, 3), (2, 2, 4, 4), (1, 1, 1, 2), (2, 3, 3, 4))
    files = [member(scores) for scores in zip(*columns, strict=True)]
    assert merge(files).differ_most == ("structuur", "stip", "succesfactoren", "sturing", "synergie")


def test_blocks_that_differ_equally_keep_their_order() -> None:
    assert merge([member((3, 3, 3, 3, 3)) for _ in range(4)]).differ_most == BLOCKS


@settings(deadline=None)
@given(st.lists(values, min_size=4, max_size=9))
def test_the_figures_are_those_of_the_standard_library(team_values: list[tuple[int, ...]]) -> None:
    picture = merge([file_of(given_values, number, {}) for number, given_values in enumerate(team_values)])
    for block, column in zip(picture.blocks, zip(*team_values, strict=True), strict=True):
        assert block.counts == tuple(column.count(value) for value in range(1, 6))
        assert sum(block.counts) == picture.members == len(team_values)
        assert (block.lowest, block.highest) == (min(column), max(column))
        assert block.median == statistics.median(column)
        assert block.mean == pytest.approx(sum(column) / len(column))
        assert block.deviation == pytest.approx(statistics.pstdev(column))
    spreads = {block.block: block.spread for block in picture.blocks}
    ordered = [spreads[block] for block in picture.differ_most]
    assert ordered == sorted(ordered, reverse=True)


@settings(deadline=None)
@given(st.lists(st.tuples(values, released), min_size=4, max_size=7), st.randoms())
def test_the_order_of_files_makes_no_difference(members: list[Any], chance: random.Random) -> None:
    files = [file_of(given_values, number, sentences) for number, (given_values, sentences) in enumerate(members)]
    shuffled = chance.sample(files, len(files))
    assert merge(shuffled) == merge(files)
    assert team_to_json(merge(shuffled)) == team_to_json(merge(files))


@settings(deadline=None)
@given(st.lists(st.tuples(values, released), min_size=4, max_size=6), st.randoms())
def test_who_gave_which_number_and_sentence_makes_no_difference(members: list[Any], chance: random.Random) -> None:
    """Deal every column and every S's sentences out anew over the same people: the same picture."""
    size = len(members)
    columns = [
        chance.sample(column, size) for column in zip(*(given_values for given_values, _ in members), strict=True)
    ]
    going: list[dict[Any, str]] = [{} for _ in members]
    for block in BLOCKS:
        found = [sentences[block] for _, sentences in members if block in sentences]
        for sentence, owner in zip(found, chance.sample(range(size), len(found)), strict=True):
            going[owner][block] = sentence
    dealt = zip(zip(*columns, strict=True), going, strict=True)
    before = merge(
        [file_of(given_values, number, sentences) for number, (given_values, sentences) in enumerate(members)]
    )
    assert merge([file_of(scores, number, sentences) for number, (scores, sentences) in enumerate(dealt)]) == before


@settings(max_examples=5, deadline=None)
@given(st.permutations(range(5)))
def test_the_report_is_the_same_whatever_the_order(order: list[int]) -> None:
    files = [file_of(scores, number, {"stip": f"Zin {number}."}) for number, scores in enumerate(TEAM)]
    assert team_report(merge([files[place] for place in order])) == team_report(merge(files))


def test_nothing_of_a_file_is_in_the_report_or_the_json() -> None:
    names = [f"kanarie-{number}.5s" for number in range(4)]
    files = [member((number + 1, 2, 3, 4, 5), name, sturing=f"Zin {number}.") for number, name in enumerate(names)]
    picture = merge(files)
    report = team_report(picture)
    shown = repr(picture) + json.dumps(team_to_json(picture)) + repr(report) + render(report, "md").decode()
    for file in files:
        for trace in (file.id, file.key, file.name, "kanarie"):
            assert trace not in shown


def test_a_sentence_that_was_not_released_reaches_nobody() -> None:
    scans = [scan_of((1, 2, 3, 4, 5), stip="Geheim.", sturing="Mag mee.") for _ in range(4)]
    files = [read_member_file(make_member_file(scan, ["sturing"], "MT"), "lid.5s") for scan in scans]
    shown = json.dumps(team_to_json(merge(files))) + render(team_report(merge(files)), "md").decode()
    assert "Geheim" not in shown
    assert shown.count("Mag mee") == 8


def test_sentences_are_sorted_by_their_own_text() -> None:
    said = ["Wij wachten.", "Alles kan.", "Niemand weet het.", "Alles kan."]
    files = [member((5 - number, 1, 1, 1, 1), stip=sentence) for number, sentence in enumerate(said)]
    assert merge(files).blocks[0].sentences == ("Alles kan.", "Alles kan.", "Niemand weet het.", "Wij wachten.")


@pytest.mark.parametrize("number", [0, 1, 2, 3])
def test_fewer_than_four_files_are_refused(number: int) -> None:
    with refused("scan-te-weinig"):
        merge(team()[:number])


def test_four_files_are_enough() -> None:
    assert merge(team()[:4]).members == 4


def test_the_same_file_twice_is_refused_whatever_it_is_called() -> None:
    files = team()
    for again in (files[0], replace(files[0], name="kopie.5s")):
        with refused("scan-dubbel"):
            merge([*files, again])


@pytest.mark.parametrize("same", ["id", "key"])
def test_one_id_or_key_with_different_content_is_refused(same: str) -> None:
    files = team()
    other = replace(member((1, 1, 1, 1, 1), "anders.5s"), **{same: getattr(files[0], same)})
    with refused("scan-dubbel-anders"):
        merge([*files, other])


def test_files_of_different_rounds_are_refused_and_the_rounds_named() -> None:
    other = member((1, 2, 3, 4, 5), round_name="MT najaar")
    for files in ([*team(), other], [other, *team()]):
        with pytest.raises(InputError, match="'MT najaar', 'MT voorjaar'"):
            merge(files)


def test_capitals_in_the_name_of_a_round_make_no_difference() -> None:
    files = [
        member((1, 2, 3, 4, 5), round_name=name)
        for name in ("mt Voorjaar", "MT voorjaar", " MT  VOORJAAR ", "MT voorjaar")
    ]
    assert merge(files).round == merge(files[::-1]).round == "mt Voorjaar"
