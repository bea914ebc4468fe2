"""What the trials show: panels, a summary of findings, who recommends it, and what stands beyond the table."""

from ui import block, evidence

block.show(evidence.page)
