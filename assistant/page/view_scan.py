"""The silent round on the page: what one member fills in and hands over, and the picture of a team."""

from __future__ import annotations

from assistant.content.texts import text
from assistant.documents.report import Checklist, Heading, Picture, Report
from assistant.page.act_scan import FORM, RELEASE, ROUND, SENTENCE, VALUE
from assistant.page.desk import Desk, Fields, Member, Team
from assistant.page.html import Html, h, join, lines
from assistant.page.labels import Locale, say
from assistant.page.parts import area, button, exports, field, file_field, title
from assistant.page.view_radar import team_web
from assistant.page.view_report import report_blocks
from assistant.scan.member_file import ENDING
from assistant.scan.merge import LEAST
from assistant.scan.records import BLOCKS, VALUES, Scan, Score
from assistant.scan.words import name_of


def scan_screen(desk: Desk, has_vault: bool) -> Html:
    """The choice between the two halves, or one of them."""
    locale, scan = desk.locale, desk.scan
    if scan.half == "team":
        return _team(locale, scan.team)
    if scan.half == "lid":
        return _preview(locale, scan.member, scan.member.scan) if scan.member.scan else _form(locale, scan.member)
    doors = [_door(locale, half) for half in ("lid", "team")]
    return join([_head(locale, "teamscan-titel", "teamscan-uitleg"), h("ul", doors, class_="stromen")])


def _door(locale: Locale, half: str) -> Html:
    inside = [h("span", say(locale, f"deur-scan-{half}-wat"), class_="wat"),
              h("span", say(locale, f"deur-scan-{half}-regel"), class_="regel")]  # fmt: skip
    return h("li", h("button", inside, type="button", id=f"scan-{half}", class_="deur", data_act="scan-kies",
                     data_id=half))  # fmt: skip


def _head(locale: Locale, words: str, line: str) -> Html:
    return h("div", title(say(locale, words)), h("p", say(locale, line)), class_="welkom")


def _back(locale: Locale) -> Html:
    return h("p", button(say(locale, "scan-terug"), "scan-kies", style="link"))


def _form(locale: Locale, member: Member) -> Html:
    form = FORM | member.form
    name = h("input", type="text", id=ROUND, name=ROUND, value=form[ROUND], lang="nl", autocomplete="off",
             class_="kort", aria_describedby=f"{ROUND}-uitleg")  # fmt: skip
    return join([
        _head(locale, "scan-lid-titel", "scan-lid-uitleg"),
        h("form",
          field(say(locale, "scan-ronde"), ROUND, name, say(locale, "scan-ronde-uitleg")),
          [_block(locale, form, block) for block in BLOCKS],
          h("button", say(locale, "scan-bekijk"), type="submit", class_="knop main", id="scan-bekijk"),
          class_="formulier", data_submit="scan-bekijk"),
        _back(locale),
    ])  # fmt: skip


def _block(locale: Locale, form: Fields, block: str) -> Html:
    chosen, about = form[f"{VALUE}-{block}"], f"over-{block}"
    values = [
        h("label", h("input", type="radio", name=f"{VALUE}-{block}", value=str(value), id=f"{VALUE}-{block}-{value}",
                     checked=chosen == str(value)), h("span", str(value)), class_="keuze")
        for value in VALUES
    ]  # fmt: skip
    ends = [h("span", say(locale, "scan-laag"), class_="hint"), h("span", say(locale, "scan-hoog"), class_="hint")]
    sentence = f"{SENTENCE}-{block}"
    return h(
        "fieldset",
        h("legend", name_of(block), lang="nl"),
        h("p", text(f"scan.over-{block}"), id=about, lang="nl", class_="zacht"),
        h("div", ends[0], values, ends[1], class_="schaal"),
        field(say(locale, "scan-waarom"), sentence, area(sentence, form[sentence], 2)),
        aria_describedby=about, class_="ess",
    )  # fmt: skip


def _preview(locale: Locale, member: Member, scan: Scan) -> Html:
    form = member.form
    figures = [h("div", h("dt", name_of(score.block)), h("dd", str(score.value)), lang="nl") for score in scan.scores]
    written = [score for score in scan.scores if score.sentence]
    return join([
        _head(locale, "scan-mee-titel", "scan-mee-uitleg"),
        h("section", h("h2", say(locale, "scan-mee-zeker")),
          h("dl", h("div", h("dt", say(locale, "scan-ronde")), h("dd", form[ROUND], lang="nl")), figures),
          h("p", say(locale, "scan-mee-kenmerk"), class_="zacht"), class_="gaatmee"),
        h("form", _sentences(locale, form, written),
          h("div", h("button", say(locale, "scan-bestand"), type="submit", class_="knop main", id="scan-bestand"),
            button(say(locale, "scan-wijzig"), "scan-wijzig"), class_="rij"),
          class_="formulier", data_submit="scan-bestand"),
        h("section", h("h2", say(locale, "vergeet-titel")), h("p", say(locale, "scan-vergeet-uitleg")),
          button(say(locale, "vergeet-knop"), "scan-vergeet"), class_="formulier tweede"),
    ])  # fmt: skip


