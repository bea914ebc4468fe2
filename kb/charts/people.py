"""A hundred people without and a hundred with an intervention: how many of them reach an outcome."""

from functools import cache
from typing import Any

import altair as alt
import pandas as pd

from kb import labels
from kb.charts import theme
from kb.charts.figure import Drawing, Figure, Template, template, words
from kb.effects import Absolute

ACROSS, HUNDRED = 10, 100
PERSON = (
    "M0,-1A0.32,0.32,0,1,1,0,-0.36A0.32,0.32,0,1,1,0,-1Z"
    "M-0.2,-0.28L0.2,-0.28A0.3,0.3,0,0,1,0.5,0.02L0.5,0.5L0.3,0.5L0.25,1L-0.25,1L-0.3,0.5L-0.5,0.5L-0.5,0.02A0.3,0.3,0,0,1,-0.2,-0.28Z"
)
REACHES, MORE, FEWER, NOT = "reaches", "more", "fewer", "not"
COLOURS = {REACHES: theme.INK, MORE: theme.ACCENT, FEWER: theme.ACCENT, NOT: theme.INK}
SAID = {
    REACHES: "reaches it", MORE: "reaches it only with the intervention", FEWER: "reaches it only without the intervention",
    NOT: "does not reach it",
}  # fmt: skip
PLACES = {
    "gap": "min(70, width * 0.08)",
    "cell": "min(22, (width - gap) / 20)",
    "side": "cell * 10",
    "second": "side + gap",
    "head": "60",
    "height": "head + cell * 10 * 1.15 + 50",
}


def figure(found: Absolute, outcome: str) -> Figure:
    """Return the picture of an absolute effect, `outcome` being what is reached, as in *stopping opioids*.

    Numbers are rounded to whole people of 100. Nothing can be clicked.
    """
    without, with_ = (round(risk / 10) for risk in (found.without, found.with_))
    drawn = pd.DataFrame([_person(arm, place, without, with_) for arm in (0, 1) for place in range(HUNDRED)])
    interval = f"interval {_of(found.low)} to {_of(found.high)}"
    values = {
        "outcome": f"Of 100 people: {outcome}",
        "without": f"{_of(found.without)} without the intervention",
        "with_it": f"{_of(found.with_)} with the intervention",
        "interval": interval,
        "difference": _difference(with_ - without),
    }
    return Figure(_template(), values, drawn, _alt(values))


people = Drawing(figure)


def _of(per_thousand: float) -> str:
    """Return people per 1000 as people per 100: whole, and *fewer than 1* where some are and none would be shown."""
    return "fewer than 1" if 0 < per_thousand < 5 else labels.whole(per_thousand / 10)


def _difference(more: int) -> str:
    if more == 0:
        return "No more and no fewer, rounded to whole people"
    return f"{abs(more)} {'more' if more > 0 else 'fewer'} of 100"


def _alt(values: dict[str, Any]) -> str:
    return (
        f"{values['outcome']}. {values['without']}, {values['with_it']} ({values['interval']}). {values['difference']}."
    )


def _person(arm: int, place: int, without: int, with_: int) -> dict[str, Any]:
    state = _state(arm, place, without, with_)
    return {"arm": arm, "across": place % ACROSS, "down": place // ACROSS, "state": state, "says": SAID[state]}


def _state(arm: int, place: int, without: int, with_: int) -> str:
    if place < min(without, with_):
        return REACHES
    if arm == 1 and place < with_:
        return MORE
    return FEWER if arm == 0 and place < without else NOT


@cache
def _template() -> Template:
    params = dict.fromkeys(("outcome", "without", "with_it", "interval", "difference"), "")
    bold = {"fontWeight": theme.BOLD}
    small = {"fontSize": alt.ExprRef("width < 420 ? 12 : 13")}
    quiet = {"fontSize": theme.SMALL, "opacity": theme.QUIET}
    under = "head + cell * 11.5"
    return template(
        [
            words("outcome", "0", "10", **bold),
            words("without", "0", "32", **small),
            words("with_it", "second", "32", **small),
            words("interval", "second", "48", **quiet),
            _people(),
            words("difference", "second", f"{under} + 12", **bold),
            words("'Filled: reach the outcome. Blue, outlined: the difference.'", "0", f"{under} + 34", **quiet),
        ],
        params,
        PLACES,
        {"x_at": "(datum.arm ? second : 0) + cell * (datum.across + 0.5)", "y_at": "head + cell * 1.15 * (datum.down + 0.5)"},
    )  # fmt: skip


def _people() -> alt.Chart:
    across = alt.Scale(domain=[0, alt.ExprRef("width")], range=[0, alt.ExprRef("width")], nice=False, zero=False)
    down = alt.Scale(domain=[0, alt.ExprRef("height")], range=[0, alt.ExprRef("height")], nice=False, zero=False)
    colour = alt.Fill("state:N", scale=alt.Scale(domain=list(COLOURS), range=list(COLOURS.values())), legend=None)
    icon = alt.Chart().mark_point(
        shape=PERSON, size=alt.ExprRef("pow(cell * 0.86, 2)"), stroke=theme.INK, opacity=1,
        # An outline tells the difference apart without colours too.
        strokeWidth=alt.ExprRef(f"datum.state == '{NOT}' ? 0.8 : 1.2"),
        strokeOpacity=alt.ExprRef(f"datum.state == '{NOT}' ? 0.45 : 1"),
        fillOpacity=alt.ExprRef(f"datum.state == '{NOT}' ? 0 : 1"),
    )  # fmt: skip
    x, y = alt.X("x_at:Q", scale=across, axis=None), alt.Y("y_at:Q", scale=down, axis=None)
    return icon.encode(x=x, y=y, fill=colour, tooltip=[alt.Tooltip("says:N", title="One of 100")])
