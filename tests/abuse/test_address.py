"""Whatever stands in an address: every page answers, nothing of it becomes markup, and every number stays right."""

import re
import string
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from streamlit.testing.v1 import AppTest

from kb.records import Effect, Guideline, Recommendation
from kb.selection import LONGEST_VALUE
from ui import compare, evidence, sources

PAGES = sorted(path.stem for path in (Path(__file__).parents[2] / "pages").glob("*.py"))
SHELL = Path(__file__).parents[2] / "ui" / "shell.py"
LARGEST = 400_000
# The same cases each time: a test that fails only now and then tells nobody what to mend.
cases = settings(
    deadline=5000, derandomize=True, database=None, max_examples=150, suppress_health_check=list(HealthCheck)
)

NAMES = (
    "country", "topic", "strength", "phase", "verb", "trigger", "q", "view", "sort", "rows", "only", "scale", "practice",
    "fold", "show", "id", "to", "via", "part", "panel", "intervention", "outcome", "read-in", "baseline-discontinuation",
    "baseline-opioid-use", "embed", "embed_options", "__proto__", "constructor",
)  # fmt: skip
HOSTILE = (
    "<script>zqx</script>", '"><img src=x onerror=zqx>', "'><svg onload=zqx>", "<p class=zqx>", '" class="zqx', "<!--zqx",
    "]]>zqx", "</title><a href=javascript:zqx>", "javascript:zqx", "data:text/html,zqx", "//zqx.example", "&lt;zqx&gt;",
    "&#60;zqx>", "{{ zqx }}", "{% raw %}zqx", "${zqx}", "%3Czqx%3E", "%", "%zz", "%00zqx", "zqx\0", "\0", "\x1b[2Jzqx",
    "\ud800zqx", "\udfff", "\u202ezqx", "\u2066\u2067", "\u200b", "\ufeff", "zqx\u2028\u2029", "e\u0301" * 300, "😀" * 80,
    "../../etc/passwd", "..\\..\\zqx", "/etc/passwd", "file:///zqx", "http://169.254.169.254/", "' OR 1=1 --", "zqx; ls",
    "NaN", "nan%", "inf", "-inf", "1e999", "-5", "0", "-0", "100", "1e-320", "7,2", "7.2.2", "1_0", "٧", "0x10", "1" * 400,
    "9" * 5000, "x" * 20_000, "wean " * 4000, "<" * 3000, "\n\n\t", " ", "", "None", "null", "undefined", "[]", "{}",
)  # fmt: skip


def known(lib):
    """Return values that mean something somewhere: ids of every kind, and words of the vocabularies."""
    views = (*compare.VIEWS, *evidence.VIEWS, *sources.PARTS, *compare.ORDERS)
    return [
        *lib.base.records,
        *views,
        *(o for options in lib.facets.options().values() for o in options),
        "table",
        "text",
    ]


def addresses(lib):
    """Return a strategy for names and values of an address, some known, some strange, some many times over."""
    value = st.one_of(st.sampled_from(HOSTILE), st.sampled_from(known(lib)), st.text(max_size=60), _broken)
    name = st.one_of(st.sampled_from(NAMES), st.sampled_from(NAMES), st.sampled_from(HOSTILE), st.text(max_size=20))
    facets = [(name, option) for name, options in lib.facets.options().items() for option in options]
    pair = st.one_of(st.tuples(name, value), st.sampled_from(facets))
    few = st.lists(pair, max_size=12)
    many = st.builds(lambda one, rest, times: [one] * times + rest, pair, few, st.integers(200, 3000))
    return st.one_of(few, few, few, many)


_broken = st.text(alphabet=string.printable + "\0\x7f\u202e\ud800😀é", max_size=300)


@pytest.mark.parametrize("page", PAGES)
def test_no_address_breaks_a_page_or_becomes_markup(page, lib, shown):
    @cases
    @given(addresses(lib))
    def check(pairs):
        seen = shown(lib, page, pairs)
        assert seen.strange == []
        assert "<h1" in seen.markup
        assert "Traceback" not in seen.markup
        assert len(seen.markup) < LARGEST
        seen.markup.encode()

    check()


def slow_count(base, pairs):
    """Return the ids of the recommendations that the facets of an address leave, looking at each."""
    wanted = {}
    for name, value in pairs:
        wanted.setdefault(name, set()).add(value)
    return [rec.id for rec in base.of(Recommendation) if all(_has(base, rec, *facet) for facet in wanted.items())]


