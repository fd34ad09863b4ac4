"""The screens of the coach: the form, and the question set as cards that can be changed."""

from __future__ import annotations

from typing import get_args

from assistant.content.bank import Theme, load_bank
from assistant.jobs.questionset import GroupForm, Item, QuestionSet, SetPhase
from assistant.page.act_coach import FORM
from assistant.page.desk import Desk, Fields
from assistant.page.html import Html, h, join
from assistant.page.labels import Locale, say
from assistant.page.parts import area, button, endings, field, file_field, slow_button, sources_line, title

FILE_KINDS = ".txt,.md,.docx,.pdf"


def coach_screen(desk: Desk, has_vault: bool) -> Html:
    """The form, or the set with the form folded away."""
    questions = desk.coach.questions
    form = _form(desk.locale, FORM | desk.coach.form)
    if questions is None:
        intro = [title(say(desk.locale, "coach-titel")), h("p", say(desk.locale, "coach-uitleg"))]
        return join([h("div", intro, class_="welkom"), form])
    again = h("details", h("summary", say(desk.locale, "set-opnieuw")), form, class_="terugblik")
    return join([
        _head(desk.locale, questions),
        h("ol", [_card(desk.locale, questions, n) for n in range(len(questions.items))], class_="kaarten"),
        _adding(desk.locale),
        endings(desk.locale, "set", not has_vault, bool(desk.coach.kept_as)),
        again,
    ])  # fmt: skip


def themes() -> list[Theme]:
    """The themes that the bank has questions for."""
    present = {theme for question in load_bank().values() for theme in question.themes}
    return [theme for theme in get_args(Theme) if theme in present]


def _form(locale: Locale, form: Fields) -> Html:
    group = h("input", type="number", id="groep", name="groep", min="2", max="60", value=form["groep"], class_="getal")
    minutes = h("input", type="number", id="minuten", name="minuten", min="15", max="240", step="5",
                value=form["minuten"], class_="getal")  # fmt: skip
    return h(
        "form",
        _choices(locale, "thema", "checkbox", [str(theme) for theme in themes()], form["thema"]),
        h("div", field(say(locale, "groep"), "groep", group), field(say(locale, "duur"), "minuten", minutes),
          class_="naast"),
        _choices(locale, "vorm", "radio", [str(form) for form in get_args(GroupForm)], [form["vorm"]]),
        field(say(locale, "toelichting"), "toelichting",
              area("toelichting", form["toelichting"], 4, aria_describedby="toelichting-uitleg"),
              say(locale, "toelichting-uitleg")),
        file_field(locale, say(locale, "document"), "document", FILE_KINDS, say(locale, "document-uitleg")),
        h("button", say(locale, "set-maak"), type="submit", class_="knop main", id="set-maak"),
        class_="formulier", data_submit="set-maak", data_slow=True, data_wait=say(locale, "wacht-kiezen"),
        data_stop=say(locale, "stop"),
    )  # fmt: skip


def _choices(locale: Locale, name: str, kind: str, values: list[str], chosen: list[str]) -> Html:
    options = [
        h("label", h("input", type=kind, name=name, value=value, checked=value in chosen, id=f"{name}-{value}"),
          h("span", say(locale, f"{name}-{value}")), class_="keuze")
        for value in values
    ]  # fmt: skip
    return h("fieldset", h("legend", say(locale, f"{name}-vraag")), h("div", options, class_=f"keuzes {kind}"))


def _head(locale: Locale, questions: QuestionSet) -> Html:
    request = questions.request
    total = sum(item.minutes for item in questions.items)
    named = ", ".join(say(locale, f"thema-{theme}").lower() for theme in request.themes)
    return h(
        "div",
        title(say(locale, "set-titel")),
        h(
            "p",
            say(locale, "set-over", thema=named, groep=request.group, vorm=say(locale, f"vorm-{request.form}").lower()),
        ),
        h("p", h("strong", say(locale, "set-totaal", som=total, minuten=request.minutes)), class_="totaal"),
        class_="welkom",
    )


