"""Downloads from a real server on this machine: whole or not at all, and every fault has its own error."""

from __future__ import annotations

import shutil
from types import SimpleNamespace

import pytest
from filelock import FileLock
from models_help import CONTENT, Hub, fails, names, quiet

from assistant.model.choice import get_model, model_path
from assistant.settings import Settings


def test_a_model_is_downloaded_whole_and_only_once(here: Settings, hub: Hub) -> None:
    seen: list[tuple[int, int]] = []
    path = get_model(here, "los", lambda done, total: seen.append((done, total)))
    assert path.read_bytes() == CONTENT
    assert names(here) == {"los.gguf"}
    assert seen == sorted(seen)
    assert seen[-1] == (len(CONTENT), len(CONTENT))
    asked = len(hub.asked)
    assert get_model(here, "los", quiet) == path
    assert len(hub.asked) == asked
    assert model_path(here, "los") == path


def test_a_broken_download_goes_on_where_it_stopped(here: Settings, hub: Hub) -> None:
    hub.cut_at = 2_500_000
    error = fails("download-afgebroken", lambda: get_model(here, "los", quiet))
    assert error.variables["model"] == "los"
    assert names(here) == {"los.gguf.part"}
    have = (here.models_dir / "los.gguf.part").stat().st_size
    assert 0 < have <= 2_500_000
    hub.cut_at = None
    seen: list[int] = []
    assert get_model(here, "los", lambda done, _: seen.append(done)).read_bytes() == CONTENT
    assert hub.asked[-1] == f"bytes={have}-"
    assert min(seen) > have
    assert names(here) == {"los.gguf"}


def test_a_server_without_ranges_starts_again(here: Settings, hub: Hub) -> None:
    hub.cut_at, hub.ranges = 2_500_000, False
    fails("download-afgebroken", lambda: get_model(here, "los", quiet))
    hub.cut_at = None
    assert get_model(here, "los", quiet).read_bytes() == CONTENT


def test_a_rest_that_is_too_long_is_fetched_again(here: Settings, hub: Hub) -> None:
    here.models_dir.mkdir()
    (here.models_dir / "los.gguf.part").write_bytes(bytes(len(CONTENT) + 5))
    assert get_model(here, "los", quiet).read_bytes() == CONTENT


def test_a_complete_rest_needs_no_download(here: Settings, hub: Hub) -> None:
    here.models_dir.mkdir()
    (here.models_dir / "los.gguf.part").write_bytes(CONTENT)
    assert get_model(here, "los", quiet).read_bytes() == CONTENT
    assert not hub.asked


def test_wrong_bytes_are_thrown_away(here: Settings, hub: Hub) -> None:
    hub.content = CONTENT[:-1] + bytes([CONTENT[-1] ^ 1])
    fails("model-digest", lambda: get_model(here, "los", quiet))
    assert names(here) == set()


def test_a_rest_of_another_file_is_thrown_away(here: Settings, hub: Hub) -> None:
    here.models_dir.mkdir()
    (here.models_dir / "los.gguf.part").write_bytes(b"anders")
    fails("model-digest", lambda: get_model(here, "los", quiet))
    assert names(here) == set()
    assert get_model(here, "los", quiet).read_bytes() == CONTENT


@pytest.mark.parametrize(("status", "key"), [(404, "model-niet-op-hub"), (500, "hub-weigert"), (403, "hub-weigert")])
def test_a_refusal_of_the_server_is_said(here: Settings, hub: Hub, status: int, key: str) -> None:
    hub.status = status
    fails(key, lambda: get_model(here, "los", quiet))
    assert names(here) == set()


@pytest.mark.parametrize("have", [0, 1000])
def test_a_page_instead_of_the_model_is_refused_at_once(here: Settings, hub: Hub, have: int) -> None:
    here.models_dir.mkdir()
    if have:
        (here.models_dir / "los.gguf.part").write_bytes(CONTENT[:have])
    hub.content = b"<html>log in</html>" * 100
    fails("hub-ander-bestand", lambda: get_model(here, "los", quiet))
    assert not (here.models_dir / "los.gguf").exists()


def test_no_server_is_said(here: Settings) -> None:
    # Port 9 (discard) is closed on any machine that runs these tests.
    fails("geen-verbinding", lambda: get_model(here, "los", quiet, "http://127.0.0.1:9/{repository}/{file}"))
    assert names(here) == set()


def test_a_full_disk_is_said_before_a_byte_is_asked(here: Settings, hub: Hub, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(free=100_000_000))
    for model_id in ("los", "delen", "ingebouwd"):
        fails("schijf-vol", lambda model_id=model_id: get_model(here, model_id, quiet))
    assert not hub.asked
    assert names(here) == set()


def test_a_disk_that_fills_up_on_the_way_is_said(here: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    fails("schijf-vol", lambda: get_model(here, "los", full))
    assert names(here) == {"los.gguf.part"}


def test_an_older_file_stays_until_the_new_one_is_whole(here: Settings, hub: Hub) -> None:
    here.models_dir.mkdir()
    (here.models_dir / "los.gguf").write_bytes(b"oud")
    hub.cut_at = 2_500_000
    fails("download-afgebroken", lambda: get_model(here, "los", quiet))
    assert (here.models_dir / "los.gguf").read_bytes() == b"oud"
    fails("model-beschadigd", lambda: model_path(here, "los"))


def test_two_downloads_of_one_model_do_not_mix(here: Settings) -> None:
    here.models_dir.mkdir()
    with FileLock(here.models_dir / "los.gguf.lock"):
        fails("model-bezig", lambda: get_model(here, "los", quiet))


def test_an_unknown_model_names_those_that_exist(here: Settings) -> None:
    error = fails("model-onbekend", lambda: get_model(here, "gpt", quiet))
    assert error.variables["modellen"] == "ingebouwd, delen, los"
