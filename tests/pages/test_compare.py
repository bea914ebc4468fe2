"""Compare says what the comparison of the records says, in each of its views, for whatever was chosen."""

from urllib.parse import parse_qs, urlsplit

import pytest

from kb import comparison, labels
from kb.comparison import Kind
from kb.names import action
from kb.prose import unsaid
from kb.records import Guideline, PracticePoint, Recommendation, Scheme, StrengthMapping, Topic
from kb.vocabulary import Direction, Phase, Strength
from tests.pages import screen
from ui.comparison import asked as asks
from ui.comparison import conditions, matrix, numbers, outline, sentences
from ui.comparison import side as side_by_side
from ui.comparison.marks import NO_LABEL, SHORT


@pytest.fixture(scope="module")
def visitor():
    return screen.session()


@pytest.fixture
def compare(visitor):
    """A function that shows the page for a query, in one visitor's session."""
    return lambda **query: screen.show(visitor, "compare", **query)


@pytest.fixture(scope="module")
def everyone(base):
    return tuple(g.id for g in base.by_country)


def addressed(base, guidelines=None):
    ids = guidelines or [g.id for g in base.by_country]
    return [topic.id for topic, _ in base.outline if any(base.said(topic.id, g) for g in ids)]


def ids(recs):
    return tuple(rec.id for rec in recs)


def squeezed(text):
    """A text without its blanks: links part it in other places than words."""
    return "".join(text.split())


def table(shown, head):
    """The block whose table begins with this head."""
    return next(block for block in shown.blocks if any(row[:1] == [head] for row in block.rows))


def rows(shown):
    """The rows of the matrix by the words of their topic."""
    return {row[0]: row[1:] for row in table(shown, "Topic").rows if len(row) > 1 and row[0] != "Topic"}


def opened(shown):
    """What the cells and the verdict of each topic of the matrix open, by the topic's id."""
    found, topic = {}, None
    for link in table(shown, "Topic").links:
        query = parse_qs(urlsplit(link.href).query)
        if "show" in query:
            topic = query["show"][0]
            found[topic] = []
        elif topic:
            found[topic].append(link.opens)
    return found


# --- sentences ----------------------------------------------------------------------------------------------------


def test_the_page_begins_with_every_sentence_of_the_summary(compare, base):
    said = squeezed(compare().blocks[0].words)
    sentences_of = comparison.summary(base)
    assert [s.text for s in sentences_of if s.about != "addressed" and squeezed(s.text) not in said] == []


def test_agreement_stands_before_difference_and_difference_before_silence(compare, base):
    said = squeezed(compare().blocks[0].words)
    by = {
        sentence.about: said.index(squeezed(sentence.text))
        for sentence in comparison.summary(base)
        if sentence.about != "addressed"
    }
    assert by["agree"] < said.index("Wheretheydiffer") < by["strength"] < by["applicability"] < by["silent"]
    assert compare().blocks[0].headings == list(sentences.GROUPS)


def test_every_topic_that_a_sentence_names_opens(compare, base):
    named = {s for sentence in comparison.summary(base) if sentence.about in {"all", "one"} for s in sentence.topics}
    assert named <= {record for link in compare().blocks[0].links for record in link.opens}


def test_a_difference_in_direction_stands_among_the_differences(compare, base, everyone):
    direction = next(s for s in comparison.summary(base) if s.about == "direction")
    assert comparison.verdicts(base).verdict.eq(Kind.DIFFER_IN_DIRECTION).any()
    said = squeezed(compare().blocks[0].words)
    assert said.index(squeezed(direction.text)) > said.index(squeezed("Where they differ"))
    # Australia and Canada point the same way wherever both recommend: the sentence belongs to where they agree.
    three = ["AU", "CA", "GB"]
    assert (
        comparison.verdicts(base, comparison.guidelines_of(base, {"country": three}))
        .verdict.ne(Kind.DIFFER_IN_DIRECTION)
        .all()
    )
    said = squeezed(compare(country=three).blocks[0].words)
    assert said.index(squeezed("They point the same way")) < said.index(squeezed("Where they differ"))


