"""Where everything was read: documents, guidelines, schemes, references, resources, disagreements."""

from ui import block, sources

block.show(sources.page)
