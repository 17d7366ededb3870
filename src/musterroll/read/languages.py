"""Which language a text is in, among those that have words."""

from __future__ import annotations

from functools import cache
from typing import Any

from musterroll.codebook.words import languages
from musterroll.errors import UnknownLanguage

#: Characters that are looked at: more does not make the guess better.
_SAMPLE = 2000


@cache
def _identifier() -> Any:
    # Loaded here because it brings numpy, which would double the time that ``--help`` takes.
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE)


def language_of(text: str) -> str:
    """The code of the language that ``text`` is most likely in.

    Raises ``UnknownLanguage`` when that language has no words files.
    """
    code, _ = _identifier().classify(text[:_SAMPLE])
    if code not in languages():
        known = ", ".join(languages())
        raise UnknownLanguage(f"its language seems to be “{code}”, for which there are no words; there are for: {known}. Name it with --lang when that is wrong.")
    return str(code)
