"""Opioids as they are taken, and the named, dated sets of factors that count their doses as morphine."""

from decimal import Decimal, InvalidOperation
from typing import Annotated

from pydantic import BeforeValidator, Field, model_validator

from kb.records.base import Address, Id, Part, Record, Text, Year
from kb.records.concept import Concept
from kb.vocabulary import Confidence, Depth


def _exact(given: object) -> Decimal:
    if not isinstance(given, str | Decimal):
        raise ValueError('write it in quotes, such as "0.15": a binary number is not exact')
    try:
        return Decimal(given)
    except InvalidOperation:
        raise ValueError("write a number in digits") from None


Exact = Annotated[Decimal, BeforeValidator(_exact), Field(gt=0, max_digits=9, decimal_places=4)]
"""A number above 0 that is written out in quotes, so that it stays what it is."""


class Opioid(Concept):
    """An opioid by one route, its dose in `unit`.

    `continuous` where the unit is a rate, as of a patch: how often it is changed
    does not count. `most` is no clinical limit; a larger dose at a time is taken
    for a slip. `apart` says why no total counts it.
    """

    substance: Text
    route: Text
    unit: Id
    continuous: bool = False
    most: Exact
    apart: Text | None = None


class Listed(Part):
    """What a factor set says of an opioid, with the address and depth at which that was read."""

    opioid: Id
    printed: Text | None = None
    address: Address
    depth: Depth
    confidence: Confidence
    note: Text | None = None


class Band(Part):
    """The factor for daily doses from `low` to `high`, both included."""

    low: Exact
    high: Exact
    factor: Exact

    @model_validator(mode="after")
    def _in_order(self) -> "Band":
        if self.low > self.high:
            raise ValueError(f"`low` ({self.low}) is above `high` ({self.high})")
        return self


class Factor(Listed):
    """What a daily dose is multiplied by: one `factor`, or `bands` where it depends on the dose."""

    factor: Exact | None = None
    bands: tuple[Band, ...] = ()

    @model_validator(mode="after")
    def _one_way_or_the_other(self) -> "Factor":
        if (self.factor is None) != bool(self.bands):
            raise ValueError("give `factor` or `bands`")
        for below, above in zip(self.bands, self.bands[1:], strict=False):
            # A larger dose that counts less would turn a range round.
            if below.high >= above.low or below.high * below.factor > above.low * above.factor:
                raise ValueError(f"the band from {above.low} has to follow the band to {below.high} and count more")
        return self

    def at(self, daily: Decimal) -> Decimal | None:
        """Return the factor for a daily dose, None where no band holds it. Nothing taken needs no band."""
        if self.factor is not None:
            return self.factor
        bands = (band.factor for band in self.bands if not daily or band.low <= daily <= band.high)
        return next(bands, None)


class Omission(Listed):
    """An opioid for which a set gives no factor, and why."""

    why: Text


class FactorSet(Record):
    """A named, dated table of factors, cited from its original; results are in `unit`.

    `caution` is what it says its results are not for. `read` says what of it was
    read and what was not. An opioid that stands in neither list was not read there.
    """

    short_title: Text
    title: Text
    issuer: Text
    year: Year
    citation: Text
    reference: Id | None = None
    unit: Id
    read: Text
    caution: Text | None = None
    factors: tuple[Factor, ...] = Field(min_length=1)
    without: tuple[Omission, ...] = ()

    @model_validator(mode="after")
    def _says_each_once(self) -> "FactorSet":
        said = [listed.opioid for listed in (*self.factors, *self.without)]
        if twice := sorted({opioid for opioid in said if said.count(opioid) > 1}):
            raise ValueError(f"{', '.join(twice)}: say it once, in `factors` or `without`")
        return self

    def factor(self, opioid: str) -> Factor | None:
        """Return what the set gives for an opioid, None where it gives nothing."""
        return next((factor for factor in self.factors if factor.opioid == opioid), None)

    def omission(self, opioid: str) -> Omission | None:
        """Return why the set gives no factor for an opioid, None where that was not read."""
        return next((omission for omission in self.without if omission.opioid == opioid), None)
