"""What places, forms and the command line ask of the reads in a word or two."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from funneltui.domain.entries import NewProspect, NextStep
from funneltui.domain.insights.report import Cell, Column, Kind
from funneltui.domain.insights.wording import figure
from funneltui.domain.money import parse_amount
from funneltui.errors import NotFoundError
from funneltui.settings import Settings
from funneltui.storage.reads import Reads
from funneltui.storage.reads.known import open_action
from tests.services.desk import Desk


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    one = Desk(tmp_path / "funnel.db")
    yield one
    one.close()


@pytest.fixture
def reads(desk: Desk) -> Reads:
    return Reads(desk.connection, desk.clock, Settings())


def test_a_contact_is_read_by_number_or_told_missing(desk: Desk, reads: Reads) -> None:
    desk.add("Ada", emails=("ada@example.com",))
    assert [way.value for way in reads.contact.person(1).ways] == ["ada@example.com"]
    with pytest.raises(NotFoundError, match="#9"):
        reads.contact.person(9)


def test_the_template_example_is_somebody_who_may_be_written_to(desk: Desk, reads: Reads) -> None:
    assert reads.templates.example() is None
    ada = desk.add("Ada")
    assert reads.templates.example() == ada


def test_tags_and_sources_come_the_most_frequent_first(desk: Desk, reads: Reads) -> None:
    for name, source, tags in (("A", "Fair", ("b",)), ("B", "fair", ("a", "b")), ("C", "", ())):
        desk.add(name, source=source, tags=tags)
    assert reads.insights.tags() == ["b", "a"]
    assert [source.casefold() for source in reads.insights.sources()] == ["fair", ""]


def test_the_open_next_action_is_told_in_a_line(desk: Desk) -> None:
    ada = desk.add("Ada", next_step=NextStep(date(2026, 12, 1), "call"))
    bob = desk.add("Bob")

    def query(statement: str, parameters: Any):
        return desk.connection.execute(statement, parameters)

    assert open_action(query, ada) == ("2026-12-01", None, "call")
    assert open_action(query, bob) is None


def test_a_review_of_a_filter_has_the_urgent_first_and_no_others(desk: Desk, reads: Reads) -> None:
    later = NextStep(date(2027, 3, 1), "call")
    calm, late, other = (
        desk.opportunities.add(NewProspect(name, stage="lead", next_step=step)).opportunity
        for name, step in (("Calm", later), ("Undecided", None), ("Other", None))
    )
    assert list(reads.review.queue()) == [late, other]
    assert list(reads.review.queue([calm, late])) == [late, calm]


def test_the_boards_reads_and_the_others_share_a_connection(desk: Desk, reads: Reads) -> None:
    assert reads.board.connection is desk.connection
    with reads.agenda.at_most(30):
        assert list(reads.agenda.to_decide()) == []
    assert list(reads.people.ids()) == []


def test_two_contacts_are_compared_and_their_deals_lead_to_them(desk: Desk, reads: Reads) -> None:
    ada, bob = desk.add("Ada", emails=("ada@example.com",)), desk.add("Bob")
    assert reads.merging.people([bob, ada, bob]) == [2, 1]
    assert reads.merging.compare(2, 1).new_ways[0].value == "ada@example.com"
    with pytest.raises(NotFoundError, match="#9"):
        reads.merging.compare(1, 9)


def test_sums_of_a_filter_are_of_the_cards_that_are_known_to_match(desk: Desk, reads: Reads) -> None:
    ada = desk.add("Ada", stage="lead", amount=parse_amount("1000 EUR", "EUR"))
    desk.add("Bob", stage="lead", amount=parse_amount("500 EUR", "EUR"))
    (lead,) = reads.board.matching_amounts("stage:lead").values()
    assert lead == {"EUR": 150_000}
    assert list(reads.board.matching_amounts("stage:lead", [ada]).values()) == [{"EUR": 100_000}]


def test_digits_that_are_no_phone_number_are_looked_for_as_they_are(desk: Desk, reads: Reads) -> None:
    ada = desk.add("Ada", title="order 12345678901234567890")
    desk.add("Bob")
    assert list(reads.board.matching("12345678901234567890")) == [ada]


def test_a_figure_that_is_a_text_is_shown_as_it_is() -> None:
    assert figure(Column("best", "Best", Kind.COUNT, ""), Cell("Fair")) == "Fair"
