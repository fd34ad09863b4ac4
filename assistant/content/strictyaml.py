"""Read a YAML content file into a pydantic model; every fault names the file and the line.

Knows nothing of what the files mean: flows, questions, texts, rules and the catalogue all pass here.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TypeVar, cast

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError

from assistant.errors import ContentError
from assistant.settings import content_dir


class Strict(BaseModel):
    """Base of every content schema: unknown keys are errors, values never change after loading."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=False)


S = TypeVar("S", bound=BaseModel)

_REASONS = {
    "extra_forbidden": "de sleutel '{key}' is onbekend",
    "missing": "de sleutel '{key}' ontbreekt",
    "literal_error": "de waarde van '{key}' is niet toegestaan; kies uit {expected}",
}


def load_yaml(path: Path, schema: type[S]) -> S:
    """Return the file as `schema`. Raises ContentError with file name and line."""
    try:
        source = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise ContentError(_shown(path), 1, "het bestand is niet te lezen als tekst") from error
    return parse_yaml(source, schema, path)


def parse_yaml(source: str, schema: type[S], path: Path, first_line: int = 0) -> S:
    """Return `source` as `schema`; `first_line` is what stands above it in the file (front matter)."""
    try:
        # The safe C loader where PyYAML has it: the question bank is read at every start.
        loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
        node = yaml.compose(source, Loader=loader)
        data = yaml.load(source, Loader=loader)  # noqa: S506 - both are safe loaders
    except (ValueError, RecursionError) as error:
        # A date or number that can't be, or a value that holds itself.
        raise ContentError(_shown(path), first_line + 1, "dit is geen geldige YAML") from error
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = first_line + (mark.line + 1 if mark else 1)
        raise ContentError(_shown(path), line, "dit is geen geldige YAML") from error
    try:
        _refuse_double_keys(node, path, first_line)
    except RecursionError as error:
        raise ContentError(_shown(path), first_line + 1, "dit is geen geldige YAML") from error
    try:
        return schema.model_validate(data)
    except ValidationError as error:
        fault = error.errors()[0]
        line = first_line + _line_of(node, fault["loc"])
        raise ContentError(_shown(path), line, _reason(fault["type"], fault["loc"], fault)) from error


_LOADED: dict[tuple[Path, type[BaseModel]], BaseModel] = {}


def load_cached(path: Path, schema: type[S]) -> S:
    """`load_yaml`, read once a process: shipped content does not change while we run."""
    key = (path, schema)
    if key not in _LOADED:
        _LOADED[key] = load_yaml(path, schema)
    return cast(S, _LOADED[key])


def _reason(kind: str, loc: Sequence[int | str], fault: object) -> str:
    key = next((str(part) for part in reversed(loc) if isinstance(part, str)), "?")
    details = fault if isinstance(fault, dict) else {}
    if kind == "value_error":
        return str(details.get("msg", "")).removeprefix("Value error, ")
    if not loc:
        return "het bestand heeft niet de vorm die hier hoort"
    expected = details.get("ctx", {}).get("expected", "")
    plain = "de waarde van '{key}' heeft niet de vorm die hier hoort"
    return _REASONS.get(kind, plain).format(key=key, expected=str(expected).replace(" or ", " of "))


def _line_of(node: yaml.Node | None, loc: Sequence[int | str]) -> int:
    """Line (from 1) of the deepest part of `loc` that is in the file."""
    line = node.start_mark.line if node else 0
    for part in loc:
        if isinstance(node, yaml.MappingNode):
            pair = next((p for p in node.value if p[0].value == str(part)), None)
            if pair is None:
                break
            line, node = pair[0].start_mark.line, pair[1]
        elif isinstance(node, yaml.SequenceNode) and isinstance(part, int) and part < len(node.value):
            node = node.value[part]
            line = node.start_mark.line
    return line + 1


def _refuse_double_keys(node: yaml.Node | None, path: Path, first_line: int) -> None:
    if isinstance(node, yaml.MappingNode):
        seen: set[str] = set()
        for key, value in node.value:
            if key.value in seen:
                line = first_line + key.start_mark.line + 1
                raise ContentError(_shown(path), line, f"de sleutel '{key.value}' staat er twee keer")
            seen.add(key.value)
            _refuse_double_keys(value, path, first_line)
    elif isinstance(node, yaml.SequenceNode):
        for value in node.value:
            _refuse_double_keys(value, path, first_line)


def _shown(path: Path) -> str:
    """The path as a user knows it: from the project folder where it lies there."""
    try:
        return str(path.resolve().relative_to(content_dir()))
    except ValueError:
        return str(path)
