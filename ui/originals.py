"""Links to originals: a DOI is a link everywhere, any other address is named by its site."""

from urllib.parse import quote, urlsplit

from kb.records import Document, Reference
from ui import tables


def address(record: Reference | Document) -> str:
    """Return where the original is, by its DOI where it has one; empty where no address is known."""
    return f"https://doi.org/{quote(record.doi, safe='/:;().')}" if record.doi else record.url or ""


def of(record: Reference | Document) -> tables.Cell:
    """Return a cell that leads to the original, or that says that no address is known."""
    if record.doi:
        return doi(record.doi)
    return tables.leads_out(record.url, urlsplit(record.url).netloc) if record.url else _unknown()


def doi(identifier: str) -> tables.Cell:
    """Return a cell that leads to what a DOI names."""
    return tables.leads_out(f"https://doi.org/{quote(identifier, safe='/:;().')}", f"doi:{identifier}")


def _unknown() -> tables.Cell:
    return {"kind": "soft", "text": "No address known"}
