"""What is known before any report is read: the scheme of claims, the words of each language, and the world."""

from musterroll.codebook.scheme import ClaimType, Field, Indicator, Scheme, check_scheme, load_scheme, read_scheme
from musterroll.codebook.words import check_words, country_name, languages

__all__ = [
    "ClaimType",
    "Field",
    "Indicator",
    "Scheme",
    "check_scheme",
    "check_words",
    "country_name",
    "languages",
    "load_scheme",
    "read_scheme",
]
