"""The register of agreements: what is due, what runs and what is over, and what of it stands on the first screen."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from assistant.agenda.dates import short_date, show_date
from assistant.agreements.document import due_lines
from assistant.agreements.records import STATUSES, Agreement, Register
from assistant.agreements.register import due, running
from assistant.page.act_register import CHANGED, KINDS, NEW
from assistant.page.desk import Agreed, Desk, Fields
from assistant.page.html import Html, h, join
from assistant.page.labels import Locale, say
from assistant.page.parts import area, button, exports, field, passphrase, title

_COLUMNS = (
    "afspraak-wat",
    "afspraak-doel",
    "afspraak-wie",
    "afspraak-datum",
    "afspraak-status",
    "afspraak-bewaker",
    "afspraak-herkomst",
)


def register_screen(desk: Desk, has_vault: bool) -> Html:
    """Locked, empty, or all agreements."""
    locale, agreed = desk.locale, desk.agreed
    if agreed.register is None and has_vault:
        return join([_head(locale, "afspraken-slot"), _unlocking(locale)])
    if agreed.register is None:
        return join([_head(locale, "afspraken-nieuw"), _adding(locale, agreed.form, True)])
    return _opened(locale, agreed, agreed.register)


def due_section(desk: Desk, has_vault: bool) -> Html | None:
    """On the first screen: what is due, or the passphrase that shows it; nothing where nothing was ever kept."""
    locale, register = desk.locale, desk.agreed.register
    if register is None:
        return _asking(locale) if has_vault else None
    rows = [h("li", line) for line in due_lines(register, date.today())]
    return h(
        "section",
        title(say(locale, "beurt"), "titel-beurt", 2),
        h("ul", rows, lang="nl") if rows else h("p", say(locale, "beurt-niets")),
        button(say(locale, "afspraken-sluit"), "afspraken-sluit"),
        class_="beurt",
    )


def _asking(locale: Locale) -> Html:
    send = h("button", say(locale, "openen"), type="submit", class_="knop quiet", id="afspraken-open")
    box = h("input", type="password", id="zin", name="zin", autocomplete="off", class_="kort")
    label = h("label", say(locale, "zin"), for_="zin")
    return h(
        "section",
        h("h2", say(locale, "beurt-vraag")),
        h("form", label, box, send, class_="wachtrij", data_submit="afspraken-open"),
        class_="beurt dicht",
    )


def _head(locale: Locale, line: str) -> Html:
    return h("div", title(say(locale, "afspraken")), h("p", say(locale, line)), class_="welkom")


def _unlocking(locale: Locale) -> Html:
    send = h("button", say(locale, "openen"), type="submit", class_="knop main", id="afspraken-open")
    return h("form", passphrase(locale, False), send, class_="formulier", data_submit="afspraken-open")


def _opened(locale: Locale, agreed: Agreed, register: Register) -> Html:
    now = due(register, date.today())
    later = sorted((made for made in running(register) if made not in now), key=lambda made: made.due or date.max)
    over = [made for made in register.agreements if not made.running]
    unlocked = agreed.vault is not None
    if not unlocked:
        opening = [_head(locale, "afspraken-weer-slot"), h("div", _unlocking(locale), class_="weer")]
    else:
        opening = [_head(locale, "afspraken-uitleg" if register.agreements else "afspraken-leeg")]
    return join([
        opening,
        _group(locale, agreed, "beurt", now, dated=True),
        _group(locale, agreed, "afspraken-lopend", later),
        _folded(locale, agreed, over),
        _adding(locale, agreed.form, False) if unlocked else None,
        _ways_out(locale),
    ])  # fmt: skip


def _group(
    locale: Locale, agreed: Agreed, key: str, agreements: Sequence[Agreement], dated: bool = False
) -> Html | None:
    if not agreements:
        return None
    name = say(locale, key)
    return h(
        "section",
        h("h2", name, h("span", f" ({len(agreements)})", class_="aantal")),
        _table(locale, agreed, agreements, name, dated),
        class_=f"afspraakgroep {'nu' if dated else ''}".strip(),
    )


def _folded(locale: Locale, agreed: Agreed, agreements: Sequence[Agreement]) -> Html | None:
    """What is over; open while one of them is being changed."""
    if not agreements:
        return None
    changing = any(made.id == agreed.changing for made in agreements)
    name = say(locale, "afspraken-over")
    shown = h("summary", f"{name} ({len(agreements)})", id="afspraken-over")
    # Without data-id page.js leaves it as it is drawn.
    kept_open = None if changing else "afspraken-over"
    table = _table(locale, agreed, agreements, name, False)
    return h("details", shown, table, class_="terugblik", data_id=kept_open, open=changing)


def _table(locale: Locale, agreed: Agreed, agreements: Sequence[Agreement], name: str, dated: bool) -> Html:
    # The roles are said outright: on a narrow screen rows are drawn as blocks, which would hide the table from readers.
    head = h("tr", [h("th", say(locale, key), scope="col", role="columnheader") for key in _COLUMNS], role="row")
    bodies = [_body(locale, agreed, made, dated) for made in agreements]
    return h("table", h("thead", head, role="rowgroup"), bodies, class_="register", role="table", aria_label=name)


def _body(locale: Locale, agreed: Agreed, made: Agreement, dated: bool) -> Html:
    cells = [_named(made), *(_cell(locale, key, value) for key, value in _values(locale, made, dated))]
    below = None
    if agreed.vault is not None:
        inside = _changing(locale, agreed) if made.id == agreed.changing else _tools(locale, made)
        below = h("tr", h("td", inside, colspan=len(_COLUMNS), role="cell"), role="row", class_="daaronder")
    return h("tbody", h("tr", cells, role="row"), below, role="rowgroup")


def _named(made: Agreement) -> Html:
    words = h("span", made.agreement, lang="nl")
    return h("th", h("span", made.id, class_="nummer"), " ", words, scope="row", role="rowheader", tabindex="-1",
             id=f"afspraak-{made.id}")  # fmt: skip


def _values(locale: Locale, made: Agreement, dated: bool) -> list[tuple[str, str]]:
    day = "" if made.due is None else show_date(made.due) if dated else short_date(made.due)
    status = say(locale, f"status-{made.status}")
    if made.done_on:
        status = f"{status}, {short_date(made.done_on)}"
    return list(zip(_COLUMNS[1:], (made.goal, made.owner, day, status, made.guard, made.origin), strict=True))


def _cell(locale: Locale, key: str, value: str) -> Html:
    lang = None if key == "afspraak-status" else "nl"
    return h("td", value, role="cell", lang=lang, data_kop=say(locale, key), class_=None if value else "leeg")


def _tools(locale: Locale, made: Agreement) -> Html:
    of = {"aria_describedby": f"afspraak-{made.id}"}
    others = [
        button(say(locale, f"status-{status}"), "afspraak-status", f"{made.id}-{status}",
               aria_label=say(locale, "afspraak-zet", status=say(locale, f"status-{status}")), **of)
        for status in STATUSES if status != made.status
    ]  # fmt: skip
    change = button(say(locale, "set-bewerk"), "afspraak-bewerk", made.id, "link", **of)
    return h("div", h("span", say(locale, "afspraak-zet-op"), class_="zacht"), others, change, class_="rij")


def _changing(locale: Locale, agreed: Agreed) -> Html:
    save = h("button", say(locale, "bewaar-knop"), type="submit", class_="knop main", id="afspraak-wijzig")
    return h(
        "form",
        _fields(locale, CHANGED, agreed.changed),
        h("div", save, button(say(locale, "afspraak-laat"), "afspraak-laat"), class_="rij"),
        class_="formulier", data_submit="afspraak-wijzig", data_id=agreed.changing,
    )  # fmt: skip


def _adding(locale: Locale, form: Fields, new_phrase: bool) -> Html:
    save = h("button", say(locale, "bewaar-knop"), type="submit", class_="knop main", id="afspraak-erbij")
    return h(
        "form",
        h("h2", say(locale, "afspraak-erbij-titel")),
        _fields(locale, NEW, form),
        passphrase(locale, True) if new_phrase else None,
        save,
        class_="erbij", data_submit="afspraak-erbij",
    )  # fmt: skip


def _fields(locale: Locale, prefix: str, form: Fields) -> Html:
    def line(name: str, label: str, hint: str = "") -> Html:
        full = f"{prefix}-{name}"
        control = h("input", type="text", id=full, name=full, value=form.get(name, ""), lang="nl", autocomplete="off",
                    aria_describedby=f"{full}-uitleg" if hint else None)  # fmt: skip
        return field(label, full, control, hint)

    origin = say(locale, "afspraak-herkomst-uitleg") if prefix == NEW else ""
    what = area(f"{prefix}-wat", form.get("wat", ""), 2)
    return join([
        field(say(locale, "afspraak"), f"{prefix}-wat", what),
        line("doel", say(locale, "afspraak-doel-vraag")),
        h("div", line("wie", say(locale, "afspraak-wie"), say(locale, "afspraak-wie-uitleg")),
          line("datum", say(locale, "afspraak-datum"), say(locale, "afspraak-datum-uitleg")), class_="tweeling"),
        h("div", line("bewaker", say(locale, "afspraak-bewaker"), say(locale, "afspraak-bewaker-uitleg")),
          line("herkomst", say(locale, "afspraak-herkomst"), origin),
          class_="tweeling"),
    ])  # fmt: skip


def _ways_out(locale: Locale) -> Html:
    return h(
        "div",
        h("section", h("h2", say(locale, "mee-titel")), h("p", say(locale, "mee-uitleg")),
          h("div", exports(locale, "afspraken", KINDS), class_="rij"), class_="uitweg"),
        h("section", h("h2", say(locale, "afspraken-sluit")), h("p", say(locale, "afspraken-sluit-uitleg")),
          button(say(locale, "afspraken-sluit"), "afspraken-sluit"), class_="uitweg"),
        class_="uitwegen",
    )  # fmt: skip
