"""A step works with objects: what is different in the end is written and journalled, in the order it was done."""

from __future__ import annotations

import contextlib
import json

import pytest

from funneltui.errors import InvalidValueError, NotFoundError
from funneltui.storage.bulk import row_of
from funneltui.storage.database import Database
from funneltui.storage.tables import Answer, Contact, NextAction, Opportunity, SavedView, Touch
from funneltui.storage.unit_of_work import UnitOfWork


def changes(database: Database, step: int) -> list[tuple[str, object, object]]:
    """What a step wrote down: table, the image before, the image after."""
    with contextlib.closing(database.connect()) as connection:
        found = connection.execute(
            "SELECT table_name, before, after FROM change WHERE step_id = ? ORDER BY id", (step,)
        )
        return [(table, before and json.loads(before), after and json.loads(after)) for table, before, after in found]


@pytest.fixture
def ada(unit_of_work: UnitOfWork) -> int:
    with unit_of_work.step("Add") as work:
        contact = work.add(Contact(name="Ada"))
        card = work.add(Opportunity(contact_id=contact.id, stage_id=1))
        return card.id


def test_what_is_added_has_its_id_at_once_and_is_found(unit_of_work: UnitOfWork) -> None:
    with unit_of_work.step("Add") as work:
        contact = work.add(Contact(name="Élodie"))
        assert contact.id == 1
        assert work.get(Contact, 1) is contact
        assert work.find(Contact, Contact.folded_name == "elodie") == [contact]
        assert work.first(Contact, Contact.name == "Bob") is None
        assert work.many(Contact, [1, 2]) == {1: contact}
        assert contact.created_at == work.now
        assert work.reading.execute("SELECT name FROM contact").fetchall() == [("Élodie",)]


def test_what_comes_with_its_own_instant_keeps_it(unit_of_work: UnitOfWork) -> None:
    with unit_of_work.step("Add") as work:
        contact = work.add(Contact(name="Ada", created_at="2020-01-01T00:00:00Z"))
        assert contact.created_at == "2020-01-01T00:00:00Z"


def test_a_change_is_written_with_the_rows_before_and_after(
    unit_of_work: UnitOfWork, database: Database, ada: int
) -> None:
    with unit_of_work.step("Edit") as work:
        work.get(Opportunity, ada).title = "Site"
        work.get(Contact, 1).name = "Çelik"
    ((_, _, card), (_, before, after)) = changes(database, 2)
    assert isinstance(before, dict)
    assert isinstance(after, dict)
    assert isinstance(card, dict)
    assert {name for name in before if before[name] != after[name]} == {"name", "folded_name"}
    assert (before["name"], after["folded_name"], card["title"]) == ("Ada", "celik", "Site")
    assert (set(work.change.opportunities), set(work.change.contacts)) == ({ada}, {1})


def test_what_is_set_back_was_never_changed(unit_of_work: UnitOfWork, ada: int) -> None:
    with unit_of_work.step("Edit") as work:
        card = work.get(Opportunity, ada)
        card.title = "Site"
        card.title = ""
        card.contact_id = card.contact_id
    assert work.change.step_id is None


def test_of_answers_and_actions_the_former_one_gives_way_first(
    unit_of_work: UnitOfWork, database: Database, ada: int
) -> None:
    with unit_of_work.step("Plan and answer") as work:
        for day in ("2026-12-01", "2026-12-02"):
            for action in work.find(NextAction, NextAction.state == "open"):
                action.state = "replaced"
            work.add(NextAction(opportunity_id=ada, due_on=day))
        for answer in ("yes", "no"):
            for former in work.find(Answer, Answer.current == 1):
                former.current = 0
            work.add(Answer(opportunity_id=ada, criterion_id=1, answer=answer))
    assert len(changes(database, 2)) == 6
    unit_of_work.undo()
    unit_of_work.redo()
    with unit_of_work.step("Look") as work:
        assert [action.state for action in work.find(NextAction)] == ["replaced", "open"]
        assert [answer.current for answer in work.find(Answer)] == [0, 1]


def test_what_is_removed_makes_room_at_once(unit_of_work: UnitOfWork, database: Database) -> None:
    with unit_of_work.step("Save") as work:
        work.add(SavedView(name="Hot", query="temp:hot"))
    with unit_of_work.step("Save anew") as work:
        view = work.get(SavedView, 1)
        view.query = "temp:warm"
        work.delete(view)
        work.add(SavedView(name="Hot"))
    gone, new = changes(database, 2)[-2:]
    assert isinstance(gone[1], dict)
    assert (gone[2], gone[1]["query"], new[1]) == (None, "temp:hot", None)
    unit_of_work.undo()
    with unit_of_work.step("Look") as work:
        assert [(view.id, view.query) for view in work.find(SavedView)] == [(1, "temp:hot")]


def test_rows_and_objects_of_one_step_see_each_other(unit_of_work: UnitOfWork) -> None:
    contact = row_of(Contact)
    with unit_of_work.step("Add") as work:
        first = work.add(Contact(name="a"))
        ids = work.add_rows(Contact, [contact(name="b"), contact(name="c", introduced_by_id=first.id)])
        last = work.add(Contact(name="d"))
        assert (first.id, ids, last.id) == (1, [2, 3], 4)
        assert [one.name for one in work.find(Contact)] == ["a", "b", "c", "d"]
    unit_of_work.undo()
    with unit_of_work.step("Look") as work:
        assert work.find(Contact) == []


def test_a_row_of_another_width_is_refused(unit_of_work: UnitOfWork) -> None:
    with pytest.raises(KeyError), unit_of_work.step("Add") as work:
        work.add_rows(Touch, [row_of(Touch)(channel="call")])


def test_a_row_is_one_object_however_often_it_is_asked_for(unit_of_work: UnitOfWork, ada: int) -> None:
    with unit_of_work.step("Edit") as work:
        card = work.get(Opportunity, ada)
        card.title = "Site"
        assert work.get(Opportunity, ada) is card
        assert work.find(Opportunity, Opportunity.title == "Site") == [card]


def test_nobody_is_not_found(unit_of_work: UnitOfWork, ada: int) -> None:
    with unit_of_work.step("Add") as work:
        work.add(Contact(name="Bob"))
        with pytest.raises(NotFoundError, match="contact 9"):
            work.get(Contact, 9)


def test_a_text_with_half_a_character_is_refused_with_what_is_around_it(unit_of_work: UnitOfWork, ada: int) -> None:
    around = "x" * 20
    with (
        pytest.raises(InvalidValueError, match=f"“{around}\udc80{around}” can't be saved"),
        unit_of_work.step("Edit") as work,
    ):
        work.get(Opportunity, ada).note = f"before {around}\udc80{around} after"
