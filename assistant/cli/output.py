"""Printing: Dutch lines from prompts/texts/cli.yaml, JSON, progress on standard error."""

from __future__ import annotations

import getpass
import json
import os
import sys
from typing import Any

from assistant.content.texts import text
from assistant.errors import InputError


def say(key: str, **variables: object) -> None:
    """Print the text `key` of prompts/texts/cli.yaml."""
    print(text(f"cli.{key}", 0, **variables), flush=True)


def complain(sentence: str) -> None:
    """Print a problem, on standard error."""
    print(sentence, file=sys.stderr)


def show_json(data: Any) -> None:
    """Print one JSON document on one line."""
    print(json.dumps(data, ensure_ascii=False), flush=True)


class ProgressLine:
    """Progress on standard error: one line that is rewritten in a terminal, a line per tenth elsewhere."""

    def __init__(self) -> None:
        self._last = ("", -1)
        self._open = False

    def __call__(self, done: int, total: int, what: str) -> None:
        tenth = 10 * done // total if total else 0
        if sys.stderr.isatty():
            share = f" {100 * done // total:3d}%" if total > 1 else " ..."
            print(f"\r\033[K{what}{share}", end="", file=sys.stderr, flush=True)
            self._open = True
        elif ((what, tenth) != self._last and total > 1) or what != self._last[0]:
            print(f"{what} {done}/{total}" if total > 1 else what, file=sys.stderr, flush=True)
        self._last = (what, tenth)

    def close(self) -> None:
        """Clear the line."""
        if self._open:
            print("\r\033[K", end="", file=sys.stderr, flush=True)


def ask_passphrase() -> str:
    """The user's passphrase: from WATERLIJN_PASSPHRASE (for scripts), or typed unseen. Raises InputError."""
    named = os.environ.get("WATERLIJN_PASSPHRASE")
    if named is not None:
        return named
    if not sys.stdin.isatty():
        # Without a terminal the words would be echoed or end in an error.
        raise InputError("wachtzin-nodig")
    return getpass.getpass(text("cli.wachtzin"))
