"""The screens of a reflection: choosing one, the conversation, and its end."""

from __future__ import annotations

from typing import get_args

from assistant.content.flows import Audience, Flow, find_flow, load_flows
from assistant.dialogue.collect import SCORES
from assistant.dialogue.session import Session
from assistant.dialogue.why import explain
from assistant.page.desk import Desk, Talk
from assistant.page.html import Attribute, Html, h, join, paragraphs
from assistant.page.labels import Locale, say
from assistant.page.parts import area, button, endings, field, file_field, slow_button, title
from assistant.page.view_coach import FILE_KINDS
from assistant.page.view_result import result_panel
from assistant.page.view_spans import spans_panel
from assistant.page.view_why import why_panel
from assistant.records import Reply

_APART = ("crisis", "integrity")
_KINDS = {"contract": ".json", "oogst": ".json", "aanvraag": FILE_KINDS, "tekst": FILE_KINDS}
"""Kinds of file per material."""


def choose_screen(desk: Desk, has_vault: bool) -> Html:
    """The conversations there are, or the file that the chosen one can start from."""
    locale = desk.locale
    if desk.preparing:
        return _material_screen(locale, find_flow(desk.preparing))
    return join([
        h("div", title(say(locale, "kies-titel")), h("p", say(locale, "kies-uitleg")), class_="welkom"),
        [_group(locale, audience) for audience in get_args(Audience)],
        h("p", say(locale, "vooraf-vergeten"), class_="zacht"),
    ])  # fmt: skip


def _group(locale: Locale, audience: str) -> Html | None:
    """The flows that name this audience first; every flow stands in one group."""
    flows = sorted((flow for flow in load_flows().values() if flow.audience[0] == audience), key=_shortest_first)
    if not flows:
        return None
    name = f"groep-{audience}"
    rows = h("ul", [_flow(locale, flow) for flow in flows], class_="stromen")
    return h("section", h("h2", say(locale, name), id=name), rows, class_="groep", aria_labelledby=name)


def _material_screen(locale: Locale, flow: Flow) -> Html:
    kinds = _KINDS[flow.material or "tekst"]
    start = h("button", say(locale, "begin-met"), type="submit", class_="knop main", id="gesprek-met")
    without = slow_button(say(locale, "begin-zonder"), "gesprek-zonder", say(locale, "wacht-klaarzetten"), "quiet")
    return join([
        h("div", title(flow.title, lang="nl"), h("p", flow.line, lang="nl"), class_="welkom"),
        h("form", file_field(locale, say(locale, f"materiaal-{flow.material}"), "materiaal", kinds,
                             say(locale, f"materiaal-{flow.material}-uitleg")),
          h("div", start, None if flow.material_needed else without, class_="rij"),
          class_="formulier", data_submit="gesprek-met", data_slow=True, data_wait=say(locale, "wacht-document")),
    ])  # fmt: skip


def _shortest_first(flow: Flow) -> tuple[int, str]:
    return flow.minutes, flow.id


def _flow(locale: Locale, flow: Flow) -> Html:
    minutes = say(locale, "minuten", aantal=flow.minutes)
    inside = [h("span", flow.title, class_="wat", lang="nl"), h("span", flow.line, class_="regel", lang="nl"),
              h("span", minutes, class_="duur")]  # fmt: skip
    return h("li", h("button", inside, type="button", id=f"stroom-{flow.id}", class_="deur", data_act="gesprek",
                     data_id=flow.id, data_slow=True, data_wait=say(locale, "wacht-klaarzetten")))  # fmt: skip


def talk_screen(desk: Desk, has_vault: bool) -> Html:
    """The conversation, and the harvest when it is over."""
    talk = desk.talk
    if talk is None:
        return choose_screen(desk, has_vault)
    said = _conversation(desk.locale, talk)
    if not talk.session.closed:
        return join([_where(desk.locale, talk), said, spans_panel(desk.locale, talk.session)])
    folded = h("details", h("summary", say(desk.locale, "gesprek-terug")), said, class_="terugblik")
    if talk.session.flow.result != "oogst":
        return join([result_panel(desk.locale, talk, has_vault), folded])
    return join(
        [_harvest(desk.locale, talk), endings(desk.locale, "gesprek", not has_vault, bool(talk.kept_as)), folded]
    )


def _where(locale: Locale, talk: Talk) -> Html:
    session = talk.session
    number, total = session.stage_number + 1, len(session.flow.stages)
    step = say(locale, "stap", nummer=number, totaal=total)
    bars = [h("span", class_="streep vol" if n < number else "streep") for n in range(total)]
    return h(
        "div",
        title(session.flow.title, lang="nl"),
        h("p", step, ": ", h("span", session.stage.title, lang="nl"), class_="stap"),
        h("div", bars, class_="strepen", aria_hidden="true"),
        class_="waar",
    )


def _conversation(locale: Locale, talk: Talk) -> Html:
    labels = talk.session.stage.answer == "labels" and not talk.session.closed
    session = talk.session
    turns = [_reply(locale, talk.opening, session, labels, _why(locale, talk.opening))]
    for number, turn in enumerate(session.turns):
        # A label that was changed shows in the panel below, not as one more line of talk.
        if turn.reply.move != "label":
            why = _why(locale, turn.reply, turn.user, number)
            turns += [_own(locale, turn.user), _reply(locale, turn.reply, session, labels, why)]
    if talk.aside is not None:
        why = _why(locale, talk.aside, number=len(session.turns))
        turns.append(_reply(locale, talk.aside, session, labels, why))
    return h("ol", turns, class_="gesprek", id="gesprek-lijst", aria_label=say(locale, "gesprek-naam"))


