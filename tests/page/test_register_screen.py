"""The register of agreements on the page, from desk to desk and without a browser."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from io import BytesIO
from types import SimpleNamespace

import pytest
from page_help import call, ready

from assistant.agreements.records import Register
from assistant.agreements.register import add
from assistant.kept.keeping import add_agreements, keep_register, stored_register
from assistant.kept.vault import Vault
from assistant.page.actions import perform
from assistant.page.app import _forget
from assistant.page.desk import Desk
from assistant.page.view import draw
from assistant.settings import Settings

PHRASE = "vier losse blauwe woorden"
TODAY = date.today()
YESTERDAY = TODAY - timedelta(days=1)
OPENER = ready()


class Tab:
    """One tab on this test's data folder."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.desk = Desk()

    def do(self, name: str, id_: str = "", **fields: object) -> Desk:
        self.desk = perform(self.desk, call(self.settings, name, id_, OPENER, **fields))
        return self.desk

    @property
    def page(self) -> str:
        return draw(self.desk, self.settings.sessions_db.exists())

    @property
    def told(self) -> tuple[str, str]:
        assert self.desk.notice is not None
        return self.desk.notice.kind, self.desk.notice.text

    def stored(self) -> Register:
        with Vault.open(self.settings.sessions_db, PHRASE) as vault:
            return stored_register(vault)


@pytest.fixture
def tab(settings: Settings) -> Iterator[Tab]:
    opened = Tab(settings)
    yield opened
    for vault in opened.desk.vaults:
        vault.close()


@pytest.fixture
def filled(tab: Tab) -> Tab:
    """A vault with one that is due, one that runs and one that is over."""
    register = add(Register(), "We sluiten om vijf uur", owner="Sam", due=YESTERDAY, goal="Rust")
    register = add(register, "Ieder leest de stukken", origin="samenwerkingscheck", guard="Noor")
    register = add(register, "Het bord hangt er", due=TODAY + timedelta(days=400))
    with Vault.open(tab.settings.sessions_db, PHRASE) as vault:
        keep_register(vault, register)
    tab.do("afspraken")
    return tab


def test_the_first_agreement_chooses_the_passphrase_and_makes_the_vault(tab: Tab) -> None:
    tab.do("afspraken")
    assert 'id="zin-nog"' in tab.page
    tab.do("afspraak-erbij", zin=PHRASE, zin_nog=PHRASE, nieuw_wat="We beginnen op tijd", nieuw_datum="morgen")
    assert tab.told[0] == "goed"
    (made,) = tab.stored().agreements
    assert (made.agreement, made.due) == ("We beginnen op tijd", TODAY + timedelta(days=1))
    assert made.origin.startswith("genoteerd op ")
    assert "We beginnen op tijd" in tab.page
    assert tab.desk.agreed.form == {}
    assert PHRASE not in tab.page
    assert PHRASE not in repr(tab.desk)


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"nieuw_datum": "ooit een keer"}, "ooit een keer"),
        ({"nieuw_datum": "1-2-2020"}, "al geweest"),
        ({"nieuw_wat": "  "}, "schrijf op wat jullie afspreken"),
        ({"zin_nog": "anders"}, "niet gelijk"),
        ({"zin": "kort", "zin_nog": "kort"}, "8 tekens"),
        ({"zin": ""}, "leeg"),
    ],
)
def test_a_fault_leaves_what_was_typed_and_makes_no_file(tab: Tab, fields: dict[str, str], wrong: str) -> None:
    tab.do("afspraken")
    good = {"zin": PHRASE, "zin_nog": PHRASE, "nieuw_wat": "Op tijd", "nieuw_wie": "Sam <3", "nieuw_datum": "morgen"}
    tab.do("afspraak-erbij", **(good | fields))
    assert tab.told[0] == "fout"
    assert wrong in tab.told[1]
    assert not tab.settings.sessions_db.exists()
    assert 'value="Sam &lt;3"' in tab.page
    assert f'value="{(good | fields)["nieuw_datum"]}"' in tab.page


