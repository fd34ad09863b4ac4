"""The screen of kept work."""

from __future__ import annotations

from datetime import datetime

from assistant.documents.report import Report
from assistant.kept.vault import StoredSession
from assistant.page.act_kept import ALL
from assistant.page.desk import Desk, Kept
from assistant.page.html import Html, h, join
from assistant.page.labels import Locale, say
from assistant.page.parts import button, exports, passphrase, title
from assistant.page.view_report import report_blocks


def kept_screen(desk: Desk, has_vault: bool) -> Html:
    """Locked, the list, or one document."""
    locale, kept = desk.locale, desk.kept
    if kept is None:
        return _locked(desk) if has_vault else _nothing(locale)
    return _document(locale, kept.reading) if kept.reading else _list(locale, kept)


def _nothing(locale: Locale) -> Html:
    return h("div", title(say(locale, "bewaard")), h("p", say(locale, "kluis-niets")), class_="welkom")


def _locked(desk: Desk) -> Html:
    locale = desk.locale
    lost = (
        _sure(locale, "kluis-kwijt-ja", say(locale, "kluis-zeker-alles"))
        if desk.lost_confirm
        else join([h("p", say(locale, "kluis-kwijt-uitleg")), button(say(locale, "kluis-kwijt-knop"), "kluis-kwijt")])
    )
    return join([
        h("div", title(say(locale, "bewaard")), h("p", say(locale, "kluis-uitleg")), class_="welkom"),
        h("form", passphrase(locale, False), h("button", say(locale, "kluis-open"), type="submit", class_="knop main"),
          class_="formulier", data_submit="kluis-open"),
        h("section", h("h2", say(locale, "kluis-kwijt-titel")), lost, class_="formulier tweede"),
    ])  # fmt: skip


def _list(locale: Locale, kept: Kept) -> Html:
    rows = [_row(locale, kept, session) for session in reversed(kept.sessions)]
    sure = _sure(locale, "kluis-weg-ja", say(locale, "kluis-zeker-alles"))
    every = sure if kept.confirm == ALL else button(say(locale, "kluis-alles-weg"), "kluis-weg", ALL)
    return join([
        h("div", title(say(locale, "bewaard")), h("p", say(locale, "kluis-leeg" if not rows else "kluis-lijst")),
          class_="welkom"),
        h("ul", rows, class_="bewaarden"),
        h("div", every, class_="alles") if rows else None,
    ])  # fmt: skip


def _row(locale: Locale, kept: Kept, session: StoredSession) -> Html:
    name = f"sessie-{session.id}"
    of = {"aria_describedby": name}
    tools = (
        _sure(locale, "kluis-weg-ja", say(locale, "kluis-zeker"))
        if kept.confirm == session.id
        else h("div", button(say(locale, "openen"), "kluis-lees", session.id, "main", **of),
               button(say(locale, "vergeet-knop"), "kluis-weg", session.id, **of), class_="rij")
    )  # fmt: skip
    when = datetime.fromisoformat(session.created).astimezone()
    shown = when.strftime("%d-%m-%Y, %H:%M")
    head = [h("span", session.title, class_="wat", lang="nl"), h("span", shown, class_="duur")]
    return h("li", h("div", head, id=name), tools, class_="bewaarde")


def _sure(locale: Locale, action: str, question: str) -> Html:
    return h(
        "div",
        h("p", question, id="zeker", tabindex="-1"),
        h("div", button(say(locale, "ja-vergeet"), action, style="main"),
          button(say(locale, "nee-houd"), "kluis-weg-nee"), class_="rij"),
        class_="zeker",
    )  # fmt: skip


def _document(locale: Locale, report: Report) -> Html:
    return join([
        h("div", title(report.title, lang="nl"), h("p", report.subtitle, lang="nl"), class_="welkom"),
        h("div", button(say(locale, "terug-naar-lijst"), "kluis-lijst"), exports(locale, "kluis"), class_="rij"),
        h("article", report_blocks(report), class_="verslag", lang="nl"),
    ])  # fmt: skip
