"""Dutch sentences and passages; above all that every quote is really there."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.documents.reader import Section, sentences, split_section

dutch = st.text(alphabet=st.sampled_from("aBé .,?!:…\n\r\t•-–1)|“”'’_\u2028\xa0"), max_size=400)
words = st.lists(
    st.sampled_from(["Wij", "gaan.", "door", "bijv.", "\n- punt", "\n", "J.", "1.500", "Nee!", "a | b"]), max_size=600
)
anything = st.one_of(st.text(max_size=300), dutch, words.map(" ".join))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Eén zin. Nog een zin.", ["Eén zin.", "Nog een zin."]),
        ("Bijv. Jan of o.a. Piet. Klaar.", ["Bijv. Jan of o.a. Piet.", "Klaar."]),
        ("Denk aan strategie etc. Die zijn vastgesteld.", ["Denk aan strategie etc.", "Die zijn vastgesteld."]),
        ("Koffie, thee enz. is er ook.", ["Koffie, thee enz. is er ook."]),
        ("Dhr. J.P. de Boer en mevr. A. Smit, d.w.z. zij.", ["Dhr. J.P. de Boer en mevr. A. Smit, d.w.z. zij."]),
        ("Vergader i.p.v. Mailen m.b.t. Geld.", ["Vergader i.p.v. Mailen m.b.t. Geld."]),
        ("Het kost 1.500 euro, incl. Btw. Dat is ca. 3 uur.", ["Het kost 1.500 euro, incl. Btw.", "Dat is ca. 3 uur."]),
        ("Zie nr. 5 van drs. Vos. In 2019. Toen wel.", ["Zie nr. 5 van drs. Vos.", "In 2019.", "Toen wel."]),
        ("1. Wat voel je? Wat doe je?", ["1. Wat voel je?", "Wat doe je?"]),
        ("Kop\n• een punt\n- nog een\nSlot", ["Kop", "een punt", "nog een", "Slot"]),
        ("“Kom!” riep hij. (Echt waar.) Ja…  Nee", ["“Kom!” riep hij.", "(Echt waar.)", "Ja…", "Nee"]),
        (
            "Het werkt niet.Vaak duurt dit lang. Zie www.Staz.nl nu.",
            ["Het werkt niet.", "Vaak duurt dit lang.", "Zie www.Staz.nl nu."],
        ),
        ("Er zijn - soms - eilandjes.", ["Er zijn - soms - eilandjes."]),
        ("9:00 | Wat voel je? Waarom? | bron", ["9:00", "Wat voel je?", "Waarom?", "bron"]),
        ("", []),
        (" \n• \n-\n", []),
    ],
)
def test_dutch_sentences(text, expected):
    assert sentences(text) == expected


@given(anything)
def test_sentences_are_exact_and_in_order(text):
    place = 0
    for sentence in sentences(text):
        assert sentence == sentence.strip() != ""
        place = text.index(sentence, place) + len(sentence)


@given(anything)
def test_sentences_lose_nothing_but_space_and_bullets(text):
    left = "".join("".join(sentences(text)).split())
    assert left.replace("-", "").replace("•", "") or not any(char.isalnum() for char in text)
    assert sum(map(str.isalnum, left)) == sum(map(str.isalnum, text))


@given(anything)
def test_passages_are_exact_in_order_and_complete(text):
    place = 0
    passages = split_section(Section("alinea 1", text))
    for passage in passages:
        assert passage.locator == "alinea 1"
        assert passage.text == passage.text.strip() != ""
        start = text.index(passage.text, place)
        assert not text[place:start].strip()
        place = start + len(passage.text)
    assert not text[place:].strip()


@given(anything)
def test_passages_never_cut_a_sentence(text):
    whole = sentences(text)
    assert [s for passage in split_section(Section("x", text)) for s in sentences(passage.text)] == whole


@given(words.map(" ".join))
def test_only_one_unit_makes_a_passage_long(text):
    for passage in split_section(Section("x", text)):
        assert len(passage.text) <= 900 or len(sentences(passage.text)) <= 2


def test_a_list_keeps_its_lead_in_and_items_stay_whole():
    items = [f"- {'Dit is punt. ' * 10}{number}" for number in range(12)]
    filler = "Dit is een gewone zin van enige lengte. " * 20
    section = Section("x", f"{filler}Spreek dit af:\n" + "\n".join(items))
    passages = [passage.text for passage in split_section(section)]
    assert all(any(item in passage for passage in passages) for item in items)
    assert any(f"Spreek dit af:\n{items[0]}" in passage for passage in passages)
    assert max(map(len, passages)) <= 900


def test_a_table_row_stays_whole():
    row = "Wie doet dit? | Dat weten we niet. | Morgen."
    passages = split_section(Section("x", f"{'Een zin. ' * 97}\n{row}\nSlot."))
    assert sum(row in passage.text for passage in passages) == 1
