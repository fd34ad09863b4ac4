"""The command line as data: what can be typed. Help is English, what commands say is Dutch."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TypeAlias

from assistant.cli import agreements, evaluate, jobs, kept, library, lines, machine, scan, talk


def build_parser() -> argparse.ArgumentParser:
    """The whole command line of `waterlijn`."""
    parser = argparse.ArgumentParser(
        prog="waterlijn", description="A reflection assistant in Dutch that runs on this machine only."
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    _add_start(commands)
    _add_jobs(commands)
    scan.add_commands(commands)
    agreements.add_commands(commands)
    _add_library(commands)
    _add_machine(commands)
    _add_lines(commands)
    evaluate.add_commands(commands)
    return parser


Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"


def _command(
    commands: Commands, name: str, help_text: str, run: object, *, as_json: bool = True
) -> argparse.ArgumentParser:
    parser = commands.add_parser(name, help=help_text, description=help_text)
    parser.set_defaults(run=run)
    if as_json:
        parser.add_argument("--json", action="store_true", help="print JSON instead of text")
    return parser


def _group(commands: Commands, name: str, help_text: str) -> Commands:
    parser = commands.add_parser(name, help=help_text, description=help_text)
    return parser.add_subparsers(required=True, metavar="ACTION")


def _add_start(commands: Commands) -> None:
    start = _command(commands, "start", "open the web page on this machine", machine.start, as_json=False)
    start.add_argument("--port", type=int, default=7860, help="port on 127.0.0.1 (default 7860)")
    start.add_argument("--no-browser", action="store_true", help="do not open a browser window")
    _command(commands, "prepare", "get the embedded model and build the index, once", machine.prepare, as_json=False)
    _command(commands, "doctor", "check this machine and say how to mend what is wrong", machine.doctor)


def _add_jobs(commands: Commands) -> None:
    reflect = _command(commands, "reflect", "a private reflection", talk.reflect)
    reflect.add_argument("--flow", required=True, metavar="ID", help="which flow; see 'waterlijn flow list'")
    reflect.add_argument("--input", type=Path, metavar="FILE", help="one message per line; without it, a dialogue")
    reflect.add_argument("--save", action="store_true", help="keep the session, encrypted with a passphrase")
    reflect.add_argument("--with", dest="material", type=Path, metavar="FILE", help="what it starts from: see the flow")
    reflect.add_argument(
        "--out", type=Path, metavar="FILE", help="write what was made: .md, .docx, .pdf, .ics or .json"
    )
    questions = _command(commands, "questions", "a set of dialogue questions for a coach", jobs.questions)
    questions.add_argument("--theme", action="append", required=True, help="may be given more than once")
    questions.add_argument("--group", type=int, required=True, metavar="N", help="number of people")
    questions.add_argument("--minutes", type=int, required=True, metavar="M", help="length of the meeting")
    questions.add_argument("--form", default="duo", choices=["duo", "trio", "plenair"])
    questions.add_argument("--context", default="", metavar="TEXT", help="what is going on, in a few sentences")
    questions.add_argument("--source", type=Path, metavar="PATH", help="a document, for instance the client's request")
    questions.add_argument("--out", type=Path, metavar="FILE", help="write .md, .docx or .pdf")
    checklist = _command(commands, "checklist", "a contracting checklist for a team lead", jobs.checklist)
    checklist.add_argument("--request", type=Path, metavar="PATH", help="the request to hold the points against")
    checklist.add_argument("--reopen", type=Path, metavar="FILE", help="a checklist saved earlier as .json")
    checklist.add_argument(
        "--agree", nargs=2, action="append", default=[], metavar=("POINT", "TEXT"), help="write down what was agreed"
    )
    checklist.add_argument("--party", action="append", default=[], metavar="NAME", help="a party to the contract")
    checklist.add_argument("--recontract", metavar="DATE", help="when to look at it again, as 'over 6 weken'")
    checklist.add_argument("--note", metavar="TEXT", help="save a version, with a few words about this moment")
    checklist.add_argument("--out", type=Path, metavar="FILE", help="write .md, .docx, .pdf, or .json to reopen")


def _add_library(commands: Commands) -> None:
    search = _command(commands, "search", "search the articles and your documents", library.search)
    search.add_argument("query", nargs="?", metavar="QUERY")
    search.add_argument("-k", type=int, default=5, metavar="N", help="results at most (default 5)")
    search.add_argument("--queries", type=Path, metavar="FILE", help="a query a line; one JSON line each")
    ask = _command(commands, "ask", "an answer in sentences from the sources, with citations", library.ask)
    ask.add_argument("question", metavar="QUESTION")
    knowledge = _group(commands, "knowledge", "your documents")
    add = _command(knowledge, "add", "add files or folders", library.add)
    add.add_argument("paths", nargs="+", type=Path, metavar="PATH")
    _command(knowledge, "list", "what is indexed", library.list_documents)
    _command(knowledge, "remove", "remove a document", library.remove).add_argument("id", metavar="ID")
    _command(knowledge, "reindex", "build the index anew", library.reindex)
    sessions = _group(commands, "sessions", "what you kept")
    _command(sessions, "list", "what is kept", kept.list_sessions)
    _command(sessions, "show", "show one", kept.show).add_argument("id", metavar="ID")
    export = _command(sessions, "export", "write one as a document", kept.export, as_json=False)
    export.add_argument("id", metavar="ID")
    export.add_argument("--out", type=Path, required=True, metavar="FILE", help=".md, .docx or .pdf")
    forget = _command(sessions, "forget", "destroy one, or all", kept.forget, as_json=False)
    which = forget.add_mutually_exclusive_group(required=True)
    which.add_argument("id", nargs="?", metavar="ID")
    which.add_argument("--all", action="store_true", help="everything that is kept")


def _add_machine(commands: Commands) -> None:
    model = _group(commands, "model", "local models")
    _command(model, "list", "the catalogue", machine.list_models)
    get = _command(model, "get", "download a model of the catalogue", machine.get_model)
    get.add_argument("id", metavar="ID")
    use = _command(model, "use", "choose the model to work with", machine.use_model)
    use.add_argument("id", metavar="ID|PATH")
    check = _command(model, "check", "check a model: file, loading, and whether it may write", machine.check_model)
    check.add_argument("id", nargs="?", metavar="ID|PATH")
    check.add_argument("--out", type=Path, metavar="FILE", help="write every reply with its marks, a JSON line each")
    flow = _group(commands, "flow", "dialogue flows")
    _command(flow, "list", "all flows", lines.list_flows)
    _command(flow, "show", "one flow", lines.show_flow).add_argument("id", metavar="ID")
    check_flow = _command(flow, "check", "check flow files against the schema", lines.check_flows)
    check_flow.add_argument("file", nargs="?", type=Path, metavar="FILE")


def _add_lines(commands: Commands) -> None:
    _command(commands, "guard", "check replies: lines 'user<TAB>reply' on standard input", lines.guard)
    _command(commands, "safety", "check messages: a line each on standard input", lines.safety)