def _card(locale: Locale, questions: QuestionSet, n: int) -> Html:
    item = questions.items[n]
    start = sum(other.minutes for other in questions.items[:n])
    clock = f"{_clock(start)} – {_clock(start + item.minutes)}"
    return h(
        "li",
        h("div", h("span", clock, class_="klok"), h("span", say(locale, "minuten", aantal=item.minutes), class_="duur"),
          h("span", say(locale, f"fase-{item.phase}"), class_="fase"), class_="tijd"),
        h("div", h("h2", item.text, lang="nl", id=f"vraag-{item.id}", tabindex="-1"), _note(item), _facts(locale, item),
          _tools(locale, questions, n), class_="kaartvak"),
        class_="kaart",
    )  # fmt: skip


def _note(item: Item) -> Html | None:
    return h("p", item.note, class_="kanttekening", lang="nl") if item.note else None


def _facts(locale: Locale, item: Item) -> Html:
    source = sources_line(item.sources) or say(locale, "eigen-vraag-bron")
    facts = [("set-hoe", item.timing), ("set-reden", item.reason), ("set-bron", source)]
    return h("dl", [h("div", h("dt", say(locale, key)), h("dd", value, lang="nl")) for key, value in facts if value])


def _tools(locale: Locale, questions: QuestionSet, n: int) -> Html:
    item, last = questions.items[n], len(questions.items) - 1
    of = {"aria_describedby": f"vraag-{item.id}"}
    words = area(f"tekst-{item.id}", item.text, 3, aria_label=say(locale, "set-eigen-woorden"))
    time = h("input", type="number", name=f"tijd-{item.id}", id=f"tijd-{item.id}", value=item.minutes, min="1",
             max=questions.request.minutes, class_="getal", aria_label=say(locale, "set-minuten-van"),
             **of)  # fmt: skip
    return h(
        "div",
        slow_button(
            say(locale, "set-vervang"), "set-vervang", say(locale, "wacht-kiezen"), "quiet", item.id,
            data_stop=say(locale, "stop"), **of,
        ),
        button(say(locale, "set-omhoog"), "set-omhoog", item.id, disabled=n == 0, **of),
        button(say(locale, "set-omlaag"), "set-omlaag", item.id, disabled=n == last, **of),
        button(say(locale, "weg"), "set-weg", item.id, **of),
        h("form", time, h("button", say(locale, "set-minuten"), type="submit", class_="knop quiet",
                          id=f"set-minuten-{item.id}", **of),
          data_submit="set-minuten", data_id=item.id, class_="klein"),
        h("details", h("summary", say(locale, "set-bewerk")),
          h("form", words, h("button", say(locale, "set-neerzetten"), type="submit", class_="knop quiet"),
            data_submit="set-bewerk", data_id=item.id), class_="bewerk"),
        class_="gereedschap",
    )  # fmt: skip


def _adding(locale: Locale) -> Html:
    phases = [h("option", say(locale, f"fase-{phase}"), value=phase, selected=phase == "verdieping")
              for phase in get_args(SetPhase)]  # fmt: skip
    return h(
        "form",
        h("h2", say(locale, "set-erbij-titel")),
        field(say(locale, "set-fase"), "fase", h("select", phases, id="fase", name="fase")),
        field(say(locale, "eigen-vraag"), "eigen-vraag", area("eigen-vraag", "", 2)),
        h("div", h("button", say(locale, "set-erbij"), type="submit", class_="knop quiet", id="set-erbij"),
          slow_button(say(locale, "set-erbij-bank"), "set-erbij-bank", say(locale, "wacht-kiezen"), "quiet",
                      data_stop=say(locale, "stop")),
          class_="rij"),
        class_="erbij", data_submit="set-erbij",
    )  # fmt: skip


def _clock(minutes: int) -> str:
    return f"{minutes // 60}:{minutes % 60:02d}"
