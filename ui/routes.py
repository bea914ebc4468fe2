"""Plain HTTP beside the screens: health, and what a page shows as a file."""

from collections.abc import Callable, Iterable
from datetime import date

import streamlit as st
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from kb.charts import png, svg
from kb.exports import excel, package, text, word
from kb.exports import references as managers
from kb.exports.file import File
from kb.problem import BadData
from kb.records import Reference
from ui import downloads, pictures, served
from ui.downloads import FILES, Refused

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
WRITERS: dict[str, Callable[[File], bytes]] = {"csv": text.rows, "xlsx": excel.workbook, "docx": word.document}
REFERENCES: dict[str, Callable[[Iterable[Reference]], str]] = {
    "ris": managers.ris,
    "bib": managers.bibtex,
    "json": managers.csl_json,
}
# A Word file is a zip archive, and python-docx stamps its parts with the time; zip counts from here.
EARLIEST = date(1980, 1, 1)
PICTURES = {"svg": svg, "png": png}
Answer = Callable[[Request], Response]


def formats(kind: str) -> tuple[str, ...]:
    """Return the formats in which a kind of file can be exported, such as ``docx``. Raises KeyError for no kind."""
    return {
        "references": tuple(REFERENCES),
        "figure": tuple(PICTURES),
        "data": ("zip",),
        **{name: forms for name, (_, forms) in FILES.items()},
    }[kind]


def health(request: Request) -> Response:
    """200 with the data version and the process when the knowledge base is open; 503 when the data folder breaks a rule."""
    found = served.opened()
    if isinstance(found, BadData):
        return JSONResponse({"status": "no data", "problems": len(found.problems)}, status_code=503)
    about = {"data": found.version, "records": len(found.records), "process": served.process()}
    return JSONResponse({"status": "ok", **about})


@st.cache_resource(show_spinner=False)
def _zipped(version: str) -> bytes:
    return package.zipped(served.base())


def data_package(request: Request) -> Response:
    """The whole data package as a zip archive."""
    about = served.base().package
    return _sent(_zipped(served.base().version), "zip", about.id)


def file(kind: str, form: str) -> Answer:
    """Answer with what the page with this query shows, in one format."""

    def answer(request: Request) -> Response:
        if form == "docx" and date.today() < EARLIEST:
            raise Refused("The server's clock is before 1980, which a Word file cannot say. Its clock has to be set.")
        made = FILES[kind][0](request.query_params.multi_items())
        return _sent(WRITERS[form](made), form, kind)

    return answer


def figure(form: str) -> Answer:
    """Answer with the chart that the query names as a picture."""

    def answer(request: Request) -> Response:
        asked = request.query_params.multi_items()
        drawn = pictures.picture(asked)
        chart = dict(asked)["chart"]
        return _sent(PICTURES[form](drawn.chart, drawn.title, drawn.lines), form, chart)

    return answer


def references(form: str) -> Answer:
    """Answer with references for a reference manager: every one, or those that the query names."""

    def answer(request: Request) -> Response:
        kept = downloads.references(request.query_params.multi_items())
        return _sent(REFERENCES[form](kept).encode(), form, "references")

    return answer


def no_such_file(request: Request) -> Response:
    """404 and a sentence, where Streamlit would show its first page."""
    return PlainTextResponse("There is no such file. The pages link to those that there are.", status_code=404)


def _sent(content: bytes, form: str, what: str) -> Response:
    name = f"{what}-{served.base().package.version}.{form}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "X-Content-Type-Options": "nosniff"}
    return Response(content, media_type=MEDIA_TYPES[form], headers=headers)


def _told(answer: Answer) -> Answer:
    """Return an endpoint that says in words why where it cannot answer."""

    def endpoint(request: Request) -> Response:
        try:
            served.base()
            return answer(request)
        except BadData as error:
            return PlainTextResponse(str(error), status_code=503)
        except Refused as error:
            return PlainTextResponse(str(error), status_code=400)

    return endpoint


ROUTES = (
    Route("/health", health),
    Route("/download/data.zip", _told(data_package)),
    *(Route(f"/download/{kind}.{form}", _told(file(kind, form))) for kind in FILES for form in formats(kind)),
    *(Route(f"/download/figure.{form}", _told(figure(form))) for form in PICTURES),
    *(Route(f"/download/references.{form}", _told(references(form))) for form in REFERENCES),
    Route("/download/{name:path}", _told(no_such_file)),
)
