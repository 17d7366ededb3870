"""Read a report: text in, claims out, each with its sentence, its source and its reasons.

The steps are modules, in this order: ``gate``, ``text``, ``match``, ``numbers``, ``dates``, ``people``, ``names``, ``analysis``,
``fire``, ``attribution``, ``document``, ``claims``, ``fields``. Each takes what the one before gives.
"""

from __future__ import annotations

from musterroll.read.reader import read

__all__ = ["read"]
