"""Serving the page: on this computer only, with everything off that would keep or send something."""

from __future__ import annotations

import os
import re
import shutil
import socket
from collections.abc import Callable
from pathlib import Path
from typing import Any

import gradio as gr
from starlette.datastructures import Headers, MutableHeaders
from starlette.middleware import Middleware
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.errors import InputError
from assistant.page.app import create_app
from assistant.page.labels import page_i18n
from assistant.page.opener import Facade, Opener, Progress
from assistant.privacy import OFF
from assistant.settings import Settings

HOST = "127.0.0.1"
PORT = 7860
_HERE = Path(__file__).parent
# Gradio's own code needs inline and evaluated script; none of it may come from or go to another machine.
POLICY = "; ".join((
    "default-src 'self'", "script-src 'self' 'unsafe-inline' 'unsafe-eval'", "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:", "font-src 'self' data:", "connect-src 'self'", "object-src 'none'", "base-uri 'self'",
    "form-action 'self'", "frame-ancestors 'none'",
))  # fmt: skip
_HEAD = '<script>document.documentElement.lang="nl"</script>'


def launch_options(settings: Settings, port: int) -> dict[str, Any]:
    """Everything given to Gradio's launch; pinned by a test."""
    return {
        "server_name": HOST,
        "server_port": port,
        "share": False,
        "run_history": False,
        "enable_monitoring": False,
        "footer_links": [],
        "strict_cors": True,
        "ssr_mode": False,
        "pwa": False,
        "mcp_server": False,
        "show_error": False,
        "allowed_paths": [],
        "blocked_paths": [str(settings.home)],
        "max_file_size": "25mb",
        "state_session_capacity": 20,
        "i18n": page_i18n(),
        "theme": gr.themes.Base(font=["system-ui", "sans-serif"], font_mono=["monospace"]),
        "head": _HEAD,
        "app_kwargs": {"middleware": [Middleware(Mended)], "docs_url": None, "redoc_url": None},
        "quiet": True,
    }


def launch(
    settings: Settings,
    port: int = PORT,
    *,
    open_assistant: Callable[[Progress], Facade] | None = None,
    inbrowser: bool = False,
    block: bool = True,
) -> Served:
    """Serve the page; with `block` until Ctrl-C. Raises InputError('poort-bezet')."""
    check_port(port)
    served = Served(settings, port, open_assistant or _real(settings), inbrowser)
    if block:
        try:
            served.app.block_thread()
        finally:
            served.close()
    return served


class Served:
    """A running page."""

    def __init__(
        self, settings: Settings, port: int, open_assistant: Callable[[Progress], Facade], inbrowser: bool = False
    ) -> None:
        # The page itself puts no file there; whatever does is gone at the latest when the next page starts.
        self._folder = settings.home / "page-tmp"
        shutil.rmtree(self._folder, ignore_errors=True)
        os.environ |= OFF | {"GRADIO_TEMP_DIR": str(self._folder)}
        self.opener = Opener(open_assistant)
        self.app = create_app(self.opener, settings)
        options = launch_options(settings, port)
        try:
            self.app.launch(prevent_thread_lock=True, inbrowser=inbrowser, **options)
        except OSError as error:
            shutil.rmtree(self._folder, ignore_errors=True)
            raise InputError("poort-bezet", poort=port) from error
        self.url = f"http://{HOST}:{port}/"
        self.opener.start()

    def close(self) -> None:
        """Stop serving, give model and data folder free, leave no file behind."""
        self.app.close(verbose=False)
        self.opener.close()
        shutil.rmtree(self._folder, ignore_errors=True)


def check_port(port: int) -> None:
    """Raises InputError('poort-bezet') when something else listens there."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except (OSError, OverflowError) as error:
            raise InputError("poort-bezet", poort=port) from error


class Mended:
    """Middleware: every answer carries the policy, and the page itself says that it is Dutch."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """See ASGI."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        is_page = scope["path"] == "/"
        if is_page:
            # Packed text can't be mended.
            scope["headers"] = [(name, value) for name, value in scope["headers"] if name != b"accept-encoding"]
        held: list[Message] = []

        async def mend(message: Message) -> None:
            if message["type"] == "http.response.start":
                protect(MutableHeaders(scope=message))
                if is_page and "text/html" in Headers(scope=message).get("content-type", ""):
                    held.append(message)
                    return
            elif held:
                await _mend_body(held, message, send)
                return
            await send(message)

        await self._app(scope, receive, mend)


def protect(headers: MutableHeaders) -> None:
    """Put on an answer what keeps it on this machine."""
    headers["content-security-policy"] = POLICY
    headers["referrer-policy"] = "no-referrer"
    headers["x-content-type-options"] = "nosniff"
    headers["cross-origin-opener-policy"] = "same-origin"
    headers["permissions-policy"] = "camera=(), microphone=(), geolocation=()"
    headers.setdefault("cache-control", "no-store")


async def _mend_body(held: list[Message], message: Message, send: Send) -> None:
    """Collect the whole page, put our style and language in it, take out what points elsewhere, and send it on.

    Not through Gradio's `css`: that rewrites the rules and loses those for the dark.
    """
    held.append(message)
    if message.get("more_body"):
        return
    body = b"".join(part.get("body", b"") for part in held[1:])
    body = body.replace(b'lang="en"', b'lang="nl"', 1)
    body = re.sub(rb"<meta\s+property=\"og:[^>]*>|<meta\s+name=\"twitter:[^>]*>", b"", body)
    body = body.replace(b"</head>", b"<style>" + (_HERE / "style.css").read_bytes() + b"</style></head>", 1)
    start = held[0]
    MutableHeaders(scope=start)["content-length"] = str(len(body))
    held.clear()
    await send(start)
    await send({"type": "http.response.body", "body": body, "more_body": False})


def _real(settings: Settings) -> Callable[[Progress], Facade]:
    """Opens the real Assistant, whose heavy packages are imported only then."""

    def open_assistant(progress: Progress) -> Facade:
        from assistant.assistant import Assistant

        return Assistant.open(settings, progress)

    return open_assistant
