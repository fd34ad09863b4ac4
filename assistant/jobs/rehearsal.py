"""The rehearsal (proefsessie): a coach tries questions on five scripted participants.

rehearsal = rehearse(read_questions(pasted))
write_report(to_report(rehearsal), path)

No model: the participants (prompts/rehearsal.yaml) answer to a kind of question and know nothing of its topic, so
this proves nothing about a real group; the report says so first.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Sequence
from typing import get_args

from assistant.errors import InputError
from assistant.jobs.rehearsal_problems import LONGEST, Finding, find_problems
from assistant.jobs.rehearsal_reading import read_questions
from assistant.jobs.rehearsal_records import MOST, Reaction, Rehearsal, Tried, to_json
from assistant.jobs.rehearsal_report import to_report
from assistant.jobs.rehearsal_rules import Answer, Effect, Participant, Problem, participants


def rehearse(questions: Sequence[str]) -> Rehearsal:
    """Try the questions. Raises InputError: proefsessie-leeg, -te-veel, -te-lang."""
    asked = [question.strip() for question in questions if question.strip()]
    _check(asked)
    used: Counter[tuple[str, str]] = Counter()
    return Rehearsal(tuple(_try(question, used) for question in asked))


def _check(asked: Sequence[str]) -> None:
    if not asked:
        raise InputError("proefsessie-leeg")
    if len(asked) > MOST:
        raise InputError("proefsessie-te-veel", maximum=MOST, aantal=len(asked))
    for number, question in enumerate(asked, 1):
        if len(question) > LONGEST:
            raise InputError("proefsessie-te-lang", nummer=number, maximum=LONGEST)


def _try(question: str, used: Counter[tuple[str, str]]) -> Tried:
    findings = find_problems(question)
    problems = {finding.problem for finding in findings}
    reactions = tuple(_react(who, question, problems, used) for who in participants())
    return Tried(question, findings, reactions, _most([reaction.effect for reaction in reactions]))


def _react(who: Participant, question: str, problems: set[Problem], used: Counter[tuple[str, str]]) -> Reaction:
    answer = next(one for one in who.reactions if one.to in problems or (one.to == "geen" and not problems))
    said = _wording(who, answer, question, used)
    used[who.id, said] += 1
    return Reaction(who, answer.effect, said)


def _wording(who: Participant, answer: Answer, question: str, used: Counter[tuple[str, str]]) -> str:
    """One of the wordings that this set used least so far; the same one every time."""
    least = min(used[who.id, said] for said in answer.said)
    fresh = [said for said in answer.said if used[who.id, said] == least]
    digest = hashlib.sha256(f"{who.id}|{question}".encode("utf-8", "replace")).digest()
    return fresh[int.from_bytes(digest[:4], "big") % len(fresh)]


def _most(effects: Sequence[Effect]) -> Effect:
    counted = Counter(effects)
    order = get_args(Effect)
    return max(counted, key=lambda effect: (counted[effect], order.index(effect)))


__all__ = [
    "MOST",
    "Effect",
    "Finding",
    "Participant",
    "Problem",
    "Reaction",
    "Rehearsal",
    "Tried",
    "find_problems",
    "participants",
    "read_questions",
    "rehearse",
    "to_json",
    "to_report",
]
