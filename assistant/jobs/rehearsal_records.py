"""What a rehearsal is: questions with what was found in them and what the scripted participants say."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict, dataclass
from typing import Any, get_args

from assistant.jobs.rehearsal_problems import Finding
from assistant.jobs.rehearsal_rules import Effect, Participant

MOST = 30
"""Questions in one rehearsal."""


@dataclass(frozen=True)
class Reaction:
    """What one participant says to a question."""

    participant: Participant
    effect: Effect
    said: str


@dataclass(frozen=True)
class Tried:
    """One question, tried."""

    question: str
    findings: tuple[Finding, ...]
    reactions: tuple[Reaction, ...]
    effect: Effect
    """What most participants do; of two that share the first place the one that opens least."""


@dataclass(frozen=True)
class Rehearsal:
    """A question set, tried."""

    tried: tuple[Tried, ...]

    @property
    def effects(self) -> dict[Effect, int]:
        """How many questions had which effect."""
        counted = Counter(one.effect for one in self.tried)
        return {effect: counted[effect] for effect in get_args(Effect)}

    @property
    def cues(self) -> tuple[str, ...]:
        """The words found, each once."""
        return tuple(dict.fromkeys(finding.cue for one in self.tried for finding in one.findings))


def to_json(rehearsal: Rehearsal) -> dict[str, Any]:
    """{"scripted": true, "effects", "cues", "tried": [{"question", "findings", "reactions", "effect"}]}.

    A reaction is {"participant": their id, "name", "effect", "said"}.
    """
    tried = [_tried_json(one) for one in rehearsal.tried]
    return {"scripted": True, "effects": rehearsal.effects, "cues": list(rehearsal.cues), "tried": tried}


def _tried_json(tried: Tried) -> dict[str, Any]:
    reactions = [
        {"participant": one.participant.id, "name": one.participant.name, "effect": one.effect, "said": one.said}
        for one in tried.reactions
    ]
    findings = [asdict(finding) for finding in tried.findings]
    return {"question": tried.question, "findings": findings, "reactions": reactions, "effect": tried.effect}
