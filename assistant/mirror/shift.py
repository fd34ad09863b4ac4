"""Give a Dutch sentence back in the je-form, or say that it is not certain.

ik -> je, mijn -> je, wij -> jullie; finite verbs that go with *ik* agree with *je*. Works word by word within
clauses; whatever it is not sure of makes the whole shift None, and the caller quotes instead.
"""

from __future__ import annotations

from itertools import pairwise

from assistant.mirror import words as w
from assistant.mirror.clauses import Clause, Sentence, Unsure, unquoted_words
from assistant.mirror.doubt import refuse_doubt
from assistant.mirror.lexicon import after_you, before_you, is_past, is_plural, load_forms


def shift_person(sentence: str) -> str | None:
    """The sentence in the je-form, with its own capitals and punctuation; None where it is not certain."""
    if "\n" in sentence.strip():
        return None
    try:
        return _Shift(Sentence(sentence)).run()
    except Unsure:
        return None


def mentions_self(sentence: str) -> bool:
    """Whether the sentence speaks of the speaker, outside quoted speech."""
    return bool(unquoted_words(sentence) & (w.SELF | w.US))


def says_ik(sentence: str) -> bool:
    """Whether *ik* stands in the sentence, outside quoted speech: its verb is then found or doubted."""
    return "ik" in unquoted_words(sentence)


def speaks_as_subject(sentence: str) -> bool:
    """Whether *ik* or *wij* is the subject of a main clause: then the sentence is about the speaker's own doing."""
    try:
        clauses = Sentence(sentence).clauses()
    except Unsure:
        return bool(unquoted_words(sentence) & {"ik", "wij", "we"})
    return any(clause.subject in {"ik", "wij"} and not clause.final for clause in clauses)


def states_something(sentence: str) -> bool:
    """Whether a main clause with a finite verb stands in it: 'Acht man, één microfoon' and 'Omdat het zo is' do not."""
    try:
        taken = Sentence(sentence)
        clauses = taken.clauses()
    except Unsure:
        return False
    return any(_has_main_verb(taken, clause) for clause in clauses)


def _has_main_verb(sentence: Sentence, clause: Clause) -> bool:
    """Whether a finite verb of a main clause stands in it: 'wat ik zeg telt niet' holds one behind that of *ik*."""
    if not clause.final:
        return any(map(sentence.may_be_finite, clause.tokens))
    low = [sentence.low[i] for i in clause.tokens]
    ends = load_forms().to_me.keys() | w.FINITE - {"hebben", "zijn", "zouden"}
    return "ik" in low and any(after_you(a) and a not in ends and b in ends for a, b in pairwise(low[:-1]))


