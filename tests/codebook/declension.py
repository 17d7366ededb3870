"""Case forms of Russian and Ukrainian names of countries, by the rules of the grammar: what the tables are held against."""

from __future__ import annotations

#: Not declined, or declined in a way of their own that the tables need not have.
_VOWELS = {"ru": "оеиуюэ", "uk": "оеіуюєї"}

#: Names that lose a vowel when they are declined: their instrumental and prepositional.
_FLEETING = {"Египет": ("Египтом", "Египте"), "Єгипет": ("Єгиптом", "Єгипті")}


def forms(language: str, name: str) -> list[str]:
    """Nominative, genitive, dative, accusative, instrumental and prepositional (locative) of a name, each once.

    A name of several words is taken for an adjective and its noun when its first word ends like one; otherwise only the name as it
    is comes back.
    """
    words = name.split()
    if len(words) == 1:
        head, dash, tail = name.rpartition("-")
        return list(dict.fromkeys(head + dash + form for form in _noun(language, tail)))
    if len(words) == 2 and (adjective := _adjective(language, words[0])):
        return list(dict.fromkeys(" ".join(pair) for pair in zip(adjective, _noun(language, words[1]), strict=True)))
    return [name]


def _noun(language: str, name: str) -> list[str]:
    stem, last = name[:-1], name[-1].lower()
    if last in _VOWELS[language] or name.endswith(("уа", "оа")) or name.isupper():
        return [name] * 6
    if name in _FLEETING:
        return [
            name,
            *(name[:-2] + name[-1] + ending for ending in ("у" if language == "uk" else "а", "у")),
            name,
            *_FLEETING[name],
        ]
    endings = (_russian if language == "ru" else _ukrainian)(name, stem, last)
    return [name, *endings]


def _russian(name: str, stem: str, last: str) -> list[str]:
    if name.endswith("ия"):
        return [stem + ending for ending in ("и", "и", "ю", "ей", "и")]
    if last == "я":
        return [stem + ending for ending in ("и", "е", "ю", "ей", "е")]
    if last == "а":
        return [stem + ending for ending in ("и" if stem[-1] in "гкхжшчщ" else "ы", "е", "у", "ой", "е")]
    if last in "ьй" and name != "Беларусь":
        return [*(stem + ending for ending in ("я", "ю")), name, stem + "ем", stem + "е"]
    if last == "ь":
        return [*(stem + ending for ending in ("и", "и")), name, stem + "ью", stem + "и"]
    if last == "ы":
        genitive = {"Нидерланды": "Нидерландов"}.get(name, stem)
        return [genitive, stem + "ам", name, stem + "ами", stem + "ах"]
    return [*(name + ending for ending in ("а", "у")), name, name + "ом", name + "е"]


def _ukrainian(name: str, stem: str, last: str) -> list[str]:
    if last == "я" and stem[-1] in "іеаоу":
        return [stem + ending for ending in ("ї", "ї", "ю", "єю", "ї")]
    if last == "я":
        return [stem + ending for ending in ("і", "і", "ю", "ею", "і")]
    if last == "а":
        locative = stem[:-1] + {"г": "з", "к": "ц", "х": "с"}.get(stem[-1], stem[-1]) + "і"
        return [stem + "и", locative, stem + "у", stem + ("ею" if stem[-1] in "жшчщ" else "ою"), locative]
    if name == "Білорусь":
        return ["Білорусі", "Білорусі", name, "Білоруссю", "Білорусі"]
    if last == "ь":
        return [*(stem + ending for ending in ("ю", "ю")), name, stem + "ем", stem + "і"]
    if last == "й":
        return [*(stem + ending for ending in ("ю", "ю")), name, stem + "єм", stem + "ї"]
    if last == "и":
        genitive = {"Нідерланди": "Нідерландів"}.get(name, stem)
        return [genitive, stem + "ам", name, stem + "ами", stem + "ах"]
    return [*(name + ending for ending in ("у", "у")), name, name + "ом", name + ("у" if last in "гкх" else "і")]


def _adjective(language: str, word: str) -> list[str] | None:
    if language == "ru" and word.endswith("ая"):
        return [word[:-2] + ending for ending in ("ая", "ой", "ой", "ую", "ой", "ой")]
    if language == "uk" and word.endswith("а"):
        return [word[:-1] + ending for ending in ("а", "ої", "ій", "у", "ою", "ій")]
    return None
