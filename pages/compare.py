"""Two to five guidelines compared: verdicts, side by side, conditions, numbers, grades, gaps."""

from ui import block, compare

block.show(compare.page)