def test_the_register_is_locked_until_the_passphrase_is_right(filled: Tab) -> None:
    assert "We sluiten om vijf uur" not in filled.page
    filled.do("afspraken-open", zin="een andere wachtzin")
    assert filled.told[0] == "fout"
    assert filled.desk.vaults == ()
    filled.do("afspraken-open", zin=PHRASE)
    assert "We sluiten om vijf uur" in filled.page


def test_what_is_due_comes_first_and_what_is_over_is_folded(filled: Tab) -> None:
    filled.do("afspraken-open", zin=PHRASE)
    filled.do("afspraak-status", "a3-vervallen")
    places = [filled.page.index(words) for words in ("We sluiten", "Ieder leest", "<details", "Het bord")]
    assert places == sorted(places)
    headings = ("Afspraak", "Doel", "Kartrekker", "Datum", "Status", "Procesbewaker", "Herkomst")
    assert all(f'role="columnheader">{heading}</th>' in filled.page for heading in headings)


def test_one_click_changes_a_status_on_disk(filled: Tab) -> None:
    filled.do("afspraken-open", zin=PHRASE)
    filled.do("afspraak-status", "a1-klaar")
    made = filled.stored().agreements[0]
    assert (made.status, made.done_on) == ("klaar", TODAY)
    assert filled.desk.focus == "afspraken-over"
    filled.do("afspraak-status", "a1-bezig")
    assert filled.stored().agreements[0].status == "bezig"
    assert filled.desk.focus == "afspraak-a1"


def test_a_change_starts_from_what_there_was_and_keeps_a_date_that_has_passed(filled: Tab) -> None:
    filled.do("afspraken-open", zin=PHRASE)
    filled.do("afspraak-bewerk", "a1")
    fields = {f"wijzig_{name}": value for name, value in filled.desk.agreed.changed.items()}
    assert fields["wijzig_wat"] == "We sluiten om vijf uur"
    filled.do("afspraak-wijzig", "a1", **(fields | {"wijzig_datum": "geen idee", "wijzig_wie": "Anna"}))
    assert filled.told[0] == "fout"
    assert 'value="Anna"' in filled.page
    filled.do("afspraak-wijzig", "a1", **(fields | {"wijzig_wie": "Anna"}))
    made = filled.stored().agreements[0]
    assert (made.owner, made.due, made.goal) == ("Anna", YESTERDAY, "Rust")
    filled.do("afspraak-bewerk", "a1")
    filled.do("afspraak-wijzig", "a1", **(fields | {"wijzig_datum": ""}))
    assert filled.stored().agreements[0].due is None


def test_what_another_added_meanwhile_is_kept(filled: Tab) -> None:
    filled.do("afspraken-open", zin=PHRASE)
    with Vault.open(filled.settings.sessions_db, PHRASE) as vault:
        add_agreements(vault, add(Register(), "Uit een gesprek").agreements)
    filled.do("afspraak-status", "a1-klaar")
    assert [made.agreement for made in filled.stored().agreements][-1] == "Uit een gesprek"
    assert "Uit een gesprek" in filled.page


def test_leaving_closes_the_vault_and_what_is_due_stays_readable(filled: Tab) -> None:
    filled.do("afspraken-open", zin=PHRASE)
    (vault,) = filled.desk.vaults
    filled.do("begin")
    assert filled.desk.vaults == ()
    assert vault._key == b""
    assert "a1  We sluiten om vijf uur (Sam): de datum was" in filled.page
    assert "Ieder leest" not in filled.page
    filled.do("afspraken")
    assert "Ieder leest" in filled.page
    assert 'data-act="afspraak-status"' not in filled.page
    filled.do("afspraak-status", "a1-klaar")
    assert filled.told[0] == "fout"
    assert filled.stored().agreements[0].status == "open"


def test_closing_the_tab_closes_the_vault(filled: Tab) -> None:
    filled.do("afspraken-open", zin=PHRASE)
    (vault,) = filled.desk.vaults
    sessions = {"tab": SimpleNamespace(state_data={1: filled.desk, 2: "something else"})}
    app = SimpleNamespace(state_holder=SimpleNamespace(session_data=sessions))
    _forget(app)(SimpleNamespace(session_hash="tab"))  # type: ignore[arg-type]
    assert vault._key == b""
    assert sessions == {}


