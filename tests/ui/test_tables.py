"""Reading tables are real tables: caption, scoped heads, cells that are text, links or several lines; all escaped."""

from tests.seen import Markup
from ui import tables

RISKY = '<b onclick="x">"&amp;'


def made(*rows, heads=("Name", "Count"), **options) -> Markup:
    return Markup(str(tables.reading("What it holds", heads, rows, **options)))


def test_a_table_has_a_caption_and_scoped_heads():
    table = made(("one", 1), ("two", 2))
    assert [table.tags.count(tag) for tag in ("table", "caption", "thead", "tbody", "tr", "td")] == [1, 1, 1, 1, 3, 2]
    assert table.values("scope") == ["col", "col", "row", "row"]
    assert "What it holds" in table.words


def test_a_row_of_one_text_heads_a_group():
    assert made("Group", ("one", 1)).values("scope") == ["col", "col", "rowgroup", "row"]


def test_on_a_narrow_screen_each_cell_carries_its_head():
    assert made(("one", 1)).values("data-head") == ["Count"]


def test_a_caption_that_the_page_says_already_is_there_for_those_who_do_not_see_it():
    assert "unseen" in made(("one", 1), titled=False).values("class")


def test_a_tall_table_can_be_scrolled_by_keyboard_and_has_a_name():
    table = made(("one", 1), tall=True)
    assert table.values("tabindex") == ["0"]
    assert table.values("aria-label") == ["What it holds"]


def test_nothing_in_a_cell_becomes_markup():
    cells = (
        RISKY,
        [RISKY, RISKY],
        {"kind": "soft", "text": RISKY},
        tables.goes("/compare", RISKY),
        tables.leads_out("https://x.example", RISKY),
    )
    table = made(*((cell, cell) for cell in cells), RISKY)
    assert {"b", "script"}.isdisjoint(table.tags)
    assert not [name for _, name, _ in table.attributes if name.startswith("on")]
    assert sum(RISKY in word for word in table.words) == 2 * 6 + 1


def test_links_are_real_and_open_or_lead_on(base):
    rec = next(iter(base.recommendations.index))
    table = made((tables.opens(rec), tables.opens_all([rec, "other"], "both")), (tables.goes("/compare", "on"), None))
    assert table.values("data-open") == [rec, f"{rec} other"]
    assert table.values("href") == [f"/record?id={rec}", f"/record?id={rec}", "/compare"]


def test_an_absent_cell_is_empty_and_zero_is_not():
    words = [word.strip() for word in made(("none", None), ("nought", 0)).words]
    assert "None" not in words
    assert "0" in words
