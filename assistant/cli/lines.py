"""`waterlijn guard`, `safety` and `flow`: no model, no index."""

from __future__ import annotations

import sys
from argparse import Namespace
from pathlib import Path

from assistant.cli.output import say, show_json
from assistant.content.flows import check_flow, find_flow, flow_files, load_flows
from assistant.content.texts import check_texts
from assistant.dialogue.safety import check_message
from assistant.guard import check_reply
from assistant.records import verdict_json


def guard(arguments: Namespace) -> None:
    """A verdict per line of standard input: what the user said, a tab, the reply."""
    for line in sys.stdin:
        user, tab, reply = line.rstrip("\n").partition("\t")
        verdict = check_reply(user, reply) if tab else check_reply("", user)
        if arguments.json:
            show_json(verdict_json(verdict))
        elif verdict.ok:
            say("wacht-goed")
        else:
            for breach in verdict.breaches:
                say("wacht-fout", code=breach.code, citaat=breach.quote, waarom=breach.why)


def safety(arguments: Namespace) -> None:
    """The route per line of standard input."""
    for line in sys.stdin:
        route = check_message(line.rstrip("\n"))
        if arguments.json:
            show_json({"route": route.route, "kind": route.kind, "matched": route.matched})
        else:
            say("route", route=route.route, soort=route.kind or "-", woorden=route.matched or "-")


def list_flows(arguments: Namespace) -> None:
    """All flows."""
    flows = load_flows().values()
    if arguments.json:
        show_json({"flows": [flow.to_json() for flow in flows]})
        return
    for flow in flows:
        say("regel-flow", id=flow.id, titel=flow.title, minuten=flow.minutes, regel=flow.line)


def show_flow(arguments: Namespace) -> None:
    """One flow, step by step."""
    flow = find_flow(arguments.id)
    if arguments.json:
        show_json(flow.model_dump(mode="json"))
        return
    say("flow-kop", titel=flow.title, regel=flow.line, minuten=flow.minutes)
    for number, stage in enumerate(flow.stages, start=1):
        say("flow-stap", nummer=number, titel=stage.title, vraag=stage.ask)


def check_flows(arguments: Namespace) -> None:
    """Check one file, or all that ships (flows and texts)."""
    files = [arguments.file] if arguments.file else flow_files()
    for file in files:
        check_flow(Path(file))
    if not arguments.file:
        check_texts()
    if arguments.json:
        show_json({"ok": True, "files": [str(file) for file in files]})
    else:
        say("flows-goed", aantal=len(files))
