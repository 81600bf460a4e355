"""Two contacts side by side: where they differ, what hangs on each, which of them is to stay."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

import pytest

from funneltui.clock import FixedClock
from funneltui.errors import NotFoundError
from funneltui.settings import Settings
from funneltui.storage.database import Database
from funneltui.storage.reads.merging import MergeReads, Stakes
from funneltui.storage.unit_of_work import UnitOfWork
from tests import stored


@pytest.fixture
def reads(unit_of_work: UnitOfWork, database: Database, clock: FixedClock) -> Iterator[MergeReads]:
    """Ada and Ada, of whom the second has more; Cid, whom the second introduced; Dan in the bin."""
    with unit_of_work.step("Add") as work:
        organization = stored.insert(work, "organization", name="Acme")
        stored.insert(work, "contact", name="Ada", organization_id=organization, tags='["web"]', note="a")
        stored.insert(work, "contact", name="Ada", introduced_by_id=1, opposed=1, opposed_channels='["sms"]')
        stored.insert(work, "contact", name="Cid", introduced_by_id=2)
        stored.insert(work, "contact", name="Dan", introduced_by_id=2, binned_at=work.now)
        for contact, value in ((1, "a@x.fr"), (2, "A@x.fr"), (2, "b@x.fr")):
            normal = value.lower()
            stored.insert(work, "contact_point", contact_id=contact, kind="email", value=value, normalized=normal)
        stored.insert(work, "opportunity", contact_id=1, stage_id=1, binned_at=work.now)
        for _ in range(2):
            stored.insert(work, "touch", contact_id=2, happened_at=work.now, channel="call", direction="out")
        card = stored.insert(work, "opportunity", contact_id=3, stage_id=1)
        stored.insert(work, "opportunity_role", opportunity_id=card, contact_id=2, role="user")
    with contextlib.closing(database.connect()) as connection:
        yield MergeReads(connection, clock, Settings())


def test_two_are_compared(reads: MergeReads) -> None:
    both = reads.compare(1, 2)
    assert (both.keep.name, both.keep.organization, both.keep.tags) == ("Ada", "Acme", ("web",))
    assert (both.other.opposed, both.other.opposed_channels) == (True, ("sms",))
    assert both.differing == ["organization", "note"]
    assert [way.value for way in both.new_ways] == ["b@x.fr"]
    assert (both.keep.stakes, both.other.stakes) == (Stakes(0, 0, 0, 1), Stakes(0, 2, 1, 1))


def test_whom_the_other_one_introduced_is_introduced_by_nobody_then(reads: MergeReads) -> None:
    assert reads.compare(2, 1).keep.introduced_by == ""
    assert reads.compare(2, 3).keep.introduced_by == "Ada"
    assert reads.compare(3, 1).differing == ["name", "organization", "introduced_by", "note"]


def test_the_one_with_more_to_keep_is_kept(reads: MergeReads) -> None:
    assert reads.ordered(1, 2) == reads.ordered(2, 1) == (2, 1)
    assert reads.ordered(2, 3) == (3, 2)
    assert reads.ordered(1, 4) == reads.ordered(4, 1) == (1, 4)


def test_the_people_of_cards_come_once_in_their_order(reads: MergeReads) -> None:
    assert reads.people([2, 1, 99, 2]) == [3, 1]
    assert reads.people([]) == []


@pytest.mark.parametrize(("keep", "other"), [(1, 4), (4, 1), (1, 9)])
def test_the_binned_are_not_compared(reads: MergeReads, keep: int, other: int) -> None:
    with pytest.raises(NotFoundError):
        reads.compare(keep, other)


def test_what_is_equal_unless_a_field_was_changed(reads: MergeReads, unit_of_work: UnitOfWork) -> None:
    before = reads.compare(1, 2)
    with unit_of_work.step("Log") as work:
        stored.insert(work, "touch", contact_id=2, happened_at=work.now, channel="call", direction="out")
    assert reads.compare(1, 2) == before
    with unit_of_work.step("Edit") as work:
        stored.update(work, "contact", 2, job_title="Director")
    assert reads.compare(1, 2) != before
