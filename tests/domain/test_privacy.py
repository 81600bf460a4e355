"""How long data may be kept, and by when somebody is told where they come from."""

from datetime import date

import pytest

from funneltui.domain.privacy import inform_by, keep_until


def test_whoever_is_found_elsewhere_is_told_within_a_month():
    assert inform_by(date(2026, 1, 31)) == date(2026, 3, 2)


@pytest.mark.parametrize(
    ("heard", "until"),
    [
        (date(2023, 11, 25), date(2026, 11, 25)),
        (date(2024, 2, 29), date(2027, 3, 1)),
    ],
)
def test_data_are_kept_for_some_years_after_the_last_contact_that_came_from_them(heard, until):
    assert keep_until(heard, 3) == until


def test_a_leap_year_later_the_day_is_there_again():
    assert keep_until(date(2024, 2, 29), 4) == date(2028, 2, 29)
