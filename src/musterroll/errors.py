"""Everything that can go wrong in a way a user can mend, under one base class."""


class MusterrollError(Exception):
    """Base of all errors that Musterroll raises on purpose. The message is one sentence: what, where, and the way out."""


class CodebookError(MusterrollError):
    """A data file of the codebook is wrong. Carries every mistake found, each with file and line."""

    def __init__(self, mistakes: list[str]) -> None:
        super().__init__("\n".join(mistakes))
        self.mistakes = mistakes


class UnknownLanguage(MusterrollError):
    """A report is in a language that has no words files, or in none that can be told."""


class UnreadableReport(MusterrollError):
    """A file cannot be taken as a report: empty, binary, or in an encoding that cannot be told."""