@pytest.mark.parametrize("countries", [("DE", "US"), ("AU", "GB"), ("CA", "DE")])
def test_two_guidelines_are_compared_in_a_paragraph(countries, compare, base):
    guidelines = comparison.guidelines_of(base, {"country": countries})
    said = squeezed(compare(country=list(countries)).blocks[0].words)
    sentences_of = [squeezed(sentence.text) for sentence in comparison.pair(base, *guidelines).sentences]
    assert said.replace("More", "", 1).startswith("".join(sentences_of))
    at_once = said[: said.index("More")]
    assert at_once.startswith(sentences_of[0])
    assert len(at_once) <= sentences.MOST


def test_sentences_about_all_topics_give_way_where_topics_are_chosen(compare):
    assert "Where they agree" not in compare(topic="safety").words
    assert "Where they agree" in compare(printed="1").words


def test_a_text_is_split_at_the_longest_label_that_fits():
    text = "On pain, pain care and spain they agree."
    shown = sentences.split(text, {"pain": "p", "pain care": "c"})
    assert shown == [("On ", ""), ("pain", "p"), (", ", ""), ("pain care", "c"), (" and spain they agree.", "")]
    assert sentences.split(text, {}) == [(text, "")]


def test_abrupt_discontinuation_is_said_once_a_view(compare, base):
    topic = base.get(Topic, "abrupt-discontinuation").label
    for view in ({}, {"view": "side", "show": "how-to-taper"}, {"view": "numbers"}):
        assert sum(block.words.count(f"{topic}. ") for block in compare(**view).blocks) == 1


# --- topic by guideline -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("countries", [(), ("DE", "US"), ("GB", "AU", "CA")])
def test_each_cell_opens_what_the_guideline_says_and_each_verdict_the_topic(countries, compare, base):
    guidelines = comparison.guidelines_of(base, {"country": countries})
    shown = opened(compare(**({"country": list(countries)} if countries else {})))
    assert list(shown) == addressed(base, guidelines)
    for topic, links in shown.items():
        assert links == [*(ids(s) for g in guidelines if (s := base.said(topic, g))), (topic,)]


def test_a_row_says_its_verdict_and_how_many_address_it(compare, base, everyone):
    shown = rows(compare())
    for _, row in comparison.verdicts(base).query("guidelines > 0").iterrows():
        *_, verdict, count = shown[row.label]
        assert labels.VERDICT[row.verdict] in verdict
        assert count == f"{row.guidelines} of {len(everyone)}"
        assert ("⚠" in verdict) == bool(row.mappings)
        unrated = [base.get(Guideline, g).country for g in row.unrated] if row.guidelines > 1 else []
        assert all(country in verdict for country in unrated)
        assert ("not rated" in verdict) == bool(unrated)
        assert all(labels.VERDICT[way].removeprefix("Differ in ") in verdict for way in row.differences[1:])


def test_the_verdicts_are_counted_above_the_rows(compare, base):
    said = table(compare(), "Topic").words
    counts = comparison.verdicts(base).query("guidelines > 0").verdict.value_counts()
    assert f"{labels.counted(sum(counts), 'topic')}" in said
    assert all(f"{count} {labels.VERDICT[kind].lower()}" in said for kind, count in counts.items() if count)


def test_a_cell_says_strength_and_what_is_done_to_the_topic(compare, base, everyone):
    shown = rows(compare())
    for topic in addressed(base):
        for guideline, cell in zip(everyone, shown[base.get(Topic, topic).label], strict=False):
            said = [
                (base.strength(r), link.direction)
                for r in base.said(topic, guideline)
                for link in r.about
                if link.to == topic
            ]
            assert all(SHORT[strength] in cell for strength, _ in said)
            assert ("against" in cell) == any(way is Direction.AGAINST for _, way in said)
            assert ("condition" in cell) == any(way is Direction.CONDITION for _, way in said)
            assert ("information" in cell) == any(way is Direction.INFORMATION for _, way in said)
            assert bool(cell) == bool(said)


def test_a_strong_recommendation_against_does_not_read_as_one_for(compare, base):
    australia = rows(compare())[base.get(Topic, "abrupt-discontinuation").label][0]
    assert "Strong" in australia
    assert "against" in australia


