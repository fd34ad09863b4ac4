"""Code a reply, sentence by sentence: listed rules first, then fidelity, then what resembles a breach.

reply
  -> sentences.py    cut, folded; words in quotes that the user typed are masked
  -> language.py     is it Dutch, and whole?
  -> rules           patterns of prompts/guard.yaml
  -> fidelity.py     does it say what the user did not say?
  -> classifier.py   does it look like the breaches that were labelled by hand?
  -> questions.py    open, and only one
  -> acts.py         what the sentence does: mirror, question, autonomy
"""

from __future__ import annotations

from collections.abc import Iterator

from assistant.guard.acts import act_of, only_speaks_of_itself
from assistant.guard.classifier import marks, opinion
from assistant.guard.content import Compiled, attribution, rules
from assistant.guard.echo import UserWords
from assistant.guard.fidelity import unfaithful
from assistant.guard.known import is_hand_written
from assistant.guard.language import is_cut_off, language, language_fault
from assistant.guard.questions import question_breaches
from assistant.guard.said import Said
from assistant.guard.sentences import WORD, Sentence, sentences
from assistant.guard.verdict import Breach, Code, Coded, Verdict

MAX_WORDS = 60
MAX_CHARACTERS = 1000
"""Longer is too long whatever the words; what stands beyond is not looked at."""
_TAIL = 30
"""Characters quoted of a sentence that stops halfway."""
BANK = frozenset({"MEER_VRAGEN", "GESLOTEN", "LEIDEND", "ADVIES", "STUREN"})


def check_reply(user_words: str, reply: str) -> Verdict:
    """Judge a composed reply against everything the user said so far. Never raises."""
    user = UserWords(user_words)
    said = Said(user.folded)
    seen = reply[:MAX_CHARACTERS]
    found = list(sentences(seen, user.folded))
    by_form = question_breaches(seen, found)
    coded, breaches = [], [*_too_long(reply), *_cut_off(reply)]
    for sentence in found:
        own = [*_content_breaches(sentence, seen, user, said), *by_form.get(sentence, ())]
        breaches += own
        codes: tuple[Code, ...] = tuple(dict.fromkeys(breach.code for breach in own))
        coded.append(Coded(_words_of(sentence, seen), act_of(sentence, said), codes))
    return Verdict.of(breaches, coded)


def check_question(text: str) -> Verdict:
    """Judge a question for the question bank: open, one question, no advice, not leading. Never raises.

    By rule only: what the bank may ask is what the classifier takes as its example.
    """
    seen = text[:MAX_CHARACTERS]
    nobody = UserWords("")
    found = list(sentences(seen, ""))
    breaches = [b for s in found for b in _rule_breaches(s, seen, nobody)]
    breaches += [b for several in question_breaches(seen, found).values() for b in several]
    breaches = [breach for breach in breaches if breach.code in BANK]
    if "?" not in seen:
        breaches.append(Breach("MEER_VRAGEN", seen.strip(), "Hier hoort precies één vraag te staan."))
    return Verdict.of(breaches)


def check_core(text: str) -> Verdict:
    """What the form and the rules of prompts/guard.yaml say of a text that is no reply to anybody. Never raises.

    Without what the other checks need: somebody's words to be faithful to, and replies to resemble.
    """
    seen = text[:MAX_CHARACTERS]
    nobody = UserWords("")
    found = list(sentences(seen, ""))
    breaches = [b for s in found for b in _rule_breaches(s, seen, nobody, core=True)]
    return Verdict.of([*breaches, *(b for several in question_breaches(seen, found).values() for b in several)])


def _content_breaches(sentence: Sentence, reply: str, user: UserWords, said: Said) -> list[Breach]:
    """What the words of a sentence break; a code that a rule found is not found again."""
    fault = language_fault(sentence, user.words)
    if fault:
        start, end = sentence.start + fault.start, sentence.start + fault.end
        return [Breach("TAAL", reply[start:end].strip(), fault.why)]
    if only_speaks_of_itself(sentence):
        return []
    found = list(_rule_breaches(sentence, reply, user))
    if not sentence.asks:
        found += _unfaithful(sentence, reply, user)
    named = {breach.code for breach in found}
    return found + [breach for breach in _resembling(sentence, reply, user, said) if breach.code not in named]


def _rule_breaches(sentence: Sentence, reply: str, user: UserWords, *, core: bool = False) -> Iterator[Breach]:
    """Breaches of listed rules; `core`: of those in prompts/guard.yaml only."""
    for compiled in rules():
        span = None if core and not compiled.core else _first_match(compiled, sentence, user)
        if span:
            start, end = (sentence.start + at for at in span)
            yield Breach(compiled.rule.code, reply[start:end].strip(), compiled.rule.why)


def _resembling(sentence: Sentence, reply: str, user: UserWords, said: Said) -> Iterator[Breach]:
    """What the classifier finds; hand-written questions and a plain echo are known to be clean."""
    if is_hand_written(sentence) or (not sentence.asks and _echoes(sentence, user)):
        return
    for code in opinion(sentence, said).named():
        yield Breach(code, _words_of(sentence, reply), marks().codes[code].why)


def _echoes(sentence: Sentence, user: UserWords) -> bool:
    """Whether it is a person shift of the user's words, with or without a lead-in such as 'Dit schrijf je:'."""
    return user.holds(sentence.folded) or user.holds(sentence.folded.partition(": ")[2])


def _words_of(sentence: Sentence, reply: str) -> str:
    return reply[sentence.start : sentence.start + len(sentence.folded)].strip()


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
    for fault in unfaithful(sentence, user.folded, reply):
        start, end = sentence.start + fault.start, sentence.start + fault.end
        yield Breach("ONTROUW", reply[start:end].strip(), fault.why)


def _cut_off(reply: str) -> tuple[Breach, ...]:
    return (Breach("TAAL", reply.strip()[-_TAIL:], language().why_cut),) if is_cut_off(reply) else ()


def _too_long(reply: str) -> tuple[Breach, ...]:
    starts = [found.start() for found in WORD.finditer(reply)]
    if len(starts) <= MAX_WORDS and len(reply) <= MAX_CHARACTERS:
        return ()
    beyond = starts[MAX_WORDS] if len(starts) > MAX_WORDS else MAX_CHARACTERS
    return (Breach("LENGTE", reply[beyond:], f"Dit is langer dan {MAX_WORDS} woorden."),)
