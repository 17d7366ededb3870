"""From paths to reports: which files there are, what text they hold, and which of them cannot be taken, and why."""

from musterroll.archive.decode import Decoded, decode
from musterroll.archive.find import SetAside, Source, find
from musterroll.archive.load import MAX_BYTES, Loaded, load

__all__ = ["MAX_BYTES", "Decoded", "Loaded", "SetAside", "Source", "decode", "find", "load"]
