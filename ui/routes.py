"""Plain HTTP beside the screens: health, and the data as files."""

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from kb.exports import tables
from kb.library import Library
from kb.problem import BadData
from kb.selection import parsed
from ui.served import library, opened

PLAIN = "text/plain; charset=utf-8"


def health(request: Request) -> Response:
    """200 with the data version when the library is open; 503 when the data folder breaks a rule."""
    found = opened()
    if isinstance(found, BadData):
        return JSONResponse({"status": "no data", "problems": len(found.problems)}, status_code=503)
    return JSONResponse({"status": "ok", "data": found.kb.version, "records": len(found.kb.records)})


def data_package(request: Request) -> Response:
    """The whole data package as a zip archive."""
    try:
        found = library()
    except BadData as error:
        return PlainTextResponse(str(error), status_code=503)
    return _file(found.package, "application/zip", f"{found.kb.package.id}-{found.kb.package.version}.zip")


def recommendations_csv(request: Request) -> Response:
    """The recommendations that the query string leaves, exactly those that the page with this query shows."""
    try:
        found = library()
    except BadData as error:
        return PlainTextResponse(str(error), status_code=503)
    selection, ignored = parsed(request.query_params.multi_items(), found.facets.options())
    if ignored:
        return PlainTextResponse("\n".join([*ignored, "Correct the address and try again."]), status_code=400)
    text = tables.recommendations(found.kb).csv(found.recommendations(selection))
    return _file(_for_spreadsheets(text), "text/csv; charset=utf-8", _csv_name(found))


def _csv_name(found: Library) -> str:
    return f"recommendations-{found.kb.package.version}.csv"


def _for_spreadsheets(text: str) -> bytes:
    # Excel reads a CSV file as UTF-8 only when it begins with a byte order mark.
    return text.encode("utf-8-sig")


def _file(content: bytes, media_type: str, name: str) -> Response:
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "X-Content-Type-Options": "nosniff"}
    return Response(content, media_type=media_type, headers=headers)


ROUTES = (
    Route("/health", health),
    Route("/download/data.zip", data_package),
    Route("/download/recommendations.csv", recommendations_csv),
)
