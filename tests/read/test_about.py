"""Which reports are about recruitment into a foreign force."""

import pytest

from musterroll import Report, read


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Six Nepalis have been killed in the Russian army, the ministry said."),
        ("nl", "Zes Nepalezen zijn omgekomen in het Russische leger, zei het ministerie."),
        ("de", "Sechs Nepalesen sind in der russischen Armee gefallen, sagte das Ministerium."),
        ("es", "Seis nepalíes han muerto en el ejército ruso, dijo el ministerio."),
        ("ru", "Шестеро непальцев погибли в российской армии, сообщило министерство."),
    ],
)
def test_a_single_plain_sentence_is_enough(language: str, text: str) -> None:
    [claim] = read(Report.from_text(text, name="one", language=language))
    assert (claim.type, claim.kinds, claim.force, claim.origins) == ("fate", ("killed",), "RU", ("NP",))


@pytest.mark.parametrize(
    "text",
    [
        "The Russian army shelled a village; three Ukrainians were killed.",
        "Israeli forces killed 12 Palestinians in Gaza.",
    ],
)
def test_the_dead_of_a_war_are_no_recruits(text: str) -> None:
    assert not read(Report.from_text(text, name="one", language="en"))
