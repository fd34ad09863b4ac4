"""Building HTML that is safe by construction: everything that is not already `Html` is escaped."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from typing import TypeAlias


class Html(str):
    """Markup made by `h`; plain `str` never counts as markup, also not after joining."""


Child: TypeAlias = "Html | str | Iterable[Child] | None"
Attribute: TypeAlias = "str | int | bool | None"

_EMPTY = {"input", "br", "hr", "img"}


def h(name: str, /, *children: Child, **attributes: Attribute) -> Html:
    """An element; `class_` and `data_x` become `class` and `data-x`, an attribute that is None or False is left out."""
    shown = "".join(_attribute(key, value) for key, value in attributes.items())
    if name in _EMPTY:
        return Html(f"<{name}{shown}>")
    return Html(f"<{name}{shown}>{join(children)}</{name}>")


def join(children: Iterable[Child]) -> Html:
    """The children after each other."""
    return Html("".join(_child(child) for child in children))


def paragraphs(text: str, class_: str | None = None) -> Html:
    """Plain text as paragraphs, split at empty lines; single line ends stay."""
    parts = [part for part in re.split(r"\n\s*\n", text.strip()) if part]
    return join(h("p", lines(part), class_=class_) for part in parts)


def lines(text: str) -> Html:
    """Plain text whose line ends are kept."""
    return Html("<br>".join(html.escape(line) for line in text.splitlines()))


def markdown(text: str) -> Html:
    """The little Markdown that our own articles use: `##` headings, paragraphs and lists."""
    return join(_markdown_block(block) for block in re.split(r"\n\s*\n", text.strip()))


def _markdown_block(block: str) -> Html:
    rows = block.strip().splitlines()
    if rows[0].startswith("#"):
        return join([h("h4", rows[0].lstrip("# ")), markdown("\n".join(rows[1:])) if rows[1:] else None])
    if all(row.startswith("- ") for row in rows):
        return h("ul", [h("li", _inline(row[2:])) for row in rows])
    if all(re.match(r"\d+\. ", row) for row in rows):
        return h("ol", [h("li", _inline(row.split(". ", 1)[1])) for row in rows])
    return h("p", _inline(" ".join(rows)))


def _inline(text: str) -> Html:
    return Html(re.sub(r"\*\*(.+?)\*\*", r"<strong>\1</strong>", html.escape(text)))


def _child(child: Child) -> str:
    if child is None:
        return ""
    if isinstance(child, Html):
        return str(child)
    return html.escape(child) if isinstance(child, str) else str(join(child))


def _attribute(key: str, value: Attribute) -> str:
    name = key.rstrip("_").replace("_", "-")
    if value is None or value is False:
        return ""
    return f" {name}" if value is True else f' {name}="{html.escape(str(value))}"'