def test_grades_can_stand_as_printed(compare, base):
    shown = " ".join(cell for row in rows(compare(printed="1")).values() for cell in row)
    assert {rec.strength for rec in base.of(Recommendation) if rec.strength and rec.strength not in shown} == set()
    assert NO_LABEL in shown
    assert SHORT[Strength.NOT_REPORTED] not in shown


def test_heads_give_the_year_and_the_status_that_one_has_to_know(compare, base):
    heads = table(compare(), "Topic").rows[0]
    for guideline, head in zip(base.by_country, heads[1:], strict=False):
        assert guideline.country_name in head
        assert str(guideline.year) in head
        assert (labels.GUIDELINE_STATUS[guideline.status].lower() in head) == (guideline.status in matrix.WORTH_SAYING)


@pytest.mark.parametrize("kind", list(Kind))
def test_a_verdict_leaves_the_topics_that_have_it(kind, compare, base):
    found = comparison.verdicts(base).query("verdict == @kind").index
    expected = [topic for topic in found if topic not in comparison.headings(base)]
    shown = compare(verdict=str(kind))
    assert (list(opened(shown)) if expected else []) == expected
    assert bool(expected) != ("No topic fits all of this" in shown.words)


def test_the_count_beside_a_verdict_is_how_many_topics_it_leaves(base):
    counts = asks.asked({}).counts
    found = comparison.verdicts(base).query("guidelines > 0")
    assert counts == found.verdict.value_counts().reindex(list(Kind)).to_dict()
    assert sum(counts.values()) == len(base.topics) - len(comparison.headings(base))


def test_a_heading_is_no_topic_without_a_guideline(compare, base):
    chosen = {"country": ("CA", "US"), "verdict": ("none",)}
    topics = asks.asked(chosen).topics
    assert topics
    addressing = comparison.coverage(base, comparison.guidelines_of(base, chosen)).addressing
    assert all(addressing[topic] == () for topic in topics)
    assert list(opened(compare(**{name: list(values) for name, values in chosen.items()}))) == list(topics)
    assert asks.asked(chosen).counts["none"] == len(topics)


@pytest.mark.parametrize("countries", [(), ("CA", "US"), ("DE", "US")])
def test_the_filter_of_topics_counts_those_of_the_matrix(countries, visitor, compare):
    shown = compare(**({"country": list(countries)} if countries else {}))
    (topics,) = [widget for widget in visitor.multiselect if widget.label == "Topic"]
    assert topics.proto.placeholder == f"Any of {len(opened(shown))}"


def test_a_row_says_who_takes_no_side(compare):
    assert "US neither for nor against" in rows(compare())["Duration of opioid therapy"][-2]


def test_further_differences_are_named_beside_the_verdict_and_in_the_same_words_everywhere(compare, base):
    said = "Differ in strength"
    assert squeezed(rows(compare())["High dose"][-2]).startswith(
        squeezed(f"≠ {said}: why, on High dose both for; also in")
    )
    for shown in (compare(open="dose-threshold"), compare(view="side", show="dose-threshold")):
        assert any("also in applicability" in block.words and said in block.words for block in shown.blocks)


def test_only_topics_that_all_address(compare, base, everyone):
    assert list(opened(compare(all="1"))) == [t for t in addressed(base) if all(base.said(t, g) for g in everyone)]
    two = comparison.guidelines_of(base, {"country": ("DE", "US")})
    both = [t for t in addressed(base) if all(base.said(t, g) for g in two)]
    assert list(opened(compare(all="1", country=["DE", "US"]))) == both


def test_a_strength_leaves_topics_on_which_one_recommends_so_strongly(compare, base, everyone):
    expected = [
        t for t in addressed(base) if any(base.strength(r) == "consensus" for g in everyone for r in base.said(t, g))
    ]
    assert list(opened(compare(strength="consensus"))) == expected


def test_a_topic_brings_the_narrower_ones(compare, base):
    assert list(opened(compare(topic="safety"))) == [t for t in addressed(base) if t in base.narrower("safety")]


def test_topics_can_be_sorted(compare, base):
    verdicts = comparison.verdicts(base).query("guidelines > 0")
    for order in comparison.Order:
        assert list(opened(compare(sort=str(order)))) == list(comparison.ordered(verdicts, order).index)


