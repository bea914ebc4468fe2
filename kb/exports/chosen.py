"""What was chosen of a comparison: its guidelines, topics and recommendations."""

from dataclasses import dataclass
from datetime import date

from kb.comparison import Row
from kb.records import Guideline, Recommendation


@dataclass(frozen=True)
class Chosen:
    """What is exported of a comparison: its guidelines and rows, the filters in words, and the day.

    `kept` are the ids of the recommendations that filters leave, None where no
    filter chooses among them; `practice` says whether practice points go along.
    """

    guidelines: tuple[Guideline, ...]
    rows: tuple[Row, ...]
    shows: tuple[str, ...]
    on: date
    kept: frozenset[str] | None = None
    practice: bool = False

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of the guidelines."""
        return tuple(guideline.id for guideline in self.guidelines)

    def holds(self, rec: Recommendation) -> bool:
        """Return whether a recommendation is among what was chosen."""
        return rec.guideline in self.ids and (self.kept is None or rec.id in self.kept)

    @property
    def recommendations(self) -> tuple[Recommendation, ...]:
        """Each recommendation of the rows that was chosen, once, in their order."""
        cells = (cell for row in self.rows if not row.is_heading for cell in row.cells)
        return tuple({rec.id: rec for cell in cells for rec in cell.recommendations if self.holds(rec)}.values())