def _sentences(locale: Locale, form: Fields, written: list[Score]) -> Html:
    if not written:
        return h("p", say(locale, "scan-zonder-zinnen"))
    rows = [_sentence(locale, form, score) for score in written]
    return h("fieldset", h("legend", say(locale, "scan-zinnen")), h("p", say(locale, "scan-zinnen-uitleg")),
             h("ul", rows, class_="zinnen"))  # fmt: skip


def _sentence(locale: Locale, form: Fields, score: Score) -> Html:
    name = f"{RELEASE}-{score.block}"
    tick = h("input", type="checkbox", name=name, id=name, value="ja", checked=bool(form[name]),
             aria_describedby=f"zin-van-{score.block}")  # fmt: skip
    return h(
        "li",
        h("blockquote", lines(score.sentence), id=f"zin-van-{score.block}", lang="nl"),
        h("label", tick, h("span", say(locale, "scan-mag-mee", s=name_of(score.block))), class_="keuze"),
    )


def _team(locale: Locale, team: Team) -> Html:
    return join([
        _head(locale, "scan-team-titel", "scan-team-uitleg"),
        _refused(locale, team),
        _picture(locale, team),
        _collecting(locale, team),
        _ways_out(locale, team) if team.files else None,
        _back(locale),
    ])  # fmt: skip


def _collecting(locale: Locale, team: Team) -> Html:
    label = say(locale, "scan-bestanden-erbij" if team.files else "scan-bestanden")
    return h(
        "form",
        _count(locale, team),
        file_field(locale, label, "scan-bestanden", ENDING, say(locale, "scan-bestanden-uitleg"), multiple=True),
        h("button", say(locale, "scan-lees"), type="submit", class_="knop main", id="scan-lees"),
        class_="formulier", data_submit="scan-lees", data_slow=True, data_wait=say(locale, "wacht-beeld"),
    )  # fmt: skip


def _count(locale: Locale, team: Team) -> Html | None:
    """How many there are; their names only as long as no score is to be seen."""
    if not team.files:
        return None
    counted = h("p", say(locale, "scan-telling", aantal=len(team.files)), id="scan-telling", tabindex="-1")
    if team.picture is not None:
        return counted
    names = [h("li", name) for name in sorted(file.name for file in team.files)]
    missing = say(locale, "scan-te-kort", nog=LEAST - len(team.files), minimum=LEAST)
    return join([counted, h("ul", names, class_="namen"), h("p", missing)])


def _refused(locale: Locale, team: Team) -> Html | None:
    if not team.refused:
        return None
    rows = [h("li", h("strong", name), h("br"), h("span", why, lang="nl")) for name, why in team.refused]
    return h("section", h("h2", say(locale, "scan-geweigerd")), h("ul", rows), class_="geweigerd")


def _picture(locale: Locale, team: Team) -> Html | None:
    """What the document says, with the pictures drawn in the page."""
    report, spread, picture = team.report, team.spread, team.picture
    if report is None or spread is None or picture is None:
        return None
    blocks = [block for block in report.blocks if not isinstance(block, Checklist)]
    # The last heading is that of the lines to write on.
    blocks = blocks[:-1] if isinstance(blocks[-1], Heading) else blocks
    cut = next(place for place, block in enumerate(blocks) if isinstance(block, Picture))
    above, below = (Report("", blocks=tuple(part)) for part in (blocks[:cut], blocks[cut + 1 :]))
    drawn = h("div", Html(spread.svg), role="img", aria_label=spread.alt, class_="plaat spreiding")
    wide = h("div", drawn, class_="rolbaar", tabindex="0")
    web = h("figure", team_web(locale, picture), h("figcaption", say(locale, "scan-web-bij"), lang=locale))
    return h(
        "section",
        title(report.title, "titel-beeld", 2, "nl"),
        h("p", report.subtitle, lang="nl"),
        h("article", report_blocks(above), h("div", wide, web, class_="platen"), report_blocks(below),
          class_="verslag", lang="nl"),
        class_="teambeeld",
    )  # fmt: skip


def _ways_out(locale: Locale, team: Team) -> Html:
    along = h("section", h("h2", say(locale, "mee-titel")), h("p", say(locale, "scan-mee-als")),
              h("div", exports(locale, "scan"), class_="rij"), class_="uitweg")  # fmt: skip
    forget = h("section", h("h2", say(locale, "vergeet-titel")), h("p", say(locale, "scan-team-vergeet-uitleg")),
               button(say(locale, "vergeet-knop"), "scan-team-vergeet"), class_="uitweg")  # fmt: skip
    return h("div", along if team.picture else None, forget, class_="uitwegen")
