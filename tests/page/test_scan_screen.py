"""The silent round on the page, from desk to desk and without a browser."""

from __future__ import annotations

import base64
import json

import pytest
from page_help import call, ready

from assistant.page.actions import perform
from assistant.page.desk import Desk
from assistant.page.view import draw
from assistant.scan.member_file import make_member_file, read_member_file
from assistant.scan.records import BLOCKS, Block, Scan, Score
from assistant.settings import Settings

OPENER = ready()
FILLED = {
    "scan_ronde": "MT voorjaar",
    **{f"scan_cijfer-{block}": str(value) for block, value in zip(BLOCKS, (3, 4, 2, 5, 1), strict=True)},
    "scan_zin-stip": "Onze koers is helder.",
    "scan_zin-sturing": "De  cijfers\nkomen te laat.",
}


class Tab:
    """One tab at the team scan."""

    def __init__(self, settings: Settings, half: str) -> None:
        self.settings = settings
        self.desk = Desk()
        self.do("teamscan")
        self.do("scan-kies", half)

    def do(self, name: str, id_: str = "", **fields: object) -> Desk:
        self.desk = perform(self.desk, call(self.settings, name, id_, OPENER, **fields))
        return self.desk

    @property
    def page(self) -> str:
        return draw(self.desk, False)

    @property
    def file(self) -> bytes:
        assert self.desk.parcel is not None
        return self.desk.parcel.data


@pytest.fixture
def member(settings: Settings) -> Tab:
    return Tab(settings, "lid")


@pytest.fixture
def coach(settings: Settings) -> Tab:
    return Tab(settings, "team")


def scan_file(values: tuple[int, ...], round_name: str = "MT voorjaar", sentence: str = "") -> bytes:
    scores = tuple(Score(block, value, sentence) for block, value in zip(BLOCKS, values, strict=True))
    released: list[Block] = ["stip"] if sentence else []
    return make_member_file(Scan(scores), released, round_name)


def chosen(*files: tuple[str, bytes]) -> list[dict[str, str]]:
    return [{"name": name, "data": base64.b64encode(data).decode()} for name, data in files]


FOUR = [
    ("anna.5s", scan_file((1, 3, 3, 3, 4), sentence="Zin van een lid.")),
    ("bram.5s", scan_file((5, 3, 3, 4, 4))),
    ("cees.5s", scan_file((2, 3, 3, 3, 4))),
    ("dina.5s", scan_file((2, 3, 4, 3, 4))),
]


# A member


def test_every_score_has_a_radio_button_with_a_name_and_what_it_is_about(member: Tab) -> None:
    assert member.page.count('type="radio"') == 25
    assert member.page.count("<fieldset") == 5
    for block in BLOCKS:
        assert f'aria-describedby="over-{block}"' in member.page
        assert f'id="over-{block}"' in member.page


def test_no_sentence_goes_along_unless_it_is_ticked(member: Tab) -> None:
    member.do("scan-bekijk", **FILLED)
    assert member.page.count('type="checkbox"') == 2
    assert "checked" not in member.page
    member.do("scan-bestand", **{f"scan_mee-{block}": [] for block in ("stip", "sturing")})
    read = read_member_file(member.file, "x")
    assert dict(read.sentences) == {}
    assert [read.values[block] for block in BLOCKS] == [3, 4, 2, 5, 1]
    assert read.round == "MT voorjaar"


def test_a_ticked_sentence_goes_along_as_it_was_shown(member: Tab) -> None:
    member.do("scan-bekijk", **FILLED)
    member.do("scan-bestand", **{"scan_mee-sturing": ["ja"], "scan_mee-stip": []})
    sentences = dict(read_member_file(member.file, "x").sentences)
    assert sentences == {"sturing": "De cijfers komen te laat."}
    assert sentences["sturing"] in member.page
    assert b"koers is helder" not in member.file


