"""The rows of a forest plot: numbers where they are drawn, and the texts of its columns."""

import textwrap
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import pandas as pd

from kb import labels
from kb.charts import symbols
from kb.effects.panel import Interval, interval
from kb.vocabulary import Certainty, Measure

FIRST, LINE = 17, 16
"""Pixels from the top of a row to the middle of its first line, and from line to line."""
NAME, AGAINST, UNIT, MOST = 34, 40, 30, 3
"""How many letters of a name, a comparator and a unit fit into a line, and how many lines each gets."""
NOT_PRINTED = "not printed"


@dataclass(frozen=True)
class Line:
    """One row of `base.effects`, None where it has nothing, and its interval."""

    effect: Any
    around: Interval


def lines(frame: pd.DataFrame) -> tuple[Line, ...]:
    """Return the rows of a frame, in its order. Raises ValueError for a row without an interval."""
    objects = frame.astype(object)
    found = [(row, interval(row)) for row in objects.where(objects.notna(), None).itertuples()]
    missing = [row.Index for row, around in found if around is None]
    if missing:
        raise ValueError(f"a row without an interval is text, no point: {', '.join(missing)}")
    return tuple(Line(row, around) for row, around in found if around is not None)


def units(shown: Iterable[Line]) -> tuple[str, ...]:
    """Return the units as the sources print them, each once."""
    return tuple(dict.fromkeys(line.effect.unit for line in shown if line.effect.unit))


def rows(shown: tuple[Line, ...], low: float, high: float) -> pd.DataFrame:
    """Return what is drawn of each row on an axis from `low` to `high`.

    `low` and `high` of a row are its interval; `drawn_low`, `drawn_high` and
    `at` are cut to the axis. Texts are ready to be read, numbers are floats.
    """
    several = len(units(shown)) > 1
    made = [
        {"row": place, **_numbers(line.effect, line.around, low, high), **_texts(line.effect, line.around, several)}
        for place, line in enumerate(shown)
    ]
    return _placed(pd.DataFrame(made))


def _placed(drawn: pd.DataFrame) -> pd.DataFrame:
    """Return rows with the pixels from the first row's top at which each begins and ends, in both forms."""
    left = drawn["name_lines"] + drawn["against_lines"]
    values = drawn["beside_lines"].clip(lower=1) + 1
    drawn["centre"] = FIRST + LINE * (pd.concat([left, values], axis=1).max(axis=1) - 1) / 2
    drawn["values_at"] = FIRST + LINE * left + 5
    drawn["plot_at"] = drawn["values_at"] + LINE * (values - 1) + 22
    for form, height in (("wide", 2 * drawn["centre"]), ("narrow", drawn["plot_at"] + FIRST)):
        drawn[f"{form}_bottom"] = height.cumsum()
        drawn[f"{form}_top"] = drawn[f"{form}_bottom"] - height
    return drawn


def _numbers(row: Any, around: Interval, low: float, high: float) -> dict[str, Any]:
    return {
        "id": row.Index,
        "estimate": float(row.estimate),
        "low": float(around.low),
        "high": float(around.high),
        "at": float(min(max(row.estimate, low), high)),
        "drawn_low": float(min(max(around.low, low), high)),
        "drawn_high": float(max(min(around.high, high), low)),
        "inside": bool(low <= row.estimate <= high),
        "cut_low": bool(around.low < low),
        "cut_high": bool(around.high > high),
        "derived": around.derived,
        "pooled": bool(row.pooled),
    }


def _texts(row: Any, around: Interval, several: bool) -> dict[str, Any]:
    span = f"{labels.number(around.low)} to {labels.number(around.high)}"
    name, against, beside = _wrapped(row.intervention_label, NAME), _against(row), _beside(row, around, span, several)
    texts = {
        "name": "\n".join(name),
        "name_text": row.intervention_label,
        "name_lines": len(name),
        "against": "\n".join(against),
        "against_lines": len(against),
        "estimate_text": f"{row.printed} (SE)" if around.derived else row.printed or labels.number(row.estimate),
        "beside": "\n".join(beside),
        "beside_lines": len(beside),
        "low_text": labels.number(around.low),
        "high_text": labels.number(around.high),
        "studies_text": counted(row.studies, "trial"),
        "people_text": f"{row.participants:,} people" if row.participants else f"people {NOT_PRINTED}",
        "studies_printed": bool(row.studies),
        "people_printed": bool(row.participants),
        "certainty_word": certainty_word(row.certainty),
        "certainty_mark": row.certainty.split(";")[0],
    }
    return texts | _tooltip(row, around, span) | {"description": _description(row, texts, span)}


def _wrapped(text: str, letters: int) -> list[str]:
    return textwrap.wrap(text, letters, max_lines=MOST, placeholder=" …")


def _against(row: Any) -> list[str]:
    time = (row.timepoint or "").replace(" ", "\N{NO-BREAK SPACE}")
    parts = [f"vs {_lower(row.comparator_label)}" if row.comparator_label else "", time]
    return _wrapped(", ".join(part for part in parts if part), AGAINST)


def _beside(row: Any, around: Interval, span: str, several: bool) -> list[str]:
    calculated = f"{span} (calculated)" if around.derived else ""
    return [*_wrapped(row.unit or "", UNIT)[: int(several) * MOST], *([calculated] if calculated else [])]


def _tooltip(row: Any, around: Interval, span: str) -> dict[str, str]:
    how = "calculated from the standard error" if around.derived else "as printed"
    event = f" ({row.event})" if row.event else ""
    return {
        "comparator": row.comparator_label or NOT_PRINTED,
        "outcome": f"{row.outcome_label}{event}",
        "time": row.timepoint or NOT_PRINTED,
        "measured": f"{labels.MEASURE[Measure(row.measure)].capitalize()} {labels.number(row.estimate)} {row.unit or ''}".strip(),
        "interval": f"{span} ({around.level:g}% CI, {how})",
        "studies": f"{row.studies:,}{', pooled by the source' if row.pooled else ''}" if row.studies else NOT_PRINTED,
        "participants": f"{row.participants:,}" if row.participants else NOT_PRINTED,
        "printed_in": row.locator or "",
    }


def _description(row: Any, texts: dict[str, Any], span: str) -> str:
    against = f" compared with {_lower(row.comparator_label)}" if row.comparator_label else ""
    calculated = ", calculated" if "(calculated)" in texts["beside"] else ""
    return (
        f"{row.intervention_label}{against}: {labels.number(row.estimate)} ({span}{calculated}) {row.unit or ''}".rstrip()
        + f"; {texts['studies_text']}, {texts['people_text']}; certainty {texts['certainty_word'].lower()}."
    )


def certainty_word(certainty: str) -> str:
    """Return a certainty as `base.effects` has it in words: a range names both ends, lower end first."""
    if certainty == symbols.NOT_REPORTED:
        return "Not reported"
    words = [labels.CERTAINTY[Certainty(level)] for level in certainty.split(";")]
    return " to ".join([words[0], *(word.lower() for word in words[1:])])


def counted(count: int | None, noun: str) -> str:
    """Return a number of things with their name, such as ``1 trial``; *not printed* where it is not known."""
    if not count:
        return f"{noun}s {NOT_PRINTED}"
    return f"{count:,} {noun}{'' if count == 1 else 's'}"


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]
