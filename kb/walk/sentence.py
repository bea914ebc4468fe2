"""A path read out as one plain sentence."""

from collections.abc import Sequence

from kb import labels
from kb.knowledge import KnowledgeBase
from kb.names import name
from kb.walk.step import Step


def sentence(base: KnowledgeBase, steps: Sequence[Step]) -> str:
    """Return a path as one sentence, each record by its kind and name; nothing for no steps.

    Each step after the first is a clause on the record before it:
    *Recommendation A is about topic B, which is the subject of recommendation C.*
    """
    if not steps:
        return ""
    clauses = [f"{step.said} {_named(base, step.end)}" for step in steps]
    return f"{_capital(_named(base, steps[0].start))} {', which '.join(clauses)}."


def _named(base: KnowledgeBase, record: str) -> str:
    kind = labels.KIND[base.graph.nodes[record]["kind"]].lower()
    return f"{kind} “{name(base, base.records[record]).rstrip('.')}”"


def _capital(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}"
