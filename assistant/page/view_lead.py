"""The screens of the team lead: where to start from, and the checklist with its two sides."""

from __future__ import annotations

from typing import get_args

from assistant.agenda.dates import show_date
from assistant.documents.report import one_line, quoted
from assistant.jobs.checklist import Checklist, Item
from assistant.jobs.checklist_points import Side
from assistant.jobs.checklist_records import Version
from assistant.jobs.contract import missing_twins
from assistant.page.desk import Desk, Lead
from assistant.page.html import Html, h, join, lines
from assistant.page.labels import Locale, say
from assistant.page.parts import area, button, endings, field, file_field, slow_button, sources_line, title
from assistant.page.view_coach import FILE_KINDS


def lead_screen(desk: Desk, has_vault: bool) -> Html:
    """The start, or the list."""
    locale, checklist = desk.locale, desk.lead.checklist
    if checklist is None:
        return _start(locale)
    extra = [
        button(say(locale, "lijst-bestand"), "lijst-bestand"),
        slow_button(say(locale, "lijst-herijk"), "gesprek-contract", say(locale, "wacht-klaarzetten"), "quiet"),
    ]
    return join([
        _head(locale, checklist),
        h("div", [_side(locale, checklist, side) for side in get_args(Side)], class_="zijden"),
        _versions(locale, desk.lead, checklist),
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
    missing = {twin.item.id: twin.of for twin in missing_twins(checklist)}
    items = [_point(locale, item, missing.get(item.id)) for item in checklist.items if item.side == side]
    return h(
        "section",
        h("h2", say(locale, f"zijde-{side}")),
        h("p", say(locale, f"zijde-{side}-uitleg"), class_="zacht"),
        h("ol", items),
        class_=f"zijde {side}",
    )


def _versions(locale: Locale, lead: Lead, checklist: Checklist) -> Html:
    """Who it is between, when they look again, and what changed from version to version."""
    parties = h("input", type="text", id="partijen", name="partijen", value=lead.parties, autocomplete="off")
    again = h("input", type="text", id="herijkdatum", name="herijkdatum", value=lead.again, autocomplete="off")
    points = {item.id: item.point for item in checklist.items}
    return h(
        "section",
        h("h2", say(locale, "versies"), id="versies", tabindex="-1"),
        h("form", field(say(locale, "partijen"), "partijen", parties, say(locale, "partijen-uitleg")),
          field(say(locale, "herijkdatum"), "herijkdatum", again, say(locale, "herijkdatum-uitleg")),
          h("button", say(locale, "versie-knop"), type="submit", class_="knop quiet", id="lijst-versie"),
          class_="formulier tweede", data_submit="lijst-versie"),
        [_version(locale, version, points) for version in reversed(checklist.versions)],
        class_="versies",
    )  # fmt: skip


def _version(locale: Locale, version: Version, points: dict[str, str]) -> Html:
    when = show_date(version.day)
    rows = [
        h("li", h("strong", points.get(change.point, change.point)), ": ",
          h("del", one_line(change.before)) if change.before else None, " ", h("ins", one_line(change.after)))
        for change in version.changes
    ]  # fmt: skip
    heading = say(locale, "versie", nummer=version.number, dag=when)
    return h("details", h("summary", heading), h("p", version.note) if version.note else None,
             h("ul", rows) if rows else h("p", say(locale, "versie-gelijk"), class_="zacht"),
             lang="nl", data_id=f"versie-{version.number}")  # fmt: skip


def _point(locale: Locale, item: Item, twin: Item | None) -> Html:
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
        h("p", say(locale, "tweeling", punt=twin.point), class_="tweeling") if twin else None,
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
