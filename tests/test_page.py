"""The page without a browser: its settings, its words, and every action from desk to desk."""

from __future__ import annotations

import asyncio
import base64
import re
import socket
from dataclasses import replace
from pathlib import Path
from string import Template
from threading import Event

import gradio as gr
import pytest
from page_help import REQUEST, STORY, FakeFacade, call, free_port, ready

from assistant.dialogue.signals import recognise
from assistant.errors import InputError, ModelError
from assistant.jobs.checklist import load_checklist
from assistant.kept.keeping import CHECKLIST, REFLECTION
from assistant.kept.vault import Vault
from assistant.page.act_talk import SIGNALS
from assistant.page.actions import ACTIONS, perform
from assistant.page.app import Page, Stops, create_app
from assistant.page.call import sentence
from assistant.page.desk import Desk
from assistant.page.html import Html, h, join, markdown, paragraphs
from assistant.page.labels import locale_of, page_i18n
from assistant.page.opener import Halted, Opener
from assistant.page.serve import POLICY, check_port, launch_options
from assistant.page.view import draw, draw_status
from assistant.page.view_coach import themes
from assistant.results.spiegel import spans_of
from assistant.settings import Settings

PHRASE = "vier losse blauwe woorden"
SHIPPED = Path(__file__).parent.parent / "assistant" / "page"


# Settings


def test_the_launch_settings_keep_everything_on_this_machine(settings: Settings) -> None:
    options = launch_options(settings, 7860)
    pinned = {
        "server_name": "127.0.0.1",
        "share": False,
        "run_history": False,
        "enable_monitoring": False,
        "footer_links": [],
        "strict_cors": True,
        "ssr_mode": False,
        "pwa": False,
        "mcp_server": False,
        "show_error": False,
        "allowed_paths": [],
        "blocked_paths": [str(settings.home)],
        "max_file_size": "25mb",
        "state_session_capacity": 20,
    }
    assert {name: options[name] for name in pinned} == pinned


def test_the_app_has_no_open_api_no_analytics_and_bounded_queues(settings: Settings) -> None:
    async def build() -> gr.Blocks:
        # Outside a running loop Gradio makes several and closes none.
        return create_app(ready(), settings)

    app = asyncio.run(build())
    assert app.analytics_enabled is False
    assert app.delete_cache == (60, 60)
    assert app._queue.max_size == 32
    assert app.api_open is False
    events = [fn for fn in app.fns.values() if fn.targets[0][1] != "unload"]
    assert len(events) == 5
    assert {fn.api_visibility for fn in events} == {"private"}


def test_the_policy_names_no_other_machine() -> None:
    assert "http" not in POLICY
    assert {part.split()[1] for part in POLICY.split("; ")} <= {"'self'", "'none'"}


def test_no_file_of_the_page_names_an_address_elsewhere() -> None:
    for path in SHIPPED.iterdir():
        if path.suffix in {".js", ".css"}:
            assert not re.search(r"https?://(?!www\.w3\.org)|@import|url\(", path.read_text(encoding="utf-8")), path


def test_a_taken_port_is_one_sentence_with_the_cure() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with pytest.raises(InputError) as caught:
            check_port(taken.getsockname()[1])
    assert caught.value.key == "poort-bezet"
    check_port(free_port())


# Words


def test_both_languages_have_the_same_labels_with_the_same_variables() -> None:
    both = page_i18n().translations_dict
    dutch, english = both["nl"], both["en"]
    assert dutch.keys() == english.keys()
    for key, wording in dutch.items():
        assert set(Template(wording).get_identifiers()) == set(Template(english[key]).get_identifiers()), key


def test_labels_are_calm() -> None:
    for labels in page_i18n().translations_dict.values():
        for key, wording in labels.items():
            assert wording.strip() == wording, key
            assert "!" not in wording, key


def test_every_label_that_the_code_names_exists_and_none_is_left_over() -> None:
    code = "\n".join(path.read_text(encoding="utf-8") for path in SHIPPED.glob("*.py"))
    known = set(page_i18n().translations_dict["nl"])
    named = set(re.findall(r'(?:say\([\w.]+, |PageError\()"([a-z0-9-]+)"', code))
    assert named <= known
    loose = {key for key in known if f'"{key}"' not in code}
    made = ("thema-", "vorm-", "fase-", "status-", "soort-", "zijde-", "teken-", "belofte-", "hulp-", "apart-", "deur-")
    made += ("groep-", "materiaal-", "label-")
    assert {key for key in loose if not key.startswith(made)} == set()


