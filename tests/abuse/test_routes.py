"""Whatever is asked of the plain routes: a file or a sentence, never a failure, never anything from outside the routes."""

from urllib.parse import quote, urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.testclient import TestClient

from kb.records import Reference
from tests.abuse.conftest import cases, many
from ui import routes
from ui.gate import Gate
from ui.headers import Headers

METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND", "X" * 300)
PATHS = [route.path for route in routes.ROUTES if "{" not in route.path]
OUTSIDE = (
    "/download/../kb/rules.py", "/download/..%2f..%2fetc%2fpasswd", "/download/%2e%2e/%2e%2e/etc/passwd", "/download//etc/passwd",
    "/download/data.zip/", "/download/data.zip/x", "/download/data.zip%00.csv", "/download/DATA.ZIP", "/download/.git/config",
    "/download/%ff%fe", "/download/" + "x" * 8000, "/download/" + "../" * 500 + "etc/passwd", "/download/{name}", "/download/ ",
    "/download/..\\..\\windows", "/download/file:///etc/passwd", "/download/%0d%0aSet-Cookie:x=1", "/download/recommendations.csv.bak",
    "/health/", "/health/x", "/healthz", "/download", "/download/",
)  # fmt: skip
NAMES = (
    "country",
    "topic",
    "strength",
    "q",
    "view",
    "sort",
    "panel",
    "chart",
    "id",
    "verdict",
    "baseline-discontinuation",
    "<zqx>",
    "",
    "\0",
    "é",
    "x" * 500,
)
VALUES = (
    "DE", "XX", "safety", "strong", "ref-41", "discontinuation-RR", "divergence", "forest", "matrix", "numbers", "evidence-map", "neighbourhood", "taper", "gaps", "grades", "<script>zqx</script>", "", "\0", "%", "=HYPERLINK(1)",
    "@SUM(A1)", "../../etc/passwd", "😀" * 30, "\u202e", "x" * 5000, "taper " * 50, "\r\nSet-Cookie: zqx=1", "NaN", "-1",
)  # fmt: skip
BROKEN = (
    b"%",
    b"%zz",
    b"%ff%fe",
    b"country=%ED%A0%80",
    b"&&&&",
    b"=",
    b";",
    b"country[]=DE",
    b"?" * 50,
    b"country=" + b"%00" * 500,
)
LARGEST = 2_000_000


@pytest.fixture(scope="module")
def client():
    app = Starlette(routes=list(routes.ROUTES), middleware=[Middleware(Headers), Middleware(Gate)])
    return TestClient(app, follow_redirects=False)


def assert_told(answer):
    """An answer is a file with a name, or says in words what is wrong."""
    assert answer.status_code in {200, 307, 400, 404, 405, 414}
    assert len(answer.content) < LARGEST
    assert "zqx" not in "".join(answer.headers)
    assert "set-cookie" not in answer.headers
    assert answer.headers["x-content-type-options"] == "nosniff"
    if (
        answer.status_code == 200
        and answer.content
        and answer.headers["content-type"].split(";")[0] != "application/json"
    ):
        assert answer.headers["content-disposition"].startswith("attachment;")
    elif answer.status_code in {400, 404, 405, 414}:
        assert answer.headers["content-type"].startswith("text/plain")
        assert "Traceback" not in answer.text
        assert len(answer.text) < 20_000


query = st.one_of(
    st.lists(st.tuples(st.sampled_from(NAMES), st.one_of(st.sampled_from(VALUES), st.text(max_size=40))), max_size=6),
    st.builds(
        lambda pair, n: [pair] * n, st.tuples(st.sampled_from(NAMES), st.sampled_from(VALUES)), st.integers(2, 1500)
    ),
).map(lambda pairs: urlencode(pairs, errors="replace").encode())
strange = st.one_of(
    query, st.sampled_from(BROKEN), st.binary(max_size=80).map(lambda b: quote(b, safe="=&%+;").encode())
)


@many(100)
def test_no_query_makes_a_route_fail(client, examples):
    @cases(examples)
    @given(st.sampled_from(PATHS), strange)
    def check(path, asked):
        assert_told(client.get(f"{path}?{asked[:60_000].decode()}"))

    check()


@pytest.mark.parametrize("method", METHODS)
def test_a_route_answers_to_reading_only(client, method):
    for path in [*PATHS, "/download/nothing"]:
        answer = client.request(method, path, content=b"x" * 100_000 if method in {"POST", "PUT"} else None)
        assert_told(answer)
        assert (answer.status_code == 405) is (method not in {"GET", "HEAD"})


@pytest.mark.parametrize("path", OUTSIDE)
def test_no_path_leads_out_of_the_routes(client, path):
    answer = client.get(path)
    assert_told(answer)
    assert answer.status_code in {307, 404}
    assert "root:" not in answer.text
    if answer.request.url.path.startswith("/download/") and "%0d" not in path and answer.status_code == 404:
        assert "There is no such file" in answer.text


@many(40)
def test_references_are_those_that_are_named_or_all(client, base, examples):
    everything = [r.id for r in base.of(Reference)]

    @cases(examples)
    @given(st.lists(st.sampled_from([*everything, "nothing", "<zqx>"]), max_size=8))
    def check(ids):
        answer = client.get("/download/references.json", params={"id": ids})
        if set(ids) <= set(everything):
            assert [r["id"] for r in answer.json()] == ([i for i in everything if i in ids] or everything)
        else:
            assert answer.status_code == 400

    check()
