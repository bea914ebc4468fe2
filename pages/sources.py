"""Where everything was read: documents, guidelines, schemes, references, resources, disagreements."""

from ui import address, block, sources
from ui.served import library

kb = library().kb
selection, ignored = address.selection({"show": sources.PARTS})
part = (selection.get("show") or ("guidelines",))[-1]
block.show(
    "sources.html", "sources", kb=kb, ignored=ignored, parts=sources.PARTS, part=part, records=sources.records(kb, part)
)
