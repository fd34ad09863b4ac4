"""What a conversation made, and the ways to keep it or take it along."""

from __future__ import annotations

from assistant.documents.export import KINDS
from assistant.page.desk import Talk
from assistant.page.html import Html, h, paragraphs
from assistant.page.labels import Locale, say
from assistant.page.parts import button, endings, title
from assistant.page.view_report import report_blocks
from assistant.results.files import kinds_of
from assistant.results.records import Result


def result_panel(locale: Locale, talk: Talk, has_vault: bool) -> Html:
    """The result, and below it the three ways out."""
    return h("div", _made(locale, talk), endings(locale, "gesprek", not has_vault, bool(talk.kept_as), _beside(talk)))


def _made(locale: Locale, talk: Talk) -> Html:
    last = talk.session.turns[-1].reply if talk.session.turns else talk.opening
    made = talk.result
    return h(
        "section",
        title(made.report.title if made else talk.session.flow.title, "titel-oogst", lang="nl"),
        h("div", paragraphs(last.text), lang="nl", class_="slotwoord"),
        h("article", report_blocks(made.report), class_="verslag", lang="nl") if made else None,
        h("p", say(locale, "register-erbij")) if made and made.agreements else None,
        class_="oogstblad",
    )


def _beside(talk: Talk) -> list[Html]:
    """Buttons for the files that are no document: a calendar, a contract to reopen."""
    made: Result | None = talk.result
    kinds = [kind for kind in kinds_of(made) if kind not in KINDS] if made else []
    return [button(f".{kind}", "gesprek-mee", kind) for kind in kinds]
