"""Which language a text is in, among those that have words.

Frequent words settle it for nearly every report in a language that is known. Only where they do not, a general model of
languages is asked: it is slow to load, and slow to answer.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from typing import Any

from musterroll.codebook.words import config, languages
from musterroll.errors import UnknownLanguage

#: Characters that are looked at: more does not make the guess better.
_SAMPLE = 2000
_SAMPLE_FOR_WORDS = 1000

_WORD = re.compile(r"[^\W\d_]+")

#: With fewer words than this a share means nothing.
_LEAST_WORDS = 12

#: The share of frequent words from which a text is in a language. Portuguese reaches 0.27 by the words of Spanish, Bulgarian
#: 0.17 by those of Russian; where letters are asked for beside the words, less is enough.
_SHARE = 0.31
_SHARE_WITH_LETTERS = 0.2

#: How much the best language has to be ahead of the next.
_AHEAD = 1.3


def language_of(text: str) -> str:
    """The code of the language that ``text`` is most likely in.

    Raises ``UnknownLanguage`` when that language has no words files.
    """
    if told := _by_frequent_words(text):
        return told
    code, _ = _identifier().classify(text[:_SAMPLE])
    if code not in languages():
        known = ", ".join(languages())
        raise UnknownLanguage(
            f"its language seems to be “{code}”, for which there are no words; there are for: {known}."
            " Name it with --lang when that is wrong"
        )
    return str(code)


def _by_frequent_words(text: str) -> str | None:
    index = _frequent()
    words = _WORD.findall(text[:_SAMPLE_FOR_WORDS].lower())
    counts = Counter(code for word in words for code in index.get(word, ()))
    if len(words) < _LEAST_WORDS or not counts:
        return None
    (code, most), (_, next_most) = (*counts.most_common(2), ("", 0))[:2]
    letters = config(code).get("letters", ())
    if letters and not any(letter in word for letter in " ".join(letters).split() for word in words):
        return None
    enough = _SHARE_WITH_LETTERS if letters else _SHARE
    return code if most >= enough * len(words) and most >= _AHEAD * next_most else None


@cache
def _frequent() -> dict[str, tuple[str, ...]]:
    """The languages of each frequent word."""
    found: dict[str, tuple[str, ...]] = {}
    for code in languages():
        for word in " ".join(config(code).get("frequent", ())).split():
            found[word] = (*found.get(word, ()), code)
    return found


@cache
def _identifier() -> Any:
    # Loaded here because it brings numpy, which would double the time that ``--help`` takes.
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE)
