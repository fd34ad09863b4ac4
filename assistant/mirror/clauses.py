"""Cut a Dutch sentence into clauses: whose clause it is, and whether its verb stands at the end."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Literal

from assistant.mirror import words as w
from assistant.mirror.lexicon import after_you, before_you, is_first_person, is_past, is_plural, load_forms

_TOKEN = re.compile(r"\w+(?:['’-]\w+)*|'[nmtks]\b|[^\w\s]|\s+")
_QUOTED = re.compile(r"'[^'\n]{2,}'(?!\w)|\"[^\"\n]+\"|‘[^’\n]+’|“[^”\n]+”|„[^”\n]+”")

Subject = Literal["ik", "wij", "ander", ""]


class Unsure(Exception):
    """Something in the sentence could be read in two ways."""


@dataclass
class Clause:
    """The words between two borders, with what is known of their subject."""

    tokens: list[int] = field(default_factory=list)
    """Indexes of word pieces in the sentence."""
    subject: Subject = ""
    """Empty while it is to be taken from the clause before."""
    final: bool = False
    """Whether the finite verb stands at the end (subordinate clause)."""


def unquoted_words(sentence: str) -> set[str]:
    """The words in lower case, without quoted speech."""
    return {piece.lower() for piece in _TOKEN.findall(_QUOTED.sub(" ", sentence))}


class Sentence:
    """A sentence in pieces that together are exactly the sentence."""

    def __init__(self, text: str) -> None:
        """Raises Unsure where it can't be taken apart."""
        self.pieces = _TOKEN.findall(text)
        if "".join(self.pieces) != text:
            raise Unsure
        self.low = [piece.lower().replace("’", "'") for piece in self.pieces]
        self.quoted = self._quoted(text)
        self.words = [i for i, piece in enumerate(self.pieces) if piece[0].isalnum() or (piece[0] == "'" and piece[1:])]
        self._place = {i: at for at, i in enumerate(self.words)}

    def _quoted(self, text: str) -> set[int]:
        """Indexes of the pieces inside quotation marks: somebody's literal words, never shifted."""
        spans = [match.span() for match in _QUOTED.finditer(text)]
        inside, at = set(), 0
        for index, piece in enumerate(self.pieces):
            if any(begin <= at < end for begin, end in spans):
                inside.add(index)
            at += len(piece)
        return inside

    def after(self, i: int, steps: int = 1) -> str:
        """The word that many words after piece `i`, or ''."""
        at = self._place[i] + steps
        return self.low[self.words[at]] if 0 <= at < len(self.words) else ""

    def refuse_doubt(self) -> None:
        """Raises Unsure for sentences in which it is not certain who speaks or is addressed."""
        words = {self.low[i] for i in self.words if i not in self.quoted}
        # "Hij zei: ik doe het niet": this ik is somebody else.
        reports = ":" in self.low and bool(words & w.REPORTING)
        if words & w.ADDRESSED or reports or self._follows("laten", {"we", "wij"}) or self._follows("ik", {"je"}):
            raise Unsure
        if self._commands():
            raise Unsure

    def _commands(self) -> bool:
        """Whether the sentence opens as an order: 'Laat mij mijn werk doen', 'Zeg maar dat ik gek ben'."""
        low = [self.low[i] for i in self.words[:2]]
        if not low or after_you(low[0]) is None or is_past(low[0]) or low[0] in w.MOSTLY_NOUN | {"men"}:
            return False
        return len(low) < 2 or low[1] not in w.AFTER_ORDER

    def _follows(self, word: str, others: set[str]) -> bool:
        return any(a == word and b in others for a, b in pairwise(self.low[i] for i in self.words))

    def clauses(self) -> list[Clause]:
        """The clauses in order, described. Raises Unsure."""
        found = [Clause()]
        places = set(self.words)
        for i, piece in enumerate(self.low):
            if i in self.quoted or piece.isspace():
                continue
            if i not in places:
                found += [Clause()] if piece in ",;:.!?()–—-…" else []
                continue
            if self._opens_clause(i) and found[-1].tokens:
                found.append(Clause())
            if piece == "ik" and "ik" in [self.low[j] for j in found[-1].tokens]:
                found.append(self._split_off_verb(found[-1]))
            found[-1].tokens.append(i)
        found = [clause for clause in found if clause.tokens]
        for before, clause in pairwise([Clause(subject="ander"), *found]):
            self._describe(clause, before)
        return found

    def _split_off_verb(self, clause: Clause) -> Clause:
        """A second *ik* without a border: 'als ik zo doorga | val ik om'."""
        if before_you(self.low[clause.tokens[-1]]) is None:
            raise Unsure
        return Clause([clause.tokens.pop()])

    def _opens_clause(self, i: int) -> bool:
        word, after = self.low[i], self.after(i)
        if word == "en" and after == "ik" and is_plural(self.after(i, 2)):
            # "mijn collega en ik hebben": one subject, not two clauses.
            return False
        if word in {"en", "maar", "want", "dus"}:
            return True
        if word == "of" and after and self.only_mine(self.words[self._place[i] + 1]):
            return True
        if word in {"tot", "sinds", "voor"}:
            return after in {"ik", "we", "wij"}
        if word in {"of", "als", "toen", "nu", "die", "dat", "wat", "waar", "hoe", "wie"}:
            return after in w.STARTS
        return word in w.SUBORDINATORS and word not in {"behalve", "zover", "eer"}

    def _describe(self, clause: Clause, before: Clause) -> None:
        low = [self.low[i] for i in clause.tokens]
        clause.subject = self._subject(low, clause, before)
        first = low[1] if low[0] in w.COORDINATORS and len(low) > 1 else low[0]
        at = low.index("ik") if "ik" in low else -1
        # 'dan ga ik', 'toen dacht ik': a finite verb right before ik is no clause with the verb at its end.
        inverted = at > 0 and before_you(low[at - 1]) is not None
        introduced = at > 0 and low[at - 1] in w.SUBORDINATORS
        clause.final = introduced or (first in w.SUBORDINATORS and not inverted)
        if not clause.subject:
            clause.subject, clause.final = before.subject, before.final

    def _subject(self, low: list[str], clause: Clause, before: Clause) -> Subject:
        if "ik" in low:
            return "ik"
        if "we" in low or "wij" in low:
            return "wij"
        if before.subject == "ik" and self.only_mine(clause.tokens[0]):
            return ""
        return "ander" if set(low) & w.OTHERS or low[0] not in w.COORDINATORS else ""

    def may_be_finite(self, i: int) -> bool:
        """Whether this word can be the finite verb of somebody else than *ik*."""
        word, forms, before = self.low[i], load_forms(), self.after(i, -1)
        if word in forms.plural and (before == "te" or before in forms.plural):
            # An infinitive: 'om teams te laten samenwerken'.
            return False
        if word in w.FINITE or word in forms.to_me:
            return True
        known = is_past(word) or word in forms.plural or forms.to_you.get(word) == word
        weak = len(word) > 4 and word.endswith(("de", "te", "den", "ten"))
        return (known or weak) and not self.is_noun(i)

    def only_mine(self, i: int) -> bool:
        """Whether this word can only be a verb of *ik*: no noun, adverb, or form shared with *hij*."""
        word = self.low[i]
        shared = word in {"kan", "wil", "zal", "mag"} or word in w.MOSTLY_NOUN or word in load_forms().particles
        return not shared and is_first_person(word) and not self.is_noun(i)

    def is_noun(self, i: int, stranded: bool = False) -> bool:
        """Whether a word that could be a verb stands where only a noun can ('mijn werk', 'in overleg').

        `stranded`: a preposition may belong to an earlier *waar* or *er* ('waar ik voor sta').
        """
        before = self.after(i, -1)
        if self.low[i] in w.HELPING or (stranded and before in w.PREPOSITIONS):
            return False
        return before in w.DETERMINERS and before not in w.LOOSE