def test_what_is_shown_is_all_that_the_file_holds(member: Tab) -> None:
    member.do("scan-bekijk", **FILLED)
    member.do("scan-bestand")
    held = json.loads(member.file)
    assert held.keys() == {"format", "id", "kind", "key", "round", "sentences", "signature", "values"}
    assert "MT voorjaar" in member.page


def test_the_same_answers_give_the_same_file_and_others_a_new_one(member: Tab) -> None:
    member.do("scan-bekijk", **FILLED)
    first, name = member.do("scan-bestand").parcel, member.file
    second = member.do("scan-bestand", **{"scan_mee-stip": []}).parcel
    assert first is not None
    assert first == second
    assert json.loads(name)["id"].startswith(first.name.removeprefix("teamscan-").removesuffix(".5s"))
    assert member.do("scan-bestand", **{"scan_mee-stip": ["ja"]}).parcel != first


def test_changing_an_answer_unticks_every_sentence(member: Tab) -> None:
    member.do("scan-bekijk", **FILLED)
    member.do("scan-wijzig", **{"scan_mee-stip": ["ja"]})
    assert "Onze koers is helder." in member.page
    member.do("scan-bekijk", **{"scan_zin-stip": "Iets heel anders."})
    assert "Iets heel anders." in member.page
    assert "checked" not in member.page


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"scan_ronde": " "}, "nog geen naam"),
        ({"scan_ronde": "x" * 81}, "80 tekens"),
        ({"scan_cijfer-stip": ""}, "vul ze alle vijf in"),
        ({"scan_cijfer-stip": "9"}, "1 tot 5"),
        ({"scan_zin-stip": "x" * 1001}, "1000 tekens"),
    ],
)
def test_a_fault_leaves_what_was_filled_in(member: Tab, fields: dict[str, str], wrong: str) -> None:
    member.do("scan-bekijk", **(FILLED | fields))
    assert member.desk.notice is not None
    assert wrong in member.desk.notice.text
    assert 'id="scan-cijfer-synergie-4" checked' in member.page
    assert "De  cijfers" in member.page


def test_a_forgotten_scan_is_gone(member: Tab) -> None:
    member.do("scan-bekijk", **FILLED)
    member.do("scan-vergeet")
    assert "koers" not in repr(member.desk)
    assert member.desk.screen == "begin"


# The coach


def test_four_files_give_a_picture_with_its_words_and_the_same_figures(coach: Tab) -> None:
    coach.do("scan-lees", scan_bestanden=chosen(*FOUR))
    page = coach.page
    assert coach.desk.scan.team.picture is not None
    assert coach.desk.focus == "titel-beeld"
    assert page.count('role="img"') == 2
    assert "Stip: 1 keer een 1, 2 keer een 2, 1 keer een 5; mediaan 2" in page
    assert "de mediaan van het team: Stip 2, Synergie 3, Structuur 3, Sturing 3, Succesfactoren 4." in page
    assert "<svg" in page
    assert "Stip: van 1 tot 5 (verschil 4)" in page
    assert page.index("Stip: van 1 tot 5") < page.index("Structuur: van 3 tot 4")
    assert "Zin van een lid." in page
    assert "Ronde MT voorjaar, 4 leden" in page


def test_names_of_files_never_stand_with_scores(coach: Tab) -> None:
    coach.do("scan-lees", scan_bestanden=chosen(*FOUR))
    assert not any(name in coach.page for name, _ in FOUR)
    coach.do("scan-mee", "md")
    assert coach.desk.parcel is not None
    assert not any(name.encode() in coach.desk.parcel.data for name, _ in FOUR)


def test_fewer_than_four_give_no_picture_and_say_how_many_are_missing(coach: Tab) -> None:
    coach.do("scan-lees", scan_bestanden=chosen(*FOUR[:3]))
    assert coach.desk.scan.team.picture is None
    assert "Nog 1 nodig" in coach.page
    assert "anna.5s" in coach.page
    coach.do("scan-lees", scan_bestanden=chosen(FOUR[3]))
    assert coach.desk.scan.team.picture is not None


