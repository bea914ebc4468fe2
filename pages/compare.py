"""Two to five guidelines side by side, aligned by topic."""

from kb.comparison import matrix
from kb.facets import Facets
from kb.selection import Selection
from ui import address, block, filters
from ui.served import library

lib = library()
kb, facets = lib.kb, lib.facets
options = {name: facets.options()[name] for name in ("country", "topic")}
selection, ignored = address.selection({**options, "rows": ("all",)})
countries = selection.get("country") or options["country"]
guidelines = tuple(g for g in kb.guidelines if g.country in countries)
rows = matrix(kb, [g.id for g in guidelines], selection.get("topic"))
shown = rows if selection.get("rows") else tuple(row for row in rows if row.speaking or row.is_heading)
counts = Facets(facets.ids, {name: facets.rows[name] for name in options}).counts(Selection(selection.chosen))
sections = filters.sections(kb, counts, selection)
block.show(
    "compare.html",
    "compare",
    kb=kb,
    selection=selection,
    ignored=ignored,
    sections=sections,
    chosen=filters.chosen(sections),
    guidelines=guidelines,
    rows=shown,
    compared=sum(not row.is_heading for row in shown),
    hidden=len(rows) - len(shown),
)
