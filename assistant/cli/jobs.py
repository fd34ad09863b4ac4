"""`waterlijn questions` and `waterlijn checklist`."""

from __future__ import annotations

import os
from argparse import Namespace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.cli.output import say, show_json
from assistant.errors import InputError

if TYPE_CHECKING:
    from assistant.jobs.checklist import Checklist


def questions(arguments: Namespace) -> None:
    """A set of dialogue questions."""
    from assistant.cli.talk import loaded
    from assistant.documents.export import render, write_report
    from assistant.documents.reader import read_document
    from assistant.jobs import questionset

    sections = read_document(arguments.source) if arguments.source else []
    request = questionset.Request(
        tuple(arguments.theme),
        arguments.group,
        arguments.minutes,
        arguments.form,
        arguments.context,
        "\n".join(section.text for section in sections),
    )
    with loaded() as assistant:
        made = questionset.build_questionset(request, assistant.choosing())
    if arguments.out:
        say("geschreven", bestand=write_report(questionset.to_report(made), arguments.out))
    if arguments.json:
        show_json(questionset.to_json(made))
    elif not arguments.out:
        print(render(questionset.to_report(made), "md").decode())


def checklist(arguments: Namespace) -> None:
    """The contracting checklist, new or reopened."""
    from assistant.documents.export import render
    from assistant.documents.reader import read_document
    from assistant.jobs import checklist as checklists
    from assistant.knowledge.embed import SETTING, load_embedder

    if arguments.reopen and arguments.request:
        raise InputError("heropenen-of-aanvraag")
    if arguments.reopen:
        made = checklists.load_checklist(arguments.reopen)
    elif arguments.request:
        sections = read_document(arguments.request)
        made = checklists.build_checklist(sections, arguments.request.name, load_embedder(os.environ.get(SETTING)))
    else:
        made = checklists.build_checklist(None)
    made = _agreed(made, arguments)
    if arguments.out:
        say("geschreven", bestand=_write(made, arguments.out))
    if arguments.json:
        show_json(checklists.to_json(made))
    elif not arguments.out:
        print(render(checklists.to_report(made), "md").decode())


def _agreed(made: Checklist, arguments: Namespace) -> Checklist:
    """The checklist as the contract that the other options make of it."""
    from assistant.agenda.dates import future_date
    from assistant.jobs import checklist as checklists
    from assistant.jobs import contract

    today = date.today()
    for point, words in arguments.agree:
        made = checklists.fill(made, point, words, agreed=True)
    if arguments.party:
        made = contract.set_parties(made, arguments.party)
    if arguments.recontract:
        made = contract.set_recontract(made, future_date(arguments.recontract, today))
    return made if arguments.note is None else contract.save_version(made, today, arguments.note)


def _write(made: Checklist, path: Path) -> Path:
    from assistant.documents.export import write_report
    from assistant.jobs import checklist as checklists

    if path.suffix.lower() == ".json":
        checklists.save_checklist(made, path)
        return path
    return write_report(checklists.to_report(made), path)