def test_the_first_screen_asks_for_the_passphrase_only_when_there_is_a_vault(tab: Tab) -> None:
    assert 'id="afspraken"' in tab.page
    assert 'id="zin"' not in tab.page


def test_the_first_screen_shows_what_is_due_and_holds_no_open_vault(filled: Tab) -> None:
    filled.do("begin")
    assert "Open je afspraken en zie wat aan de beurt is" in filled.page
    filled.do("afspraken-open", zin=PHRASE)
    assert filled.desk.screen == "begin"
    assert filled.desk.vaults == ()
    assert "We sluiten om vijf uur (Sam)" in filled.page
    filled.do("afspraken-sluit")
    assert "We sluiten om vijf uur" not in filled.page
    assert "We sluiten om vijf uur" not in repr(filled.desk)


def test_nothing_due_is_said(tab: Tab) -> None:
    with Vault.open(tab.settings.sessions_db, PHRASE) as vault:
        keep_register(vault, add(Register(), "Ooit", due=TODAY + timedelta(days=1)))
    tab.do("afspraken-open", zin=PHRASE)
    assert "Er is vandaag niets aan de beurt." in tab.page


@pytest.mark.parametrize(
    ("kind", "start"), [("docx", b"PK"), ("xlsx", b"PK"), ("pdf", b"%PDF"), ("ics", b"BEGIN:VCALENDAR"), ("md", b"#")]
)
def test_the_register_goes_along_as_a_file(filled: Tab, kind: str, start: bytes) -> None:
    filled.do("afspraken-open", zin=PHRASE)
    filled.do("afspraken-mee", kind)
    assert filled.desk.parcel is not None
    assert filled.desk.parcel.name == f"waterlijn-afspraken.{kind}"
    assert filled.desk.parcel.data.startswith(start)
    assert f'id="afspraken-mee-{kind}"' in filled.page


def test_the_worksheet_holds_all_agreements(filled: Tab) -> None:
    from openpyxl import load_workbook

    filled.do("afspraken-open", zin=PHRASE)
    filled.do("afspraken-mee", "xlsx")
    assert filled.desk.parcel is not None
    rows = list(load_workbook(BytesIO(filled.desk.parcel.data)).worksheets[0].values)
    assert [row[1] for row in rows[1:]] == ["We sluiten om vijf uur", "Ieder leest de stukken", "Het bord hangt er"]


def test_the_register_opens_from_what_is_kept_and_can_be_worked_on(filled: Tab) -> None:
    filled.do("bewaard")
    filled.do("kluis-open", zin=PHRASE)
    assert filled.desk.kept is not None
    filled.do("kluis-lees", filled.desk.kept.sessions[0].id)
    assert filled.desk.screen == "afspraken"
    filled.do("afspraak-status", "a1-klaar")
    assert filled.stored().agreements[0].status == "klaar"


@pytest.mark.parametrize("lost", [True, False])
def test_a_forgotten_register_is_gone_from_the_tab(filled: Tab, lost: bool) -> None:
    filled.do("afspraken-open", zin=PHRASE)
    filled.do("bewaard")
    for name, id_ in (
        [("kluis-kwijt-ja", "")] if lost else [("kluis-open", ""), ("kluis-weg", "alles"), ("kluis-weg-ja", "")]
    ):
        filled.do(name, id_, zin=PHRASE)
    assert "We sluiten" not in repr(filled.desk)
    filled.do("afspraken")
    assert "We sluiten" not in filled.page


def test_words_of_the_user_are_no_markup(tab: Tab) -> None:
    tab.do("afspraken")
    tab.do("afspraak-erbij", zin=PHRASE, zin_nog=PHRASE, nieuw_wat="<b>x</b>", nieuw_doel="<i>y</i>")
    assert "&lt;b&gt;x" in tab.page
    assert "<i>y" not in tab.page


@pytest.mark.parametrize("locale", ["nl", "en"])
def test_the_screen_has_one_heading_and_says_where_to_find_help(locale: str) -> None:
    for has_vault in (True, False):
        drawn = draw(Desk(locale=locale, screen="afspraken"), has_vault)  # type: ignore[arg-type]
        assert drawn.count("<h1") == 1
        assert "112" in drawn
        assert "$" not in drawn