def _has(base, rec, facet, values):
    match facet:
        case "country":
            return base.get(Guideline, rec.guideline).country in values
        case "topic":
            return any(_lies_in(base, link.to, values) for link in rec.about)
        case "strength":
            return base.strength(rec) in values
        case "trigger":
            return any(link.to in values for link in rec.triggers)
    return str(getattr(rec, facet)) in values


def _lies_in(base, topic, values):
    while topic and topic not in values:
        topic = base.records[topic].broader
    return bool(topic)


def test_the_count_is_that_of_the_known_values_whatever_stands_beside_them(lib, shown):
    options = lib.facets.options()

    @cases
    @given(addresses(lib))
    def check(pairs):
        pairs = [pair for pair in pairs if pair[0] != "q"]
        kept = [(name, value) for name, value in pairs if value in options.get(name, ())]
        expected = slow_count(lib.base, kept)
        seen = shown(lib, "recommendations", pairs)
        assert seen.count == f"{len(expected)} of 55 recommendations"
        assert re.findall(r'href="/record\?id=([^"]+)">everything about', seen.markup) == expected
        assert len(pairs) == len(kept) or 'role="alert"' in seen.markup

    check()


def test_words_never_add_to_what_the_facets_leave(lib, shown):
    @cases
    @given(addresses(lib), st.one_of(st.sampled_from(HOSTILE), st.text(max_size=300)))
    def check(pairs, words):
        pairs = [*(pair for pair in pairs if pair[0] != "q"), ("q", words)]
        options = lib.facets.options()
        allowed = slow_count(lib.base, [(n, v) for n, v in pairs if v in options.get(n, ())])
        seen = shown(lib, "recommendations", pairs)
        cards = re.findall(r'href="/record\?id=([^"]+)">everything about', seen.markup)
        assert seen.count == f"{len(cards)} of 55 recommendations"
        assert len(set(cards)) == len(cards)
        assert set(cards) <= set(allowed)
        assert max(map(len, re.findall(r'name="q" value="([^"]*)"', seen.markup))) <= 6 * LONGEST_VALUE

    check()


def test_the_evidence_counts_what_the_known_values_leave(lib, shown):
    facets = {
        "intervention": lambda e: e.intervention,
        "outcome": lambda e: e.outcome or "not-named",
        "read-in": lambda e: "table" if e.where.table else "text",
    }
    effects = lib.base.of(Effect)

    @cases
    @given(
        addresses(lib), st.lists(st.sampled_from([(n, f(e)) for n, f in facets.items() for e in effects]), max_size=5)
    )
    def check(pairs, more):
        wanted = {}
        for name, value in (*pairs, *more):
            if name in facets and any(facets[name](e) == value for e in effects):
                wanted.setdefault(name, set()).add(value)
        left = sum(all(facets[name](e) in values for name, values in wanted.items()) for e in effects)
        assert shown(lib, "evidence", [*pairs, *more]).count.startswith(
            f"{left} statement{'' if left == 1 else 's'} of effect: "
        )

    check()


@pytest.mark.parametrize(
    "typed", ["NaN", "inf", "1e999", "-5", "0", "100", "-0", "1e-320", "9" * 5000, "7.2.2", "x", "\ud800"]
)
def test_what_is_no_risk_changes_no_number(typed, lib, shown):
    without = shown(lib, "evidence", [("view", "summary")])
    seen = shown(lib, "evidence", [("view", "summary"), ("baseline-discontinuation", typed)])
    cells = [re.findall(r"<td.*?</td>", page.markup, re.DOTALL) for page in (without, seen)]
    risk = 0 < _number(typed) < 100
    assert (cells[0] == cells[1]) is not risk
    assert ("is no baseline risk" in seen.markup) is not risk or not typed.isprintable()


def _number(typed):
    try:
        return float(typed)
    except ValueError:
        return -1


def test_the_real_app_answers_the_same_addresses(lib):
    session = AppTest.from_file(str(SHELL), default_timeout=30).run()

    @settings(cases, max_examples=40)
    @given(st.sampled_from(PAGES), addresses(lib))
    def check(page, pairs):
        # As on the way through a browser, where half a character is replaced.
        pairs = [tuple(part.encode(errors="replace").decode() for part in pair) for pair in pairs[:1000]]
        session.switch_page(f"../pages/{page}.py")
        session.query_params.clear()
        for name in dict.fromkeys(n for n, _ in pairs if n and not n.startswith("embed")):
            session.query_params[name] = [v for n, v in pairs if n == name]
        session.run()
        assert not session.exception
        (block,) = session.get("bidi_component")
        assert lib.base.version in block.proto.bytes.decode().rsplit("<footer>", 1)[1]

    check()