class _Shift:
    """One sentence on its way from ik to je."""

    def __init__(self, sentence: Sentence) -> None:
        self.sentence = sentence
        self.low = sentence.low
        self.out = list(sentence.pieces)
        self.done: set[int] = set()
        """Verbs that are settled."""

    def run(self) -> str:
        refuse_doubt(self.sentence)
        clauses = self.sentence.clauses()
        for clause in clauses:
            self._agree(clause)
        for clause in clauses:
            self._shift_pronouns(clause)
        self._refuse_leftovers(clauses)
        if " je je je" in (shown := "".join(self.out)):
            raise Unsure
        return shown

    # The finite verb of ik

    def _agree(self, clause: Clause) -> None:
        """Make the finite verb of a clause with *ik* agree with *je*."""
        if clause.subject != "ik":
            return
        places = [n for n, i in enumerate(clause.tokens) if self.low[i] == "ik"]
        if not places:
            self._agree_shared(clause)
        elif self._compared(clause, places[0]):
            return
        elif len(places) > 1:
            raise Unsure
        elif clause.final:
            self._agree_at_end(clause, places[0])
        else:
            self._agree_main(clause, places[0])

    def _compared(self, clause: Clause, at: int) -> bool:
        """'langer dan ik', 'iedereen behalve ik': this *ik* has no verb."""
        before = self.low[clause.tokens[at - 1]] if at else ""
        return at + 1 == len(clause.tokens) and before in {"dan", "als", "behalve", "zoals"}

    def _agree_main(self, clause: Clause, at: int) -> None:
        tokens = clause.tokens
        follows = tokens[at + 1] if at + 1 < len(tokens) else None
        if at > 1 and follows is not None and self.low[tokens[at - 1]] == "en" and is_plural(self.low[follows]):
            self.done.add(follows)
        elif at > 0 and (form := self._verb_before(tokens[at - 1])) is not None:
            self._set(tokens[at - 1], form)
        elif not {self.low[i] for i in tokens[:at]} <= w.COORDINATORS - {"alleen", "dan"}:
            # 'Ook ik heb', 'Piet ik heb': stressed, or no part of this clause.
            raise Unsure
        elif follows is not None and (form := after_you(self.low[follows])) is not None:
            self._set(follows, form)
        elif follows is None or not self._looks_past(follows):
            raise Unsure

    def _verb_before(self, i: int) -> str | None:
        """The form in front of *je* if the word before *ik* is its verb: 'dan ga ik'."""
        noun = self.sentence.is_noun(i) and self.low[i] in w.MOSTLY_NOUN
        if noun or self.low[i] in w.NO_VERB:
            return None
        return before_you(self.low[i]) or (self.low[i] if self._looks_past(i) else None)

    def _agree_at_end(self, clause: Clause, at: int) -> None:
        """Verb-final: the finite verb is the last word after *ik* that can be one and is not a noun here."""
        before = {self.low[i] for i in clause.tokens[:at]}
        if before & w.OTHERS - {"dat", "die", "dit"} and before & (w.FINITE | load_forms().to_me.keys()):
            # 'hoe het gaat ik vraag niets': two sentences run together.
            raise Unsure
        rest = clause.tokens[at + 1 :]
        stranded = bool({"waar", "daar", "er"} & {self.low[i] for i in clause.tokens})
        able = [i for i in rest if self._may_be_mine(i) and not self.sentence.is_noun(i, stranded)]
        able = [i for i in able if self.low[i] not in w.MOSTLY_NOUN] or able
        if not able and rest and self._may_be_mine(rest[-1]) and self.low[rest[-1]] not in w.MOSTLY_NOUN:
            able = rest[-1:]
        if able:
            mine = [i for i in able if self.low[i] in w.ONLY_ME]
            helping = [i for i in able if self.low[i] in w.HELPING]
            self._set_after(mine[0] if mine and mine[0] == rest[0] else (mine or helping or able)[-1])
        elif not rest or not self._looks_past(rest[-1]):
            raise Unsure

    def _may_be_mine(self, i: int) -> bool:
        """Whether *ik* can have this word as its verb; 'gaat' can't, 'wordt' and 'vindt' are slips of the pen."""
        word = self.low[i]
        return after_you(word) is not None and (word not in load_forms().to_me or is_past(word) or word.endswith("dt"))

    def _agree_shared(self, clause: Clause) -> None:
        """'... en slaap niet': a clause that borrows its subject; its verb comes first, or last when verb-final."""
        able = [i for i in clause.tokens if self.sentence.only_mine(i)]
        self._refuse_doubtful_share(clause, able)
        if able and clause.final:
            self._set_after(able[-1])
        elif able and able[0] in clause.tokens[:2]:
            self._set_after(able[0])

    def _refuse_doubtful_share(self, clause: Clause, able: list[int]) -> None:
        """Raises Unsure for 'dan sla ik dicht en zeg niks', 'dus noteer maar' and 'ik zit thuis en werk niet'."""
        low = [self.low[i] for i in clause.tokens]
        first = low[1:2] if low[0] in w.COORDINATORS else low[:1]
        order = low[0] in {"dus", "want"} or bool({"me", "mij", "maar"} & set(low[1:3]))
        if able and not clause.final and (clause.inverted or order):
            raise Unsure
        if set(first) & w.MOSTLY_NOUN and not able:
            raise Unsure

    def _looks_past(self, i: int) -> bool:
        """A weak past that the lexicon does not know ('appte', 'mailde'): ik and je share it."""
        return len(self.low[i]) > 4 and self.low[i].endswith(("de", "te"))

    def _set_after(self, i: int) -> None:
        self._set(i, after_you(self.low[i]) or self.low[i])

    def _set(self, i: int, form: str) -> None:
        self._write(i, form)
        self.done.add(i)

    def _write(self, i: int, word: str) -> None:
        """Put `word` in the place of piece `i`, with its capital."""
        self.out[i] = word[0].upper() + word[1:] if self.sentence.pieces[i][0].isupper() else word

    def _refuse_leftovers(self, clauses: list[Clause]) -> None:
        """An ik-form that nobody claimed means that a clause was misread."""
        tokens = {i for clause in clauses for i in clause.tokens if self.low[i] != "hoor"} - self.done
        mine = any(clause.subject == "ik" for clause in clauses)
        if any(self.low[i] in w.ONLY_ME or (mine and self.sentence.only_mine(i, w.WEAK)) for i in tokens):
            raise Unsure

    # Pronouns

    def _shift_pronouns(self, clause: Clause) -> None:
        for n, i in enumerate(clause.tokens):
            before = self.low[clause.tokens[n - 1]] if n else ""
            after = self.low[clause.tokens[n + 1]] if n + 1 < len(clause.tokens) else ""
            shifted = _pronoun(self.low[i], before, after, clause.subject)
            if shifted:
                self._write(i, shifted)


def _pronoun(word: str, before: str, after: str, subject: str) -> str | None:
    """What a first-person word becomes between its neighbours ('' at a border); None for other words."""
    if word == "ik":
        return "jij" if _is_stressed(before, after) else "je"
    if word == "mij":
        return "je" if subject == "ik" and before not in w.PREPOSITIONS else "jou"
    if word == "mijne" and before not in {"de", "het"}:
        return "je"
    if word in {"ons", "onze"} and before in {"we", "wij"}:
        return "je"
    if word == "ons" and _may_reflect(before, after, subject):
        raise Unsure
    if word == "ons":
        return "je" if subject == "wij" and _reflects(before, after) else "jullie"
    return w.YOURS.get(word)


def _is_stressed(before: str, after: str) -> bool:
    """'mijn collega en ik hebben' and 'degene die stuurt ben ik' take *jij*."""
    if not after:
        return before in {"ben", "was", "dan", "behalve", "als", "zoals"}
    return before == "en" and is_plural(after)


def _may_reflect(before: str, after: str, subject: str) -> bool:
    """Whether it is not certain that this *ons* is 'our': 'we vergaderen ons suf'."""
    behind_verb = subject == "wij" and (is_plural(before) or before in {"we", "wij"})
    return behind_verb and not _reflects(before, after) and after not in w.OURS


def _reflects(before: str, after: str) -> bool:
    """Whether *ons* in a clause of *wij* is 'ourselves' ('we hebben ons vergist') and not 'our'."""
    verb = is_plural(after) or after in load_forms().participles
    return before not in w.PREPOSITIONS and (verb or after in w.PREPOSITIONS or after in w.ADVERBS)
