"""What the page says, in Dutch and English; the conversation itself is always Dutch."""

from __future__ import annotations

from functools import cache
from string import Template
from typing import Literal

import gradio as gr

from assistant.content.texts import labels

Locale = Literal["nl", "en"]
LOCALES: tuple[Locale, ...] = ("nl", "en")


@cache
def page_i18n() -> gr.I18n:
    """All labels, as Gradio knows them. Raises ContentError."""
    return gr.I18n(nl=labels("page-nl"), en=labels("page-en"))


def say(locale: Locale, key: str, **variables: object) -> str:
    """One label, filled. A missing label or variable is a KeyError: tests hold both languages against each other."""
    wording = page_i18n().translations_dict[locale][key]
    return Template(wording).substitute({name: str(value) for name, value in variables.items()})


def locale_of(accept_language: str) -> Locale:
    """The first of our languages that the browser asks for, Dutch when it asks for neither."""
    for part in accept_language.lower().split(","):
        for locale in LOCALES:
            if part.strip().startswith(locale):
                return locale
    return "nl"
