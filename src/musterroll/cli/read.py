"""``musterroll read``: what reports claim."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from rich.console import Console

    from musterroll.archive import SetAside
    from musterroll.cli.batch import Done

#: From this many reports on a progress bar is shown.
PROGRESS_FROM = 10


class Format(StrEnum):
    """How claims are printed."""

    table = "table"
    jsonl = "jsonl"
    csv = "csv"


def read(
    paths: Annotated[
        list[str],
        typer.Argument(metavar="PATH", help="Files, folders (every .txt file below them), or - for standard input."),
    ],
    format_: Annotated[
        Format | None, typer.Option("--format", help="How to print claims: table unless told, or with --out only its summary.")
    ] = None,
    out: Annotated[
        Path | None, typer.Option("--out", metavar="DIR", help="Write each report's claims as JSON lines to DIR/NAME.jsonl.")
    ] = None,
    lang: Annotated[
        str | None,
        typer.Option("--lang", metavar="CODE", help="The language of the reports, such as nl; told from the text if not given."),
    ] = None,
    explain: Annotated[
        bool,
        typer.Option("--explain", help="Show for each claim its rule, the words that fired, and why each field has its value."),
    ] = False,
    only: Annotated[
        list[str] | None, typer.Option("--only", metavar="TYPE", help="Only claims of this type; may be given several times.")
    ] = None,
) -> None:
    """List what reports claim: who is recruited, from where, by what means, what became of them, and who says so.

    \b
    Examples:
    musterroll read report.txt                     a table of its claims
    musterroll read reports/ --only fate           a whole folder, one type
    musterroll read reports/ --format csv > a.csv  for a spreadsheet
    musterroll read reports/ --out claims/         JSON lines, report by report
    cat report.txt | musterroll read - --explain   why each claim was made

    What cannot be read is set aside with one line on standard error, and the rest is read.
    Exit status: 0; 1 when something was set aside; 2 for wrong usage.
    """
    from musterroll.archive import find
    from musterroll.cli.batch import read_all
    from musterroll.cli.console import messages, printable
    from musterroll.errors import MusterrollError

    types = frozenset(only or ())
    _check_usage(format_, out, lang, explain, types)
    items = list(find(paths))
    console = messages()
    outcomes = read_all(items, language=lang)
    if len(items) >= PROGRESS_FROM and console.is_terminal:
        outcomes = _watched(outcomes, len(items), console)
    aside: list[SetAside] = []
    try:
        _write(_taken(outcomes, aside, types, console), aside, format_, out, explain)
    except MusterrollError as error:
        console.print(printable(str(error)))
        raise typer.Exit(1) from None
    raise typer.Exit(1 if aside else 0)


def _check_usage(format_: Format | None, out: Path | None, lang: str | None, explain: bool, types: frozenset[str]) -> None:
    """Raises ``typer.BadParameter``, which ends the command with status 2, for what cannot be meant."""
    from musterroll.codebook import languages, load_scheme

    known = [type_.name for type_ in load_scheme().types]
    if unknown := sorted(types - set(known)):
        raise typer.BadParameter(f"there is no type '{unknown[0]}'; there are: {', '.join(known)}.", param_hint="--only")
    if lang is not None and lang not in languages():
        raise typer.BadParameter(f"there are no words for '{lang}'; there are: {', '.join(languages())}.", param_hint="--lang")
    if explain and format_ is Format.csv:
        raise typer.BadParameter(
            "it cannot be used with --format csv; table and jsonl have room for reasons.", param_hint="--explain"
        )
    if out is not None:
        try:
            out.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise typer.BadParameter(f"'{out}' cannot be made a folder: {error.strerror}.", param_hint="--out") from None


def _watched(outcomes: Iterable[Done | SetAside], total: int, console: Console) -> Iterator[Done | SetAside]:
    """Show a progress bar while ``outcomes`` come in; they are passed on at the end where bar and results share a terminal."""
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("reading"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True) as progress:
        watched = progress.track(outcomes, total=total)
        if not sys.stdout.isatty():
            yield from watched
            return
        collected = list(watched)
    yield from collected


def _taken(outcomes: Iterable[Done | SetAside], aside: list[SetAside], types: frozenset[str], console: Console) -> Iterator[Done]:
    """The reports that were read, with the claims that are wanted. What was set aside is told, and added to ``aside``."""
    from musterroll.archive import SetAside
    from musterroll.cli.console import printable

    for outcome in outcomes:
        if isinstance(outcome, SetAside):
            aside.append(outcome)
            console.print(printable(f"set aside: {outcome.shown}: {outcome.reason}"))
            continue
        for remark in outcome.remarks:
            console.print(printable(f"note: {outcome.shown}: {remark}"))
        yield outcome if not types else replace(outcome, claims=tuple(claim for claim in outcome.claims if claim.type in types))


def _write(reports: Iterable[Done], aside: list[SetAside], format_: Format | None, out: Path | None, explain: bool) -> None:
    """Print and write the claims of ``reports`` in the forms that are wanted."""
    from musterroll.cli.lines import write_csv, write_files, write_jsonl

    if out is not None:
        reports = write_files(reports, out, explain=explain)
    if format_ is Format.jsonl:
        _exhaust(write_jsonl(reports, sys.stdout, explain=explain))
    elif format_ is Format.csv:
        _exhaust(write_csv(reports, sys.stdout))
    else:
        from musterroll.cli.console import results
        from musterroll.cli.summary import Summary
        from musterroll.cli.table import print_tables

        console = results()
        summary = Summary()
        for report in reports if out and format_ is None else print_tables(reports, console, explain=explain):
            summary.add(report)
        summary.print(console, set_aside=len(aside))


def _exhaust(reports: Iterable[Done]) -> None:
    for _ in reports:
        pass
