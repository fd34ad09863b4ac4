"""Dialogue flows: strict YAML in prompts/flows/, one file a flow. Knows the script, not the conversation."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Literal, Self

from pydantic import Field, model_validator

from assistant.content.bank import Move, Phase, Theme
from assistant.content.methods import methods_by_id
from assistant.content.strictyaml import Strict, load_cached, load_yaml
from assistant.errors import InputError
from assistant.settings import content_dir

Audience = Literal["mt-lid", "coach", "teamleider", "team"]


class Stage(Strict):
    """One step of a flow."""

    id: str
    title: str
    """What the user sees of it."""
    goal: str
    """What the step is for, for the one who reads or edits the flow."""
    ask: str
    """The question that opens the step: the method's own, in our words."""
    sources: tuple[str, ...] = Field(min_length=1)
    """Method rows of the opening question."""
    themes: tuple[Theme, ...] = Field(min_length=1)
    phases: tuple[Phase, ...] = Field(min_length=1)
    """Stages of the bank that follow-up questions may come from."""
    moves: tuple[Move, ...] = Field(min_length=1)
    """Moves that follow-up questions may make."""
    questions: int = Field(ge=1, le=8)
    """Questions asked in this step at most, the opening one included."""
    exit: Literal["na-vragen", "na-antwoord"]
    """na-vragen: when all its questions were answered; na-antwoord: after the first answer of substance."""
    pace: Literal["rustig", "gewoon"]
    """rustig: only careful questions."""


class Flow(Strict):
    """A whole reflection, from opening to harvest."""

    id: str
    title: str
    line: str
    """One line that tells the user what it is for."""
    audience: tuple[Audience, ...] = Field(min_length=1)
    methods: tuple[str, ...] = Field(min_length=1)
    minutes: int = Field(ge=3, le=120)
    welcome: str
    """What is said before the first question."""
    stages: tuple[Stage, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _is_consistent(self) -> Self:
        ids = [stage.id for stage in self.stages]
        if len(set(ids)) != len(ids):
            raise ValueError("twee stappen hebben dezelfde id")
        rows = {row for stage in self.stages for row in stage.sources} | set(self.methods)
        if unknown := rows - set(methods_by_id()):
            raise ValueError(f"onbekende bronrijen {sorted(unknown)}")
        return self

    def to_json(self) -> dict[str, object]:
        """The shape that `waterlijn flow list --json` promises for a flow."""
        return {
            "id": self.id,
            "title": self.title,
            "audience": list(self.audience),
            "methods": list(self.methods),
            "minutes": self.minutes,
        }


def flow_files() -> list[Path]:
    """The shipped flow files, in order of name."""
    return sorted((content_dir() / "prompts" / "flows").glob("*.yaml"))


@cache
def load_flows() -> dict[str, Flow]:
    """Every shipped flow by id. Raises ContentError."""
    flows = (load_cached(path, Flow) for path in flow_files())
    return {flow.id: flow for flow in flows}


def find_flow(flow_id: str) -> Flow:
    """The flow with this id. Raises InputError that lists the ids."""
    flows = load_flows()
    if flow_id not in flows:
        raise InputError("onbekende-flow", flow=flow_id, flows=", ".join(flows))
    return flows[flow_id]


def check_flow(path: Path) -> Flow:
    """Read one flow file. Raises ContentError with file name and line."""
    return load_yaml(path, Flow)
