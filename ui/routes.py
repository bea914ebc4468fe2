"""Plain HTTP beside the screens: health, and what a reader takes away as files."""

from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import date

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from kb.effects.panel import panels
from kb.exports import figure, files, findings, references, tables
from kb.exports.files import Comparison
from kb.exports.findings import Evidence
from kb.knowledge import KnowledgeBase
from kb.library import Library
from kb.problem import BadData
from kb.records import Effect, Reference
from kb.selection import Selection, parsed
from ui import compare, evidence, filters
from ui.markup import style
from ui.served import library, opened

MEDIA_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "zip": "application/zip",
    "svg": "image/svg+xml",
    "png": "image/png",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "ris": "application/x-research-info-systems; charset=utf-8",
    "bib": "application/x-bibtex; charset=utf-8",
    "json": "application/vnd.citationstyles.csl+json; charset=utf-8",
}
COMPARISONS: dict[str, Callable[[KnowledgeBase, Comparison], bytes]] = {
    "csv": files.comparison_csv,
    "xlsx": files.comparison_xlsx,
    "docx": files.comparison_docx,
}
EVIDENCE: dict[str, Callable[[KnowledgeBase, Evidence], bytes]] = {
    "csv": findings.evidence_csv,
    "xlsx": findings.evidence_xlsx,
    "docx": findings.summary_docx,
}
REFERENCES: dict[str, Callable[[Iterable[Reference]], str]] = {
    "ris": references.ris,
    "bib": references.bibtex,
    "json": references.csl_json,
}
FIGURES = {"svg": figure.svg, "png": figure.png}
# A Word file is a zip archive, and python-docx stamps its parts with the time; zip counts from here.
EARLIEST = date(1980, 1, 1)
Answer = Callable[[Request, Library], Response]


class Refused(Exception):
    """Part of an address means nothing here. Its text says which, in words."""


def health(request: Request) -> Response:
    """200 with the data version when the library is open; 503 when the data folder breaks a rule."""
    found = opened()
    if isinstance(found, BadData):
        return JSONResponse({"status": "no data", "problems": len(found.problems)}, status_code=503)
    return JSONResponse({"status": "ok", "data": found.kb.version, "records": len(found.kb.records)})


def style_sheet(request: Request) -> Response:
    """The style of every page. Its address names its content, so that it can be kept for ever."""
    return Response(style(), media_type="text/css", headers={"Cache-Control": "public, max-age=31536000, immutable"})


def data_package(request: Request, found: Library) -> Response:
    """The whole data package as a zip archive."""
    return _file(found.package, "zip", f"{found.kb.package.id}-{found.kb.package.version}")


def no_such_file(request: Request, found: Library) -> Response:
    """404 and a sentence, where Streamlit would show its first page."""
    return PlainTextResponse("There is no such file. The pages link to those that there are.", status_code=404)


def recommendations_csv(request: Request, found: Library) -> Response:
    """The recommendations that the query string leaves, exactly those that the page with this query shows."""
    chosen = found.recommendations(_selection(request, found.facets.options()))
    # Excel reads a CSV file as UTF-8 only when it begins with a byte order mark.
    return _file(
        tables.recommendations(found.kb).csv(chosen).encode("utf-8-sig"), "csv", _named(found, "recommendations")
    )


def recommendations_xlsx(request: Request, found: Library) -> Response:
    """The same recommendations as a workbook."""
    selection = _selection(request, found.facets.options())
    shows = filters.in_words(found.kb, selection) or ("All recommendations",)
    content = files.recommendations_xlsx(found.kb, found.recommendations(selection), shows, date.today())
    return _file(content, "xlsx", _named(found, "recommendations"))


def comparison(form: str) -> Answer:
    """Answer with the guidelines and topics that the compare page with this query shows, as a worksheet.

    By topic, unless the query itself says how to sort. Which view of the page
    is open, and what is folded there, changes nothing.
    """

    def answer(request: Request, found: Library) -> Response:
        view = compare.chosen(found, _selection(request, compare.options(found), with_words=False))
        if form == "docx" and date.today() < EARLIEST:
            raise Refused("The server's clock is before 1980, which a Word file cannot say. Its clock has to be set.")
        content = COMPARISONS[form](found.kb, _compared(view))
        return _file(content, form, _named(found, "comparison"))

    return answer


