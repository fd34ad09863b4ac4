"""The screen with the scorecard of the model in use."""

from __future__ import annotations

from assistant.page.desk import Desk, Quality
from assistant.page.html import Html, h, join
from assistant.page.labels import Locale, say
from assistant.page.parts import title


def quality_screen(desk: Desk, has_vault: bool) -> Html:
    """What was measured, or how to measure it."""
    locale, quality = desk.locale, desk.quality
    head = h("div", title(say(locale, "kwaliteit")), h("p", say(locale, "kwaliteit-uitleg")), class_="welkom")
    if not quality.sections:
        how = h("p", say(locale, "kwaliteit-geen", model=quality.model), " ", h("code", "waterlijn eval run"))
        return join([head, h("div", how, class_="meting")])
    return join([head, _facts(locale, quality), h("div", _card(quality), class_="scorekaart", lang="nl")])


def _card(quality: Quality) -> list[Html]:
    """'In het kort' as it is, the first table unfolded and every other one folded away.

    What stands under the headings is markup of evals/scorecard_html.py, which escaped the words in it.
    """
    (heading, sentences), *tables = quality.sections
    short = h("section", h("h2", heading), Html(sentences), class_="short")
    folded = [
        h("details", h("summary", h("h2", name)), Html(body), class_="deel", open=number == 0)
        for number, (name, body) in enumerate(tables)
    ]
    return [short, *folded, h("p", quality.closing)]


def _facts(locale: Locale, quality: Quality) -> Html:
    """With which model, when, by whom, and first of all the figure that flatters least."""
    rate = say(locale, "kwaliteit-aanval-deel", deel=quality.through, aantal=quality.tried)
    facts = [
        ("kwaliteit-aanval", rate if quality.through else say(locale, "kwaliteit-aanval-geen"), "voorop"),
        ("kwaliteit-model", quality.model, None),
        ("kwaliteit-dag", quality.day, None),
        ("kwaliteit-van", say(locale, "kwaliteit-eigen" if quality.own else "kwaliteit-mee"), None),
    ]
    rows = [h("div", h("dt", say(locale, key)), h("dd", value), class_=style) for key, value, style in facts]
    return h("dl", rows, class_="meting")
