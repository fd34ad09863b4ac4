"""The terminal: parses, calls the same functions as the page, prints. Holds no decisions."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from io import TextIOWrapper

from assistant.cli.output import complain
from assistant.cli.parser import build_parser
from assistant.errors import AssistantError


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit code: 0 done, 1 a problem the user can mend, 2 wrong usage."""
    arguments = build_parser().parse_args(argv)
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        # A terminal that can't show a character gets a question mark, not a traceback; so do bytes that are no text.
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")
    try:
        return int(arguments.run(arguments) or 0)
    except AssistantError as error:
        complain(str(error))
        return 1
    except KeyboardInterrupt:
        print(file=sys.stderr)
        return 130
    except BrokenPipeError:
        return 0