def _compared(view: compare.View) -> Comparison:
    selection = view.selection
    asked = selection.get("sort")
    rows = tuple(judged.row for judged in view.judged) if asked else view.rows
    shows = (
        f"Guidelines: {', '.join(guideline.country_name for guideline in view.guidelines)}",
        *(filters.in_words(view.kb, selection.without("country")) or ("All topics",)),
        *(["Only topics on which they differ"] if selection.get("only") else []),
        *(["With topics on which none of them speaks"] if selection.get("rows") else []),
        f"Order: {compare.ORDERS[view.order].lower() if asked else 'by topic'}",
    )
    return Comparison(view.guidelines, rows, shows, date.today(), practice=bool(selection.get("practice")))


def trials(form: str) -> Answer:
    """Answer with the effects that the evidence page with this query shows, and their summary of findings."""

    def answer(request: Request, found: Library) -> Response:
        view = _evidence(request, found)
        content = EVIDENCE[form](found.kb, Evidence(view.summary, view.shows, date.today()))
        return _file(content, form, _named(found, "evidence"))

    return answer


def drawn(form: str) -> Answer:
    """Answer with one panel of the evidence page with this query as a picture; the query names it."""

    def answer(request: Request, found: Library) -> Response:
        names = [panel.name for panel in panels(found.kb, found.kb.of(Effect)) if panel.plotted]
        view = _evidence(request, found, panel=names)
        named = view.selection.get("panel")
        if not named:
            raise Refused(f"Name a panel: {', '.join(names)}.")
        shown = next((panel for panel in view.panels if panel.name == named[-1] and panel.plotted), None)
        if shown is None:
            raise Refused("What is chosen leaves nothing to draw in this panel.")
        return _file(FIGURES[form](found.kb, shown, date.today()), form, _named(found, named[-1]))

    return answer


def _evidence(request: Request, found: Library, **more: Iterable[str]) -> evidence.View:
    allowed = {**evidence.options(found.kb), **more}
    view = evidence.chosen(found.kb, _selection(request, allowed, with_words=False, free=evidence.typed(found.kb)))
    if wrong := [baseline.problem for baseline in view.baselines if baseline.problem]:
        raise Refused("\n".join(wrong))
    return view


def cited(form: str) -> Answer:
    """Answer with every reference, or with those whose ids the query names, for a reference manager."""

    def answer(request: Request, found: Library) -> Response:
        everything = found.kb.of(Reference)
        ids = _selection(request, {"id": [r.id for r in everything]}, with_words=False).get("id")
        kept = [reference for reference in everything if not ids or reference.id in ids]
        return _file(REFERENCES[form](kept).encode(), form, _named(found, "references"))

    return answer


def _selection(
    request: Request, allowed: Mapping[str, Iterable[str]], with_words: bool = True, free: Collection[str] = ()
) -> Selection:
    selection, ignored = parsed(request.query_params.multi_items(), allowed, with_words, free)
    if ignored:
        raise Refused("\n".join([*ignored, "Correct the address and try again."]))
    return selection


def _named(found: Library, what: str) -> str:
    return f"{what}-{found.kb.package.version}"


def _file(content: bytes, form: str, name: str) -> Response:
    headers = {"Content-Disposition": f'attachment; filename="{name}.{form}"', "X-Content-Type-Options": "nosniff"}
    return Response(content, media_type=MEDIA_TYPES[form], headers=headers)


def _from_library(answer: Answer) -> Callable[[Request], Response]:
    """Return an endpoint that answers from the library, and says in words why where it cannot."""

    def endpoint(request: Request) -> Response:
        try:
            return answer(request, library())
        except BadData as error:
            return PlainTextResponse(str(error), status_code=503)
        except Refused as error:
            return PlainTextResponse(str(error), status_code=400)

    return endpoint


ROUTES = (
    Route("/health", health),
    Route("/style.css", style_sheet),
    Route("/download/data.zip", _from_library(data_package)),
    Route("/download/recommendations.csv", _from_library(recommendations_csv)),
    Route("/download/recommendations.xlsx", _from_library(recommendations_xlsx)),
    *(Route(f"/download/comparison.{form}", _from_library(comparison(form))) for form in COMPARISONS),
    *(Route(f"/download/evidence.{form}", _from_library(trials(form))) for form in EVIDENCE),
    *(Route(f"/download/figure.{form}", _from_library(drawn(form))) for form in FIGURES),
    *(Route(f"/download/references.{form}", _from_library(cited(form))) for form in REFERENCES),
    Route("/download/{name:path}", _from_library(no_such_file)),
)
