"""One patient: which recommendations apply, what the guidelines come to, and what the opioids come to as morphine."""

from kb.cases.applies import Answer, Applies, Ground, applies
from kb.cases.differences import differences
from kb.cases.dose import Implausible, entered
from kb.cases.equivalents import Equivalents, Line, Refused, equivalents, under_other_sets
from kb.cases.here import Change, Here, by_topic
from kb.cases.known import Dose, contradictions, counted
from kb.cases.meeting import Meeting, meetings
from kb.cases.reason import reason, to_ask

__all__ = [
    "Answer",
    "Applies",
    "Change",
    "Dose",
    "Equivalents",
    "Ground",
    "Here",
    "Implausible",
    "Line",
    "Meeting",
    "Refused",
    "applies",
    "by_topic",
    "contradictions",
    "counted",
    "differences",
    "entered",
    "equivalents",
    "meetings",
    "reason",
    "to_ask",
    "under_other_sets",
]
