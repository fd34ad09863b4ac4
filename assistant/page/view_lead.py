"""The screens of the team lead: where to start from, and the checklist with its two sides."""

from __future__ import annotations

from typing import get_args

from assistant.documents.report import quoted
from assistant.jobs.checklist import Checklist, Item
from assistant.jobs.checklist_points import Side
from assistant.page.desk import Desk
from assistant.page.html import Html, h, join, lines
from assistant.page.labels import Locale, say
from assistant.page.parts import area, button, endings, field, file_field, sources_line, title
from assistant.page.view_coach import FILE_KINDS


def lead_screen(desk: Desk, has_vault: bool) -> Html:
    """The start, or the list."""
    locale, checklist = desk.locale, desk.lead.checklist
    if checklist is None:
        return _start(locale)
    extra = button(say(locale, "lijst-bestand"), "lijst-bestand")
    return join([
        _head(locale, checklist),
        h("div", [_side(locale, checklist, side) for side in get_args(Side)], class_="zijden"),
        endings(locale, "lijst", not has_vault, bool(desk.lead.kept_as), extra),
    ])  # fmt: skip


def _start(locale: Locale) -> Html:
    return join([
        h("div", title(say(locale, "lijst-titel")), h("p", say(locale, "lijst-uitleg")), class_="welkom"),
        h("form", file_field(locale, say(locale, "aanvraag"), "aanvraag", FILE_KINDS, say(locale, "aanvraag-uitleg")),
          h("button", say(locale, "lijst-maak"), type="submit", class_="knop main", id="lijst-maak"),
          class_="formulier", data_submit="lijst-maak", data_slow=True, data_wait=say(locale, "wacht-document")),
        h("form", h("h2", say(locale, "eerder-titel")),
          file_field(locale, say(locale, "eerder"), "eerder", ".json"),
          h("button", say(locale, "lijst-open"), type="submit", class_="knop quiet", id="lijst-open"),
          class_="formulier tweede", data_submit="lijst-open"),
    ])  # fmt: skip


def _head(locale: Locale, checklist: Checklist) -> Html:
    named = sum(item.evidence is not None for item in checklist.items)
    known = any(item.status != "onbekend" for item in checklist.items)
    key = "lijst-telling" if known else "lijst-telling-zonder"
    counted = say(locale, key, punten=len(checklist.items), **({"genoemd": named} if known else {}))
    return h("div", title(say(locale, "lijst-titel")), h("p", counted), class_="welkom")


def _side(locale: Locale, checklist: Checklist, side: Side) -> Html:
    items = [_point(locale, item) for item in checklist.items if item.side == side]
    return h(
        "section",
        h("h2", say(locale, f"zijde-{side}")),
        h("p", say(locale, f"zijde-{side}-uitleg"), class_="zacht"),
        h("ol", items),
        class_=f"zijde {side}",
    )


def _point(locale: Locale, item: Item) -> Html:
    ticked = h(
        "input", type="checkbox", name=f"klaar-{item.id}", value="ja", checked=item.agreed, id=f"klaar-{item.id}"
    )
    name = f"punt-{item.id}"
    status = item.status.replace(" ", "-")
    return h(
        "li",
        h("div", h("h3", item.point, lang="nl"), h("span", say(locale, f"status-{status}"), class_=f"status {status}"),
          class_="puntkop"),
        h("p", item.question, lang="nl", class_="puntvraag"),
        _evidence(item),
        field(say(locale, "afspraak"), name, area(name, item.answer, 2)),
        h("label", ticked, h("span", say(locale, "afgesproken")), class_="keuze"),
        h("p", say(locale, "set-bron"), ": ", h("span", sources_line(item.sources), lang="nl"),
          class_="zacht bronregel"),
        class_="punt",
    )  # fmt: skip


def _evidence(item: Item) -> Html | None:
    if item.evidence is None:
        return None
    where = f"{item.evidence.source}, {item.evidence.locator}"
    return h("figure", h("blockquote", lines(quoted(item.evidence.quote))), h("figcaption", where), lang="nl")