def test_the_language_follows_the_browser_and_is_dutch_otherwise() -> None:
    assert locale_of("nl-NL,nl;q=0.9,en;q=0.8") == "nl"
    assert locale_of("en-GB,en;q=0.9,nl;q=0.5") == "en"
    assert locale_of("de-DE") == "nl"
    assert locale_of("") == "nl"


@pytest.mark.parametrize("button", SIGNALS)
def test_every_button_sends_words_that_are_recognised(button: str) -> None:
    signal = recognise(SIGNALS[button])
    assert signal is not None
    same = {"verder": "wel-vragen"}
    assert signal.id == same.get(button, button)


# HTML


def test_text_of_the_user_never_becomes_markup() -> None:
    evil = '<img src=x onerror="alert(1)">${1+1}{{value}}'
    assert "<img" not in h("p", evil)
    assert "<img" not in paragraphs(evil)
    assert "<img" not in markdown(evil)
    assert '"alert' not in h("p", id=evil)
    assert h("p", Html("<b>") + "x") == "<p>&lt;b&gt;x</p>"
    assert join(["a", None, ["b", h("i", "c")]]) == "ab<i>c</i>"


@pytest.mark.parametrize("locale", ["nl", "en"])
@pytest.mark.parametrize("screen", ["begin", "kies", "gesprek", "coach", "lijst", "bewaard"])
def test_every_screen_says_where_to_find_help(locale: str, screen: str) -> None:
    drawn = draw(replace(Desk(), locale=locale, screen=screen), has_vault=True)  # type: ignore[arg-type]
    assert "112" in drawn
    assert "113" in drawn
    assert drawn.count("<h1") == 1
    assert "$" not in drawn


# Opening


def test_the_page_waits_for_the_assistant_and_stop_ends_the_wait() -> None:
    go, stop = Event(), Event()

    def slow(progress: object) -> FakeFacade:
        go.wait(5)
        return FakeFacade()

    opener = Opener(slow).start()
    stop.set()
    with pytest.raises(Halted):
        opener.assistant(stop)
    assert "klaargezet" in draw_status(opener, Desk())
    go.set()
    opener.assistant()
    assert draw_status(opener, Desk()) == ""


def test_a_failure_to_open_is_shown_with_its_cure(settings: Settings) -> None:
    def broken(progress: object) -> FakeFacade:
        raise InputError("data-folder", map="x")

    opener = Opener(broken).start()
    with pytest.raises(InputError):
        opener.assistant()
    desk = perform(Desk(screen="kies"), call(settings, "gesprek", "eigen-verzet", opener))
    assert desk.notice is not None
    assert desk.notice.kind == "fout"
    assert desk.screen == "kies"


def test_an_error_without_a_sentence_of_its_own_still_gets_one() -> None:
    for error in (ValueError("Karin"), InputError("bestaat-niet"), None):
        told = sentence(error, "nl")
        assert told.text.startswith("Er ging iets mis")


def test_closing_closes_the_assistant() -> None:
    facade = FakeFacade()
    ready(facade).close()
    assert facade.closed


# Reflecting


def talking(settings: Settings, *messages: str) -> Desk:
    desk = perform(Desk(), call(settings, "gesprek", "eigen-verzet"))
    for message in messages:
        desk = perform(desk, call(settings, "zeg", bericht=message))
    return desk


def test_a_turn_shows_both_and_empties_the_box(settings: Settings) -> None:
    desk = talking(settings, STORY)
    drawn = draw(desk, False)
    assert "Karin de planning" in drawn
    assert desk.talk is not None
    assert desk.talk.draft == ""
    assert desk.spoken == desk.talk.session.turns[-1].reply.text
    assert "Waarom deze vraag?" in drawn
    assert "Verzet bij jezelf" in drawn


def test_what_was_typed_is_still_there_after_an_error(settings: Settings) -> None:
    class Failing(FakeFacade):
        def reply(self, session: object, message: str, stop: Event | None = None) -> tuple[object, object]:  # type: ignore[override]
            raise ModelError("data-folder", map="x")

    desk = talking(settings)
    after = perform(desk, call(settings, "zeg", opener=ready(Failing()), bericht=STORY))
    assert after.notice is not None
    assert after.talk is not None
    assert after.talk.draft == STORY
    assert f">{STORY}</textarea>" in draw(after, False)


