from importlib.resources import files
from pathlib import Path

import pytest

from musterroll.codebook import check_scheme, load_scheme, read_scheme
from musterroll.errors import CodebookError
from musterroll.model import Claim, Evidence

SHIPPED = (files("musterroll.codebook") / "data" / "scheme.toml").read_text("utf-8")


def mistakes(folder: Path, old: str, new: str) -> list[str]:
    """The mistakes in the shipped scheme after one change to it."""
    assert old in SHIPPED
    (folder / "scheme.toml").write_text(SHIPPED.replace(old, new, 1), "utf-8")
    with pytest.raises(CodebookError) as caught:
        read_scheme(folder / "scheme.toml")
    return caught.value.mistakes


def line_of(text: str) -> int:
    return SHIPPED[: SHIPPED.index(text)].count("\n") + 1


def test_shipped_scheme_is_well_formed() -> None:
    assert check_scheme() == []


def test_scheme_has_the_codebooks_types_and_kinds() -> None:
    kinds = {claim_type.name: " ".join(claim_type.kinds) for claim_type in load_scheme().types}
    assert kinds == {
        "recruitment": "",
        "inducement": "pay citizenship residence job study pardon debt_relief benefits",
        "coercion": "deportation prosecution detention documents violence blackmail unspecified",
        "deception": "job role contract destination pay unspecified",
        "enlistment": "",
        "service": "training no_training deployment fighting",
        "fate": "killed wounded captured missing returned escaped hiding detained",
        "network": "intermediary route visa fee",
        "response": "demand_stop demand_return demand_compensation ban arrest warning denial negotiation help sanction",
        "motive": "losses avoid_mobilisation spare_own image time cost",
        "context": "own_losses shortage evasion foreign_support politics",
    }


def test_scheme_has_the_codebooks_groups() -> None:
    assert (
        " ".join(load_scheme().groups)
        == "migrants workers students prisoners refugees volunteers veterans minors women residents"
    )


def test_scheme_describes_every_field_that_a_claim_prints() -> None:
    printed = Claim("fate", Evidence(0, 1, "x")).as_json()
    assert [field.name for field in load_scheme().fields] == list(printed)


def test_scheme_maps_to_palermo_and_to_the_ilo_indicators() -> None:
    scheme = load_scheme()
    elements = {
        element: {claim_type.name for claim_type in scheme.types if claim_type.palermo == element} for element in scheme.palermo
    }
    assert elements == {
        "act": {"recruitment", "enlistment", "network"},
        "means": {"coercion", "deception", "inducement"},
        "exploitation": {"service", "fate"},
    }
    assert {(i.name, *i.types, *i.kinds, *i.groups, i.possible) for i in scheme.indicators} == {
        ("Deception", "deception", False),
        ("Retention of identity documents", "coercion", "documents", False),
        ("Physical and sexual violence", "coercion", "violence", False),
        ("Intimidation and threats", "coercion", "deportation", "prosecution", "blackmail", False),
        ("Restriction of movement", "coercion", "detention", False),
        ("Abuse of vulnerability", "migrants", "refugees", "prisoners", False),
        ("Debt bondage", "inducement", "debt_relief", True),
        ("Debt bondage", "network", "fee", True),
    }


@pytest.mark.parametrize(
    ("old", "new", "place", "what"),
    [
        ('palermo = "means"', 'palermo = "meanz"', 'palermo = "means"', "no element 'meanz'"),
        ('kinds = ["documents"]', 'kinds = ["papers"]', 'kinds = ["documents"]', "no kind 'papers'"),
        ('types = ["deception"]', 'types = ["lies"]', 'types = ["deception"]', "no type 'lies'"),
        ('name = "enlistment"', 'name = "service"', 'name = "service"\nsays', "a second time"),
        ('name = "fate"', 'nome = "fate"', 'name = "fate"', "a type has no 'nome'"),
        ('pay = "wages, a signing', 'pay = ""\nsigning = "', 'pay = "wages', "'pay' has no meaning"),
        ("possible = true\n[[", 'possible = "so"\n[[', "possible = true\n[[", "'possible' has to be a bool"),
        ("[groups]", "[group]", "[groups]", "no table 'group'"),
    ],
)
def test_read_scheme_tells_each_mistake_with_its_line(tmp_path: Path, old: str, new: str, place: str, what: str) -> None:
    found = mistakes(tmp_path, old, new)
    assert any(mistake.startswith(f"scheme.toml:{line_of(place)}: ") and what in mistake for mistake in found), found


def test_read_scheme_tells_all_mistakes_at_once(tmp_path: Path) -> None:
    (tmp_path / "scheme.toml").write_text('[[type]]\nname = "x"\n[[field]]\n', "utf-8")
    with pytest.raises(CodebookError) as caught:
        read_scheme(tmp_path / "scheme.toml")
    assert len(caught.value.mistakes) > 4
