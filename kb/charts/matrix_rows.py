"""The rows of the topic by guideline matrix: a heading, topics and cells, each with its place and its words."""

from dataclasses import dataclass
from typing import Any

import pandas as pd

from kb import labels
from kb.vocabulary import Direction, Strength

WIDE, NARROW, GROUP = 21, 46, 25
"""Pixels that a topic takes beside its cells and above them, and that a group's name takes."""
SHORT = {
    Strength.STRONG: "Strong",
    Strength.WEAK: "Conditional",
    Strength.CONSENSUS: "Consensus",
    Strength.NOT_REPORTED: "Not reported",
}
POINTS = {
    Direction.AGAINST: "Against",
    Direction.CONDITION: "Sets condition",
    Direction.INFORMATION: "Information",
    "both": "For, against",
}
POINTS_SHORT = {Direction.AGAINST: "no", Direction.CONDITION: "if", Direction.INFORMATION: "i", "both": "±"}
"""What a cell says in place of its strength, whose mark and colour it keeps: *strong* must not be read as *do it*."""
EMPTY = "Not in the summary tables; the guideline may still address it"

BLANK: dict[str, str | int | float | bool] = {
    **dict.fromkeys(("kind", "topic", "label", "guideline", "country", "country_name", "strength", "strengths"), ""),
    **dict.fromkeys(("text", "text_short", "verdict", "addressed", "says", "limits", "description"), ""),
    **dict.fromkeys(("from", "to"), 0.0),
    **dict.fromkeys(("count", "wide_top", "wide_bottom", "narrow_top", "narrow_bottom"), 0),
    "upper": False,
}
"""Every column, with what it is where a row has nothing for it."""


@dataclass(frozen=True)
class Place:
    """From where to where a row goes, in pixels under the heading, in both forms."""

    wide: tuple[int, int]
    narrow: tuple[int, int]

    def columns(self) -> dict[str, int]:
        """Return the place as columns of the data."""
        return {
            "wide_top": self.wide[0], "wide_bottom": self.wide[1],
            "narrow_top": self.narrow[0], "narrow_bottom": self.narrow[1],
        }  # fmt: skip


def rows(cells: pd.DataFrame, verdicts: pd.DataFrame, years: dict[str, str]) -> pd.DataFrame:
    """Return everything that is drawn: `kind` is head, group, topic, cell or part (one of the strengths of a cell)."""
    order = list(dict.fromkeys(cells["guideline"]))
    made = [_head(row, place, years) for place, row in enumerate(cells.drop_duplicates("guideline").itertuples())]
    wide = narrow = 0
    for topic, row in cells.groupby("topic", sort=False):
        group = not row["count"].any() and bool(row["below"].any())
        place = Place((wide, wide + (GROUP if group else WIDE)), (narrow, narrow + (GROUP if group else NARROW)))
        wide, narrow = place.wide[1], place.narrow[1]
        made.append(_topic(row, verdicts.loc[topic], len(order), group) | place.columns())
        if not group:
            for cell in row.itertuples():
                made += [part | place.columns() for part in _cell(cell, order.index(cell.guideline))]
    return pd.DataFrame([{**BLANK, **row} for row in made])


def _head(row: Any, place: int, years: dict[str, str]) -> dict[str, Any]:
    return {
        "kind": "head", "guideline": row.guideline, "country": row.country, "country_name": row.country_name,
        "text": years.get(row.guideline, ""), "from": place, "to": place + 1,
        "wide_top": 0, "wide_bottom": 0, "narrow_top": 0, "narrow_bottom": 0,
    }  # fmt: skip


def _topic(row: pd.DataFrame, verdict: pd.Series, total: int, group: bool) -> dict[str, Any]:
    addressed = int((row["count"] > 0).sum())
    words = labels.VERDICT[verdict["verdict"]]
    differ = [labels.VERDICT[kind].lower() for kind in verdict["differences"]]
    neutral = row["country_name"].astype(str)[row["guideline"].isin(verdict["neutral"])] if addressed > 1 else ()
    aside = [f"neither for nor against: {', '.join(neutral)}"] if len(neutral) else []
    agreed = [] if pd.isna(verdict["agreed"]) else [f"all point {labels.DIRECTION[verdict['agreed']]} it"]
    return {
        "kind": "group" if group else "topic",
        "topic": row["topic"].iloc[0],
        # What stands in parentheses only explains, and would not fit.
        "label": row["label"].iloc[0].partition(" (")[0],
        "upper": bool(row["depth"].iloc[0] == 0),
        "text": words,
        "verdict": str(verdict["verdict"]),
        "addressed": f"{addressed} of {total}",
        "says": "; ".join([*agreed, *(differ or [words]), *aside]),
        "description": f"{row['label'].iloc[0]}: {addressed} of {total} guidelines address it; {words.lower()}.",
    }


def _cell(cell: Any, place: int) -> list[dict[str, Any]]:
    """Return a cell and, where it holds something, a part for each of its strengths."""
    count, strengths = int(cell.count_), list(cell.strengths)
    where = {"topic": cell.topic, "label": cell.label, "guideline": cell.guideline, "country": cell.country}
    whole = {
        "kind": "cell", **where, "country_name": cell.country_name, "from": place, "to": place + 1, "count": count,
        "says": _says(cell, count), "strengths": ", ".join(labels.STRENGTH[Strength(s)] for s in strengths) or "–",
        "limits": "; ".join(cell.conditions) or "–",
    }  # fmt: skip
    whole["description"] = f"{cell.label}, {cell.country_name}: {whole['says']}. {whole['strengths']}."
    width, times = 1 / max(len(strengths), 1), _times(count, int(cell.pointing))
    parts = [
        {"kind": "part", **where, "strength": str(strength), "from": place + width * i, "to": place + width * (i + 1),
         "text": _text(cell.direction, strength, times, len(strengths), i),
         "text_short": _short(cell.direction, times, len(strengths))}
        for i, strength in enumerate(strengths)
    ]  # fmt: skip
    return [whole, *parts]


def _says(cell: Any, count: int) -> str:
    if count == 0:
        return f"{EMPTY}; {cell.below} on narrower topics" if cell.below else EMPTY
    beside = count - int(cell.pointing)
    aside = f" ({beside} of them neither for nor against it)" if 0 < beside < count else ""
    recommendations = "recommendation" if count == 1 else "recommendations"
    reason_for = None if pd.isna(cell.reason_for) else cell.reason_for
    return f"{count} {recommendations}: the guideline {labels.does(cell.direction, reason_for)}{aside}"


def _times(count: int, pointing: int) -> str:
    """Return how many recommendations do what a cell says, and how many beside them take no side, such as ``×3 +1``."""
    beside = count - pointing if pointing else 0
    times = f"\N{THIN SPACE}×{count - beside}" if count - beside > 1 else ""
    return f"{times} +{beside}" if beside else times


def _text(direction: str, strength: str, times: str, parts: int, place: int) -> str:
    if parts > 1:
        return "" if place else POINTS_SHORT.get(direction, "")
    # Both ways leave no room for how many say so; the tooltip does.
    unrated = times and strength == Strength.NOT_REPORTED
    said = POINTS.get(direction, "Not rated" if unrated else SHORT[Strength(strength)])
    return said + ("" if direction == "both" else times)


def _short(direction: str, times: str, parts: int) -> str:
    if parts > 1:
        return ""
    return (POINTS_SHORT.get(direction, "") + times).strip()
