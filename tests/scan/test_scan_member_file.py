"""A member's file: only what was released, nothing of who made it, and no change goes unseen."""

from __future__ import annotations

import getpass
import json
import socket
from datetime import date
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from scan_help import ROUND, encoded, forged, member, refused, scan_of

from assistant.errors import InputError
from assistant.scan.member_file import (
    MAX_BYTES,
    MAX_ROUND,
    MAX_SENTENCE,
    make_member_file,
    read_member_file,
    read_sentence,
    visible,
)
from assistant.scan.records import BLOCKS, Block

VALUES = (3, 4, 2, 5, 1)
SENTENCES: dict[str, str] = {block: f"Geheim bij {block}." for block in BLOCKS}


def read(data: bytes) -> Any:
    return read_member_file(data, "lid.5s")


@settings(deadline=None)
@given(
    st.tuples(*[st.integers(1, 5)] * 5),
    st.dictionaries(st.sampled_from(BLOCKS), st.text(min_size=1, max_size=40).filter(visible)),
    st.text(min_size=1, max_size=30).filter(visible),
)
def test_a_file_is_read_as_it_was_made(values: tuple[int, ...], going: dict[Block, str], round_name: str) -> None:
    found = read(make_member_file(scan_of(values, **going), list(going), round_name))
    assert found.values == dict(zip(BLOCKS, values, strict=True))
    assert found.sentences == {block: visible(sentence) for block, sentence in going.items()}
    assert (found.round, found.name) == (visible(round_name), "lid.5s")


def test_no_sentence_goes_along_unless_released() -> None:
    data = make_member_file(scan_of(VALUES, **SENTENCES), [], ROUND)
    assert b"Geheim" not in data
    assert read(data).sentences == {}


@pytest.mark.parametrize("block", BLOCKS)
def test_only_the_released_sentence_goes_along_word_by_word(block: Block) -> None:
    data = make_member_file(scan_of(VALUES, **SENTENCES), [block], ROUND)
    assert data.count(b"Geheim") == 1
    assert read(data).sentences == {block: f"Geheim bij {block}."}


def test_a_file_holds_its_parts_and_nothing_of_who_made_it_or_when() -> None:
    data = make_member_file(scan_of(VALUES), [], ROUND)
    document = json.loads(data)
    assert set(document) == {"format", "id", "key", "kind", "round", "sentences", "signature", "values"}
    plain = json.dumps({part: document[part] for part in ("format", "kind", "round", "sentences", "values")})
    for trace in (getpass.getuser(), socket.gethostname(), str(date.today().year)):
        assert trace not in plain


def test_every_file_has_an_id_and_a_key_of_its_own() -> None:
    files = [member(VALUES) for _ in range(20)]
    assert len({file.id for file in files}) == len({file.key for file in files}) == 20


def test_a_changed_bit_is_refused_wherever_it_is() -> None:
    data = make_member_file(scan_of(VALUES, stip="Één doel."), ["stip"], ROUND)
    for place in range(len(data)):
        for bit in range(8):
            changed = bytearray(data)
            changed[place] ^= 1 << bit
            with pytest.raises(InputError):
                read(bytes(changed))


def test_a_byte_more_less_or_swapped_is_refused_wherever_it_is() -> None:
    data = make_member_file(scan_of(VALUES), [], ROUND)
    for place in range(len(data)):
        swapped = data[:place] + data[place : place + 2][::-1] + data[place + 2 :]
        for changed in (data[:place], data[:place] + data[place + 1 :], data[:place] + b" " + data[place:], swapped):
            if changed != data:
                with pytest.raises(InputError):
                    read(changed)


@settings(deadline=None)
@given(st.binary(max_size=200))
@example(b"\xef\xbb\xbf{}")
@example(b"[" * MAX_BYTES)
@example(b'{"a":' * 10_000)
def test_bytes_that_are_no_scan_are_refused(data: bytes) -> None:
    with refused("scan-geen-bestand"):
        read(data)


@pytest.mark.parametrize("text", ["null", "[]", "3", '"waterlijn-5s"', "{}", '{"kind": "anders"}', '{"kind": ["x"]}'])
def test_other_json_is_refused(text: str) -> None:
    with refused("scan-geen-bestand"):
        read(text.encode())


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity", "1.5", "1e3", "10000", "9" * 5000, "-99999"])
def test_numbers_that_no_scan_has_are_refused(number: str) -> None:
    data = forged()
    with refused("scan-geen-bestand"):
        read(data.replace(b'"stip": 1', f'"stip": {number}'.encode()))


def test_a_key_that_stands_there_twice_is_refused() -> None:
    data = forged()
    with refused("scan-geen-bestand"):
        read(data.replace(b'"stip": 1', b'"stip": 1,\n  "stip": 1'))


def test_a_file_that_is_too_large_is_refused() -> None:
    with refused("scan-geen-bestand"):
        read(forged(sentences={"stip": "a" * MAX_BYTES}))


@pytest.mark.parametrize("version", [2, 999])
def test_a_newer_format_is_refused_with_that_reason(version: int) -> None:
    with refused("scan-nieuwer"):
        read(forged(format=version))


@pytest.mark.parametrize("version", [0, -1, True, "1", None, [1]])
def test_another_format_is_refused(version: Any) -> None:
    with refused("scan-geen-bestand"):
        read(forged(format=version))


