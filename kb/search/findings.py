"""What a search finds: records of one kind by number, or of every kind in groups."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from kb.vocabulary import Relatedness

NOTHING = np.zeros(0, dtype=np.int64)


@dataclass(frozen=True, eq=False)
class Hits:
    """Records of one kind, best first, by their numbers among `records`, which are the ids of all of that kind.

    `every_word` is False where no record has all the words and some had to do;
    `unsearched` are words beyond the number that is searched.
    """

    numbers: np.ndarray
    records: Sequence[str]
    every_word: bool = True
    unsearched: tuple[str, ...] = ()

    @cached_property
    def ids(self) -> tuple[str, ...]:
        """The ids of the records, best first."""
        return tuple(self.records[number] for number in self.numbers.tolist())


@dataclass(frozen=True)
class Hit:
    """A record that was found: what it is called, what it says, and for each word or phrase where that stands."""

    id: str
    title: str
    line: str
    matched: tuple[str, ...]


@dataclass(frozen=True)
class Group:
    """The best records of one kind; `total` counts all that were found, `whole` those that hold everything asked for."""

    kind: str
    total: int
    hits: tuple[Hit, ...]
    whole: int


@dataclass(frozen=True)
class Answer:
    """A sentence that answers directly, most often that there is nothing, and the records that it rests on."""

    text: str
    ids: tuple[str, ...] = ()


@dataclass(frozen=True)
class Related:
    """Triggers related to one that was asked for (an id), each with how its patients relate to those, and why."""

    trigger: str
    others: tuple["Other", ...]


@dataclass(frozen=True)
class Other:
    """A trigger that is related to another; `how` its patients relate to those of the other."""

    trigger: str
    how: Relatedness
    why: str


@dataclass(frozen=True)
class Findings:
    """What a query finds among records of every kind.

    `understood` says how its words were read; `related` what else the triggers
    that it names are like; `unsearched` are words beyond the number that is
    searched; `nearest` are ids of topics, to try next where nothing was found.
    """

    groups: tuple[Group, ...] = ()
    answers: tuple[Answer, ...] = ()
    understood: tuple[str, ...] = ()
    related: tuple[Related, ...] = ()
    unsearched: tuple[str, ...] = ()
    nearest: tuple[str, ...] = ()
