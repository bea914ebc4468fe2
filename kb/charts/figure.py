"""A chart taken apart, so that one template serves every selection of rows.

Building a chart with Altair takes a tenth of a second and more, working out what
is drawn of the rows some 10 to 50 milliseconds, and putting both together next
to nothing. So each kind of chart is built once, on data that only have a name
and with parameters for everything that depends on the rows (`values`: ends of
an axis, heights, words of a heading), and a page keeps the figure of a
selection. What it shows is

    figure = kb.charts.forest.figure(frame)
    st.vega_lite_chart(figure.table, figure.spec, alt=figure.alt, key="dose", on_select="rerun")

and in a notebook `figure.chart()` is the same as an Altair chart with its data.
Clicks come back as `event.selection[PICKED]`, a list of mappings of the fields
that the chart's docstring names.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property, update_wrapper
from typing import Any

import altair as alt
import pandas as pd
import pyarrow as pa

from kb.charts import theme

SOURCE = "source"
"""The name of the data: that under which Streamlit hands over the rows of a table."""
PICKED = "picked"
"""The name of the selection that a click changes."""
WIDTH = 900
"""Pixels, where nothing else says how wide a chart is; a page stretches it."""
AUTOSIZE = {"type": "none", "contains": "content"}
PADDING = {"left": 0, "top": 0, "right": 0, "bottom": 0}


@dataclass(frozen=True)
class Template:
    """A chart without data, as Altair built it and as the specification that this gives. Shared: not to be changed."""

    chart: alt.LayerChart
    spec: Mapping[str, Any]


@dataclass(frozen=True)
class Figure:
    """A chart: its template, the values of the template's parameters, its rows, and a text in its place."""

    template: Template
    values: Mapping[str, Any]
    rows: pd.DataFrame
    alt: str

    @property
    def spec(self) -> dict[str, Any]:
        """The specification without rows, for `st.vega_lite_chart(figure.table, figure.spec)`.

        A new mapping each time, of which only the top level may be changed.
        """
        return {**self.template.spec, "params": self._params()}

    def _params(self) -> list[dict[str, Any]]:
        params = self.template.spec["params"]
        return [{**p, "value": self.values[p["name"]]} if p["name"] in self.values else p for p in params]

    @cached_property
    def table(self) -> pa.Table:
        """The rows as Arrow, which nobody can change; made once."""
        return pa.Table.from_pandas(self.rows, preserve_index=False)

    def chart(self) -> alt.LayerChart:
        """Return the chart with its rows; Altair checks it against the schema of Vega-Lite where it is shown or saved."""
        made = self.template.chart.copy(deep=False)
        made.params = [_parameter(param) for param in self._params()]
        made.config = self.template.spec["config"]
        made.data, made.description = self.rows, self.alt
        return made


class Drawing:
    """A kind of chart: called, it gives the Altair chart of its rows; `figure` takes the same and gives a `Figure`."""

    def __init__(self, figure: Callable[..., Figure]) -> None:
        self.figure = figure
        update_wrapper(self, figure)

    def __call__(self, *args: Any, **named: Any) -> alt.LayerChart:
        """Return the chart with its rows. Takes, and raises, what `figure` does."""
        return self.figure(*args, **named).chart()

    def alt_text(self, *args: Any, **named: Any) -> str:
        """Return the sentence in place of the chart."""
        return self.figure(*args, **named).alt


def _parameter(param: dict[str, Any]) -> alt.TopLevelSelectionParameter | alt.VariableParameter:
    return alt.TopLevelSelectionParameter(**param) if "select" in param else alt.VariableParameter(**param)


def template(
    layers: list[alt.Chart],
    params: Mapping[str, Any],
    exprs: Mapping[str, str],
    columns: Mapping[str, str] | None = None,
    picks: alt.Parameter | None = None,
) -> Template:
    """Return layers on the rows as one chart without data.

    `params` are the parameters that a figure fills, each with what it is until
    then; `exprs` are worked out in the browser, from those and from `width`,
    and so are `columns`, one value a row. A click in any layer that has a name
    changes the selection `picks`. Everything stands within `width` and
    `height`, so that no letter's width, which differs from font to font, can
    move or shrink a chart.
    """
    settings = [alt.param(name=name, value=value) for name, value in params.items()]
    worked_out = [alt.param(name=name, expr=expr) for name, expr in exprs.items()]
    made = (
        alt.layer(*layers, data=alt.NamedData(SOURCE))
        .transform_calculate(**(columns or {}))
        .add_params(*settings, *worked_out)
        .resolve_scale(shape="independent", fill="independent")
        # In full, because Streamlit fills in what is left out.
        .properties(width=WIDTH, height=100, autosize=AUTOSIZE, padding=PADDING)
    )
    spec = {**made.to_dict(), "config": theme.config()}
    if picks is not None:
        views = [layer.name for layer in layers if layer.name is not alt.Undefined]
        spec["params"] = [*spec["params"], {**picks.param.to_dict(), "views": views}]
    return Template(made, spec)


def pick(*fields: str) -> alt.Parameter:
    """Return the selection that a click changes, by what a row has in these fields."""
    return alt.selection_point(name=PICKED, fields=list(fields))


def once() -> alt.Chart:
    """Return a layer with a single row of its own."""
    return alt.Chart(alt.sequence(1))


def words(text: str, x: str, y: str, **mark: Any) -> alt.Chart:
    """Return one text that stands once, whatever the rows: `text`, `x` and `y` are Vega expressions."""
    made = once().mark_text(x=alt.ExprRef(x), y=alt.ExprRef(y), **mark)
    return made.encode(text=alt.TextValue(alt.ExprRef(text)))


def rule(x: str, y: str, x2: str = "", y2: str = "", opacity: float = theme.FAINT) -> alt.Chart:
    """Return one line that stands once, to `x2` on the same height or to `y2` on the same place: Vega expressions."""
    ends = {"x": alt.XValue(alt.ExprRef(x)), "y": alt.YValue(alt.ExprRef(y)), "opacity": alt.value(opacity)}
    ends |= {"x2": alt.X2Value(alt.ExprRef(x2))} if x2 else {"y2": alt.Y2Value(alt.ExprRef(y2))}
    return once().mark_rule(stroke=theme.INK).encode(**ends)
