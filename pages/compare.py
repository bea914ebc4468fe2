"""Two to five guidelines compared: verdicts, side by side, conditions, numbers, grades, gaps."""

from ui import block, charts, compare
from ui.served import library

view = compare.view(library())
block.show("compare.html", "compare", kb=view.kb, view=view, views=compare.VIEWS, orders=compare.ORDERS)
if view.name == "numbers":
    for comparison in view.amounts:
        block.show("amounts.html", f"amounts-{comparison.scale}", kb=view.kb, comparison=comparison)
        charts.show_amounts(view.kb, comparison)
