"""Whatever stands in an address: every page answers, nothing of it becomes markup, and every number stays right."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st
from streamlit.testing.v1 import AppTest

from kb import effects
from kb.effects.chosen import options as effect_options
from kb.records import Effect, Guideline, Recommendation
from tests.abuse.conftest import cases, many, strange
from tests.seen import SHELL, Seen, shown, visitor
from ui import lists, served, state
from ui.comparison import asked as compare
from ui.query import LONGEST_WORDS
from ui.registry import TITLES

LARGEST = 1_200_000
EACH = 20
NAMES = (
    "country", "topic", "strength", "phase", "verb", "trigger", "q", "view", "sort", "all", "printed", "practice", "open", "page",
    "show", "id", "to", "via", "panel", "intervention", "outcome", "certainty", "source", "verdict", "present",
    "baseline-discontinuation", "embed", "embed_options", "__proto__", "constructor", "name", "self", "chart",
)  # fmt: skip
HOSTILE = (
    "<script>zqx</script>", '"><img src=x onerror=zqx>', "'><svg onload=zqx>", "<p class=zqx>", '" class="zqx', "<!--zqx",
    "]]>zqx", "</title><a href=javascript:zqx>", "javascript:zqx", "data:text/html,zqx", "//zqx.example", "&lt;zqx&gt;",
    "&#60;zqx>", "{{ zqx }}", "{% raw %}zqx", "${zqx}", "%3Czqx%3E", "%", "%zz", "%00zqx", "zqx\0", "\0", "\x1b[2Jzqx",
    "[zqx](//zqx.example)", "![zqx](//zqx.example/i)", "http://zqx.example", "www.zqx.example", "**zqx**", "`zqx`", "$zqx$",
    ":red[zqx]", ":material/zqx:", "# zqx", "|zqx|", "a@zqx.example", "zqx\n\n---\n", "~zqx~",
    "\ud800zqx", "\udfff", "\u202ezqx", "\u2066\u2067", "\u200b", "\ufeff", "zqx\u2028\u2029", "e\u0301" * 300, "😀" * 80,
    "../../etc/passwd", "..\\..\\zqx", "/etc/passwd", "file:///zqx", "http://169.254.169.254/", "' OR 1=1 --", "zqx; ls",
    "NaN", "nan%", "inf", "-inf", "1e999", "-5", "0", "-0", "100", "1e-320", "7,2", "7.2.2", "1_0", "٧", "0x10", "1" * 400,
    "9" * 5000, "x" * 20_000, "wean " * 4000, "<" * 3000, "\n\n\t", " ", "", "None", "null", "undefined", "[]", "{}",
)  # fmt: skip


@pytest.fixture(scope="module")
def facets(base):
    return served.facets().options()


@pytest.fixture(scope="module")
def known(base, facets):
    """Values that mean something somewhere: ids of every kind, and words of the vocabularies."""
    offered = [option for options in (*facets.values(), *effect_options(base).values()) for option in options]
    return [*base.records, *compare.VIEWS, *compare.ORDERS, *lists.LISTS, *offered, "table", "map", "people", "1", "2"]


@pytest.fixture(scope="module")
def addresses(known, facets):
    """A strategy for names and values of an address, some known, some strange, some many times over."""
    value = st.one_of(st.sampled_from(HOSTILE), st.sampled_from(known), st.text(max_size=60), _broken)
    name = st.one_of(st.sampled_from(NAMES), st.sampled_from(NAMES), st.sampled_from(HOSTILE), st.text(max_size=20))
    right = [(name, option) for name, options in facets.items() for option in options]
    pair = st.one_of(st.tuples(name, value), st.sampled_from(right))
    few = st.lists(pair, max_size=12)
    often = st.builds(lambda one, rest, times: [one] * times + rest, pair, few, st.integers(200, 980))
    return st.one_of(few, few, few, often)


_broken = st.text(alphabet=string.printable + "\0\x7f\u202e\ud800😀é", max_size=300)


@pytest.fixture(scope="module")
def session():
    return visitor()


def opened(session: AppTest, page: str, pairs: list[tuple[str, str]]) -> Seen:
    """Open an address as a browser sends it: half a character is replaced, and Streamlit keeps its own names."""
    pairs = [tuple(part.encode(errors="replace").decode() for part in pair) for pair in pairs]
    # With no query at all, the filters of the page before would come along.
    return shown(page, [("all", "1"), *((n, v) for n, v in pairs if n and not n.startswith("embed"))], session)


def assert_sound(seen: Seen) -> None:
    assert [error.message for error in seen.run.exception] == []
    assert strange(seen) == []
    said = seen.said
    assert served.base().version in said, "the page was shown to its foot"
    assert len(said) < LARGEST, len(said)
    said.encode()


@many(10)
@pytest.mark.parametrize("page", TITLES)
def test_no_address_breaks_a_page_or_becomes_markup(page, examples, addresses, session):
    @cases(examples)
    @given(addresses)
    def check(pairs):
        assert_sound(opened(session, page, pairs))

    check()


@pytest.mark.parametrize("page", TITLES)
def test_nothing_typed_is_markup_or_markdown(page, session):
    everywhere = ("q", "topic", "view", "id", "to", "open", "baseline-discontinuation")
    for start in range(0, len(HOSTILE), 4):
        some = HOSTILE[start : start + 4]
        assert_sound(opened(session, page, [(name, text) for text in some for name in (*everywhere, text)]))


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


ELSEWHERE = frozenset({"q", "page", "view", "present", "open", "id"})


@many(25)
def test_the_count_is_that_of_the_known_values_whatever_stands_beside_them(examples, base, facets, addresses, session):
    @cases(examples)
    @given(addresses)
    def check(pairs):
        pairs = [pair for pair in pairs if pair[0] not in ELSEWHERE]
        kept = [(name, value) for name, value in pairs if value in facets.get(name, ())]
        expected = slow_count(base, kept)
        seen = opened(session, "recommendations", pairs)
        assert counted(seen) == (len(expected), len(base.of(Recommendation)))
        assert seen.cards == expected[:EACH]
        silent = {*state.NAMES, "all"} - facets.keys()
        wrong = [(n, v) for n, v in pairs if (n, v) not in kept and n not in silent and n and not n.startswith("embed")]
        assert bool(wrong) is bool(seen.run.warning)

    check()


def counted(seen: Seen) -> tuple[int, int]:
    """Return how many of how many the page says that it shows."""
    shown_, _, of, *_ = seen.run.main.markdown[0].value.split()
    return int(shown_.strip("*")), int(of)


@many(20)
def test_words_never_add_to_what_the_facets_leave(examples, base, facets, addresses, session):
    @cases(examples)
    @given(addresses, st.one_of(st.sampled_from(HOSTILE), st.text(max_size=300)))
    def check(pairs, words):
        pairs = [*(pair for pair in pairs if pair[0] not in ELSEWHERE), ("q", words)]
        allowed = slow_count(base, [(n, v) for n, v in pairs if v in facets.get(n, ())])
        seen = opened(session, "recommendations", pairs)
        found, _ = counted(seen)
        assert len(seen.cards) == len(set(seen.cards)) == min(found, EACH)
        assert set(seen.cards) <= set(allowed)
        assert found <= len(allowed)
        assert max(map(len, (box.value or "" for box in seen.run.text_input))) <= LONGEST_WORDS

    check()


@many(20)
def test_the_evidence_counts_what_the_known_values_leave(examples, base, addresses, session):
    options = effect_options(base)
    right = [(name, value) for name, values in options.items() for value in values]

    def has(effect, name, values):
        own = {
            "intervention": {effect.intervention}, "outcome": {effect.outcome or "not-named"},
            "certainty": {str(level) for level in effect.certainty} or {"not-reported"},
            "source": {"table" if effect.where.table else "text"},
        }  # fmt: skip
        return bool(own[name] & values)

    @cases(examples)
    @given(addresses, st.lists(st.sampled_from(right), max_size=4))
    def check(pairs, more):
        pairs = [pair for pair in (*pairs, *more) if pair[0] not in ELSEWHERE]
        wanted = {}
        for name, value in pairs:
            if value in options.get(name, ()):
                wanted.setdefault(name, set()).add(value)
        left = [e for e in base.of(Effect) if all(has(e, name, values) for name, values in wanted.items())]
        plotted = sum(effects.interval(effect) is not None for effect in left)
        said = " ".join(caption.value for caption in opened(session, "evidence", pairs).run.main.caption)
        assert f"{len(left)} of {len(base.of(Effect))} effects" in said
        assert f"{plotted} plotted, {len(left) - plotted} in words" in said

    check()


def summary(session: AppTest, *pairs: tuple[str, str]) -> tuple[list[list[str]], list[str]]:
    """Return the words of the summary of findings, and the warnings above it."""
    seen = opened(session, "evidence", [("view", "summary"), *pairs])
    return [block.words for block in seen.blocks], [warning.value for warning in seen.run.warning]


@pytest.mark.parametrize(
    "typed", ["NaN", "inf", "1e999", "-5", "0", "100", "-0", "9" * 5000, "7.2.2", "x", "\ud800", "[x](y)"]
)
def test_what_is_no_risk_is_said_and_changes_no_number(typed, session):
    words, warnings = summary(session, ("baseline-discontinuation", typed))
    assert words == summary(session)[0]
    assert ["is no baseline risk" in warning for warning in warnings] == [True]


@pytest.mark.parametrize("typed", ["33", "7.2%", "1e-320"])
def test_what_is_a_risk_changes_numbers(typed, session):
    words, warnings = summary(session, ("baseline-discontinuation", typed))
    assert words != summary(session)[0]
    assert warnings == []


def test_two_visitors_see_what_each_of_them_chose(base):
    first, second = (AppTest.from_file(str(SHELL), default_timeout=60).run() for _ in range(2))
    for country in ("DE", "CA", "GB", "AU"):
        seen = shown("recommendations", [("country", country), ("q", "weaning")], first)
        before = seen.cards
        other = shown("recommendations", [("country", "US"), ("strength", "strong")], second)
        assert other.cards == slow_count(base, [("country", "US"), ("strength", "strong")])[:EACH]
        assert Seen(first.run()).cards == before
        assert {base.get(Recommendation, rec).guideline[:2].upper() for rec in before} <= {country}
