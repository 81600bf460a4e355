"""Which row stands on which line, with headings and without."""

from array import array

import pytest

from funneltui.tui.widgets.row_parts import Column, RowLines, Section, widths


@pytest.fixture
def lines() -> RowLines:
    """A heading, two rows, a heading without rows, a heading with one."""
    return RowLines([Section(array("q", [7, 8]), "First"), Section(title="Empty"), Section(array("q", [9]), "Last")])


def test_headings_are_lines_and_no_rows(lines: RowLines) -> None:
    assert (len(lines), lines.row_count, list(lines.rows())) == (6, 3, [7, 8, 9])
    assert [lines.row(line) for line in range(-1, 7)] == [None, None, 7, 8, None, None, 9, None]
    headings = [lines.heading(line) for line in range(-1, 7)]
    assert [one.title if one else "" for one in headings] == ["", "First", "", "", "Empty", "Last", "", ""]


def test_a_section_without_a_title_has_no_heading() -> None:
    plain = RowLines([Section(array("q", [7, 8]))])
    assert [plain.row(line) for line in range(2)] == [7, 8]
    assert plain.heading(0) is None


def test_a_row_is_found_by_its_id(lines: RowLines) -> None:
    assert [lines.find(row) for row in (7, 9, 5)] == [1, 5, None]


def test_the_nearest_row_lies_in_the_way_one_goes(lines: RowLines) -> None:
    assert [lines.nearest(line) for line in (-5, 0, 3, 4, 99)] == [1, 1, 5, 5, 5]
    assert [lines.nearest(line, -1) for line in (3, 4, 0)] == [2, 2, 1], "up, unless there is none"
    assert RowLines().nearest(3) == 0


def test_columns_share_what_is_left_and_the_least_go_first() -> None:
    columns = [
        Column("Name", 10, lambda row: (row, "text"), grow=2),
        Column("Next action", 10, lambda row: (row, "text"), grow=1, rank=1),
        Column("Value", 6, lambda row: (row, "text"), rank=2),
    ]
    assert widths(columns, 44) == (18, 14, 6)
    assert widths(columns, 32) == (10, 10, 6)
    assert widths(columns, 31) == (14, 12, 0)
    assert widths(columns, 8) == (10, 0, 0)
    equal = [Column(title, room, lambda row: (row, "text")) for title, room in (("Date", 16), ("Name", 17), ("", 1))]
    assert widths(equal, 38) == (16, 17, 0), "of one rank the last goes first"
