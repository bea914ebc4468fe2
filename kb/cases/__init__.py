"""One patient: what their opioids come to in morphine equivalents."""

from kb.cases.dose import Implausible, entered
from kb.cases.equivalents import Equivalents, Line, Refused, equivalents, under_other_sets

__all__ = ["Equivalents", "Implausible", "Line", "Refused", "entered", "equivalents", "under_other_sets"]
