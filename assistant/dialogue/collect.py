"""Read an answer that is noted down: a score, a number, a choice, a date, a line. Rules only.

Whatever can't be read is an InputError with the cure, and the conversation stands where it stood.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache
from typing import Literal

from assistant.agenda.dates import find_date, future_date
from assistant.content.flows import Option, Stage
from assistant.content.strictyaml import Strict, load_cached
from assistant.dialogue.session import Answer, Session
from assistant.errors import InputError
from assistant.settings import content_dir

Wish = Literal["klaar", "overslaan", "houden"]
SCORES = (1, 5)


class CollectRules(Strict):
    """prompts/collect.yaml."""

    done: tuple[str, ...]
    skip: tuple[str, ...]
    keep: tuple[str, ...]
    lead: str
    numbers: dict[str, int]


@cache
def load_rules() -> CollectRules:
    """The rules. Raises ContentError."""
    return load_cached(content_dir() / "prompts" / "collect.yaml", CollectRules)


def wish_in(session: Session, message: str) -> Wish | None:
    """Whether the message ends a list, leaves a question open, or keeps an agreement as it is."""
    rules, plain = load_rules(), _plain(message)
    if session.stage.answer in {"regels", "labels"} and _is(plain, rules.done):
        return "klaar"
    if session.stage.each == "contractpunten" and _is(plain, rules.keep):
        return "houden"
    return "overslaan" if _is(plain, rules.skip) else None


def read_answer(session: Session, message: str) -> Answer:
    """What is noted down for `message` at the present step. Raises InputError."""
    stage, said = session.stage, message.strip()
    if not said or (stage.answer == "tekst" and not any(map(str.isalpha, said))):
        raise InputError("antwoord-leeg")
    if _asks_back(session, said):
        raise InputError("antwoord-vraag")
    note = Answer(stage.id, session.item, said)
    if stage.answer == "score":
        return _score(note)
    if stage.answer == "getal":
        return _number(note, stage)
    if stage.answer == "keuze":
        return Answer(stage.id, session.item, choice_in(said, stage.options).id)
    if stage.answer == "datum":
        return Answer(stage.id, session.item, said, day=future_date(said, session.today, stage.days or None))
    if stage.answer == "actie":
        return _action(note, session, stage)
    if stage.answer == "regels" and any(said == line.value for line in session.answers_at(stage.id)):
        # Later steps ask about a line by its words.
        raise InputError("regel-dubbel")
    return note


def _asks_back(session: Session, said: str) -> bool:
    """Whether a question to the tool stands where an answer is asked for."""
    kind = session.stage.answer
    alone = said.endswith("?") and len(said) < 200 and not re.search(r"[.!?]\s", said)
    return alone and (kind in {"zin", "regels", "actie"} or (kind == "tekst" and session.flow.result == "aanvraag"))


def choice_in(said: str, options: Sequence[Option]) -> Option:
    """The option that is meant: by number, by id, or by words that only it has. Raises InputError."""
    plain = _plain(said)
    if re.fullmatch(r"[0-9]{1,3}", plain) and 1 <= int(plain) <= len(options):
        return options[int(plain) - 1]
    exact = [option for option in options if plain in {option.id, option.label.lower()}]
    own = {option.id: _words(f"{option.id} {option.label}") for option in options}
    counts = Counter(word for words in own.values() for word in words)
    near = [option for option in options if any(counts[word] == 1 for word in _words(plain) & own[option.id])]
    found = exact or near
    if len(found) != 1:
        raise InputError("keuze-onbekend", keuzes=", ".join(f"{n} {o.label}" for n, o in enumerate(options, start=1)))
    return found[0]


def _score(note: Answer) -> Answer:
    number, rest = _leading_number(note.value)
    if number is None or not SCORES[0] <= number <= SCORES[1]:
        raise InputError("score-buiten", laagste=SCORES[0], hoogste=SCORES[1])
    return Answer(note.stage, note.item, rest, number)


def _number(note: Answer, stage: Stage) -> Answer:
    number, _ = _leading_number(note.value)
    if number is None or not stage.lowest <= number <= stage.highest:
        raise InputError("getal-buiten", laagste=stage.lowest, hoogste=stage.highest)
    return Answer(note.stage, note.item, note.value, number)


def _action(note: Answer, session: Session, stage: Stage) -> Answer:
    found = find_date(note.value, session.today)
    if found is None:
        raise InputError("actie-zonder-datum")
    words, day = found
    future_date(day.isoformat(), session.today, stage.days or None)
    if len(note.value) - len(words) < 3:
        raise InputError("actie-zonder-woorden")
    return Answer(note.stage, note.item, note.value, day=day)


def _leading_number(said: str) -> tuple[int | None, str]:
    """The number in front and the words after it; no number for '3,5', '7 of 8', '3-4' or 'een beetje'."""
    rules = load_rules()
    words = "|".join(map(re.escape, rules.numbers))
    # Atomic, or the 'een' of 'een 3,5' would be read as 1.
    second = rf"[\w/]|[.,]\d|\s*[-–]\s*\d| (?:of|à|tot) | en (?:\d|{words})"
    found = re.match(rf"(?>{rules.lead})(\d+|{words})(?:/5)?(?!{second})", said, re.I)
    if found is None:
        return None, said
    token = found.group(1).lower()
    number = rules.numbers[token] if token in rules.numbers else int(token[:6])
    return number, said[found.end() :].lstrip(" .,:;–—-").strip()


def _words(said: str) -> set[str]:
    return set(re.findall(r"\w{3,}", said.lower()))


def _is(plain: str, patterns: Sequence[str]) -> bool:
    return any(re.fullmatch(pattern, plain) for pattern in patterns)


def _plain(message: str) -> str:
    return " ".join(message.lower().split()).strip(" .,!?;:")
