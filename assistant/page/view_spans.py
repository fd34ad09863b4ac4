"""A labelled text in the conversation: every span in its colour, the other labels and the reason one click away."""

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
    return h(
        "li",
        h("mark", lines(span.text), class_=f"stuk {span.label}", lang="nl"),
        h("div", [_choice(locale, number, span, label) for label in get_args(Label)],
          class_="rij labels", role="group", aria_label=say(locale, "label-anders")),
        h("details", h("summary", say(locale, "waarom")), h("p", span.reason, lang="nl"), data_id=f"stuk-{number}"),
        class_=f"stukregel {span.label}",
    )  # fmt: skip


def _choice(locale: Locale, number: int, span: Span, label: Label) -> Html:
    """One of the four labels; the present one is pressed."""
    now = label == span.label
    style = f"klein label {label}{' nu' if now else ' quiet'}"
    return slow_button(say(locale, f"label-{label}"), "antwoord", say(locale, "wacht-lezen"), style,
                       f"{number}-{label}", aria_pressed="true" if now else "false")  # fmt: skip
