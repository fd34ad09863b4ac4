"""Keeping the register: one a vault, encrypted, replaced at every save, and back as it was."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from assistant.agreements.document import register_report
from assistant.agreements.records import Agreement, Register
from assistant.agreements.register import add, set_status
from assistant.errors import InputError
from assistant.kept.keeping import AGREEMENTS, add_agreements, keep_register, stored_register, stored_report
from assistant.kept.sealing import Kdf
from assistant.kept.vault import Vault

ONE = add(Register(), "Kanariewoord op tijd", owner="Sam", due=date(2027, 2, 1))


@pytest.fixture
def path(own_home: Path) -> Path:
    return own_home / "sessions.db"


@pytest.fixture
def vault(path: Path) -> Iterator[Vault]:
    with Vault.open(path, "vier losse woorden hier", Kdf(time_cost=1, memory_kib=8, lanes=1)) as vault:
        yield vault


def test_nothing_kept_is_an_empty_register(vault: Vault) -> None:
    assert stored_register(vault) == Register()
    assert vault.list() == []


def test_a_register_comes_back_equal_and_there_is_one(vault: Vault) -> None:
    vault.begin("reflectie", "Iets anders")
    first = keep_register(vault, ONE)
    assert stored_register(vault) == ONE
    done = set_status(ONE, "a1", "klaar", date(2027, 1, 5))
    assert keep_register(vault, done) == first
    assert stored_register(vault) == done
    kept = [session for session in vault.list() if session.kind == AGREEMENTS]
    assert [(session.title, session.records) for session in kept] == [("Afspraken", 1)]


def test_what_a_session_agreed_is_added(vault: Vault) -> None:
    keep_register(vault, ONE)
    register = add_agreements(vault, [Agreement("", "Bellen", origin="check")])
    assert stored_register(vault) == register
    assert [made.id for made in register.agreements] == ["a1", "a2"]


def test_a_register_whose_storing_broke_off_is_empty_and_can_be_kept(vault: Vault) -> None:
    broken = vault.begin(AGREEMENTS, "Afspraken")
    assert stored_register(vault) == Register()
    assert keep_register(vault, ONE) == broken


def test_a_kept_register_is_a_report_too(vault: Vault) -> None:
    assert stored_report(vault, keep_register(vault, ONE)) == register_report(ONE)


def test_words_of_an_agreement_are_not_readable_on_disk(vault: Vault, path: Path) -> None:
    keep_register(vault, ONE)
    vault.close()
    assert b"Kanariewoord" not in b"".join(file.read_bytes() for file in path.parent.iterdir() if file.is_file())


def test_a_record_that_is_no_register_is_refused(vault: Vault) -> None:
    kept = vault.begin(AGREEMENTS, "Afspraken")
    vault.append(kept, {"type": AGREEMENTS, "data": {"agreements": [{"id": "a1"}]}})
    with pytest.raises(InputError) as caught:
        stored_register(vault)
    assert caught.value.key == "afspraken-onleesbaar"