def test_links_within_the_page_keep_what_was_chosen(compare):
    shown = compare(country=["DE", "US"], strength="strong")
    link = next(link for link in table(shown, "Topic").links if "show=" in link.href)
    query = parse_qs(urlsplit(link.href).query)
    assert (query["country"], query["strength"], query["view"]) == (["DE", "US"], ["strong"], ["side"])


def test_one_guideline_asks_for_another(compare):
    assert "Choose at least one more" in compare(country="AU").words
    assert "Choose at least one more" not in compare(country=["AU", "CA"]).words


def test_of_very_many_guidelines_the_first_are_compared_and_the_page_says_so(compare, base, monkeypatch):
    monkeypatch.setattr(asks, "MOST", 3)
    shown = compare(country=["US", "GB", "DE", "CA", "AU"])
    assert "Of 5 guidelines the first 3 are compared" in shown.words
    assert len(table(shown, "Topic").rows[0]) == 3 + 3


def test_many_topics_come_in_pages(compare, base, monkeypatch):
    monkeypatch.setattr(matrix, "EACH", 10)
    pages = [list(opened(compare(page=str(number), country=["AU", "US", "GB", "DE", "CA"]))) for number in (1, 2, 3)]
    assert [topic for page in pages for topic in page] == addressed(base)
    assert len(pages[0]) == 10


# --- why a verdict ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "topic", ["patient-request", "abrupt-discontinuation", "therapy-duration", "opioid-rotation", "support"]
)
def test_opening_a_topic_says_what_its_verdict_rests_on(topic, compare, base, everyone):
    found = comparison.among(base, topic, everyone)
    said = next(
        b.words
        for b in compare(open=topic).blocks
        if comparison.reason(found, base.get(Topic, topic).reason_for) in b.words
    )
    for statement in found.inputs:
        rec = base.get(Recommendation, statement.recommendation)
        assert action(rec) in said
        assert all(part in said for part in (*statement.conditions, *statement.set_aside, *rec.caveats))
        assert (
            f"{labels.does(statement.direction, base.get(Topic, topic).reason_for, rec.verb).capitalize()}; {labels.STRENGTH[statement.strength].lower()}"
            in said
        )
    for guideline in found.unrated if len(found.guidelines) > 1 else ():
        assert base.get(Guideline, guideline).country_name in said[said.index("Strength not reported") :]
    for mapping, other in comparison.under_other_mappings(base, topic, everyone):
        assert squeezed(
            f"“{labels.VERDICT[other.kind].lower()}” under another mapping of grades: {mapping.title}"
        ) in squeezed(said)
    silent = [base.get(Guideline, g).country_name for g in everyone if g not in found.guidelines]
    assert not silent or f"{labels.NOT_IN_TABLES}: {', '.join(silent)}" in said


def test_the_verdict_that_is_explained_is_that_of_the_chosen_guidelines(compare):
    assert "2 of 2 address it" in compare(open="gradual-tapering", country=["DE", "US"]).words


# --- side by side -------------------------------------------------------------------------------------------------


def side(shown):
    return next(block for block in shown.blocks if "h2" in block.markup and "<table" in block.markup)


@pytest.mark.parametrize("group", ["when-to-deprescribe", "how-to-taper", "safety"])
def test_every_statement_of_a_group_is_spelt_out_once_with_its_caveats(group, compare, base, everyone):
    shown = side(compare(view="side", show=group))
    topics = [t for t in addressed(base) if base.above(t)[-1] == group]
    assert shown.headings == [base.get(Topic, t).label for t in topics]
    held = [rec for t in topics for g in everyone for rec in base.said(t, g)]
    for rec in set(held):
        assert shown.words.count(rec.statement) == 1
        assert sum(link.opens == (rec.id,) for link in shown.links) == held.count(rec)
        for caveat in unsaid(rec.statement, rec.caveats):
            assert shown.words.count(caveat) >= held.count(rec)


