from pathlib import Path

import pytest

from musterroll.codebook import languages
from musterroll.errors import UnknownLanguage
from musterroll.read import languages as module
from musterroll.read.languages import language_of

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = sorted((ROOT / "examples").glob("*.txt"))

# The same sentences in languages that have no words, and that look like one that has.
OTHERS = {
    "da": "Udenrigsministeriet siger, at mindst fjorten mænd er blevet dræbt, efter at de blev hvervet til den russiske "
    "hær. De vidste ikke, hvad de skrev under på, og de fik et løfte om arbejde på en fabrik.",
    "pt": "O Ministério das Relações Exteriores disse que pelo menos catorze homens foram mortos depois de terem sido "
    "recrutados para o exército russo. Eles não sabiam o que estavam a assinar e foram enviados para a frente.",
    "it": "Il ministero degli Esteri ha detto che almeno quattordici uomini sono stati uccisi dopo essere stati reclutati "
    "nell'esercito russo. Non sapevano che cosa firmavano e sono stati mandati al fronte.",
    "pl": "Ministerstwo spraw zagranicznych poinformowało, że co najmniej czternastu mężczyzn zginęło po tym, jak zostali "
    "zwerbowani do armii rosyjskiej. Nie wiedzieli, co podpisują.",
    "bg": "Министерството на външните работи съобщи, че поне четиринадесет мъже са били убити, след като са били вербувани "
    "в руската армия. Те не знаеха какво подписват.",
    "be": "Міністэрства замежных спраў паведаміла, што не менш за чатырнаццаць мужчын загінулі пасля таго, як іх "
    "завербавалі ў расійскую армію. Яны не ведалі, што падпісвалі.",
}


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_language_of_an_example_is_told_by_its_frequent_words(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_identifier", lambda: pytest.fail("the model was asked"))
    assert language_of(path.read_text("utf-8")) == path.stem.removeprefix("story-")[:2]


@pytest.mark.parametrize("code", OTHERS)
def test_language_without_words_is_named(code: str) -> None:
    with pytest.raises(UnknownLanguage, match=f"seems to be “{code}”.*there are for: de, en"):
        language_of(OTHERS[code])


@pytest.mark.parametrize("text", ["", "…", "1234", "Six Nepalis died.", "Погибли шесть непальцев.", "\U0001f600" * 50])
def test_language_of_a_short_text_is_a_guess_or_an_error(text: str) -> None:
    try:
        told = language_of(text)
    except UnknownLanguage as error:
        told = str(error)
    assert told in languages() or "there are no words" in told
