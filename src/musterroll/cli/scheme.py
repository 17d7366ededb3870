"""The scheme of claims in print: for reading, and as JSON."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from dataclasses import asdict

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from musterroll.cli.console import results
from musterroll.codebook import Indicator, Scheme, load_scheme


def print_json() -> None:
    """Print the scheme as one JSON object: ``types``, ``groups``, ``fields``, ``rulings``, ``palermo``, ``indicators``."""
    json.dump(asdict(load_scheme()), sys.stdout, ensure_ascii=False, indent=2)
    sys.stdout.write("\n")


def print_text() -> None:
    """Print the scheme for reading, in sections."""
    scheme = load_scheme()
    console = results()
    _heading(console, "Types and kinds", "A claim is one thing that a report says, in one place, that can be true or false.")
    for claim_type in scheme.types:
        console.print(Text.assemble((claim_type.name, "bold cyan"), f"  {claim_type.says}"))
        _print_names(console, claim_type.kinds.items(), indent=4)
    _heading(console, "Groups", "What the people are, when told.")
    _print_names(console, scheme.groups.items())
    _heading(console, "Fields", "The reader adds those from id on to the codebook's.")
    _print_names(console, ((field.name, f"{field.value} – {field.says}") for field in scheme.fields))
    _heading(console, "Rulings", "How doubtful cases are decided.")
    _print_names(console, ((f"{number:>2}", ruling) for number, ruling in enumerate(scheme.rulings, 1)))
    _heading(console, "Palermo Protocol, article 3", "Which element of trafficking in persons a type bears on.")
    _print_names(console, _palermo(scheme))
    _heading(console, "ILO indicators of forced labour", "Which claims point to an indicator.")
    _print_names(console, ((indicator.name, _pointing(indicator)) for indicator in scheme.indicators))


def _heading(console: Console, title: str, says: str) -> None:
    console.print()
    console.print(Text.assemble((title, "bold reverse"), f"  {says}"))


def _print_names(console: Console, names: Iterable[tuple[str, str]], *, indent: int = 2) -> None:
    grid = Table.grid(padding=(0, 2))
    grid.add_column(style="cyan", no_wrap=True)
    grid.add_column()
    for name, says in names:
        grid.add_row(Text(name), Text(says))
    if grid.row_count:
        console.print(Padding(grid, (0, 0, 0, indent)))


def _palermo(scheme: Scheme) -> Iterable[tuple[str, str]]:
    for element, says in scheme.palermo.items():
        yield element, f"{', '.join(t.name for t in scheme.types if t.palermo == element)} – {says}"


def _pointing(indicator: Indicator) -> str:
    types = " or ".join(indicator.types)
    parts = [f"{types}: {', '.join(indicator.kinds)}" if indicator.kinds else types]
    if indicator.groups:
        parts.append(f"groups: {', '.join(indicator.groups)}")
    return "; ".join(part for part in parts if part) + (" (possible)" if indicator.possible else "")
