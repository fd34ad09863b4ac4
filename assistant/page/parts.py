"""Pieces that several screens share: buttons, fields, the way to keep, take along or forget."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.content.articles import Article, load_articles
from assistant.content.methods import load_methods, methods_by_id
from assistant.documents.export import KINDS
from assistant.page.html import Child, Html, h, join, markdown
from assistant.page.labels import Locale, say
from assistant.records import Source


def button(label: str, action: str, id_: str = "", style: str = "quiet", **more: str | bool | None) -> Html:
    """A button that asks the server for `action`."""
    dom_id = "-".join(part for part in (action, id_) if part)
    return h("button", label, type="button", id=dom_id, class_=f"knop {style}", data_act=action, data_id=id_, **more)


def slow_button(label: str, action: str, wait: str, style: str = "main", id_: str = "", **more: str | None) -> Html:
    """A button whose work takes a while: `wait` is shown meanwhile, with a way to stop."""
    return button(label, action, id_, style, data_slow=True, data_wait=wait, **more)


def field(label: str, name: str, control: Html, hint: str = "") -> Html:
    """A labelled field; the control has `id` equal to `name`."""
    shown = h("span", hint, class_="hint", id=f"{name}-uitleg") if hint else None
    return h("div", h("label", label, for_=name), shown, control, class_="veld")


def file_field(locale: Locale, label: str, name: str, kinds: str, hint: str = "", multiple: bool = False) -> Html:
    """A field for a file; the browser's own words on the button would be in the language of the browser."""
    choose = say(locale, "kies-bestanden") if multiple else say(locale, "kies-bestand")
    described = f"{name}-uitleg" if hint else None
    control = h(
        "span",
        h("span", choose, class_="knop quiet", aria_hidden="true"),
        h("span", say(locale, "geen-bestand"), class_="naam", aria_hidden="true"),
        h("input", type="file", id=name, name=name, accept=kinds, multiple=multiple, aria_describedby=described),
        class_="bestand",
    )
    return field(label, name, control, hint)


def area(name: str, value: str, rows: int = 3, **more: str | bool | None) -> Html:
    """A text field of several lines."""
    return h("textarea", value, id=name, name=name, rows=rows, lang="nl", autocomplete="off", **more)


def title(words: str, id_: str = "titel", level: int = 1, lang: str | None = None) -> Html:
    """A heading that can be given the focus."""
    return h(f"h{level}", words, id=id_, tabindex="-1", lang=lang)


def endings(locale: Locale, prefix: str, name_new: bool, kept: bool, extra: Child = None) -> Html:
    """The three ways out of finished work: keep it, take it along, forget it."""
    return h(
        "div",
        h("section", _keeping(locale, prefix, name_new, kept), class_="uitweg"),
        h("section", h("h2", say(locale, "mee-titel")), h("p", say(locale, "mee-uitleg")),
          h("div", exports(locale, prefix), extra, class_="rij"), class_="uitweg"),
        h("section", h("h2", say(locale, "vergeet-titel")), h("p", say(locale, "vergeet-uitleg")),
          button(say(locale, "vergeet-knop"), f"{prefix}-vergeet"), class_="uitweg"),
        class_="uitwegen",
    )  # fmt: skip


def exports(locale: Locale, prefix: str, kinds: Sequence[str] = KINDS[::-1]) -> Html:
    """A button for each kind of file."""
    return join(
        button(
            kind.upper(), f"{prefix}-mee", kind, aria_label=say(locale, "mee-als", soort=say(locale, f"soort-{kind}"))
        )
        for kind in kinds
    )


def passphrase(locale: Locale, new: bool) -> Html:
    """The field for the passphrase, twice when it is being chosen."""
    first = h("input", type="password", id="zin", name="zin", autocomplete="off", class_="kort")
    again = h("input", type="password", id="zin-nog", name="zin-nog", autocomplete="off", class_="kort")
    hint = say(locale, "zin-uitleg-nieuw" if new else "zin-uitleg")
    return join([
        field(say(locale, "zin"), "zin", first, hint),
        field(say(locale, "zin-nog"), "zin-nog", again) if new else None,
    ])  # fmt: skip


def _keeping(locale: Locale, prefix: str, new: bool, kept: bool) -> Html:
    return join([
        h("h2", say(locale, "bewaar-titel")),
        h("p", say(locale, "bewaar-al" if kept else "bewaar-uitleg")),
        h("form", passphrase(locale, new),
          h("button", say(locale, "bewaar-opnieuw" if kept else "bewaar-knop"), type="submit", class_="knop main"),
          data_submit=f"{prefix}-bewaar"),
    ])  # fmt: skip


def origin(locale: Locale, source: Source) -> Html:
    """The idea and the document behind a source, with our own article about it folded away."""
    method = methods_by_id().get(source.id)
    article_id = method.article if method else source.id
    article = next((article for article in load_articles() if article.id == article_id), None)
    document = load_methods().documents[method.document].title if method else source.title
    facts = [
        (say(locale, "bron-idee"), method.idea if method else ""),
        (say(locale, "bron-document"), document),
        (say(locale, "bron-deel"), method.section if method else source.locator),
    ]
    return h(
        "div",
        h("dl", [[h("dt", name), h("dd", value, lang="nl")] for name, value in facts if value]),
        _article(locale, article) if article else None,
        class_="bron", lang=locale,
    )  # fmt: skip


def _article(locale: Locale, article: Article) -> Html:
    body = h("div", h("h3", article.title), markdown(article.body), class_="artikel", lang="nl")
    return h("details", h("summary", say(locale, "lees-artikel")), body)


def sources_line(sources: tuple[Source, ...]) -> str:
    """Sources in one line, each once."""
    return "; ".join(dict.fromkeys(f"{source.title}, {source.locator}" for source in sources))
