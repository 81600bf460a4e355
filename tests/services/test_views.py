"""Saved views are kept by name, whatever its case, and each change is a step."""

from __future__ import annotations

import pytest

from funneltui.errors import InvalidValueError, NotFoundError
from funneltui.services.views import Views
from funneltui.settings import Settings
from tests.services.desk import Desk


@pytest.fixture
def views(desk: Desk) -> Views:
    """The service on a fresh file."""
    return Views(desk.unit_of_work, Settings())


def kept(desk: Desk) -> list[tuple[object, ...]]:
    """What is kept."""
    return desk.rows("SELECT name, query, sort FROM saved_view ORDER BY id")


def test_a_name_is_kept_once_whatever_its_case(desk: Desk, views: Views) -> None:
    assert views.save(" Été ", "stage:lead ", "due").label == "Saved view Été"
    views.save("ete", "stage:client")
    assert kept(desk) == [("ete", "stage:client", "")]


def test_how_it_looks_stays_until_it_is_said_anew(desk: Desk, views: Views) -> None:
    def layout() -> str:
        return str(desk.rows("SELECT layout FROM saved_view")[0][0])

    views.save("One", "a")
    assert layout() == "{}"
    views.save("One", "a", layout={"density": "full", "folded": ["lost"]})
    views.save("One", "b")
    assert layout() == '{"density": "full", "folded": ["lost"]}'


def test_each_change_can_be_taken_back(desk: Desk, views: Views) -> None:
    views.save("One", "a")
    views.rename("one", "Two")
    views.remove("TWO")
    assert kept(desk) == []
    desk.history.undo()
    assert kept(desk) == [("Two", "a", "")]
    desk.history.undo()
    assert kept(desk) == [("One", "a", "")]


def test_a_name_can_change_its_case_but_not_take_anothers(desk: Desk, views: Views) -> None:
    views.save("One", "a")
    views.save("Other", "b")
    views.rename("one", "ONE")
    with pytest.raises(InvalidValueError, match="already"):
        views.rename("one", "other")
    assert [row[0] for row in kept(desk)] == ["ONE", "Other"]


def test_a_name_is_needed_and_must_be_known(views: Views) -> None:
    for name in ("", "  ", "\u0301"):
        with pytest.raises(InvalidValueError, match="Enter a name"):
            views.save(name, "a")
    with pytest.raises(NotFoundError):
        views.remove("nothing")
