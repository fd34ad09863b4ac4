"""Dutch words to stems, for the full-text index: the only place that knows how words are compared."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from threading import local

import Stemmer

from assistant.content.texts import text

_WORD = re.compile(r"[^\W_]+")
_thread = local()


def stems(words: str) -> list[str]:
    """The stem of every word in order: lower case, accents folded, Snowball's Dutch."""
    return list(_stemmer().stemWords(_WORD.findall(folded(words))))


def query_stems(query: str) -> list[str]:
    """The different stems of a query, without the words that say nothing about its subject."""
    wanted = [word for word in _WORD.findall(folded(query)) if word not in _stop_words()]
    return list(dict.fromkeys(_stemmer().stemWords(wanted)))


def folded(words: str) -> str:
    """Lower case, without accents: people leave those out when they type."""
    decomposed = unicodedata.normalize("NFKD", words.lower())
    return "".join(sign for sign in decomposed if not unicodedata.combining(sign))


@cache
def _stop_words() -> frozenset[str]:
    return frozenset(_WORD.findall(folded(text("ask.stopwoorden"))))


def _stemmer() -> Stemmer.Stemmer:
    """A stemmer of this thread's own: it has a cache that must not be shared."""
    if not hasattr(_thread, "stemmer"):
        _thread.stemmer = Stemmer.Stemmer("dutch")
    found: Stemmer.Stemmer = _thread.stemmer
    return found
