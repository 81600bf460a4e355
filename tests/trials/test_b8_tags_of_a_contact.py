"""B8: the tags of a contact are found, shown and exported with each of their deals."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest

from funneltui.domain.entries import NewProspect
from funneltui.services.exporting import Exporting
from funneltui.settings import Settings
from funneltui.storage import derived
from funneltui.storage.reads import Reads
from tests.services.desk import Desk


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    one = Desk(tmp_path / "funnel.db")
    yield one
    one.close()


def reached(desk: Desk, query: str) -> set[int]:
    reads = Reads(desk.connection, desk.clock, Settings())
    return set(reads.opportunities.ids(query))


@pytest.fixture
def ada(desk: Desk) -> int:
    card = desk.add("Ada", tags=("web",))
    desk.add("Lin")
    desk.opportunities.edit(card, {"contact_tags": "no-mailing, web"})
    return card


@pytest.mark.parametrize(
    ("query", "cards"),
    [("tag:no-mailing", {1}), ("has:tag", {1}), ("-tag:no-mailing", {2}), ("-has:tag", {2}), ("tag:web", {1})],
)
def test_they_are_found(desk: Desk, ada: int, query: str, cards: set[int]) -> None:
    assert reached(desk, query) == cards


def test_they_are_listed_once_each_those_of_the_deal_first(desk: Desk, ada: int) -> None:
    assert desk.rows("SELECT tags FROM card ORDER BY opportunity_id") == [('["web","no-mailing"]',), ("[]",)]
    assert derived.differences(desk.connection) == ()


def test_a_later_deal_has_them_too(desk: Desk, ada: int) -> None:
    again = desk.opportunities.add(NewProspect(contact_id=1, title="More")).opportunity
    assert reached(desk, "tag:no-mailing") == {ada, again}


def test_they_are_exported(desk: Desk, ada: int, tmp_path: Path) -> None:
    path = tmp_path / "out.csv"
    Exporting(desk.database, desk.clock, Settings()).write(path, "csv", ids=[ada])
    with path.open(encoding="utf-8-sig", newline="") as stream:
        (line,) = csv.DictReader(stream)
    assert line["Tags"] == "web; no-mailing"


def test_taken_off_a_deal_they_are_gone(desk: Desk, ada: int) -> None:
    desk.opportunities.tag([ada], remove=["no-mailing"])
    assert reached(desk, "has:tag") == {ada}
    assert reached(desk, "tag:no-mailing") == set()
    desk.history.undo()
    assert reached(desk, "tag:no-mailing") == {ada}
