"""Choosing a model: what is no whole model, or does not fit, is refused before it can do harm."""

from __future__ import annotations

import json
import random
import struct
import subprocess
from pathlib import Path
from types import SimpleNamespace

import pytest
from models_help import CONTENT, fails, gguf_bytes, quiet

from assistant.errors import ModelError
from assistant.model import choice as models
from assistant.model import gguf
from assistant.model.choice import get_model, list_models, model_path, use_model, verify_model
from assistant.settings import Settings


@pytest.fixture
def loads(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(models, "check_loads", lambda _: None)


@pytest.mark.usefixtures("loads")
def test_an_own_file_is_used_and_said_to_be_unknown(here: Settings, tmp_path: Path) -> None:
    own = tmp_path / "eigen.gguf"
    own.write_bytes(gguf_bytes(version=2))
    chosen = use_model(here, str(own))
    assert chosen.path == model_path(here) == verify_model(here) == own
    assert chosen.model is None
    assert list_models(here)[-1].in_use
    assert list_models(here)[-1].id == str(own)
    assert here.choices_file.stat().st_mode & 0o777 == 0o600
    data = own.read_bytes()
    own.write_bytes(data[:-1] + b"x")
    fails("model-veranderd", lambda: verify_model(here))
    own.write_bytes(data + b"x")
    fails("model-veranderd", lambda: model_path(here))
    own.unlink()
    fails("model-weg", lambda: model_path(here))
    assert not list_models(here)[-1].present


@pytest.mark.usefixtures("loads")
def test_a_known_file_elsewhere_is_recognised_and_other_choices_stay(here: Settings, tmp_path: Path) -> None:
    here.choices_file.write_text('{"letter": "groot"}')
    own = tmp_path / "kopie.gguf"
    own.write_bytes(gguf_bytes())
    chosen = use_model(here, str(own))
    assert chosen.model is not None
    assert chosen.notice == ""
    assert json.loads(here.choices_file.read_text())["letter"] == "groot"
    assert {path.name for path in here.home.iterdir() if path.name.startswith(".choices")} == set()


@pytest.mark.usefixtures("loads")
def test_a_model_of_the_catalogue_is_used_after_its_digest(here: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    fails("model-ontbreekt", lambda: use_model(here, "los"))
    get_model(here, "los", quiet)
    fails("geen-gguf", lambda: use_model(here, "los"))
    monkeypatch.setattr(models, "check_gguf", lambda _: None)
    use_model(here, "los")
    assert [(state.id, state.in_use, state.present) for state in list_models(here)] == [
        ("ingebouwd", False, False),
        ("delen", False, False),
        ("los", True, True),
    ]
    (here.models_dir / "los.gguf").write_bytes(bytes(len(CONTENT)))
    fails("model-beschadigd", lambda: use_model(here, "los"))
    fails("model-beschadigd", lambda: verify_model(here))


def test_what_is_no_gguf_is_refused(here: Settings, tmp_path: Path) -> None:
    own = tmp_path / "eigen.gguf"
    refused = {
        b"": "geen-gguf",
        b"PK\x03\x04" + bytes(500): "geen-gguf",
        b"GGUF": "gguf-afgekapt",
        gguf_bytes(version=1): "gguf-versie",
        gguf_bytes(version=4): "gguf-versie",
        b"GGUF" + struct.pack("<IQQ", 3, 0, 0) + bytes(99): "gguf-afgekapt",
        b"GGUF" + struct.pack("<IQQ", 3, 1 << 60, 1 << 60) + bytes(99): "gguf-afgekapt",
        b"GGUF" + b"\xff" * 5000: "gguf-versie",
        b"GGUF" + struct.pack("<I", 3) + b"\xff" * 5000: "gguf-afgekapt",
    }
    for content, key in refused.items():
        own.write_bytes(content)
        fails(key, lambda: use_model(here, str(own)))
    assert not here.choices_file.exists()


def test_a_truncated_head_is_refused_at_every_length(here: Settings, tmp_path: Path) -> None:
    own, whole = tmp_path / "eigen.gguf", gguf_bytes(weights=0)
    for length in range(8, len(whole) + 64):
        own.write_bytes((whole + bytes(64))[:length])
        fails("gguf-afgekapt", lambda: gguf.check_gguf(own))
    own.write_bytes(whole + bytes(65))
    gguf.check_gguf(own)


def test_any_noise_in_the_head_is_a_clear_error(tmp_path: Path) -> None:
    own, whole, chance = tmp_path / "eigen.gguf", gguf_bytes(weights=100), random.Random(3)
    for _ in range(400):
        data = bytearray(whole)
        for _ in range(3):
            data[chance.randrange(len(whole) - 100)] = chance.randrange(256)
        own.write_bytes(data)
        try:
            gguf.check_gguf(own)
        except ModelError as error:
            assert error.key in {"geen-gguf", "gguf-versie", "gguf-afgekapt"}  # noqa: PT017


def test_a_model_that_does_not_fit_is_refused(here: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own = tmp_path / "eigen.gguf"
    own.write_bytes(gguf_bytes())
    monkeypatch.setattr(gguf.psutil, "virtual_memory", lambda: SimpleNamespace(available=500_000_000))
    error = fails("model-te-groot", lambda: use_model(here, str(own)))
    assert (error.variables["nodig"], error.variables["vrij"]) == ("0,5", "0,5")
    monkeypatch.setattr(gguf.psutil, "virtual_memory", lambda: SimpleNamespace(available=500_010_000))
    gguf.check_memory(own)


@pytest.mark.parametrize(("code", "key"), [(-4, "model-processor"), (-9, "model-te-groot"), (-11, "model-laadt-niet")])
def test_a_crash_of_the_child_is_a_clear_error(
    here: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int, key: str
) -> None:
    own = tmp_path / "eigen.gguf"
    own.write_bytes(gguf_bytes())
    monkeypatch.setattr(subprocess, "run", lambda *_, **__: SimpleNamespace(returncode=code))
    fails(key, lambda: use_model(here, str(own)))
    assert not here.choices_file.exists()


def test_a_file_with_a_good_head_and_no_model_is_refused_by_the_child(here: Settings, tmp_path: Path) -> None:
    own = tmp_path / "eigen.gguf"
    own.write_bytes(gguf_bytes())
    fails("model-laadt-niet", lambda: use_model(here, str(own)))
    assert not here.choices_file.exists()


def test_a_word_that_is_no_model_and_a_path_that_is_no_file(here: Settings, tmp_path: Path) -> None:
    fails("model-onbekend", lambda: use_model(here, "gpt"))
    fails("model-onleesbaar", lambda: use_model(here, str(tmp_path / "weg.gguf")))
    fails("model-onleesbaar", lambda: use_model(here, str(tmp_path)))


@pytest.mark.parametrize(
    "content", ["", "{", "[]", '{"model": "los"}', '{"model": {"name": 1}}', '{"model": {"x": 1}}']
)
def test_a_broken_file_of_choices_is_said(here: Settings, content: str) -> None:
    here.choices_file.write_text(content)
    fails("keuzes-stuk", lambda: model_path(here))
    assert here.choices_file.read_text() == content


@pytest.mark.model
def test_the_real_embedded_model_is_put_together_checked_and_used(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path, threads=1)
    assert verify_model(settings) == model_path(settings)
    chosen = use_model(settings, "gemma-3-270m")
    assert chosen.model is not None
    assert [state.id for state in list_models(settings) if state.in_use] == ["gemma-3-270m"]


@pytest.mark.model
def test_the_real_model_cut_short_is_refused(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path, threads=1)
    path = model_path(settings)
    cut = tmp_path / "kort.gguf"
    for length, key in ((3_000_000, "gguf-afgekapt"), (path.stat().st_size - 1000, "model-laadt-niet")):
        cut.write_bytes(path.read_bytes()[:length])
        fails(key, lambda: use_model(settings, str(cut)))
