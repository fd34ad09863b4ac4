"""Where Dutch sentences end, in documents and in what somebody types; knows abbreviations, initials and quoted speech.

Spans are places in the given line, so every sentence is an exact substring. Does not know what lines, lists or
tables are: see documents/reader_passages.py.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

Span = tuple[int, int]

# How far to look around a full stop: lines can be as long as a document.
_NEAR = 80

# Never the end of a sentence: a name, a number or an example follows.
_OPEN_WORDS = """
bijv. bv. o.a. d.w.z. m.b.t. i.p.v. i.v.m. t.a.v. t.b.v. m.n. o.l.v. d.m.v. c.q. n.a.v. o.b.v. t.o.v. a.d.h.v. m.a.w.
drs. dr. ir. ing. mr. prof. dhr. mevr. mw. fam. nr. nrs. incl. excl. ca. max. min. resp. blz. pag. p. art. vgl. zgn.
afd. tel. evt. vs. v. jan. feb. febr. mrt. apr. aug. sept. okt. nov. dec. bijl. hfst. par. gem.
"""
# May end a sentence; a capital after it decides.
_CLOSING_WORDS = "enz. etc. e.d. e.a. e.v. a.u.b. o.i.d. i.d. jr. sr. n.v.t. b.v. n.v. m.u.v."
_OPEN = frozenset(_OPEN_WORDS.split())
_CLOSING = frozenset(_CLOSING_WORDS.split())
_END = re.compile(r"(?<![.?!…])[.?!…]++[)\]\"'”’»›]*+(?=\s|$)|(?<=[a-zà-ÿ]{2})[.?!]”?(?=[A-ZÀ-Þ][a-zà-ÿ ])")
_INITIALS = re.compile(r"(?:[A-ZÀ-Þ][a-z]?\.)*[A-ZÀ-Þ]\.$")
_SPEECH = re.compile(r"(?<!\w)'[^'\n]{2,}'(?!\w)|\"[^\"\n]+\"|‘[^’\n]+’(?!\w)|“[^”\n]+”|„[^”\n]+”")


def sentence_spans(line: str, numbered: int = 0) -> Iterator[Span]:
    """The sentences of a line of a document; up to `numbered` stands the number of a list item or heading."""
    yield from _between(line, (match.end() for match in _END.finditer(line) if _ends(line, match, numbered)))


def typed_sentences(message: str) -> list[str]:
    """The sentences of a message: capitals may be missing, and quoted speech stays whole."""
    found = [line[start:end] for line in message.splitlines() for start, end in _typed_spans(line)]
    return [sentence for sentence in found if any(ch.isalpha() for ch in sentence)]


def _typed_spans(line: str) -> Iterator[Span]:
    speech = [match.span() for match in _SPEECH.finditer(line)]
    ends = (match for match in _END.finditer(line) if not any(a < match.end() < b for a, b in speech))
    return _between(line, (match.end() for match in ends if _ends_typed(line, match)))


def _between(line: str, ends: Iterator[int]) -> Iterator[Span]:
    start = 0
    for end in [*ends, len(line)]:
        part = line[start:end]
        if part.strip():
            yield start + len(part) - len(part.lstrip()), start + len(part.rstrip())
        start = end


def _ends(line: str, match: re.Match[str], numbered: int) -> bool:
    """Whether the full stop, question or exclamation mark at `match` closes a sentence."""
    token, after = _around(line, match)
    if not after or (after[0].islower() and not match[0].endswith("?")):
        return False  # an unknown abbreviation, or a quoted exclamation: "Kom!" riep hij
    if not line[match.end()].isspace():
        return not re.search(r"://|www\.|@", token + after.split()[0])
    if match[0].rstrip(")]\"'”’»›") != ".":
        return True
    return not _is_abbreviation(token) and match.end() > numbered


def _ends_typed(line: str, match: re.Match[str]) -> bool:
    """The same where a small letter may start a sentence: only three dots, a quote and an abbreviation bind it."""
    token, after = _around(line, match)
    if after and after[0].isalpha() and not after[0].islower():
        return _ends(line, match, 0)
    goes_on = match[0][-1] in ")]\"'”’»›" or match[0].startswith(("..", "…"))
    return not goes_on and token.lower() not in _OPEN | _CLOSING


def _around(line: str, match: re.Match[str]) -> tuple[str, str]:
    """The word that ends here, and what follows."""
    before, after = line[max(0, match.end() - _NEAR) : match.end()], line[match.end() : match.end() + _NEAR].lstrip()
    return before.split()[-1].lstrip("([\"'‘“„”"), after


def _is_abbreviation(token: str) -> bool:
    bare = token.rstrip(")]\"'”’»›")
    return bare.lower() in _OPEN or (bare.lower() not in _CLOSING and bool(_INITIALS.match(bare)))
