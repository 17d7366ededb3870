"""``musterroll codebook``: the scheme of claims, and a check of the data files."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

app = typer.Typer(rich_markup_mode="rich")


class Format(StrEnum):
    """How the scheme is printed."""

    text = "text"
    json = "json"


@app.callback(invoke_without_command=True)
def show(
    context: typer.Context,
    format_: Annotated[Format, typer.Option("--format", help="For reading, or for other programs.")] = Format.text,
) -> None:
    """Print the scheme: what a claim can be about, its fields, the rulings, and what it maps to.

    \b
    Examples:
    musterroll codebook                   the scheme
    musterroll codebook --format json     the same for other programs
    musterroll codebook check --lang nl   are Dutch words well-formed?
    """
    if context.invoked_subcommand is None:
        from musterroll.cli.scheme import print_json, print_text

        print_json() if format_ is Format.json else print_text()


@app.command()
def check(
    lang: Annotated[str | None, typer.Option("--lang", metavar="CODE", help="Only this language, such as nl.")] = None,
) -> None:
    """Validate the data files: the scheme, the words of every language, and what the words make of the language's own examples.

    Each mistake is one line, file:line: what. Exit status: 0; 1 when there are mistakes; 2 for wrong usage.
    """
    from musterroll.codebook import check_scheme, check_words, languages
    from musterroll.read.examples import check_examples

    if lang is not None and lang not in languages():
        raise typer.BadParameter(f"there are no words for '{lang}'; there are: {', '.join(languages())}.", param_hint="--lang")
    checked = [lang] if lang else languages()
    mistakes = check_scheme() + check_words(lang)
    if not mistakes:  # words that are not well-formed cannot be tried
        mistakes = [mistake for code in checked for mistake in check_examples(code)]
    for mistake in mistakes:
        typer.echo(mistake)
    if mistakes:
        typer.echo(f"{len(mistakes)} mistake{'' if len(mistakes) == 1 else 's'}.", err=True)
        raise typer.Exit(1)
    typer.echo(f"Scheme, words and examples are as they should be: {', '.join(checked)}.")
