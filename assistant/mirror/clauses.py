"""Cut a Dutch sentence into clauses: whose clause it is, and whether its verb stands at the end."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Literal

from assistant.mirror import words as w
from assistant.mirror.lexicon import before_you, is_first_person, is_past, is_plural, load_forms

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
    inverted: bool = False
    """Whether *ik* stands behind its verb: 'dan ga ik'."""
    apart: bool = False
    """Whether a colon or full stop stands in front: it borrows no subject."""


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
        self.spoken = [self.low[i] for i in self.words if i not in self.quoted]
        """The words in lower case that are the user's own."""
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

    def clauses(self) -> list[Clause]:
        """The clauses in order, described. Raises Unsure."""
        found = [Clause()]
        places = set(self.words)
        for i, piece in enumerate(self.low):
            if i in self.quoted or piece.isspace():
                continue
            if i not in places:
                found += [Clause(apart=piece not in ",–—-")] if piece in ",;:.!?()–—-…" else []
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
        if word == "maar" and self.after(i, -1) in w.BEFORE_SOFT_BUT:
            return after in w.STARTS
        if word in {"en", "maar", "want", "dus"}:
            return True
        if word == "of" and after and self._may_share(self.words[self._place[i] + 1]):
            return True
        if word == "hoe" and self.after(i, 2) in {"ik", "we", "wij"}:
            return True
        if word == "dan" and after == "ik":
            return self._compares(i)
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
        introduced = at > 0 and (low[at - 1] in w.SUBORDINATORS or low[at - 1] == "dan")
        clause.final = introduced or (first in w.SUBORDINATORS and not inverted and not self._points(clause))
        clause.inverted = inverted and not clause.final
        if not clause.subject:
            clause.subject, clause.final, clause.inverted = before.subject, before.final, before.inverted

    def _compares(self, i: int) -> bool:
        """Whether a comparative stands before this *dan*: 'meer dan ik had verwacht'."""
        before = self.after(i, -1)
        return before in {"anders", "meer", "minder"} or (len(before) > 4 and before.endswith("er"))

    def _points(self, clause: Clause) -> bool:
        """Whether the sentence opens with a *dat* or *die* that points: 'Dat komt door mij', 'Die fout was van mij'."""
        if clause.tokens[0] != self.words[0] or self.low[clause.tokens[0]] not in {"dat", "die"}:
            return False
        low = [self.low[i] for i in clause.tokens]
        verbs = [n for n in (1, 2) if n < len(low) - 1 and (low[n] in w.FINITE or is_past(low[n]) or n == 1)]
        return any(low[n] in w.FINITE or self.may_be_finite(clause.tokens[n]) for n in verbs) and low[1] not in w.STARTS

    def _subject(self, low: list[str], clause: Clause, before: Clause) -> Subject:
        if "ik" in low:
            return "ik"
        if "we" in low or "wij" in low:
            return "wij"
        if clause.apart:
            return "ander"
        first = clause.tokens[low[0] in {"en", "maar", "of"} and len(low) > 1]
        if before.subject == "ik" and self.only_mine(first):
            return ""
        return "ander" if set(low) & w.OTHERS or low[0] not in w.COORDINATORS else ""

    def may_be_finite(self, i: int) -> bool:
        """Whether this word can be the finite verb of somebody else than *ik*."""
        word, forms, before = self.low[i], load_forms(), self.after(i, -1)
        if word == "zijn" and (before in {"", "alleen", "en", "of"} or self._follows_a_border(i)):
            return False
        if word == "laat" and before in w.DEGREE:
            return False
        if word in w.FINITE or word in forms.to_me:
            return True
        known = is_past(word) or forms.to_you.get(word) == word or (len(word) > 4 and word.endswith(("de", "te")))
        return (known and word not in w.MOSTLY_NOUN and not self.is_noun(i)) or self._is_finite_plural(i)

    def _is_finite_plural(self, i: int) -> bool:
        """Whether a form in -en goes with a plural subject and is no infinitive: 'om teams te laten samenwerken'."""
        word, before = self.low[i], self.after(i, -1)
        plural = word in load_forms().plural or (len(word) > 4 and word.endswith(("den", "ten")))
        if not plural or self.is_noun(i) or before == "te" or before in load_forms().plural:
            return False
        several = bool({self.low[j] for j in self.words if j < i} & w.SEVERAL) or self.after(i) in {"we", "wij", "ze"}
        last = not self.after(i) and not before.endswith(("e", "ij", "n", "s"))
        return several and not last

    def _may_share(self, i: int) -> bool:
        """Whether this word can be a second verb of *ik*: 'boos of klap dicht'."""
        return is_first_person(self.low[i]) and self.low[i] not in load_forms().particles

    def _follows_a_border(self, i: int) -> bool:
        """Whether a comma or the like stands right in front."""
        before = "".join(self.low[max(0, i - 2) : i]).strip()
        return bool(before) and not before[-1].isalnum()

    def only_mine(self, i: int, weak: frozenset[str] = frozenset()) -> bool:
        """Whether this word can only be a verb of *ik*: no noun, adverb, or form shared with *hij*.

        `weak`: words that do not make a noun of what follows.
        """
        word = self.low[i]
        shared = word in {"kan", "wil", "zal", "mag"} or word in w.MOSTLY_NOUN or word in load_forms().particles
        noun = self.is_noun(i) and self.after(i, -1) not in weak
        return not shared and is_first_person(word) and not noun

    def is_noun(self, i: int, stranded: bool = False) -> bool:
        """Whether a word that could be a verb stands where only a noun can ('mijn werk', 'in overleg').

        `stranded`: a preposition may belong to an earlier *waar* or *er* ('waar ik voor sta').
        """
        before = self.after(i, -1)
        if self.low[i] in w.HELPING or (stranded and before in w.PREPOSITIONS):
            return False
        return before in w.DETERMINERS and before not in w.LOOSE
