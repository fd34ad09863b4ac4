"""`waterlijn start`, `prepare`, `doctor` and `model`."""

from __future__ import annotations

import time
from argparse import Namespace
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.cli.output import ProgressLine, complain, say, show_json
from assistant.content.texts import text
from assistant.errors import AssistantError
from assistant.settings import load_settings

if TYPE_CHECKING:
    from assistant.model.exam_results import ExamResult
    from assistant.model.exam_score import Answer
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
    """The catalogue with what is here and in use, and what each model may do."""
    from assistant.cli.exam import as_json, show_standing
    from assistant.model.choice import list_models as all_models
    from assistant.model.exam_results import stored_result

    settings = load_settings()
    rows = [(state, stored_result(settings, state.path) if state.path else None) for state in all_models(settings)]
    if arguments.json:
        shown = [
            asdict(state) | {"path": str(state.path or ""), "exam": as_json(result) if result else None}
            for state, result in rows
        ]
        show_json({"models": shown})
        return
    for state, result in rows:
        kind = "gebruik" if state.in_use else "hier" if state.present else "niet-hier"
        say(f"model-{kind}", id=state.id, mb=state.bytes // 10**6, licentie=state.licence)
        if state.present:
            show_standing(state.id, result)


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
    """File, loading and the writing exam; 130 when it was stopped, and then nothing is stored."""
    from assistant.cli import exam
    from assistant.model.llama import Stopped

    exam.check_place(arguments.out)
    progress = ProgressLine()
    answers: list[Answer] = []
    try:
        path, result = _examine(arguments.id, progress, answers.append)
    except (Stopped, KeyboardInterrupt):
        progress.close()
        complain(text("cli.examen-gestopt"))
        return 130
    finally:
        progress.close()
    if arguments.out:
        exam.write_answers(answers, arguments.out)
    if arguments.json:
        show_json(exam.as_json(result) | {"path": str(path)})
    else:
        exam.show_result(result)
    return 0


def _examine(model_id: str | None, progress: ProgressLine, hear: Callable[[Answer], None]) -> tuple[Path, ExamResult]:
    """Everything that can be known of a model. Raises ModelError, InputError, Stopped."""
    from assistant.cli.exam import stoppable, with_bar
    from assistant.model.choice import verify_model
    from assistant.model.exam import take_exam
    from assistant.model.gguf import check_gguf, check_loads, check_memory

    settings = load_settings()
    progress(0, 1, text("exam.bestand"))
    path = verify_model(settings, model_id)
    for check in (check_gguf, check_memory, check_loads):
        check(path)
    with stoppable() as stop:
        return path, take_exam(settings, path, with_bar(progress), stop, hear)
