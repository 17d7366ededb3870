"""The command line: one verb, one small module."""

from musterroll.cli.app import main

__all__ = ["main"]
