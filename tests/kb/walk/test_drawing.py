"""Where a neighbourhood is drawn: all within the drawing, nothing on anything else, the same every time."""

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from kb.walk.drawing import MIDDLE, SIDE, drawn

sizes = st.lists(st.lists(st.integers(1, 3), max_size=24), max_size=10)


def drawing_of(sizes, middle=3):
    groups = [(f"g{i}", [f"g{i}n{j}" for j in range(len(lines))]) for i, lines in enumerate(sizes)]
    lines = {f"g{i}n{j}": count for i, counts in enumerate(sizes) for j, count in enumerate(counts)}
    return drawn(groups, lines, middle)


def apart(one, other):
    return (
        one.x + one.width <= other.x
        or other.x + other.width <= one.x
        or one.y + one.height <= other.y
        or other.y + other.height <= one.y
    )


@given(sizes, st.integers(1, 9))
def test_every_box_lies_inside_and_on_no_other(sizes, middle):
    drawing = drawing_of(sizes, middle)
    boxes = [*drawing.boxes.values(), drawing.middle, *(heading.box for heading in drawing.headings)]
    for box in boxes:
        assert box.x >= 0
        assert box.x + box.width <= drawing.width
        assert box.y >= -1e-9
        assert box.y + box.height <= drawing.height + 1e-9
    assert all(apart(one, other) for one, other in combinations(boxes, 2))


@given(sizes)
def test_every_neighbour_has_one_place_and_no_two_the_same(sizes):
    drawing = drawing_of(sizes)
    assert len(drawing.boxes) == sum(len(group) for group in sizes)
    assert len({box.centre for box in drawing.boxes.values()}) == len(drawing.boxes)


@given(sizes)
def test_a_line_leads_from_the_edge_of_the_middle_to_the_edge_of_its_neighbour(sizes):
    drawing = drawing_of(sizes)
    assert set(drawing.ties) == set(drawing.boxes)
    middle = drawing.middle
    for one, tie in drawing.ties.items():
        box = drawing.boxes[one]
        assert tie.start[0] in (middle.x, middle.x + MIDDLE)
        assert middle.y < tie.start[1] < middle.y + middle.height
        assert tie.end == (box.x + SIDE if box.x < middle.x else box.x, box.centre[1])
    assert len({tie.start for tie in drawing.ties.values()}) == len(drawing.ties)


@given(sizes)
def test_a_heading_stands_over_each_group_and_again_where_it_goes_on(sizes):
    drawing = drawing_of(sizes)
    first = [heading.group for heading in drawing.headings if not heading.goes_on]
    assert first == [f"g{i}" for i, group in enumerate(sizes) if group]
    assert sum(heading.goes_on for heading in drawing.headings) <= 1
    for i, group in enumerate(sizes):
        for j in range(len(group)):
            box = drawing.boxes[f"g{i}n{j}"]
            above = [h for h in drawing.headings if h.box.x == box.x and h.box.y < box.y]
            assert max(above, key=lambda heading: heading.box.y).group == f"g{i}"


@given(sizes)
def test_it_comes_out_the_same_every_time(sizes):
    assert drawing_of(sizes) == drawing_of(sizes)


def test_columns_are_about_equally_tall():
    drawing = drawing_of([[2] * 24])
    left = [box for box in drawing.boxes.values() if box.x < drawing.middle.x]
    assert len(left) == 12
