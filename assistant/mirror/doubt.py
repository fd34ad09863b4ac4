"""When a sentence is better quoted than shifted: it is not certain who speaks, or who is spoken to.

Each rule looks at the whole sentence and knows one kind of doubt. Knows nothing of verbs that have to agree.
"""

from __future__ import annotations

from itertools import pairwise

from assistant.mirror import words as w
from assistant.mirror.clauses import Sentence, Unsure
from assistant.mirror.lexicon import after_you, before_you, is_past, is_plural
from assistant.mirror.weights import load_weights


def refuse_doubt(sentence: Sentence) -> None:
    """Raises Unsure for a sentence that one of the rules below doubts."""
    if any(doubts(sentence) for doubts in _RULES):
        raise Unsure


def _addresses(sentence: Sentence) -> bool:
    """'Dat moet jij weten': the one who reads along is spoken to."""
    return bool(set(sentence.spoken) & w.ADDRESSED) or _follows(sentence, "laten", {"we", "wij"})


def _means_the_reader(sentence: Sentence) -> bool:
    """*je* may be the reader: 'Ik snap je vraag niet'. Beside *ik* always; alone where nothing says 'one'."""
    said = set(sentence.spoken)
    if not said & {"je", "jezelf"}:
        return False
    return bool(said & (w.SELF | w.US)) or not said & w.GENERAL


def _names_somebody(sentence: Sentence) -> bool:
    """A name behind the last comma: 'Wij doen het toch ook, Sofie.'"""
    *before, last = "".join(sentence.pieces).rstrip(" .!?").split(",")
    return bool(before) and len(last.split()) == 1 and last.strip().istitle()


def _reports(sentence: Sentence) -> bool:
    """'Hij zei: ik doe het niet': this *ik* is somebody else, or an earlier moment."""
    if ":" not in sentence.low:
        return False
    at = sentence.low.index(":")
    before = {sentence.low[i] for i in sentence.words if i < at}
    after = {sentence.low[i] for i in sentence.words if i > at and i not in sentence.quoted}
    return bool(before & w.REPORTING and after & (w.SELF | w.US))


def _is_fixed(sentence: Sentence) -> bool:
    """'Onder ons gezegd', 'ik moet zeggen dat': shifted, these mean something else."""
    said = f" {' '.join(sentence.spoken)} "
    return any(f" {phrase} " in said for phrase in load_weights().fixed)


def _asks(sentence: Sentence) -> bool:
    """'Wat doe ik hier nog': a question without its mark; given back, it would ask the user."""
    first, second = _opening(sentence)
    said = sentence.spoken
    inside = any(
        a in w.ASKING and _is_finite(b) and c == "ik" for a, b, c in zip(said, said[1:], said[2:], strict=False)
    )
    return inside or (first in w.ASKING and _is_finite(second) and second not in w.MOSTLY_NOUN)


def _starts_with_verb(sentence: Sentence) -> bool:
    """'Ben ik gek', 'Geef mij tips', 'Weet niet wat ik moet': question, order, or a sentence without its subject."""
    first, second = _opening(sentence)
    if first in w.WISHES and second in {"ik", "we", "wij"} and "maar" in sentence.spoken[2:5]:
        return False
    if second in w.AFTER_VERB:
        return _is_finite(first)
    noun = first in w.MOSTLY_NOUN and second not in w.AFTER_ORDER
    return not noun and (after_you(first) is not None or is_past(first))


def _points_at_self(sentence: Sentence) -> bool:
    """'Degene die het moet doen ben ik weer': *ik* bears the stress, and 'ben je weer' does not."""
    return sentence.spoken[:1] == ["degene"] and any(_follows(sentence, verb, {"ik"}) for verb in ("ben", "was"))


def _turns_to_verb(sentence: Sentence) -> bool:
    """'Fijn hoor, mag ik weer blussen': a verb right behind a comma, with no subordinate clause in front."""
    clauses = sentence.clauses()
    return any(
        clause.inverted and sentence.low[clause.tokens[1]] == "ik" and len(clause.tokens) > 3 and not before.final
        for before, clause in pairwise(clauses)
        if len(clause.tokens) > 1
    )


def _leaves_open(sentence: Sentence) -> bool:
    """'Of hij gaat of ik ga', 'Noch hij noch ik'."""
    spoken = sentence.spoken
    return "noch" in spoken or (spoken[:1] in (["of"], ["óf"]) and "," not in sentence.low)


def _shouts(sentence: Sentence) -> bool:
    """'IK BEN HET ZAT': capitals are part of what is said."""
    return len(sentence.words) > 1 and all(sentence.pieces[i].isupper() for i in sentence.words)


def _compares(sentence: Sentence) -> bool:
    """'Harder werken dan ik kan niemand': the verb belongs to what follows."""
    said = sentence.spoken
    triples = zip(said, said[1:], said[2:], said[3:], strict=False)
    return any(a in {"dan", "als"} and b == "ik" and _is_finite(c) and d in w.OTHERS - {"het", "dat"}
               for a, b, c, d in triples)  # fmt: skip


def _opening(sentence: Sentence) -> tuple[str, str]:
    """The first two words, without 'en' or 'maar' in front."""
    said = [*sentence.spoken, "", "", ""]
    return (said[1], said[2]) if said[0] in {"en", "maar", "want", "ja", "nee", "nou"} else (said[0], said[1])


def _is_finite(word: str) -> bool:
    return word in w.FINITE or before_you(word) is not None or is_plural(word)


def _follows(sentence: Sentence, word: str, others: set[str]) -> bool:
    return any(a == word and b in others for a, b in pairwise(sentence.spoken))


_RULES = (
    _addresses,
    _means_the_reader,
    _names_somebody,
    _reports,
    _is_fixed,
    _asks,
    _starts_with_verb,
    _points_at_self,
    _turns_to_verb,
    _leaves_open,
    _compares,
    _shouts,
)
