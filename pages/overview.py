"""What this is, three doors into it, and the whole comparison at a glance."""

from ui import block, overview

block.show(overview.page)
