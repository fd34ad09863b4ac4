"""The whole page as HTML: what is above the waterline, and below it always the same help."""

from __future__ import annotations

import base64

from assistant.page.call import sentence
from assistant.page.desk import Desk, Notice
from assistant.page.html import Html, h, join
from assistant.page.labels import say
from assistant.page.opener import Opener
from assistant.page.parts import button, title
from assistant.page.view_coach import coach_screen
from assistant.page.view_kept import kept_screen
from assistant.page.view_lead import lead_screen
from assistant.page.view_quality import quality_screen
from assistant.page.view_register import due_section, register_screen
from assistant.page.view_scan import scan_screen
from assistant.page.view_talk import choose_screen, composer, talk_screen

_SCREENS = {
    "kies": choose_screen,
    "gesprek": talk_screen,
    "coach": coach_screen,
    "lijst": lead_screen,
    "bewaard": kept_screen,
    "afspraken": register_screen,
    "teamscan": scan_screen,
    "kwaliteit": quality_screen,
}
_WAVE = (
    "M0 40 C 120 12 240 12 360 32 S 600 58 720 34 S 960 8 1080 30 S 1320 56 1440 36 V 81 H 0 Z"
)  # fmt: skip


def draw(desk: Desk, has_vault: bool) -> str:
    """The page for this desk."""
    screen = _SCREENS.get(desk.screen)
    body = screen(desk, has_vault) if screen else _first_screen(desk, has_vault)
    page = h(
        "div",
        _header(desk),
        h("div", _notice(desk.notice), h("div", body, class_=f"scherm {desk.screen}"), class_="boven"),
        h("div", wave(), h("div", composer(desk), _footer(desk), class_="diep"), class_="onder"),
        _parcel(desk),
        class_="waterlijn", lang=desk.locale, data_serial=desk.serial, data_say=desk.spoken, data_focus=desk.focus,
        data_screen=desk.screen, data_shut=say(desk.locale, "fout-verbinding"),
    )  # fmt: skip
    return str(page)


def draw_status(opener: Opener, desk: Desk) -> str:
    """One calm line while the Assistant opens, the reason and the cure when it can't, else nothing."""
    if opener.is_ready:
        return ""
    if opener.is_finished:
        told = sentence(opener.error, desk.locale)
        return str(h("p", told.text, class_="stand fout", role="alert", lang=told.lang))
    step = opener.loading
    counted = say(desk.locale, "stand-telling", klaar=step.done, totaal=step.total) if step.total > 1 else ""
    parts = [say(desk.locale, "stand-laden"), step.what, counted]
    return str(h("p", " ".join(part for part in parts if part), class_="stand", lang=desk.locale))


def wave() -> Html:
    """The waterline."""
    path = h("path", d=_WAVE)
    return h("svg", path, class_="golf", viewBox="0 0 1440 80", preserveAspectRatio="none", aria_hidden="true")


def _header(desk: Desk) -> Html:
    mark = h(
        "svg",
        h("circle", cx="16", cy="16", r="15", class_="lucht"),
        h("path", d="M1 17 C 6 13 11 13 16 16.5 S 26 20 31 16 A 15 15 0 0 1 1 17 Z", class_="water"),
        class_="merk", viewBox="0 0 32 32", aria_hidden="true",
    )  # fmt: skip
    home = h("button", mark, h("span", "Waterlijn"), type="button", id="thuis", class_="thuis", data_act="begin",
             aria_label=say(desk.locale, "naar-begin"))  # fmt: skip
    kept = h("button", say(desk.locale, "bewaard"), type="button", id="naar-bewaard", class_="link", data_act="bewaard")
    return h("header", home, h("nav", kept, aria_label=say(desk.locale, "menu")), class_="kop")


def _first_screen(desk: Desk, has_vault: bool) -> Html:
    locale = desk.locale
    doors = [
        _door(desk, "kijk-terug", "deur-mt", bool(desk.talk)),
        _door(desk, "coach", "deur-coach", desk.coach.questions is not None),
        _door(desk, "lijst", "deur-lead", desk.lead.checklist is not None),
    ]
    promises = [h("li", say(locale, f"belofte-{name}")) for name in ("ai", "hier", "niets")]
    return join([
        h("div", title("Waterlijn"), h("p", say(locale, "wat-het-is"), class_="inleiding"), class_="welkom"),
        h("ul", doors, class_="deuren"),
        h("ul", [_side_door(desk, name) for name in ("gesprekken", "afspraken", "teamscan")], class_="deuren stil"),
        due_section(desk, has_vault),
        h("ul", promises, class_="beloften"),
    ])  # fmt: skip


def _door(desk: Desk, action: str, key: str, open_: bool) -> Html:
    who, what = say(desk.locale, f"{key}-wie"), say(desk.locale, f"{key}-wat")
    line = say(desk.locale, "deur-verder") if open_ else say(desk.locale, f"{key}-regel")
    inside = [h("span", who, class_="wie"), h("span", what, class_="wat"), h("span", line, class_="regel")]
    return h("li", h("button", inside, type="button", id=action, class_="deur", data_act=action))


def _side_door(desk: Desk, screen: str) -> Html:
    """A door that is there, and asks for less attention."""
    inside = [h("span", say(desk.locale, f"deur-{screen}-{part}"), class_=part) for part in ("wat", "regel")]
    return h("li", h("button", inside, type="button", id=screen, class_="deur", data_act=screen))


def _notice(notice: Notice | None) -> Html:
    if notice is None:
        return Html("")
    return h("div", h("p", notice.text, id="melding", tabindex="-1", lang=notice.lang), class_=f"melding {notice.kind}")


def _footer(desk: Desk) -> Html:
    locale = desk.locale
    return h(
        "footer",
        h("h2", say(locale, "hulp-titel")),
        h("ul", [h("li", say(locale, f"hulp-{name}")) for name in ("112", "113", "huisarts")]),
        h("p", say(locale, "voet"), class_="voet"),
        h("p", button(say(locale, "naar-kwaliteit"), "kwaliteit", style="link")) if desk.screen == "begin" else None,
    )


def _parcel(desk: Desk) -> Html | None:
    if desk.parcel is None:
        return None
    data = base64.b64encode(desk.parcel.data).decode("ascii")
    return h("span", hidden=True, data_parcel=data, data_name=desk.parcel.name)
