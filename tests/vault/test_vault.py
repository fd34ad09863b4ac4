"""The vault keeps what was stored, hides it, and tells clearly why it can't."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from vault_help import CANARY, PHRASE, Snapshot, all_bytes, fails, opened, snapshot, sql

from assistant.kept import vaultfile
from assistant.kept.vault import Vault


def test_what_is_stored_is_read_back_after_reopening(filled: tuple[Path, Snapshot]) -> None:
    path, before = filled
    with opened(path) as vault:
        assert snapshot(vault) == before
        assert [(s.title, s.records) for s in vault.list()] == [(f"{CANARY} een", 2), (f"{CANARY} twee", 3)]


def test_replace_puts_the_new_records_in_the_place_of_all(vault: Vault) -> None:
    session = vault.begin("flow", "titel")
    for number in range(3):
        vault.append(session, {"n": number})
    vault.replace(session, [{"n": "nieuw"}])
    vault.append(session, {"n": "erna"})
    assert vault.read(session) == [{"n": "nieuw"}, {"n": "erna"}]


def test_replace_changes_nothing_when_one_record_is_not_json(vault: Vault) -> None:
    session = vault.begin("flow", "titel")
    vault.append(session, {"n": 1})
    with pytest.raises(TypeError):
        vault.replace(session, [{"n": 2}, {"n": object()}])
    assert vault.read(session) == [{"n": 1}]


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(records=st.lists(st.dictionaries(st.text(), json_values, max_size=4), max_size=4), title=st.text())
def test_any_json_comes_back_as_it_was(vault: Vault, records: list[dict[str, object]], title: str) -> None:
    session = vault.begin("vrij", title)
    for record in records:
        vault.append(session, record)
    assert vault.read(session) == records
    vault.replace(session, records[::-1])
    assert vault.read(session) == records[::-1]
    assert vault.list()[-1].title == title


def test_a_lone_surrogate_does_not_break_a_turn(vault: Vault) -> None:
    session = vault.begin("vrij", "half \ud83d teken")
    vault.append(session, {"tekst": "\ud83d"})
    assert vault.read(session) == [{"tekst": "\ud83d"}]


def test_wrong_passphrase_opens_nothing_and_harms_nothing(filled: tuple[Path, Snapshot]) -> None:
    path, before = filled
    data = path.read_bytes()
    for wrong in (PHRASE + " ", PHRASE.upper(), ""):
        fails("verkeerde-zin", lambda wrong=wrong: opened(path, wrong))
    assert path.read_bytes() == data
    with opened(path) as vault:
        assert snapshot(vault) == before


def test_passphrase_is_the_same_from_every_keyboard(path: Path) -> None:
    opened(path, "één zin met een accent").close()
    opened(path, "e\u0301e\u0301n zin met een accent").close()


def test_short_passphrase_is_refused_at_creation_and_makes_no_file(path: Path) -> None:
    fails("zin-te-kort", lambda: opened(path, "kort"))
    assert not path.exists()


def test_nothing_readable_on_disk_and_only_for_the_owner(filled: tuple[Path, Snapshot]) -> None:
    path, _ = filled
    assert CANARY.encode() not in all_bytes(path.parent)
    assert path.stat().st_mode & 0o777 == 0o600
    assert [file.name for file in path.parent.iterdir()] == ["sessions.db"]
    path.chmod(0o644)
    opened(path).close()
    assert path.stat().st_mode & 0o777 == 0o600


def test_equal_sessions_and_short_and_shorter_records_look_different_and_alike(vault: Vault, path: Path) -> None:
    session = vault.begin("flow", "titel")
    for word in ("ja", "ja", "helemaal niet mee eens"):
        vault.append(session, {"tekst": word})
    bodies = [row[0] for row in sql(path, "SELECT body FROM record")]
    assert len(set(bodies)) == 3
    assert len({len(body) for body in bodies if isinstance(body, bytes)}) == 1


def test_a_folder_or_missing_parent_gives_a_clear_error(tmp_path: Path) -> None:
    fails("kluis-rechten", lambda: opened(tmp_path))
    fails("kluis-rechten", lambda: opened(tmp_path / "er niet" / "sessions.db"))


def test_a_lock_of_another_program_is_said(filled: tuple[Path, Snapshot], monkeypatch: pytest.MonkeyPatch) -> None:
    path, before = filled
    monkeypatch.setattr(vaultfile, "BUSY_SECONDS", 0.02)
    session = next(iter(before))
    with opened(path) as vault:
        other = sqlite3.connect(path, isolation_level=None)
        other.execute("BEGIN EXCLUSIVE")
        fails("kluis-bezet", lambda: vault.append(session, {"n": 1}))
        fails("kluis-bezet", vault.list)
        fails("kluis-bezet", lambda: opened(path))
        fails("kluis-bezet", lambda: Vault.forget_without_key(path))
        fails("kluis-bezet", lambda: Vault.forget_without_key(path, session))
        other.close()
        assert snapshot(vault) == before


def test_a_full_disk_is_said_and_loses_nothing(filled: tuple[Path, Snapshot]) -> None:
    path, before = filled
    session = next(iter(before))
    with opened(path) as vault:
        vault._database.execute("PRAGMA max_page_count = 1")
        fails("kluis-schijf", lambda: vault.append(session, {"tekst": "x" * 100_000}))
        fails("kluis-schijf", lambda: vault.replace(session, [{"tekst": "x" * 100_000}]))
        assert snapshot(vault) == before


def test_two_open_vaults_see_each_other(path: Path) -> None:
    with opened(path) as one, opened(path) as two:
        session = one.begin("flow", "titel")
        two.append(session, {"n": 0})
        one.append(session, {"n": 1})
        assert two.read(session) == [{"n": 0}, {"n": 1}]
