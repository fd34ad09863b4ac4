"""A labelled text in the conversation: every span in its colour, the reason and the other labels one click away."""

from __future__ import annotations

from typing import get_args

from assistant.dialogue.session import Session
from assistant.page.html import Html, h, lines
from assistant.page.labels import Locale, say
from assistant.page.parts import slow_button
from assistant.results.spiegel import spans_of
from assistant.spans.label import Label, Span


def spans_panel(locale: Locale, session: Session) -> Html | None:
    """The text with its labels; None where the conversation has no labelled text to correct."""
    if session.stage.answer != "labels" or session.closed:
        return None
    spans = spans_of(session)
    return h(
        "section",
        h("h2", say(locale, "spiegel-titel")),
        h("p", say(locale, "spiegel-uitleg"), class_="zacht"),
        h("ol", [_span(locale, number, span) for number, span in enumerate(spans, start=1)], class_="stukken"),
        class_="spiegelpaneel",
        id="spiegelpaneel",
    )


def _span(locale: Locale, number: int, span: Span) -> Html:
    others = [label for label in get_args(Label) if label != span.label]
    wait = say(locale, "wacht-lezen")
    buttons = [
        slow_button(say(locale, f"label-{label}"), "antwoord", wait, "quiet klein", f"{number} {label}")
        for label in others
    ]
    return h(
        "li",
        h("mark", lines(span.text), class_=f"stuk {span.label}", lang="nl"),
        h("span", say(locale, f"label-{span.label}"), class_=f"label {span.label}"),
        h("details", h("summary", say(locale, "waarom")), h("p", span.reason, lang="nl"),
          h("p", say(locale, "label-anders"), class_="zacht"), h("div", buttons, class_="rij"),
          data_id=f"stuk-{number}"),
        class_=f"stukregel {span.label}",
    )  # fmt: skip
