"""Guidelines against each other: matrix, verdicts, pairs, conditions, numbers, gaps."""

from kb.comparison.amounts import Amount, Numbers, compare, numbers
from kb.comparison.applicability import Applicability, relate
from kb.comparison.cells import guidelines_of, matrix, pivot, topics_of
from kb.comparison.companion import Companion, companions
from kb.comparison.conditions import Condition, conditions
from kb.comparison.gaps import coverage, without_recommendation, without_trials
from kb.comparison.heading import headings
from kb.comparison.pair import Pair, pair
from kb.comparison.patients import patients, relations
from kb.comparison.positions import Positions, among, under_other_mappings
from kb.comparison.reason import reason
from kb.comparison.row import Cell, Row, rows
from kb.comparison.statement import statements
from kb.comparison.summary import summary
from kb.comparison.verdict import Kind, Statement, Verdict
from kb.comparison.verdicts import Order, ordered, verdicts
from kb.prose import Sentence

__all__ = [
    "Amount",
    "Applicability",
    "Cell",
    "Companion",
    "Condition",
    "Kind",
    "Numbers",
    "Order",
    "Pair",
    "Positions",
    "Row",
    "Sentence",
    "Statement",
    "Verdict",
    "among",
    "companions",
    "compare",
    "conditions",
    "coverage",
    "guidelines_of",
    "headings",
    "matrix",
    "numbers",
    "ordered",
    "pair",
    "patients",
    "pivot",
    "reason",
    "relate",
    "relations",
    "rows",
    "statements",
    "summary",
    "topics_of",
    "under_other_mappings",
    "verdicts",
    "without_recommendation",
    "without_trials",
]
