"""The screens of a reflection: choosing one, the conversation, and its end."""

from __future__ import annotations

from assistant.content.flows import Flow, load_flows
from assistant.page.desk import Desk, Talk
from assistant.page.html import Attribute, Html, h, join, paragraphs
from assistant.page.labels import Locale, say
from assistant.page.parts import area, button, endings, field, origins, slow_button, title
from assistant.records import Reply

_APART = ("crisis", "integrity")


def choose_screen(desk: Desk, has_vault: bool) -> Html:
    """The conversations there are."""
    locale = desk.locale
    return join([
        h("div", title(say(locale, "kies-titel")), h("p", say(locale, "kies-uitleg")), class_="welkom"),
        h("ul", [_flow(locale, flow) for flow in sorted(load_flows().values(), key=_shortest_first)], class_="stromen"),
        h("p", say(locale, "vooraf-vergeten"), class_="zacht"),
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
        return join([_where(desk.locale, talk), said])
    folded = h("details", h("summary", say(desk.locale, "gesprek-terug")), said, class_="terugblik")
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
    turns = [_reply(locale, talk.opening)]
    for turn in talk.session.turns:
        turns += [_own(locale, turn.user), _reply(locale, turn.reply)]
    if talk.aside is not None:
        turns.append(_reply(locale, talk.aside))
    return h("ol", turns, class_="gesprek", id="gesprek-lijst", aria_label=say(locale, "gesprek-naam"))


def _own(locale: Locale, words: str) -> Html:
    return h(
        "li", h("span", say(locale, "jij"), class_="spreker"), h("div", paragraphs(words), lang="nl"), class_="jij"
    )


def _reply(locale: Locale, reply: Reply) -> Html:
    apart = reply.move in _APART
    heading = h("strong", say(locale, f"apart-{reply.move}"), class_="apart-kop") if apart else None
    return h(
        "li",
        h("span", "Waterlijn", class_="spreker"),
        h("div", heading, h("div", [_paragraph(reply, part) for part in reply.text.split("\n\n")], lang="nl"),
          class_="apart" if apart else None),
        origins(locale, reply.sources, say(locale, "waarvandaan")),
        class_="programma",
    )  # fmt: skip


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
        h("div", send, h("div", _signals(locale, talk), class_="rij"), class_="onderrij"),
        h("p", button(say(locale, "vergeet-alles"), "gesprek-vergeet", style="link"),
          h("span", say(locale, "vooraf-vergeten"), class_="zacht"), class_="nietbewaard"),
        class_="schrijven", data_submit="zeg", data_you=say(locale, "jij"), **waits,
    )  # fmt: skip


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
