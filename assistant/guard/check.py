"""Apply the rules to a reply, sentence by sentence."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from assistant.guard.content import Compiled, attribution, moods, rules, words
from assistant.guard.echo import UserWords
from assistant.guard.questions import question_breaches
from assistant.guard.sentences import WORD, Sentence, sentences
from assistant.guard.verdict import Breach, Verdict

MAX_WORDS = 90
MAX_CHARACTERS = 1000
"""Longer is too long whatever the words; what stands beyond is not looked at."""
BANK = frozenset({"MEER_VRAGEN", "GESLOTEN", "LEIDEND", "ADVIES", "STUREN"})
UNFAITHFUL = "Dit woord voor een gevoel of oordeel heeft de gebruiker niet gebruikt."


def check_reply(user_words: str, reply: str) -> Verdict:
    """Judge a composed reply against everything the user said so far. Never raises."""
    user = UserWords(user_words)
    seen = reply[:MAX_CHARACTERS]
    found = list(sentences(seen, user.folded))
    breaches = [breach for sentence in found for breach in _sentence_breaches(sentence, seen, user)]
    return Verdict.of((*_too_long(reply), *breaches, *question_breaches(seen, found)))


def check_question(text: str) -> Verdict:
    """Judge a question for the question bank: open, one question, no advice, not leading. Never raises."""
    seen = text[:MAX_CHARACTERS]
    breaches = [breach for breach in check_reply("", seen).breaches if breach.code in BANK]
    if "?" not in seen:
        breaches.append(Breach("MEER_VRAGEN", seen.strip(), "Hier hoort precies één vraag te staan."))
    return Verdict.of(breaches)


def _sentence_breaches(sentence: Sentence, reply: str, user: UserWords) -> Iterator[Breach]:
    for compiled in rules():
        span = _first_match(compiled, sentence, user)
        if span:
            start, end = (sentence.start + at for at in span)
            yield Breach(compiled.rule.code, reply[start:end].strip(), compiled.rule.why)
    if not sentence.asks:
        yield from _unfaithful(sentence, reply, user)
    if _is_foreign(sentence):
        whole = reply[sentence.start : sentence.start + len(sentence.folded)]
        yield Breach("TAAL", whole, "Deze zin is geen Nederlands.")


def _first_match(compiled: Compiled, sentence: Sentence, user: UserWords) -> tuple[int, int] | None:
    if compiled.rule.where != "any" and (compiled.rule.where == "question") != sentence.asks:
        return None
    for found in compiled.find.finditer(sentence.folded):
        if not _excepted(compiled, found.span(), sentence) and not _is_yours(compiled, found[0], sentence, user):
            return found.span()
    return None


def _excepted(compiled: Compiled, span: tuple[int, int], sentence: Sentence) -> bool:
    exceptions = compiled.unless.finditer(sentence.folded) if compiled.unless else ()
    return any(found.start() < span[1] and found.end() > span[0] for found in exceptions)


def _is_yours(compiled: Compiled, phrase: str, sentence: Sentence, user: UserWords) -> bool:
    """Whether the words are the user's own, given back as theirs."""
    if compiled.rule.yours == "never":
        return False
    if compiled.rule.yours == "echo" and user.holds(sentence.folded):
        return True
    return bool(attribution().search(sentence.folded)) and user.said(phrase)


def _unfaithful(sentence: Sentence, reply: str, user: UserWords) -> Iterator[Breach]:
    for found in WORD.finditer(sentence.folded):
        family = next((at for at, mood in enumerate(moods()) if mood.fullmatch(found[0])), None)
        if family is not None and not user.said_mood(family):
            start = sentence.start + found.start()
            yield Breach("ONTROUW", reply[start : start + len(found[0])], UNFAITHFUL)


def _is_foreign(sentence: Sentence) -> bool:
    other = sum(word in words().foreign for word in sentence.words)
    dutch = sum(word in words().dutch for word in sentence.words)
    return other > max(1, dutch) or _is_foreign_script(sentence)


def _is_foreign_script(sentence: Sentence) -> bool:
    strange = [c for c in sentence.folded if c.isalpha() and not unicodedata.name(c, "").startswith("LATIN")]
    return len(strange) > 1


def _too_long(reply: str) -> tuple[Breach, ...]:
    starts = [found.start() for found in WORD.finditer(reply)]
    if len(starts) <= MAX_WORDS and len(reply) <= MAX_CHARACTERS:
        return ()
    beyond = starts[MAX_WORDS] if len(starts) > MAX_WORDS else MAX_CHARACTERS
    return (Breach("LENGTE", reply[beyond:], f"Dit is langer dan {MAX_WORDS} woorden."),)
