"""Pictures: SVG and PNG of any chart, readable on paper, with every mark drawn as itself on any machine."""

import io
from xml.etree import ElementTree as ET

import pytest
from PIL import Image

import kb
from kb import charts
from kb.charts import symbols
from kb.charts.picture import DARK_INK, MARGIN

BASE = kb.load(kb.CURATED)
CHART = charts.forest(BASE.effects.loc[["t3-acupuncture-dose", "t3-pain-management-programmes-dose"]])
LINES = ("Source: Lin & Langford <2025>. " + "It goes on. " * 30, "Data version 1")


def image(*args, **named):
    return Image.open(io.BytesIO(charts.png(*args, **named))).convert("L")


def test_a_picture_is_as_wide_as_asked_and_as_sharp():
    picture = image(CHART, width=700, scale=3)
    assert picture.width == 3 * (700 + 2 * MARGIN)
    assert picture.getpixel((0, 0)) == 255


def test_title_and_lines_stand_around_the_chart_as_text():
    root = ET.fromstring(charts.svg(CHART, "Opioid dose & more", LINES))
    words = [text.strip() for text in root.itertext() if text.strip()]
    assert "Opioid dose & more" in words
    assert "Data version 1" in words
    assert " ".join(words).count("It goes on.") == 30
    assert root[0].text.startswith("Opioid dose & more. Forest plot of Opioid dose")
    assert root.get("role") == "img"


def test_nothing_depends_on_the_page():
    text = charts.svg(CHART, "Title", LINES).decode()
    assert "currentColor" not in text
    assert DARK_INK in text
    assert "http" not in text.replace("http://www.w3.org", "")


def test_a_picture_is_the_same_each_time():
    assert charts.svg(CHART, "Title", LINES) == charts.svg(CHART, "Title", LINES)


def certainty(level):
    rows = BASE.effects.loc[["t3-acupuncture-dose"]].copy()
    rows["certainty"] = level
    return image(charts.forest(rows), width=900, scale=4)


@pytest.fixture(scope="module")
def drawn():
    """The circles of each certainty, cut out of a picture, and how dark they are."""
    box = tuple(4 * (MARGIN + edge) for edge in (800, 66, 862, 84))
    return {level: certainty(level).crop(box) for level in symbols.certainty()}


def dark(picture):
    histogram = picture.histogram()
    return sum(histogram[:128]) / sum(histogram)


def test_circles_are_drawn_open_and_crossed_and_never_filled(drawn):
    shares = [dark(drawn[level]) for level in ("very-low", "low", "moderate", "high")]
    assert shares == sorted(shares)
    assert len(set(shares)) == 4
    assert shares[0] > 0.02
    assert shares[-1] < 0.35


def test_each_certainty_has_a_picture_of_its_own_and_unrated_is_no_circle(drawn):
    assert len({picture.tobytes() for picture in drawn.values()}) == len(drawn)
    assert dark(drawn["not-reported"]) < dark(drawn["very-low"])


def test_signs_in_words_are_drawn_too():
    with_signs, without = (image(CHART, title, width=400) for title in ("⊕◯", "□□"))
    assert with_signs.tobytes() != without.tobytes()
    assert dark(image(CHART, "◯", width=400).crop((16, 16, 60, 60))) < 0.3
