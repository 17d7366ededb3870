"""Musterroll reads news reports about people taken into foreign armies and turns them into claims."""

from musterroll.model import Claim, Evidence, Interval, Money, Period, Report, Trace
from musterroll.read import read

__all__ = ["Claim", "Evidence", "Interval", "Money", "Period", "Report", "Trace", "read"]
