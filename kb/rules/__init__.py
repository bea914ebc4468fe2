"""The numbered rules that a data folder has to keep beyond the shape of each record.

R01 to R03 are kept while reading: files can be read, are well formed, and hold
records that fit their schema. `RULES` holds the rest, and a title for each.
"""

from collections.abc import Callable, Iterator

from kb.problem import Problem
from kb.rules import numbers, sources, structure
from kb.rules.shelf import Shelf

READING_RULES = {
    "R01": "Every data file can be read",
    "R02": "Every data file is well formed and named for what it holds",
    "R03": "Every record fits its schema",
}


RULES: dict[str, tuple[str, Callable[[Shelf], Iterator[Problem]]]] = {
    "R04": ("No two records share an id", structure.ids_are_unique),
    "R05": ("Every link leads to a record of the right kind", structure.links_lead_somewhere),
    "R06": ("The folder describes itself once", structure.one_package),
    "R07": ("Topics form a tree", structure.topics_form_a_tree),
    "R08": ("A threshold is in its trigger's unit", numbers.thresholds_fit_their_trigger),
    "R09": ("A strength is a label of its document's scheme", sources.strengths_are_known_labels),
    "R10": ("Items of a cell are numbered without gap or repeat", sources.items_are_numbered_in_order),
    "R11": ("Recommendations and effects carry a fingerprint of their passage", sources.evidence_has_a_fingerprint),
    "R12": ("What an effect favours follows from its estimate", numbers.favours_follows_the_estimate),
    "R13": ("An outcome names the better end of what is measured", numbers.outcomes_name_their_better_end),
    "R14": ("Every record is joined to a source document", structure.nothing_hangs_loose),
    "R15": ("Labels of topics and triggers are unique", structure.labels_are_unique),
    "R16": ("An effect as printed holds the numbers of its fields", numbers.printed_agrees_with_the_numbers),
    "R17": ("A table has one name", sources.tables_are_named),
    "R18": ("A number can be compared on its scale", numbers.numbers_fit_their_scale),
    "R19": ("What balances a finding is about all that the finding is about", structure.balance_goes_along),
}


def broken(shelf: Shelf) -> list[Problem]:
    """Return every problem that the rules R04 and up find among the entries of a shelf."""
    return [problem for _, check in RULES.values() for problem in check(shelf)]