def test_each_topic_says_how_its_conditions_relate_where_there_are_any(compare, base, everyone):
    for topic in ("gradual-tapering", "opioid-rotation"):
        shown = side(compare(view="side", show=topic))
        told = comparison.patients(base, topic, everyone)
        assert all(squeezed(sentence.text) in squeezed(shown.words) for sentence in told)
        assert ("To whom they apply" in shown.words) == bool(told)
    assert comparison.patients(base, "gradual-tapering", everyone)


def test_a_large_group_comes_in_pages(compare, base, monkeypatch):
    monkeypatch.setattr(side_by_side, "EACH", 4)
    topics = [base.get(Topic, t).label for t in addressed(base) if base.above(t)[-1] == "when-to-deprescribe"]
    pages = [side(compare(view="side", show="when-to-deprescribe", page=str(number))).headings for number in (1, 2, 3)]
    assert [topic for page in pages for topic in page] == topics
    assert len(pages[0]) == 4


def test_one_topic_can_stand_alone(compare, base):
    assert side(compare(view="side", show="tapering-rate")).headings == [base.get(Topic, "tapering-rate").label]


def test_strengths_side_by_side_are_common_values_or_labels_as_printed(compare, base):
    assert labels.STRENGTH[Strength.NOT_REPORTED] in side(compare(view="side")).words
    assert NO_LABEL in side(compare(view="side", printed="1")).words


def test_practice_points_stand_beside_the_guidelines_on_request(compare, base):
    group = [t for t in addressed(base) if base.above(t)[-1] == "how-to-taper"]
    points = [p for p in base.of(PracticePoint) if any(link.to in group for link in p.about)]
    without, with_them = (side(compare(view="side", show="how-to-taper", **more)) for more in ({}, {"practice": "1"}))
    assert points
    assert all(with_them.words.count(point.statement) == 1 for point in points)
    assert not any(point.statement in without.words for point in points)


def test_the_buttons_lead_to_the_group_before_and_after(visitor, compare, base):
    compare(view="side", show="how-to-taper")
    groups = list(outline.groups(addressed(base)))
    after = base.get(Topic, groups[groups.index("how-to-taper") + 1])
    button = next(b for b in visitor.button if b.label == f"→ {after.label}")
    button.click().run()
    assert visitor.query_params["show"] in (after.id, [after.id])


def test_the_last_group_leads_back_alone(visitor, compare, base):
    groups = list(outline.groups(addressed(base)))
    compare(view="side", show=groups[-2])
    assert [b.label for b in visitor.button if b.label[0] in "←→"] == [
        f"{sign} {base.get(Topic, groups[at]).label}" for sign, at in (("←", -3), ("→", -1))
    ]
    compare(view="side", show=groups[-1])
    assert [b.label[0] for b in visitor.button if b.label[0] in "←→"] == ["←"]


def test_topics_are_parted_where_they_are_many(base):
    topics = addressed(base)
    parts = outline.groups(topics)
    assert [topic for held in parts.values() for topic in held] == topics
    assert all(base.above(topic)[-1] == part for part, held in parts.items() for topic in held)
    assert outline.groups(topics[: outline.WHOLE]) == {"": topics[: outline.WHOLE]}


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("", "when-to-deprescribe"),
        ("safety", "safety"),
        ("rapid-tapering", "safety"),
        ("nonsense", "when-to-deprescribe"),
    ],
)
def test_a_part_is_found_by_its_name_or_by_what_it_holds(asked, expected, base):
    assert outline.place(outline.groups(addressed(base)), asked if asked != "nonsense" else "") == expected


def test_presented_is_one_topic_and_those_who_address_it(visitor, compare, base, everyone):
    shown = compare(view="side", show="tapering-rate", present="1")
    assert [title.value for title in shown.run.title] == [base.get(Topic, "tapering-rate").label]
    silent = [base.get(Guideline, g).country_name for g in everyone if not base.said("tapering-rate", g)]
    assert f"{labels.NOT_IN_TABLES}: {', '.join(silent)}" in shown.words
    assert not any(widget.label == "Guideline" for widget in visitor.get("button_group"))
    following = addressed(base)[addressed(base).index("tapering-rate") + 1]
    next(b for b in visitor.button if b.label == base.get(Topic, following).label).click().run()
    assert visitor.query_params["show"] in (following, [following])
    assert [title.value for title in visitor.title] == [base.get(Topic, following).label]


