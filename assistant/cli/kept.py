"""`waterlijn sessions`: what the user kept."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict

from assistant.cli.output import ask_passphrase, say, show_json
from assistant.errors import VaultError
from assistant.kept.keeping import stored_report
from assistant.kept.vault import Vault
from assistant.settings import load_settings


@contextmanager
def _vault() -> Iterator[Vault]:
    """The open vault. Raises VaultError, also when nothing was ever kept: looking makes no file."""
    path = load_settings().sessions_db
    if not path.exists():
        raise VaultError("sessie-onbekend")
    with Vault.open(path, ask_passphrase()) as vault:
        yield vault


def _stored() -> list[dict[str, object]]:
    if not load_settings().sessions_db.exists():
        return []
    with _vault() as vault:
        return [asdict(session) for session in vault.list()]


def list_sessions(arguments: Namespace) -> None:
    """All that is kept."""
    stored = _stored()
    if arguments.json:
        show_json({"sessions": stored})
    elif not stored:
        say("niets-bewaard")
    else:
        for session in stored:
            say("regel-sessie", **{key: session[key] for key in ("id", "title", "created", "records")})


def show(arguments: Namespace) -> None:
    """One kept session as text, or its records as JSON."""
    from assistant.documents.export import render

    with _vault() as vault:
        if arguments.json:
            show_json({"id": arguments.id, "records": vault.read(arguments.id)})
        else:
            print(render(stored_report(vault, arguments.id), "md").decode())


def export(arguments: Namespace) -> None:
    """One kept session as a document."""
    from assistant.documents.export import write_report

    with _vault() as vault:
        say("geschreven", bestand=write_report(stored_report(vault, arguments.id), arguments.out))


def forget(arguments: Namespace) -> None:
    """Destroy one, or all; needs no passphrase, so that a lost one stops nobody."""
    path = load_settings().sessions_db
    if not path.exists():
        say("niets-bewaard")
        return
    Vault.forget_without_key(path, None if arguments.all else arguments.id)
    say("vergeten")
