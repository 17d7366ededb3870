"""All countries, in every language: in the tables, and found in text by the names that others give them."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from importlib.resources import files

import pytest
from babel import Locale

from musterroll.codebook import country_name, languages
from musterroll.read.match import matcher_of
from musterroll.read.people import countries
from musterroll.read.text import paragraphs, sentences
from tests.codebook.declension import forms

# Babel has more territories than ISO 3166-1 has countries: unions, outlying islands, reserved codes.
OTHERS = {"AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "XK", "ZZ"}
CODES = sorted(str(code) for code in Locale("en").territories if re.fullmatch("[A-Z]{2}", str(code)) and code not in OTHERS)

# Babel's name is left out on purpose, because the press of the language means something else by it. The table has another name.
AMBIGUOUS = {
    ("de", "AS"): "begins with the adjective of another country, which is found first",
    ("de", "GF"): "the same",
    ("de", "PF"): "the same",
    ("en", "JE"): "a shirt",
    ("es", "BL"): "the saint, and towns named after him",
    ("es", "CG"): "Congo alone is mostly the other one",
    ("es", "GD"): "a town in Spain",
    ("es", "GP"): "the saint, and places named after her",
    ("es", "JE"): "a shirt",
    ("es", "LC"): "the saint, and places named after her",
    ("es", "MF"): "the saint, and places named after him",
    ("es", "MS"): "a monastery in Spain",
    ("es", "MU"): "a first name",
    ("es", "RE"): "a meeting",
    ("es", "SH"): "places in Latin America",
    ("fr", "DM"): "a first name",
    ("fr", "GD"): "a hand grenade",
    ("fr", "MU"): "a first name",
}


@cache
def found(language: str, text: str) -> frozenset[str]:
    """The countries that are found in a text."""
    matcher = matcher_of(language)
    return frozenset(
        country.code
        for number, paragraph in enumerate(paragraphs(text))
        for sentence in sentences(text, paragraph, number, matcher.words)
        for country in countries(matcher.find(sentence.tokens)[0])
    )


def table(language: str) -> list[str]:
    """The codes of the language's table."""
    path = files("musterroll.codebook") / "data" / "languages" / language / "countries.words"
    return [
        line.split("|")[0].strip() for line in path.read_text("utf-8").splitlines() if "|" in line and not line.startswith("#")
    ]


def babels_name(language: str, code: str) -> str:
    """Babel's name with the abbreviations of maps written out."""
    name = str(Locale(language).territories[code])
    return name.replace("о-ва", "острова").replace("о-в", "остров").replace("Св.", "Святой")


def test_iso_has_249_countries() -> None:
    assert len(CODES) == 249


@pytest.mark.parametrize("language", languages())
def test_table_has_every_country_once(language: str) -> None:
    rows = Counter(table(language))
    assert [code for code in CODES if code not in rows] == []
    assert [code for code, times in rows.items() if times > 1] == []


@pytest.mark.parametrize("language", languages())
def test_every_country_is_found_by_the_name_that_babel_gives_it(language: str) -> None:
    names = {code: babels_name(language, code) for code in CODES if (language, code) not in AMBIGUOUS}
    assert {code: name for code, name in names.items() if code not in found(language, f"{name}.")} == {}


@pytest.mark.parametrize("language", languages())
def test_every_country_is_found_by_the_name_that_is_shown(language: str) -> None:
    names = {code: country_name(code, language).replace("' ", "'") for code in CODES if (language, code) not in AMBIGUOUS}
    words = {code: name.partition("|")[0] if " " not in name else name for code, name in names.items()}
    plain = {code: name for code, name in words.items() if not re.search(r"[|?*.]", name)}
    assert len(plain) > 190
    assert {code: name for code, name in plain.items() if code not in found(language, f"{name}.")} == {}


@pytest.mark.parametrize("language", ["ru", "uk"])
def test_every_country_is_found_in_every_case(language: str) -> None:
    missing = {
        code: lost
        for code in CODES
        if (lost := [form for form in forms(language, babels_name(language, code)) if code not in found(language, f"{form}.")])
    }
    assert missing == {}


@pytest.mark.parametrize(
    ("language", "name", "cases"),
    [
        ("ru", "Непал", "Непал Непала Непалу Непалом Непале"),
        ("ru", "Куба", "Куба Кубы Кубе Кубу Кубой"),
        ("ru", "Кения", "Кения Кении Кению Кенией"),
        ("ru", "Бруней", "Бруней Брунея Брунею Брунеем Брунее"),
        ("ru", "Конго", "Конго"),
        ("uk", "Куба", "Куба Куби Кубі Кубу Кубою"),
        ("uk", "Мексика", "Мексика Мексики Мексиці Мексику Мексикою"),
        ("uk", "Кенія", "Кенія Кенії Кенію Кенією"),
        ("uk", "Південна Корея", "Південна Корея,Південної Кореї,Південній Кореї,Південну Корею,Південною Кореєю"),
    ],
)
def test_forms_are_those_of_the_grammar(language: str, name: str, cases: str) -> None:
    assert forms(language, name) == (cases.split(",") if "," in cases else cases.split())
