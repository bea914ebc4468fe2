"""An effect in words, line by line: the same on the screen, in plots and in files."""

from kb import labels
from kb.effects.absolute import Absolute
from kb.effects.panel import interval
from kb.effects.summary import Line
from kb.records import Effect
from kb.vocabulary import EffectStatus, Measure

NOT_REPORTED = "Number of studies and participants not reported"


def estimate(effect: Effect) -> str:
    """Return an estimate as printed; where its interval is derived, that interval follows, said to be calculated."""
    around = interval(effect)
    if around is not None and around.derived:
        return f"{effect.printed} (SE), calculated CI {labels.number(around.low)} to {labels.number(around.high)}"
    return effect.printed or ""


def people(effect: Effect) -> str:
    """Return how many studies and people an effect rests on, as far as the source prints it, and who these people are."""
    if effect.status is EffectStatus.NO_TRIALS:
        return labels.EFFECT_STATUS[effect.status]
    if effect.studies is None:
        return NOT_REPORTED
    studies = "1 study" if effect.studies == 1 else f"{effect.studies} studies"
    whose = f" ({effect.participants_note})" if effect.participants_note else ""
    return f"{studies}, {_participants(effect.participants)}{whose}"


def _participants(count: int | None) -> str:
    if count is None:
        return "number of participants not reported"
    return "1 person" if count == 1 else f"{count} people"


def certainty(effect: Effect) -> str:
    """Return the certainty, word first, then its mark."""
    return f"{labels.certainty(effect)} {labels.certainty_mark(effect)}"


def people_of(per_1000: float, out_of: int = 1000) -> str:
    """Return people per 1000 as people out of another number: whole, and below 10 of 100 with one decimal."""
    value = per_1000 * out_of / 1000
    return labels.whole(value) if out_of >= 1000 or value >= 9.95 else labels.rounded(value)


def without(line: Line, out_of: int = 1000) -> tuple[str, ...]:
    """Return how many people reach the outcome without the intervention, and whose risk that is."""
    if line.absolute is None:
        return ()
    whose = "baseline risk as typed" if line.typed or line.baseline is None else line.baseline.label
    return people_of(line.absolute.without, out_of), whose


def with_intervention(line: Line, out_of: int = 1000) -> tuple[str, ...]:
    """Return how many people reach it with the intervention, the difference, and what has to be known of both."""
    found = line.absolute
    if found is None:
        return ()
    said = [_with(found, out_of), _difference(found.difference, out_of)]
    if found.capped:
        said.append(f"Limited to between 0 and {out_of} people.")
    if line.effect.measure is Measure.ADJUSTED_ODDS_RATIO:
        said.append("Calculated from an adjusted odds ratio as if it were unadjusted.")
    if line.needed_to_treat:
        more = "more" if found.difference > 0 else "fewer"
        number, least, most = line.needed_to_treat
        said.append(f"Number needed to treat for one {more} at {line.effect.timepoint}: {number} ({least} to {most})")
    if line.typed and line.own:
        own = line.own
        said.append(f"At its own control group's {people_of(own.without, out_of)}: {_with(own, out_of)}")
    if line.counted:
        said.append(f"Counted in the trial itself ({line.counted.depth}): {line.counted.value}")
    return tuple(said)


def _with(found: Absolute, out_of: int) -> str:
    number, low, high = (people_of(people, out_of) for people in (found.with_, found.low, found.high))
    return f"{number} ({low} to {high})"


def _difference(difference: float, out_of: int) -> str:
    if abs(difference) < 0.5:
        return f"no more and no fewer of {out_of}"
    return f"{people_of(abs(difference), out_of)} {'more' if difference > 0 else 'fewer'} of {out_of}"
