"""What is wrong with a data folder, said to the person who can correct it."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Problem:
    """One thing wrong: where it is, what it is, what to do, and the rule it breaks."""

    file: str
    record: str
    field: str
    what: str
    remedy: str
    rule: str

    def __str__(self) -> str:
        place = self.file
        if self.record:
            place += f", record {self.record}"
        if self.field:
            place += f", field {self.field}"
        return f"{place}: {self.what} {self.remedy} [{self.rule}]"


class BadData(Exception):
    """Raised when a data folder breaks a rule; carries every problem found."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(set(problems)))
        super().__init__(f"{len(self.problems)} problem(s) in the data")
