"""A query as it is understood: the names of concepts in it, countries, an amount, and words to look for."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import tantivy

from kb.search import amounts
from kb.search.amounts import Amount, Threshold
from kb.search.names import Name, Names, Stem
from kb.search.terms import ASKING, FILLERS, LONGEST_TEXT, LONGEST_WORD, MOST_WORDS, NUMBERS_ASKED, SMALL, split


@dataclass(frozen=True)
class Unit:
    """One thing that a query asks for: words, and the concepts that they name together (none for a plain word).

    `written` is how it stands in the query, small words included.
    `needed` is False where a record may do without it; `measured` is True for an amount, such as *7 months*.
    """

    words: tuple[str, ...]
    written: str
    names: tuple[Name, ...] = ()
    needed: bool = True
    measured: bool = False

    @property
    def concepts(self) -> tuple[str, ...]:
        """The ids of the concepts that the words name."""
        return tuple(name.of for name in self.names)

    @property
    def labels(self) -> tuple[str, ...]:
        """The first names of the concepts, each once."""
        return tuple(dict.fromkeys(name.label for name in self.names))


@dataclass(frozen=True)
class Question:
    """What a query asks. `countries` are codes; `corrected` pairs a mistyped word with the one it was read as;
    `asks_number` where a number is the answer; `unsearched` are the words beyond those that are searched; `common` those
    that are left out because very many records have them.
    """

    units: tuple[Unit, ...]
    countries: tuple[str, ...] = ()
    country_words: tuple[str, ...] = ()
    amount: Amount | None = None
    corrected: tuple[tuple[str, str], ...] = ()
    asks_number: bool = False
    unsearched: tuple[str, ...] = ()
    common: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class Reader:
    """What is needed to understand a query: names of concepts and countries, thresholds, the topics below
    each topic, and stems by language.

    `known` says whether a stem is in the index: a word that is known is not mistyped. `common` says whether so many
    records have a word that it tells nothing beside the name of a concept.
    """

    names: Names
    countries: Mapping[tuple[str, ...], str]
    thresholds: tuple[Threshold, ...]
    labels: Mapping[str, Name]
    topic_of: Mapping[str, str]
    narrower: Mapping[str, tuple[str, ...]]
    stemmers: Mapping[str, tantivy.TextAnalyzer]
    known: Callable[[Stem], bool]
    common: Callable[[Stem], bool]

    def read(self, words: str) -> Question:
        """Return how a query is understood. Any text will do."""
        every = tuple(word[:LONGEST_WORD] for word in split(words[:LONGEST_TEXT]))
        asks = frozenset(word.lower() for word in every)
        countries, country_words, rest = self._countries(every)
        amount = amounts.read(rest, {threshold.dimension for threshold in self.thresholds})
        if amount:
            rest = (*rest[: amount[0][0]], *rest[amount[0][1] :])
        rest = tuple(word.lower() for word in rest)
        kept = [place for place, word in enumerate(rest) if word not in FILLERS]
        units, corrected = self._units(rest, kept[:MOST_WORDS])
        if amount:
            units = (self._measured(amount[1], units), *(_optional(unit) for unit in units))
        units, common = self._telling(units)
        return Question(
            units, countries, country_words, amount[1] if amount else None, corrected,
            any(words <= asks for words in NUMBERS_ASKED), tuple(rest[place] for place in kept[MOST_WORDS:]), common,
        )  # fmt: skip

    def _telling(self, units: tuple[Unit, ...]) -> tuple[tuple[Unit, ...], tuple[str, ...]]:
        """Return the units without words that tell nothing beside what the others name, and those words."""
        if not any(unit.names for unit in units):
            return units, ()
        common = {unit.written for unit in units if not unit.names and self._is_common(unit.written)}
        return tuple(unit for unit in units if unit.written not in common), tuple(sorted(common))

    def _is_common(self, word: str) -> bool:
        return any(self.common(Stem(code, stem)) for code, made in self.stemmers.items() for stem in made.analyze(word))

    def _countries(self, words: Sequence[str]) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
        """Return the countries that words name, the words that name them, and the rest."""
        found, named, rest, place = [], [], [], 0
        while place < len(words):
            for length in (3, 2, 1):
                part = tuple(words[place : place + length])
                code = self.countries.get(part) or self._lowered(part)
                if len(part) == length and code:
                    found.append(code)
                    named.append(" ".join(part))
                    break
            else:
                rest.append(words[place])
            place += length
        return tuple(dict.fromkeys(found)), tuple(named), tuple(rest)

    def _lowered(self, part: tuple[str, ...]) -> str | None:
        return self.countries.get(tuple(word.lower() for word in part))

    def _units(self, query: Sequence[str], kept: Sequence[int]) -> tuple[tuple[Unit, ...], tuple[tuple[str, str], ...]]:
        """Return what the kept words of a query ask for, in its order, and typing errors with what they were read as."""
        words = [query[place] for place in kept]
        stems, corrected = self._stems(words)
        units: dict[int, Unit] = {}
        used: set[int] = set()
        for phrase in self.names.phrases(stems):
            own = tuple(corrected.get(i, words[i]) for i in phrase.places if words[i] not in ASKING)
            units[phrase.places[0]] = Unit(own, _written(query, [kept[i] for i in phrase.places]), phrase.names)
            used.update(phrase.places)
        units |= {
            i: Unit((word,), word) for i, word in enumerate(words) if i not in used and word not in ASKING | SMALL
        }
        told = tuple((words[i], read) for i, read in corrected.items() if i in used)
        return tuple(units[place] for place in sorted(units)), told

    def _stems(self, words: Sequence[str]) -> tuple[list[frozenset[Stem]], dict[int, str]]:
        """Return the stems of each word, of a mistyped one those of what was meant, and how those were read."""
        stems, corrected = [], {}
        for place, word in enumerate(words):
            each = frozenset(Stem(code, stem) for code, made in self.stemmers.items() for stem in made.analyze(word))
            if not any(map(self._is_known, each)) and (meant := self.names.corrected(word)):
                corrected[place] = self.names.written[meant]
                each = frozenset({meant})
            stems.append(each)
        return stems, corrected

    def _is_known(self, stem: Stem) -> bool:
        return stem in self.names.written or self.known(stem)

    def _measured(self, amount: Amount, units: Iterable[Unit]) -> Unit:
        """Return the triggers that are measured in an amount, with their topics, as one thing asked for."""
        triggers = dict.fromkeys(threshold.trigger for threshold in self.measured(amount, units))
        topics = [self.topic_of[trigger] for trigger in triggers if trigger in self.topic_of]
        names = tuple(self.labels[of] for of in dict.fromkeys([*topics, *triggers]))
        return Unit(tuple(amount.printed.split()), amount.printed, names, measured=True)

    def measured(self, amount: Amount, units: Iterable[Unit]) -> tuple[Threshold, ...]:
        """Return the thresholds that an amount can be held against, the highest first.

        Those of what else the query asks for, where there are any. An upper
        bound alone, such as *in the first 12 weeks*, says how early something
        happened and counts only there.
        """
        asked = {concept for unit in units if not unit.measured for concept in unit.concepts}
        fit = [threshold for threshold in self.thresholds if threshold.dimension == amount.dimension]
        meant = [one for one in fit if one.trigger in asked or self.topic_of.get(one.trigger) in asked]
        return tuple(meant or [one for one in fit if one.at_least is not None])


def _optional(unit: Unit) -> Unit:
    return unit if unit.names else replace(unit, needed=False)


def _written(query: Sequence[str], places: Sequence[int]) -> str:
    """Return the words at some places as they stand in a query, with the small words between them."""
    span = range(places[0], places[-1] + 1)
    if all(place in places or query[place] in FILLERS for place in span):
        return " ".join(query[place] for place in span)
    return " ".join(query[place] for place in places)
