"""Findings of the text, each with what its own source sets beside it."""

from kb.records import Finding, Record
from ui.served import base


def balance(record: Record) -> tuple[Finding, ...]:
    """Return the findings that balance one, in the order of the data; none for any other record."""
    return tuple(base().get(Finding, link.to) for link in record.balanced_by) if isinstance(record, Finding) else ()
