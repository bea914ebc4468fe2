"""The closed vocabularies: the terms that every guideline shares. Those of one subject are data (`kb.records.term`)."""

from enum import StrEnum


class Strength(StrEnum):
    """How strongly a recommendation is made, on the scale that all guidelines share.

    Consensus is a kind of statement, not a step between weak and strong, and
    *not reported* says nothing about how strong the recommendation is.
    """

    STRONG = "strong"
    WEAK = "weak-or-conditional"
    CONSENSUS = "consensus"
    NOT_REPORTED = "not-reported"


class Verb(StrEnum):
    """How binding the wording of a recommendation is."""

    DO = "do"
    CONSIDER = "consider"
    DO_NOT = "do-not"
    INFORMATION = "information"


class Phase(StrEnum):
    """Whether a recommendation says when to act or how; the package names the two parts."""

    WHEN = "when"
    HOW = "how"


class Direction(StrEnum):
    """What a recommendation does to one topic.

    It recommends for or against it; or it takes no side and sets a condition
    under which the topic matters, or only gives information on it.
    """

    FOR = "for"
    AGAINST = "against"
    CONDITION = "condition"
    INFORMATION = "information"

    @property
    def takes_side(self) -> bool:
        """True where the recommendation is for or against the topic."""
        return self in {Direction.FOR, Direction.AGAINST}


class Relatedness(StrEnum):
    """How the patients that one condition is about relate to those of another."""

    SAME = "same"
    NARROWER = "narrower"
    BROADER = "broader"
    OVERLAPPING = "overlapping"
    EXCLUSIVE = "exclusive"
    NOT_COMPARABLE = "not-comparable"


class Weight(StrEnum):
    """How much a discrepancy matters to a reader, most first."""

    HEADLINE = "headline"
    RECORD = "record"
    MINOR = "minor"


class Basis(StrEnum):
    """Who answers for a link: the source, a curator, or a calculation."""

    STATED = "stated"
    DECIDED = "decided"
    DERIVED = "derived"


class Certainty(StrEnum):
    """Certainty of the evidence (GRADE), highest first. Not reported is an absent value."""

    HIGH = "high"
    MODERATE = "moderate"
    LOW = "low"
    VERY_LOW = "very-low"


class Measure(StrEnum):
    """What kind of number an effect estimate is."""

    MEAN_DIFFERENCE = "MD"
    ODDS_RATIO = "OR"
    ADJUSTED_ODDS_RATIO = "aOR"
    RISK_RATIO = "RR"
    RISK_DIFFERENCE = "RD"

    @property
    def is_ratio(self) -> bool:
        """True where no effect is 1 and the axis is logarithmic; False where no effect is 0."""
        return self in {Measure.ODDS_RATIO, Measure.ADJUSTED_ODDS_RATIO, Measure.RISK_RATIO}

    @property
    def is_odds(self) -> bool:
        """True where the measure compares odds, which are not shares of people."""
        return self in {Measure.ODDS_RATIO, Measure.ADJUSTED_ODDS_RATIO}

    @property
    def null(self) -> float:
        """Where no difference lies: 1 for ratios, 0 for differences."""
        return 1.0 if self.is_ratio else 0.0

    @property
    def counts_people(self) -> bool:
        """True where the measure compares how many people reached the outcome."""
        return self is not Measure.MEAN_DIFFERENCE


class EffectStatus(StrEnum):
    """What a source gives for an effect: a number, or the reason there is none."""

    ESTIMATE = "estimate"
    NO_TRIALS = "no-trials"
    NOT_SIGNIFICANT_NO_DATA = "not-significant-no-data"
    NARRATIVE = "narrative"


class Favours(StrEnum):
    """The arm that the source says the result favours."""

    INTERVENTION = "intervention"
    COMPARATOR = "comparator"


class Better(StrEnum):
    """Which end of an outcome's scale is the better one for the patient."""

    LOWER = "lower"
    HIGHER = "higher"


class Role(StrEnum):
    """What part a number plays on the scale on which it is compared: a rate is a step an interval."""

    AMOUNT = "amount"
    STEP = "step"
    INTERVAL = "interval"
    RATE = "rate"


class FindingDirection(StrEnum):
    """Which way a finding points."""

    BENEFIT = "benefit"
    HARM = "harm"
    NO_DIFFERENCE = "no-difference"
    UNCERTAIN = "uncertain"


class GuidelineStatus(StrEnum):
    """Where a guideline stands in its life, as far as it was read."""

    CURRENT = "current"
    LAPSED = "lapsed"
    REVISION_ANNOUNCED = "revision-announced"
    SUPERSEDED = "superseded"
    NOT_ESTABLISHED = "not-established"


class ResourceStatus(StrEnum):
    """What has become of a resource that a source lists."""

    CURRENT = "current"
    REVISED = "revised"
    SUPERSEDED = "superseded"
    CLOSED = "closed"
    NOT_ESTABLISHED = "not-established"


class ReferenceForm(StrEnum):
    """What a reference is, in the terms of the Citation Style Language (CSL)."""

    ARTICLE = "article-journal"
    REPORT = "report"
    WEB_PAGE = "webpage"


class Depth(StrEnum):
    """How near to the primary document a fact was read."""

    PRIMARY = "primary"
    ABSTRACT = "abstract"
    SECONDARY = "secondary"


class Confidence(StrEnum):
    """How sure the reader of a fact was that it was read right."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class Relation(StrEnum):
    """What an edge of the graph says about its two records, read from source to target."""

    ISSUED_IN = "issued_in"
    READ_IN = "read_in"
    ABOUT = "about"
    BROADER = "broader"
    SHOWN_WITH = "shown_with"
    RELATED_TO = "related_to"
    BALANCED_BY = "balanced_by"
    TRIGGERED_BY = "triggered_by"
    EXCEPTED_BY = "excepted_by"
    CALLS_FOR = "calls_for"
    MEETS = "meets"
    DOES_NOT_MEET = "does_not_meet"
    GIVES_VALUE_OF = "gives_value_of"
    TAKES = "takes"
    EVALUATES = "evaluates"
    COMPARED_WITH = "compared_with"
    MEASURED_BY = "measured_by"
    MEASURED_IN = "measured_in"
    COMPARED_ON = "compared_on"
    CLASSED_AS = "classed_as"
    PART_OF = "part_of"
    CITES = "cites"
    LISTED_IN = "listed_in"
    PUBLISHED_AS = "published_as"
    GRADED_BY = "graded_by"
    SUPERSEDED_BY = "superseded_by"
    RESTATES = "restates"
    CONCERNS = "concerns"
