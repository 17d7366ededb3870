"""Small languages made by hand, so that a step can be tested without the words of a real one."""

from collections.abc import Callable

import pytest

from musterroll.codebook.words import Words, parse
from musterroll.read.match import Found, Matcher
from musterroll.read.text import Paragraph, Token, sentences


@pytest.fixture
def words() -> Callable[..., Words]:
    """Make the words of a language from ``concept="expression; expression = value"``; dots in names are written ``__``."""

    def make(**concepts: str) -> Words:
        expressions = []
        for name, lines in concepts.items():
            for line in filter(None, (line.strip() for line in lines.split(";"))):
                text, equals, value = line.rpartition(" = ")
                expressions.append(parse(text if equals else line, name.replace("__", "."), value if equals else ""))
        return Words("xx", tuple(expressions), {"split.after": ("'s",), "split.before": ("l'",), "abbreviations": ("mr.",)})

    return make


def tokens_of(text: str, words: Words) -> tuple[Token, ...]:
    """The tokens of the first sentence of ``text``."""
    return sentences(text, Paragraph(0, len(text), False), 0, words)[0].tokens


def found_in(text: str, words: Words) -> tuple[tuple[Token, ...], Found]:
    """The tokens of the first sentence, and all that is found in them without phrases."""
    tokens = tokens_of(text, words)
    found, search = Matcher(words).find(tokens)
    search.finish()
    return tokens, found