def test_an_unforeseen_error_is_a_calm_sentence_without_what_was_written(
    settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    class Failing(FakeFacade):
        def reply(self, session: object, message: str, stop: Event | None = None) -> tuple[object, object]:  # type: ignore[override]
            raise ValueError(message)

    desk = perform(talking(settings), call(settings, "zeg", opener=ready(Failing()), bericht=STORY))
    assert desk.notice is not None
    assert "Karin" not in desk.notice.text
    assert "Karin" not in caplog.text


def test_stopping_keeps_what_was_typed(settings: Settings) -> None:
    asked = call(settings, "zeg", opener=ready(FakeFacade(5)), bericht=STORY)
    asked.stop.set()
    desk = perform(talking(settings), asked)
    assert desk.talk is not None
    assert desk.talk.draft == STORY
    assert desk.talk.session.turns == ()


def test_taking_back_removes_the_answer_and_keeps_what_is_being_typed(settings: Settings) -> None:
    desk = perform(talking(settings, STORY), call(settings, "teken", "terug", bericht="half woord"))
    assert desk.talk is not None
    assert desk.talk.session.turns == ()
    assert desk.talk.draft == "half woord"
    assert "Karin" not in draw(desk, False)


@pytest.mark.parametrize(("message", "heading"), [("Ik wil niet meer leven.", "Hulp van een mens")])
def test_a_crisis_text_stands_apart(settings: Settings, message: str, heading: str) -> None:
    drawn = draw(talking(settings, message), False)
    assert f'<div class="apart"><strong class="apart-kop">{heading}' in drawn


def finished(settings: Settings) -> Desk:
    return perform(talking(settings, STORY), call(settings, "teken", "stop"))


def test_the_harvest_can_be_edited_and_taken_along(settings: Settings) -> None:
    desk = finished(settings)
    assert desk.talk is not None
    assert desk.talk.harvest
    desk = perform(desk, call(settings, "gesprek-mee", "md", oogst_0="Dit zijn mijn woorden."))
    assert desk.parcel is not None
    assert "Dit zijn mijn woorden." in desk.parcel.data.decode()
    assert base64.b64encode(desk.parcel.data).decode() in draw(desk, False)


@pytest.mark.parametrize("kind", ["md", "docx", "pdf"])
def test_every_kind_of_file_is_made(settings: Settings, kind: str) -> None:
    desk = perform(finished(settings), call(settings, "gesprek-mee", kind))
    assert desk.parcel is not None
    assert desk.parcel.name == f"waterlijn-reflectie.{kind}"


def test_forgetting_leaves_nothing(settings: Settings) -> None:
    desk = perform(finished(settings), call(settings, "gesprek-vergeet"))
    assert desk.talk is None
    assert "Karin" not in repr(desk)
    assert not settings.sessions_db.exists()


def test_keeping_asks_for_the_same_phrase_twice_the_first_time(settings: Settings) -> None:
    desk = perform(finished(settings), call(settings, "gesprek-bewaar", zin=PHRASE, zin_nog="anders"))
    assert desk.notice is not None
    assert desk.notice.kind == "fout"
    assert not settings.sessions_db.exists()


def test_kept_work_can_be_read_and_forgotten(settings: Settings) -> None:
    desk = perform(finished(settings), call(settings, "gesprek-bewaar", zin=PHRASE, zin_nog=PHRASE))
    assert desk.notice is not None
    assert desk.notice.kind == "goed"
    assert PHRASE not in repr(desk)
    assert PHRASE not in draw(desk, True)
    desk = perform(desk, call(settings, "gesprek-bewaar", zin=PHRASE, oogst_0="Aangepast."))
    fresh = perform(Desk(screen="bewaard"), call(settings, "kluis-open", zin=PHRASE))
    assert fresh.kept is not None
    assert len(fresh.kept.sessions) == 1
    kept_as = fresh.kept.sessions[0].id
    opened = perform(fresh, call(settings, "kluis-lees", kept_as))
    assert "Aangepast." in draw(opened, True)
    asked = perform(fresh, call(settings, "kluis-weg", kept_as))
    assert "voorgoed" in draw(asked, True)
    gone = perform(asked, call(settings, "kluis-weg-ja"))
    assert gone.kept is not None
    assert gone.kept.sessions == ()
    gone.kept.vault.close()


def test_leaving_the_screen_of_kept_work_locks_it(settings: Settings) -> None:
    perform(finished(settings), call(settings, "gesprek-bewaar", zin=PHRASE, zin_nog=PHRASE))
    desk = perform(Desk(screen="bewaard"), call(settings, "kluis-open", zin=PHRASE))
    assert desk.kept is not None
    assert perform(desk, call(settings, "begin")).kept is None


def test_without_the_phrase_all_can_still_be_thrown_away(settings: Settings) -> None:
    perform(finished(settings), call(settings, "gesprek-bewaar", zin=PHRASE, zin_nog=PHRASE))
    desk = perform(Desk(screen="bewaard"), call(settings, "kluis-kwijt"))
    assert "voorgoed" in draw(desk, True)
    perform(desk, call(settings, "kluis-kwijt-ja"))
    assert not settings.sessions_db.exists()


# Coach


def coached(settings: Settings) -> Desk:
    fields = {"thema": ["verzet"], "groep": "8", "minuten": "60", "vorm": "duo", "toelichting": ""}
    return perform(Desk(screen="coach"), call(settings, "set-maak", **fields))


def minutes(desk: Desk) -> int:
    assert desk.coach.questions is not None
    return sum(item.minutes for item in desk.coach.questions.items)


def test_every_theme_of_the_bank_has_a_human_name() -> None:
    for theme in themes():
        assert f"thema-{theme}" in page_i18n().translations_dict["nl"]


def test_every_edit_keeps_the_total(settings: Settings) -> None:
    desk = coached(settings)
    steps = [
        ("set-vervang", "i2", {}),
        ("set-omlaag", "i1", {}),
        ("set-omhoog", "i1", {}),
        ("set-minuten", "i2", {"tijd_i2": "18"}),
        ("set-bewerk", "i2", {"tekst_i2": "Wat houdt jou bezig?"}),
        ("set-weg", "i3", {}),
        ("set-erbij", "", {"fase": "verdieping", "eigen_vraag": "Wat laat je liggen?"}),
        ("set-weg", "i2", {}),
        ("set-erbij-bank", "", {"fase": "verdieping"}),
    ]
    for name, id_, fields in steps:
        desk = perform(desk, call(settings, name, id_, None, **fields))
        assert desk.notice is None or desk.notice.kind == "goed", (name, desk.notice)
        assert minutes(desk) == 60, name
        assert "Samen 60 van 60 minuten" in draw(desk, False)


def test_a_number_that_is_none_is_told_and_changes_nothing(settings: Settings) -> None:
    desk = coached(settings)
    after = perform(desk, call(settings, "set-minuten", "i1", tijd_i1="veel"))
    assert after.notice is not None
    assert after.coach.questions == desk.coach.questions


def test_a_set_is_kept_and_reopens_for_editing(settings: Settings) -> None:
    desk = perform(coached(settings), call(settings, "set-bewaar", zin=PHRASE, zin_nog=PHRASE))
    fresh = perform(Desk(screen="bewaard"), call(settings, "kluis-open", zin=PHRASE))
    assert fresh.kept is not None
    opened = perform(fresh, call(settings, "kluis-lees", fresh.kept.sessions[0].id))
    assert opened.screen == "coach"
    assert opened.coach.questions == desk.coach.questions
    fresh.kept.vault.close()


# Team lead


def chosen(name: str, content: bytes) -> dict[str, str]:
    return {"name": name, "data": base64.b64encode(content).decode()}


def test_a_request_settles_points_and_what_is_agreed_is_kept(settings: Settings, tmp_path: Path) -> None:
    desk = perform(Desk(screen="lijst"), call(settings, "lijst-maak", aanvraag=chosen("brief.txt", REQUEST.encode())))
    assert desk.lead.checklist is not None
    assert "Het doel is dat het team" in draw(desk, False)
    fields = {"punt_inhoud-doel": "Voor de zomer.", "klaar_inhoud-doel": ["ja"]}
    desk = perform(desk, call(settings, "lijst-bestand", "", None, **fields))
    assert desk.parcel is not None
    path = tmp_path / "terug.json"
    path.write_bytes(desk.parcel.data)
    assert load_checklist(path) == desk.lead.checklist
    again = perform(Desk(screen="lijst"), call(settings, "lijst-open", eerder=chosen("terug.json", desk.parcel.data)))
    assert again.lead.checklist == desk.lead.checklist
    assert "Voor de zomer." in draw(again, False)


def test_a_list_without_document_has_every_point(settings: Settings) -> None:
    desk = perform(Desk(screen="lijst"), call(settings, "lijst-maak"))
    assert "Nog niet besproken" in draw(desk, False)


@pytest.mark.parametrize("name", ["../../etc/brief.txt", "C:\\map\\brief.txt", "brief.txt"])
def test_a_file_name_of_the_browser_is_only_a_name(settings: Settings, name: str) -> None:
    asked = call(settings, "lijst-maak", aanvraag=chosen(name, REQUEST.encode()))
    with asked.file("aanvraag") as path:
        assert path.name == "brief.txt"
        folder = path.parent
        assert folder.stat().st_mode & 0o077 == 0
    assert not folder.exists()


def test_a_file_that_is_too_large_or_garbled_is_told(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("assistant.page.call.MOST_BYTES", 10)
    for data in (chosen("a.txt", b"x" * 11), {"name": "a.txt", "data": "geen base64"}):
        desk = perform(Desk(screen="lijst"), call(settings, "lijst-maak", aanvraag=data))
        assert desk.notice is not None
        assert desk.lead.checklist is None


# The rest


def test_an_unknown_action_changes_nothing(settings: Settings) -> None:
    desk = perform(Desk(), call(settings, "bestaat-niet"))
    assert desk.notice is not None
    assert desk.screen == "begin"


@pytest.mark.parametrize("name", sorted(ACTIONS))
def test_no_action_out_of_turn_breaks_the_page(settings: Settings, name: str) -> None:
    for locale in ("nl", "en"):
        desk = perform(replace(Desk(), locale=locale), call(settings, name, "x"))  # type: ignore[arg-type]
        assert draw(desk, settings.sessions_db.exists())


def test_stop_works_also_when_it_comes_before_the_question() -> None:
    stops = Stops()
    stops.event("a").set()
    assert stops.event("a").is_set()
    stops.done("a")
    assert not stops.event("a").is_set()


def test_a_fresh_tab_holds_nothing(settings: Settings) -> None:
    class Request:
        headers = {"accept-language": "en"}  # noqa: RUF012

    drawn, desk, _ = Page(ready(), settings).open(Request())  # type: ignore[arg-type]
    assert desk == Desk(locale="en")
    assert 'lang="en"' in drawn


# A labelled text


def test_a_label_is_changed_with_one_click_and_the_focus_stays_there(settings: Settings) -> None:
    desk = perform(Desk(), call(settings, "gesprek", "spiegel"))
    desk = perform(desk, call(settings, "gesprek-zonder"))
    desk = perform(desk, call(settings, "zeg", bericht="Jan kwam om tien uur. Het was een slecht stuk."))
    page = draw(desk, False)
    assert 'data-id="2-observatie"' in page
    assert page.count('aria-pressed="true"') == 2
    desk = perform(desk, call(settings, "antwoord", "2-observatie"))
    assert desk.focus == "antwoord-2-observatie"
    assert desk.talk is not None
    assert [span.label for span in spans_of(desk.talk.session)] == ["observatie", "observatie"]


def test_a_flow_that_starts_from_a_file_asks_for_it_first(settings: Settings) -> None:
    desk = perform(Desk(), call(settings, "gesprek", "herijken"))
    assert (desk.screen, desk.talk) == ("kies", None)
    assert "gesprek-zonder" not in draw(desk, False)
    desk = perform(desk, call(settings, "gesprek-met"))
    assert desk.notice is not None
    assert desk.notice.kind == "fout"


def test_a_score_outside_the_bounds_leaves_what_was_typed(settings: Settings) -> None:
    desk = perform(Desk(), call(settings, "gesprek", "5s-scan"))
    desk = perform(desk, call(settings, "zeg", bericht="7, want het gaat goed"))
    assert desk.notice is not None
    assert "van 1 tot 5" in desk.notice.text
    assert desk.talk is not None
    assert desk.talk.draft == "7, want het gaat goed"


def test_what_a_form_made_is_shown_and_taken_along_as_a_calendar(settings: Settings) -> None:
    desk = perform(Desk(), call(settings, "gesprek", "programma"))
    for said in ("MT Noord", "over vier weken", "5"):
        desk = perform(desk, call(settings, "zeg", bericht=said))
    assert "Spiegelsessie" in draw(desk, False)
    desk = perform(desk, call(settings, "gesprek-mee", "ics"))
    assert desk.parcel is not None
    assert desk.parcel.data.startswith(b"BEGIN:VCALENDAR")


def test_a_contract_that_is_kept_twice_is_one_contract(settings: Settings) -> None:
    desk = perform(Desk(), call(settings, "gesprek", "contracteren"))
    for said in ("De begeleiding van team Noord.", "Ik begeleid zes sessies.", "stop"):
        desk = perform(desk, call(settings, "zeg", bericht=said))
    for _ in range(2):
        desk = perform(
            desk, call(settings, "gesprek-bewaar", zin="vier losse woorden hier", zin_nog="vier losse woorden hier")
        )
    with Vault.open(settings.sessions_db, "vier losse woorden hier") as vault:
        assert sorted(stored.kind for stored in vault.list()) == [CHECKLIST, REFLECTION]
