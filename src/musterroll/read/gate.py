"""First step: does the report hold any trigger at all? The overwhelming share of the world's news stops here."""

from __future__ import annotations

from functools import cache

from ahocorasick_rs import AhoCorasick

from musterroll.codebook.words import config


@cache
def _automaton(language: str) -> AhoCorasick:
    return AhoCorasick(sorted({trigger.lower() for trigger in config(language).get("trigger", ())}))


def opens(text: str, language: str) -> bool:
    """Whether ``text`` holds a trigger of the language; one pass over the text."""
    return bool(_automaton(language).find_matches_as_indexes(text.lower()))