def test_a_teacher_chooses_among_all_topics_in_their_order(visitor, compare, base, everyone):
    shown = compare(view="side", present="1")
    first = next(t for t in addressed(base) if all(base.said(t, g) for g in everyone))
    assert [title.value for title in shown.run.title] == [base.get(Topic, first).label]
    (chooser,) = visitor.selectbox
    assert chooser.options == [base.get(Topic, t).label for t in addressed(base)]
    chooser.set_value("abrupt-discontinuation").run()
    assert [title.value for title in visitor.title] == [base.get(Topic, "abrupt-discontinuation").label]


def test_what_is_presented_begins_at_the_top(compare):
    assert any("data-top" in block.markup for block in compare(view="side", present="1").blocks)
    assert not any("data-top" in block.markup for block in compare(view="side").blocks)


def test_abrupt_stopping_is_said_of_all_guidelines_of_the_view_and_only_for_or_against(compare, base):
    topic = base.get(Topic, "abrupt-discontinuation").label
    (box,) = [
        b.words for b in compare(view="side", show="how-to-taper", page="2").blocks if b.words.startswith(f"{topic}.")
    ]
    assert all(guideline.country_name in box for guideline in base.by_country)
    assert "addresses it" not in box
    (block,) = [b.words for b in compare(country=["CA", "US"]).blocks if f"{topic}. " in b.words]
    box = block[block.index(f"{topic}. ") :]
    assert box.startswith(f"{topic}. Canada")
    assert "Germany" not in box


def test_the_way_to_the_worksheet_is_said_by_the_matrix(compare):
    assert "Worksheet : Export, in Word or Excel" in table(compare(), "Topic").words


# --- conditions, numbers, grades, gaps ----------------------------------------------------------------------------


def named(base, guidelines):
    return [c for phase in Phase for c in comparison.conditions(base, guidelines, phase)]


def test_every_condition_leads_where_it_leads(compare, base, everyone, monkeypatch):
    monkeypatch.setattr(conditions, "EACH", 1000)
    shown = table(compare(view="conditions", sort="topic"), "Condition")
    found = [i for link in shown.links for i in link.opens]
    expected = [
        i
        for c in named(base, everyone)
        for i in (*(t.id for t in c.triggers), *(r.id for cell in c.cells for r in cell))
    ]
    assert found == expected
    heads = next(row for row in shown.rows if row[0] == "Condition")
    assert all(f"{g.country_name} {g.year}" in heads for g in base.by_country)
    assert "at 90 MME/day or more" in shown.words


def test_conditions_come_in_pages_and_follow_the_filters(compare, base, everyone):
    pages = [table(compare(view="conditions", page=str(page)), "Condition").links for page in (1, 2)]
    triggers = [[i for link in page for i in link.opens if i in base.triggers.index] for page in pages]
    assert len(triggers[0]) >= conditions.EACH
    in_order = [t.id for c in named(base, everyone) for t in c.triggers]
    assert [*triggers[0], *triggers[1]] == in_order[: len(triggers[0]) + len(triggers[1])]
    strong = table(compare(view="conditions", strength="strong"), "Condition").links
    recs = [i for link in strong for i in link.opens if i in base.recommendations.index]
    assert recs
    assert {base.strength(base.get(Recommendation, i)) for i in recs} == {Strength.STRONG}


def test_numbers_draw_those_that_give_one_and_name_the_others(compare, base):
    shown = compare(view="numbers")
    charts = shown.run.get("vega_lite_chart") or shown.run.get("arrow_vega_lite_chart")
    found = [of for of in comparison.compare(base) if of.amounts]
    assert len(charts) == len(found)
    given = table(shown, "Guideline").words
    for of in found:
        head = next(m.value for m in shown.run.markdown if of.scale.label in m.value)
        assert all(guideline.country_name in head for guideline in of.silent)
        assert all(amount.printed in given and amount.formula in given for amount in of.amounts)


