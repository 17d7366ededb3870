"""What all reports together claim: by type, by origin, by source."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from rich.console import Console
from rich.table import Table
from rich.text import Text

from musterroll import Claim
from musterroll.cli import wording
from musterroll.cli.batch import Done
from musterroll.cli.console import printable

#: Lines of a table; what comes after them is counted in a last line.
_MOST = 12

#: From this width on the tables stand beside each other.
_ABREAST = 110


@dataclass
class Summary:
    """Counts over reports, taken one by one."""

    reports: int = 0
    with_claims: int = 0
    claims: int = 0
    by_type: _Tally = field(default_factory=lambda: _Tally())
    by_origin: _Tally = field(default_factory=lambda: _Tally())
    by_source: _Tally = field(default_factory=lambda: _Tally())

    def add(self, report: Done) -> None:
        """Count a report's claims."""
        self.reports += 1
        self.with_claims += bool(report.claims)
        self.claims += len(report.claims)
        self.by_type.add(report, lambda claim: [claim.type])
        self.by_origin.add(report, lambda claim: [wording.place(origin) for origin in claim.origins])
        self.by_source.add(report, lambda claim: [claim.source[-1] if claim.source else wording.OWN_VOICE])

    def print(self, console: Console, *, set_aside: int) -> None:
        """Print three tables, side by side where there is room, and a last line about the reports."""
        if self.claims:
            tables = [self.by_type.table("type"), self.by_origin.table("origin"), self.by_source.table("who says so first")]
            if console.width >= _ABREAST:
                grid = Table.grid(padding=(0, 3))
                grid.add_row(*tables)
                console.print(grid)
            else:
                for table in tables:
                    console.print(table)
                    console.print()
        parts = [f"{_plural(self.reports, 'report')} read", f"{_plural(self.claims, 'claim')} in {self.with_claims} of them"]
        if set_aside:
            parts.append(f"{set_aside} set aside")
        console.print(Text(", ".join(parts) + ".", "bold"))


class _Tally:
    """For each name: claims, those of them denied, and the reports they stand in."""

    def __init__(self) -> None:
        self.claims: Counter[str] = Counter()
        self.denied: Counter[str] = Counter()
        self.reports: defaultdict[str, set[str]] = defaultdict(set)

    def add(self, report: Done, names: Callable[[Claim], Iterable[str]]) -> None:
        for claim in report.claims:
            for name in names(claim):
                self.claims[name] += 1
                self.denied[name] += claim.polarity == "denied"
                self.reports[name].add(report.name)

    def table(self, heading: str) -> Table:
        table = Table(box=None, pad_edge=False, padding=(0, 1, 0, 0), header_style="dim")
        table.add_column(heading, max_width=28)
        for column in ("claims", "denied", "reports"):
            table.add_column(column, justify="right")
        ordered = sorted(self.claims, key=lambda name: (-self.claims[name], name))
        for name in ordered[:_MOST]:
            denied = str(self.denied[name] or wording.NONE)
            table.add_row(Text(printable(name)), str(self.claims[name]), denied, str(len(self.reports[name])))
        if rest := ordered[_MOST:]:
            table.add_row(Text(f"{len(rest)} more", "dim"), str(sum(self.claims[name] for name in rest)), "", "")
        return table


def _plural(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
