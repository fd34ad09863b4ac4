"""Dialogue flows: strict YAML in prompts/flows/, one file a flow. Knows the script, not the conversation."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from string import Template
from typing import Literal, Self

from pydantic import Field, model_validator

from assistant.content.bank import Move, Phase, Theme
from assistant.content.methods import methods_by_id
from assistant.content.strictyaml import Strict, load_cached, load_yaml
from assistant.errors import InputError
from assistant.settings import content_dir

Audience = Literal["mt-lid", "coach", "teamleider", "team"]


AnswerKind = Literal["woorden", "regels", "zin", "tekst", "getal", "score", "keuze", "datum", "actie", "labels"]
"""What a step takes: words to talk about (woorden), or something to note down. regels: one line a message until
'klaar'; zin: one line; tekst: a whole text; score: 1-5 with a sentence; actie: a line with a date in it;
labels: corrections of labelled spans until 'klaar'."""
MaterialKind = Literal["contract", "aanvraag", "tekst", "oogst"]


ResultKind = Literal[
    "oogst",
    "lezingen",
    "ik-zinnen",
    "contract",
    "programma",
    "spiegel",
    "aanvraag",
    "vragenset",
    "scan",
    "stip-zin",
    "check",
    "besluiten",
    "proef",
]
_MADE = ("contractpunten", "tweelingen", "niet-gezien")
"""What an `each` step can go through besides the lines of an earlier step."""


class Option(Strict):
    """One of the answers to choose from."""

    id: str
    label: str


class Stage(Strict):
    """One step of a flow."""

    id: str
    title: str
    """What the user sees of it."""
    goal: str
    """What the step is for, for the one who reads or edits the flow."""
    ask: str
    """The question that opens the step: the method's own, in our words; `$dit` is the item of an `each` step."""
    sources: tuple[str, ...] = Field(min_length=1)
    """Method rows of the opening question."""
    answer: AnswerKind = "woorden"
    themes: tuple[Theme, ...] = ()
    phases: tuple[Phase, ...] = ()
    """Stages of the bank that follow-up questions may come from."""
    moves: tuple[Move, ...] = ()
    """Moves that follow-up questions may make."""
    questions: int = Field(default=1, ge=1, le=8)
    """Questions asked in this step at most, the opening one included."""
    exit: Literal["na-vragen", "na-antwoord"] = "na-antwoord"
    """na-vragen: when all its questions were answered; na-antwoord: after the first answer of substance."""
    pace: Literal["rustig", "gewoon"] = "gewoon"
    """rustig: only careful questions."""
    own: tuple[str, ...] = ()
    """Questions that bring an answer about others back to what the user did."""
    options: tuple[Option, ...] = ()
    lowest: int = 0
    highest: int = 0
    """Bounds of a 'getal'."""
    days: int = Field(default=0, ge=0)
    """How far ahead a date may lie; 0: any day to come."""
    most: int = Field(default=6, ge=1, le=40)
    """Lines of 'regels' at most."""
    each: str = ""
    """Asked once for each of these: lines of an earlier step, or 'contractpunten', 'tweelingen',
    'niet-gezien'."""
    fills: str = ""
    """Point of the contract that the answer is written down at."""
    shows: bool = False
    """What was made so far is shown before this step asks."""

    @property
    def collects(self) -> bool:
        """Whether the answer is noted down instead of talked about."""
        return self.answer != "woorden"

    @model_validator(mode="after")
    def _fits_its_answer(self) -> Self:
        talks = bool(self.themes and self.phases and self.moves)
        if talks == self.collects:
            raise ValueError(f"stap {self.id}: 'themes', 'phases' en 'moves' horen bij 'woorden', en alleen daarbij")
        if bool(self.options) != (self.answer == "keuze"):
            raise ValueError(f"stap {self.id}: 'options' hoort bij 'keuze', en alleen daarbij")
        if (self.answer == "getal") != (self.highest > self.lowest):
            raise ValueError(f"stap {self.id}: 'lowest' en 'highest' horen bij 'getal', en alleen daarbij")
        if set(Template(self.ask).get_identifiers()) - ({"dit"} if self.each else set()):
            raise ValueError(f"stap {self.id}: alleen een stap met 'each' mag $dit in 'ask' hebben")
        return self


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
    result: ResultKind = "oogst"
    """What the flow ends with; see assistant/results/."""
    material: MaterialKind | None = None
    """What it can start from: a contract, a request document, a text, or the harvest of last time."""
    material_needed: bool = False

    @model_validator(mode="after")
    def _is_consistent(self) -> Self:
        ids = [stage.id for stage in self.stages]
        if len(set(ids)) != len(ids):
            raise ValueError("twee stappen hebben dezelfde id")
        rows = {row for stage in self.stages for row in stage.sources} | set(self.methods)
        if unknown := rows - set(methods_by_id()):
            raise ValueError(f"onbekende bronrijen {sorted(unknown)}")
        if self.material_needed and self.material != "contract":
            raise ValueError("alleen een contract kan nodig zijn om te beginnen")
        for number, stage in enumerate(self.stages):
            if stage.each and stage.each not in {*_MADE, *ids[:number]}:
                raise ValueError(f"stap {stage.id} vraagt naar '{stage.each}', maar die stap komt er niet voor")
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