def test_that_a_number_was_calculated_is_said_at_its_chart(compare, base):
    said = [caption.value for caption in compare(view="numbers").run.caption if caption.value.startswith("Drawn in ")]
    assert len(said) == sum(any(a.formula for a in of.amounts) for of in comparison.compare(base))
    assert any("per 4 weeks, calculated" in one for one in said)


def test_numbers_follow_the_filters(compare, base):
    strong = asks.asked({"strength": ("strong",)})
    [(scale, amounts)] = numbers.given(strong.query, strong)
    drawn = numbers.figure(scale.scale.code, strong.query, strong).rows
    assert list(drawn["id"]) == [amount.recommendation.id for amount in amounts]
    assert {base.strength(base.get(Recommendation, i)) for i in drawn["id"]} == {Strength.STRONG}
    given = table(compare(view="numbers", country=["CA", "DE"]), "Guideline").words
    assert "Canada" in given
    assert "United States" not in given
    assert "gives a number" in compare(view="numbers", country=["AU", "GB"]).words


def test_grades_count_strengths_and_show_every_scheme_in_use(compare, base):
    shown = compare(view="grades")
    block = table(shown, "Guideline")
    for guideline in base.by_country:
        row = next(row for row in block.rows if row[0] == f"{guideline.country_name} {guideline.year}")
        mine = [base.strength(rec) for rec in base.of(Recommendation) if rec.guideline == guideline.id]
        assert row[1:-1] == [str(mine.count(s)) if s in mine else "–" for s in Strength]
        scheme = base.get(Scheme, guideline.scheme)
        assert all(grade.label in block.words and grade.meaning in block.words for grade in scheme.grades)


def test_grades_say_which_verdicts_another_mapping_would_change(compare, base, everyone):
    block = table(compare(view="grades"), "Guideline")
    changed = {mapping.id: [] for mapping in base.of(StrengthMapping)}
    for topic in addressed(base):
        for mapping, other in comparison.under_other_mappings(base, topic, everyone):
            changed[mapping.id].append(f"becomes {labels.VERDICT[other.kind].lower()}")
    for mapping in base.of(StrengthMapping):
        row = next(row for row in block.rows if row[0] == mapping.title)
        assert row[2] == str(len(changed[mapping.id]))
        assert all(words in row[3] for words in changed[mapping.id])


def test_gaps_say_who_addresses_what(compare, base, everyone):
    shown = compare(view="gaps")
    found = comparison.coverage(base)
    block = table(shown, "Topic")
    by_topic = {link.opens[0]: row for link, row in zip(block.links, block.rows[1:], strict=True)}
    for topic, row in found.iterrows():
        _, address, either, silent, pointing = by_topic[topic]
        assert (address, either, pointing) == (
            f"{len(row.own)} of {len(everyone)}",
            f"{len(row.addressing)} of {len(everyone)}",
            f"{len(row.pointing)} of {len(everyone)}",
        )
        assert all(base.get(Guideline, g).country_name in silent for g in row.silent)


def test_gaps_name_what_stands_alone_what_was_not_tried_and_what_nobody_asked_for(compare, base):
    shown = compare(view="gaps")
    opens = {record for link in shown.links for record in link.opens}
    untested = comparison.without_trials(base)
    assert {rec.id for rec in untested} <= opens
    assert [e.label for e in shown.run.expander] == [
        f"{len(untested)} of {len(base.recommendations)} recommendations have no linked trial in the data"
    ]
    assert all(intervention.label in shown.words for intervention in comparison.without_recommendation(base))
    alone = comparison.verdicts(base).query("verdict == 'one-guideline'")
    assert {rec for inputs in alone.inputs for rec in inputs} <= opens


# --- what an address may hold -------------------------------------------------------------------------------------


@pytest.mark.parametrize("view", asks.VIEWS)
def test_a_choice_that_leaves_nothing_is_said_in_every_view(view, compare):
    assert "No topic fits all of this" in compare(view=view, verdict="none", all="1").words


@pytest.mark.parametrize("name", ["country", "topic", "view", "sort", "verdict", "show"])
def test_a_value_that_means_nothing_is_said_and_left_out(name, compare, base):
    shown = compare(**{name: "<script>alert(1)</script>"})
    assert "is not known under" in shown.words
    assert list(opened(shown)) == addressed(base)