def test_refused_files_are_named_with_the_reason_and_the_others_stay(coach: Tab) -> None:
    changed = FOUR[0][1].replace(b'"stip": 1', b'"stip": 5')
    bad = [
        ("kapot.5s", b"geen json"),
        ("anders.5s", changed),
        ("kopie.5s", FOUR[0][1]),
        ("weg.5s", scan_file((1,) * 5, "MT najaar")),
    ]
    coach.do("scan-lees", scan_bestanden=chosen(*bad, *FOUR))
    refused = dict(coach.desk.scan.team.refused)
    assert refused.keys() == {name for name, _ in bad}
    assert "beschadigd" in refused["kapot.5s"]
    assert "veranderd" in refused["anders.5s"]
    assert "hetzelfde" in refused["kopie.5s"]
    assert "MT najaar" in refused["weg.5s"]
    assert all(reason.replace("'", "&#x27;") in coach.page for reason in refused.values())
    assert coach.desk.scan.team.picture is not None
    assert coach.desk.scan.team.picture.members == 4


def test_the_round_of_most_files_counts_also_when_a_stray_came_first(coach: Tab) -> None:
    coach.do("scan-lees", scan_bestanden=chosen(("a.5s", scan_file((1,) * 5, "Proef"))))
    coach.do("scan-lees", scan_bestanden=chosen(*FOUR))
    assert [name for name, _ in coach.desk.scan.team.refused] == ["a.5s"]
    assert coach.desk.scan.team.picture is not None


def test_the_order_of_files_makes_no_difference(settings: Settings) -> None:
    one, other = Tab(settings, "team"), Tab(settings, "team")
    one.do("scan-lees", scan_bestanden=chosen(*FOUR))
    other.do("scan-lees", scan_bestanden=chosen(*reversed(FOUR)))
    assert one.page == other.page


@pytest.mark.parametrize("given", [{}, {"scan_bestanden": []}, {"scan_bestanden": [{"name": "a", "data": "é"}]}])
def test_no_file_or_a_garbled_one_is_told(coach: Tab, given: dict[str, object]) -> None:
    coach.do("scan-lees", **given)
    assert coach.desk.notice is not None
    assert coach.desk.notice.kind == "fout"


@pytest.mark.parametrize(("kind", "start"), [("docx", b"PK"), ("pdf", b"%PDF"), ("md", b"#")])
def test_the_picture_goes_along_as_a_document(coach: Tab, kind: str, start: bytes) -> None:
    coach.do("scan-lees", scan_bestanden=chosen(*FOUR))
    coach.do("scan-mee", kind)
    assert coach.desk.parcel is not None
    assert coach.desk.parcel.name == f"waterlijn-teamscan.{kind}"
    assert coach.desk.parcel.data.startswith(start)


def test_forgetting_the_team_leaves_nothing_of_it(coach: Tab) -> None:
    coach.do("scan-lees", scan_bestanden=chosen(*FOUR))
    coach.do("scan-team-vergeet")
    assert "anna" not in repr(coach.desk)
    assert "Zin van een lid" not in repr(coach.desk)


def test_sentences_are_no_markup(coach: Tab) -> None:
    evil = ("x.5s", scan_file((1,) * 5, sentence="<img src=x onerror=alert(1)>"))
    coach.do("scan-lees", scan_bestanden=chosen(evil, *FOUR[1:]))
    assert "<img src=x" not in coach.page
    assert "&lt;img src=x" in coach.page


@pytest.mark.parametrize("locale", ["nl", "en"])
def test_every_step_has_one_heading_and_says_where_to_find_help(settings: Settings, locale: str) -> None:
    for half in ("", "lid", "team"):
        tab = Tab(settings, half)
        tab.desk = perform(Desk(locale=locale), call(settings, "scan-kies", half, OPENER))  # type: ignore[arg-type]
        assert tab.page.count("<h1") == 1
        assert "112" in tab.page
        assert "$" not in tab.page