def _own(locale: Locale, words: str) -> Html:
    return h(
        "li", h("span", say(locale, "jij"), class_="spreker"), h("div", paragraphs(words), lang="nl"), class_="jij"
    )


def _why(locale: Locale, reply: Reply, said: str = "", number: int = -1) -> Html:
    return why_panel(locale, explain(reply, said, number), bool(reply.question), number)


def _reply(locale: Locale, reply: Reply, session: Session, labels: bool, why: Html) -> Html:
    apart = reply.move in _APART
    heading = h("strong", say(locale, f"apart-{reply.move}"), class_="apart-kop") if apart else None
    return h(
        "li",
        h("span", "Waterlijn", class_="spreker"),
        h("div", heading, h("div", _said(reply, session, labels), lang="nl"),
          class_="apart" if apart else None),
        why,
        class_="programma",
    )  # fmt: skip


def _said(reply: Reply, session: Session, labels: bool) -> list[Html]:
    """The paragraphs of a reply; what was made so far stands apart, two readings side by side."""
    if not reply.shown or reply.shown not in reply.text:
        return [_paragraph(reply, part) for part in reply.text.split("\n\n")]
    before, after = reply.text.split(reply.shown, 1)
    shown = h("div", paragraphs(reply.shown), class_=f"getoond {session.flow.result}")
    found = [_paragraph(reply, part) for part in before.split("\n\n") if part.strip()]
    found += [] if labels else [shown]
    return found + [_paragraph(reply, part) for part in after.split("\n\n") if part.strip()]


def _paragraph(reply: Reply, part: str) -> Html:
    kinds = {reply.question.strip(): "vraag", reply.mirror.strip(): "spiegel"}
    return paragraphs(part, kinds.get(part.strip()) if part.strip() else None)


def composer(desk: Desk) -> Html | None:
    """The text box with its buttons, below the waterline."""
    talk = desk.talk
    if desk.screen != "gesprek" or talk is None or talk.session.closed:
        return None
    locale = desk.locale
    waits: dict[str, Attribute] = {
        "data_slow": True,
        "data_wait": say(locale, "wacht-lezen"),
        "data_stop": say(locale, "stop"),
    }
    send = h("button", say(locale, "verstuur"), type="submit", class_="knop main", id="verstuur")
    box = area("bericht", talk.draft, 3, aria_describedby="bericht-uitleg", data_enter=True)
    return h(
        "form",
        field(say(locale, "jouw-woorden"), "bericht", box, say(locale, "enter-uitleg")),
        _quick(locale, talk),
        h("div", send, h("div", _signals(locale, talk), class_="rij"), class_="onderrij"),
        h("p", button(say(locale, "vergeet-alles"), "gesprek-vergeet", style="link"),
          h("span", say(locale, "vooraf-vergeten"), class_="zacht"), class_="nietbewaard"),
        class_="schrijven", data_submit="zeg", data_you=say(locale, "jij"), **waits,
    )  # fmt: skip


def _quick(locale: Locale, talk: Talk) -> Html | None:
    """Answers of one click, where the step has them: a score, an option, the end of a list."""
    stage, wait = talk.session.stage, say(locale, "wacht-lezen")
    answers = {str(n): option.label for n, option in enumerate(stage.options, start=1)}
    if stage.answer == "score":
        answers = {str(n): str(n) for n in range(SCORES[0], SCORES[1] + 1)}
    elif stage.answer == "getal" and stage.highest - stage.lowest < 5:
        answers = {str(n): str(n) for n in range(stage.lowest, stage.highest + 1)}
    elif stage.answer in {"regels", "labels"}:
        answers = {"klaar": say(locale, "klaar")}
    elif stage.each == "contractpunten":
        answers = {"blijft": say(locale, "blijft")}
    buttons = [slow_button(label, "antwoord", wait, "quiet", answer) for answer, label in answers.items()]
    return h("div", buttons, class_="rij snel", lang="nl") if buttons else None


def _signals(locale: Locale, talk: Talk) -> list[Html]:
    names = ["langzamer", "overslaan", "terug", "geen-vragen" if talk.session.questions_wanted else "wel-vragen"]
    if talk.session.calm:
        names[0] = "verder"
    wait, stop = say(locale, "wacht-lezen"), say(locale, "stop")
    return [
        slow_button(say(locale, f"teken-{name}"), "teken", wait, "quiet", name, data_stop=stop)
        for name in [*names, "stop"]
    ]


def _harvest(locale: Locale, talk: Talk) -> Html:
    rows = [
        h("li", area(f"oogst-{n}", line, 2, aria_label=say(locale, "oogst-regel", nummer=n + 1)),
          button(say(locale, "weg"), "oogst-weg", str(n), aria_label=say(locale, "oogst-weg", nummer=n + 1)))
        for n, line in enumerate(talk.harvest)
    ]  # fmt: skip
    last = talk.session.turns[-1].reply if talk.session.turns else talk.opening
    return h(
        "section",
        title(say(locale, "oogst-titel"), "titel-oogst"),
        h("div", paragraphs(last.text), lang="nl", class_="slotwoord"),
        h("p", say(locale, "oogst-uitleg" if rows else "oogst-leeg"), class_="zacht"),
        h("ol", rows, class_="oogst") if rows else None,
        class_="oogstblad",
    )