GOOD = dict.fromkeys(BLOCKS, 3)


@pytest.mark.parametrize(
    "values",
    [
        *(GOOD | {"stip": value} for value in (0, 6, -1, 999, True, "3", None, [3])),
        dict.fromkeys(BLOCKS[:4], 3),
        GOOD | {"stijl": 3},
        {"stijl": 3, **dict.fromkeys(BLOCKS[:4], 3)},
        {},
        [1, 2, 3, 4, 5],
        None,
    ],
)
def test_well_signed_values_that_are_not_five_scores_are_refused(values: Any) -> None:
    with refused("scan-waarden-bestand"):
        read(forged(values=values))


@pytest.mark.parametrize(
    "sentences",
    [
        {"stijl": "Een zin."},
        {"stip": ""},
        {"stip": " ruimte "},
        {"stip": "twee\nregels"},
        {"stip": "twee\u2028regels"},
        {"stip": "om\u202egekeerd"},
        {"stip": "\u2066tussen\u2069"},
        {"stip": "ver\u200bborgen"},
        {"stip": "nul\x00"},
        {"stip": "\x1b[31mrood"},
        {"stip": "\U000e0041"},
        {"stip": "a" * (MAX_SENTENCE + 1)},
        {"stip": 3},
        {"stip": ["Een zin."]},
        ["Een zin."],
        None,
    ],
)
def test_well_signed_sentences_that_do_not_belong_are_refused(sentences: Any) -> None:
    with refused("scan-zin-bestand"):
        read(forged(sentences=sentences))


@pytest.mark.parametrize(
    "change",
    [{"naam": "Jan"}, {"round": ""}, {"round": "a" * (MAX_ROUND + 1)}, {"round": "a\u202eb"}, {"round": 3}]
    + [{"id": bad} for bad in ("", "A" * 32, "a" * 31, "a" * 32 + "\n", 7)],
)
def test_well_signed_files_of_another_shape_are_refused(change: dict[str, Any]) -> None:
    with refused("scan-geen-bestand"):
        read(forged(**change))


@pytest.mark.parametrize("part", ["id", "key", "kind", "format", "round", "sentences", "signature", "values"])
def test_a_file_without_one_of_its_parts_is_refused(part: str) -> None:
    document = json.loads(forged())
    del document[part]
    with pytest.raises(InputError):
        read(encoded(document))


@pytest.mark.parametrize(
    "change", [{"key": "0" * 64}, {"signature": "0" * 128}, {"key": 3}, {"signature": None}, {"key": "\ud800"}]
)
def test_another_key_or_signature_is_refused(change: dict[str, Any]) -> None:
    document = json.loads(forged()) | change
    with refused("scan-veranderd"):
        read(json.dumps(document).encode())


def test_a_changed_score_is_refused_as_changed() -> None:
    with refused("scan-veranderd"):
        read(forged().replace(b'"stip": 1', b'"stip": 5'))


def test_the_same_content_written_otherwise_is_refused() -> None:
    document = json.loads(forged())
    for other in (json.dumps(document), json.dumps(document, indent=1, sort_keys=True)):
        with refused("scan-veranderd"):
            read(other.encode())


def test_half_a_character_in_a_file_is_refused() -> None:
    with refused("scan-veranderd"):
        read(forged().replace(b"MT voorjaar", b"\\ud800"))


@settings(deadline=None)
@given(st.text(max_size=60))
def test_what_is_visible_stays_so_and_keeps_its_letters(text: str) -> None:
    shown = visible(text)
    assert visible(shown) == shown
    assert "\n" not in shown
    shown.encode()
    assert [char for char in shown if char.isalnum()] == [char for char in text if char.isalnum()]


def test_a_released_sentence_loses_what_can_not_be_seen() -> None:
    data = make_member_file(scan_of(VALUES, stip=" Wij\u202e\tzijn\r\nhet\x00 eens. "), ["stip"], ROUND)
    assert read(data).sentences == {"stip": "Wij zijn het eens."}


@pytest.mark.parametrize("sentence", ["", "  ", "\u200b"])
def test_releasing_a_sentence_that_is_not_there_is_refused(sentence: str) -> None:
    with refused("scan-zin-leeg"):
        make_member_file(scan_of(VALUES, stip=sentence), ["stip"], ROUND)


def test_a_sentence_that_is_too_long_is_refused() -> None:
    assert read_sentence("a" * MAX_SENTENCE, "stip") == "a" * MAX_SENTENCE
    with refused("scan-zin-lang"):
        make_member_file(scan_of(VALUES, stip="a" * (MAX_SENTENCE + 1)), ["stip"], ROUND)


@pytest.mark.parametrize(
    ("name", "key"), [("", "scan-ronde-leeg"), (" \u200b", "scan-ronde-leeg"), ("a" * 81, "scan-ronde-lang")]
)
def test_a_round_needs_a_name_that_fits(name: str, key: str) -> None:
    with refused(key):
        make_member_file(scan_of(VALUES), [], name)


def test_the_largest_file_that_can_be_made_can_be_read() -> None:
    long = "\U0001f600" * MAX_SENTENCE
    data = make_member_file(scan_of(VALUES, **dict.fromkeys(BLOCKS, long)), BLOCKS, "é" * MAX_ROUND)
    assert len(read(data).sentences) == 5
