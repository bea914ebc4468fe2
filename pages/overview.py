"""What this is, three doors into it, and the whole comparison at a glance."""

from kb.comparison.matrix import matrix
from kb.records import Document, Effect, Recommendation, Topic
from ui import address, block
from ui.served import library

kb = library().kb
block.show(
    "overview.html",
    "overview",
    kb=kb,
    ignored=address.selection({})[1],
    first_topic=next(iter(kb.of(Topic)), None),
    document=kb.get(Document, kb.package.matrix_document),
    rows=matrix(kb, [g.id for g in kb.guidelines]),
    recommendations=len(kb.of(Recommendation)),
    effects=len(kb.of(Effect)),
    in_table=sum(effect.where.table is not None for effect in kb.of(Effect)),
)
