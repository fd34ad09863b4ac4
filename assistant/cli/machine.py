"""`waterlijn start`, `prepare`, `doctor` and `model`."""

from __future__ import annotations

import time
from argparse import Namespace
from dataclasses import asdict
from typing import TYPE_CHECKING

from assistant.cli.output import ProgressLine, complain, say, show_json
from assistant.content.texts import text
from assistant.errors import AssistantError
from assistant.settings import load_settings

if TYPE_CHECKING:
    from assistant.page.opener import Opener


def start(arguments: Namespace) -> None:
    """Open the web page, say where it is and how far loading has come; returns when it is stopped."""
    from assistant.cli.agreements import show_due
    from assistant.page import launch

    show_due()
    served = launch(load_settings(), arguments.port, inbrowser=not arguments.no_browser, block=False)
    try:
        say("pagina-open", adres=served.url)
        watch(served.opener)
        served.app.block_thread()
    finally:
        served.close()


def watch(opener: Opener) -> None:
    """Show how far the opener is, until it ended; says why when it failed."""
    progress = ProgressLine()
    while not opener.is_finished:
        loading = opener.loading
        if loading.what:
            progress(loading.done, loading.total, loading.what)
        time.sleep(0.2)
    progress.close()
    if isinstance(opener.error, AssistantError):
        complain(str(opener.error))
    elif opener.is_ready:
        say("pagina-klaar")


def prepare(arguments: Namespace) -> None:
    """Everything that is needed once, so that later starts are quick."""
    from assistant.cli.talk import loaded

    with loaded():
        say("klaar")


def doctor(arguments: Namespace) -> int:
    """Check the machine; 1 when something is wrong."""
    from assistant.doctor import examine

    findings = examine(load_settings())
    if arguments.json:
        show_json({"ok": all(finding.ok for finding in findings), "checks": [asdict(one) for one in findings]})
    else:
        for finding in findings:
            say("dokter-goed" if finding.ok else "dokter-fout", wat=finding.what, uitkomst=finding.outcome)
            if not finding.ok:
                say("dokter-kuur", kuur=finding.cure)
    return int(not all(finding.ok for finding in findings))


def list_models(arguments: Namespace) -> None:
    """The catalogue with what is here and in use."""
    from assistant.model.choice import list_models as all_models
    from assistant.model.exam import stored_result

    settings = load_settings()
    rows = []
    for state in all_models(settings):
        result = stored_result(settings, state.path) if state.path else None
        rows.append(asdict(state) | {"path": str(state.path or ""), "exam": asdict(result) if result else None})
    if arguments.json:
        show_json({"models": rows})
        return
    for row in rows:
        here = "hier" if row["present"] else "niet-hier"
        say(
            f"model-{'gebruik' if row['in_use'] else here}",
            id=row["id"],
            mb=row["bytes"] // 10**6,
            licentie=row["licence"],
        )


def get_model(arguments: Namespace) -> None:
    """Bring a model to this machine."""
    from assistant.model.choice import get_model as fetch_model

    progress = ProgressLine()
    path = fetch_model(load_settings(), arguments.id, lambda done, total: progress(done, total, text("progress.halen")))
    progress.close()
    if arguments.json:
        show_json({"id": arguments.id, "path": str(path)})
    else:
        say("model-gehaald", id=arguments.id)


def use_model(arguments: Namespace) -> None:
    """Choose the model."""
    from assistant.model.choice import use_model as choose_model

    chosen = choose_model(load_settings(), arguments.id)
    if arguments.json:
        show_json({"path": str(chosen.path), "notice": chosen.notice})
        return
    if chosen.notice:
        print(chosen.notice)
    say("model-gekozen", model=arguments.id)


def check_model(arguments: Namespace) -> int:
    """Digest, loading and the writing exam; 1 when the model may not write."""
    from assistant.model.choice import verify_model
    from assistant.model.exam import take_exam

    settings = load_settings()
    path = verify_model(settings, arguments.id)
    progress = ProgressLine()
    result = take_exam(settings, path, progress)
    progress.close()
    if arguments.json:
        show_json(asdict(result) | {"path": str(path)})
    else:
        say(
            "examen",
            n=result.statements,
            trouw=result.faithful,
            schoon=result.clean,
            snelheid=result.characters_per_second,
        )
        say("mag-schrijven" if result.may_write else "mag-niet-schrijven")
    return 0
