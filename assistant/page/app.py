"""The page as a Gradio app: three pieces of HTML, one state per tab, and the events between them.

The server draws the whole page (view.py) and is told what the user did (actions.py); page.js is the hand in between.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from threading import Event, Lock
from typing import Any

import gradio as gr

from assistant.page.actions import perform
from assistant.page.call import Call
from assistant.page.desk import Desk
from assistant.page.labels import locale_of
from assistant.page.opener import Opener
from assistant.page.view import draw, draw_status
from assistant.settings import Settings

_HERE = Path(__file__).parent
_LIVE = '<div id="wl-spreek" role="status" aria-live="polite" aria-atomic="true"></div>'
_MOST_STOPS = 200


@dataclass
class Stops:
    """What the Stop button reaches: an Event for every answer in the making, by a token of the browser."""

    events: OrderedDict[str, Event] = field(default_factory=OrderedDict)
    lock: Lock = field(default_factory=Lock)

    def event(self, token: str) -> Event:
        """The Event of this token, also when Stop came before the question."""
        with self.lock:
            while len(self.events) > _MOST_STOPS:
                self.events.popitem(last=False)
            return self.events.setdefault(token, Event())

    def done(self, token: str) -> None:
        """The answer is there."""
        with self.lock:
            self.events.pop(token, None)


class Page:
    """What the events of the page do; knows the Opener and the settings, holds no conversation."""

    def __init__(self, opener: Opener, settings: Settings) -> None:
        self.opener = opener
        self.settings = settings
        self._stops = Stops()

    def open(self, request: gr.Request) -> tuple[str, Desk, str]:
        """A fresh tab."""
        desk = Desk(locale=locale_of(request.headers.get("accept-language", "")))
        return self._drawn(desk), desk, draw_status(self.opener, desk)

    def act(self, desk: Desk | None, event: gr.EventData) -> tuple[str, Desk]:
        """The page after what the user did."""
        data: dict[str, Any] = event._data or {}
        token = str(data.get("token", ""))
        fields = data.get("fields")
        call = Call(
            name=str(data.get("name", "")),
            id=str(data.get("id", "")),
            fields=fields if isinstance(fields, dict) else {},
            opener=self.opener,
            settings=self.settings,
            stop=self._stops.event(token),
        )
        try:
            changed = perform(desk or Desk(), call)
        finally:
            self._stops.done(token)
        # The file is in the page that goes out now; the tab does not hold on to it.
        return self._drawn(changed), replace(changed, parcel=None)

    def halt(self, event: gr.EventData) -> None:
        """Stop the answer in the making."""
        data: dict[str, Any] = event._data or {}
        self._stops.event(str(data.get("token", ""))).set()

    def status(self, desk: Desk | None) -> tuple[str, gr.Timer]:
        """How far opening has come; the clock stops when it ended."""
        return draw_status(self.opener, desk or Desk()), gr.Timer(active=not self.opener.is_finished)

    def _drawn(self, desk: Desk) -> str:
        return draw(desk, self.settings.sessions_db.exists())


def create_app(opener: Opener, settings: Settings) -> gr.Blocks:
    """The page; `launch` in serve.py puts it on an address."""
    page = Page(opener, settings)
    app: gr.Blocks = gr.Blocks(title="Waterlijn", analytics_enabled=False, fill_width=True, delete_cache=(60, 60))
    with app:
        desk = gr.State(None, time_to_live=None)
        gr.HTML(_LIVE, elem_id="wl-live", js_on_load=None, apply_default_css=False)
        status = gr.HTML("", elem_id="wl-stand", js_on_load=None, apply_default_css=False)
        view = gr.HTML(
            draw(Desk(), False),
            html_template='<div class="wl-root"></div>',
            js_on_load=(_HERE / "page.js").read_text(encoding="utf-8"),
            apply_default_css=False,
            elem_id="wl-page",
        )
        clock = gr.Timer(0.7)
        quiet: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
        app.load(page.open, None, [view, desk, status], **quiet)
        view.act(page.act, desk, [view, desk], concurrency_limit=4, **quiet)
        view.ask(page.act, desk, [view, desk], concurrency_limit=2, concurrency_id="werk", **quiet)
        view.halt(page.halt, None, None, concurrency_limit=None, queue=False, **quiet)
        clock.tick(page.status, desk, [status, clock], concurrency_limit=None, **quiet)
        app.unload(_forget(app))
    app.queue(api_open=False, max_size=32, default_concurrency_limit=4)
    return app


def _forget(app: gr.Blocks) -> Callable[[gr.Request], None]:
    """What happens when a tab closes or reloads: all that was in it is dropped at once."""

    def forget(request: gr.Request) -> None:
        tab = app.state_holder.session_data.pop(request.session_hash or "", None)
        for value in tab.state_data.values() if tab else ():
            for vault in value.vaults if isinstance(value, Desk) else ():
                vault.close()

    return forget
