"""C: what a month of work on the board and in the contact stumbled over."""

from __future__ import annotations

from datetime import timedelta

import pytest

from funneltui.domain.entries import NewProspect
from funneltui.domain.money import parse_amount
from funneltui.i18n import set_language
from tests.tui.driving import NOW, driven, fill, opened
from tests.tui.on_board import TODAY, column, lead

SIZES = pytest.mark.parametrize("size", [(120, 40), (80, 24)])


@pytest.fixture
def funnel(tmp_path):
    return opened(tmp_path)


@SIZES
async def test_it_is_told_how_many_columns_lie_beyond(funnel, size):
    fill(funnel, lead("Ada", stage="suspect"))
    async with driven(funnel, size) as program:
        names = ("Suspect", "Lead", "Prospect", "Proposal", "Client")
        shown = sum(name in program.text for name in names)
        beyond = len(names) - shown
        assert (f"›{beyond}" in program.text) == bool(beyond)


async def test_what_has_no_organization_shows_no_source_as_one(funnel):
    fill(funnel, lead("Ada", source="Fair"), lead("Bob", organization="Nord", source="Fair"))
    async with driven(funnel) as program:
        await program.sees("via Fair", "Nord")
        board = program.text_in(program.app.board.board)
        assert board.count("Fair") == board.count("via Fair") == 1


async def test_what_has_no_person_is_named_once(funnel):
    fill(funnel, NewProspect(name="Asso Lumière", organization="Asso Lumière", title="Film", stage="lead"))
    fill(funnel, lead("Site", title="Site"))
    async with driven(funnel) as program:
        await program.sees("Asso Lumière")
        board = program.text_in(program.app.board.board)
        assert (board.count("Asso Lumière"), board.count("Site")) == (1, 1)


@SIZES
@pytest.mark.parametrize("code", ["en", "fr"])
async def test_sums_of_several_currencies_do_not_vanish(funnel, size, code):
    fill(
        funnel,
        lead("A", stage="proposal", amount=parse_amount("18400", "EUR")),
        lead("B", stage="proposal", amount=parse_amount("1800 GBP", "EUR")),
        lead("C", stage="lead", amount=parse_amount("25300", "EUR")),
    )
    set_language(code)
    try:
        async with driven(funnel, size) as program:
            await program.press("l", "l", "l")
            head = program.text.splitlines()[1]
            assert "18" in head
            assert "€" in head
    finally:
        set_language("en")


async def test_the_order_is_chosen_from_a_list(funnel):
    fill(funnel, lead("Bob", 1), lead("Ada", 2))
    async with driven(funnel) as program:
        assert column(program, "lead") == ["Bob", "Ada"]
        await program.press("S")
        await program.opens("PickScreen")
        await program.sees("Deals by due date", "Deals by name", "Deals by temperature")
        await program.press("down", "enter")
        await program.until(lambda: column(program, "lead") == ["Ada", "Bob"])
        await program.press("S", "escape")
        await program.opens("BoardScreen")
        assert program.app.board.sort == "name"


async def test_a_selection_is_told_of_tags_and_messages(funnel):
    fill(funnel, lead("Ada"), lead("Bob"))
    async with driven(funnel) as program:
        last = program.text.splitlines()[-1]
        assert "t tags" not in last
        assert "T write" not in last
        await program.press("space", "space")
        last = program.text.splitlines()[-1]
        assert "t tags" in last
        assert "T write" in last


async def test_a_close_that_was_expected_long_ago_is_flagged(funnel):
    (card,) = fill(funnel, lead("Ada"))
    day = TODAY - timedelta(days=90)
    funnel.services.opportunities.edit(card, {"expected_close": day.isoformat()})
    async with driven(funnel) as program:
        await program.sees("‼ expected 24 Aug")
    funnel = opened(funnel.database.path.parent)
    funnel.services.opportunities.win([card])
    async with driven(funnel) as program:
        await program.until(lambda: program.app.is_idle)
        assert "‼ expected" not in program.text


async def test_whom_one_works_with_was_contacted_whatever_is_logged(funnel):
    proposal, client = fill(funnel, lead("Ada", stage="proposal"), lead("Bob"))
    funnel.services.opportunities.win([client])
    (again,) = fill(funnel, NewProspect(name="Bob", contact_id=2, stage="lead"))
    (new,) = fill(funnel, lead("Cem"))
    reads = funnel.reads.review
    assert reads.advice(proposal).words == "No exchange logged yet: log the last one."
    assert reads.advice(again).words == "No exchange logged yet: log the last one."
    assert reads.advice(new).words == "Never contacted: introduce yourself."
    funnel.close()


async def test_won_and_lost_are_told_apart_in_the_list(funnel):
    won, lost = fill(funnel, lead("Ada"), lead("Bob"))
    funnel.services.opportunities.win([won])
    funnel.services.opportunities.lose([lost], reason="price")
    async with driven(funnel) as program:
        await program.press("f5")
        await program.sees("won 22 Nov", "lost 22 Nov")
        assert "closed 2" not in program.text


async def test_letters_of_the_data_place_do_what_they_stand_for(funnel):
    async with driven(funnel) as program:
        await program.press("f7", "h")
        await program.opens("HistoryScreen")


async def test_the_history_says_the_hour(funnel):
    fill(funnel, lead("Ada"))
    async with driven(funnel) as program:
        await program.press("f7", "h")
        await program.opens("HistoryScreen")
        await program.sees("Added Ada", f"{NOW.astimezone():%H:%M}")


async def test_the_review_takes_what_is_shown(funnel):
    fill(funnel, lead("Ada", -2), lead("Bob", -1))
    async with driven(funnel) as program:
        await program.press("r", "escape", "slash", *"bob", "enter", "r")
        await program.opens("ReviewScreen")
        await program.sees("1/1", "Bob")
        assert "Ada" not in program.text


async def test_a_new_deal_of_a_client_is_not_cold(funnel):
    fill(funnel, lead("Ada", stage="client"), lead("Bob"))
    with funnel.database.connect() as connection:
        (ada,) = connection.execute("SELECT id FROM contact WHERE name = 'Ada'").fetchone()
    fill(funnel, NewProspect(name="Ada", contact_id=ada, title="Second film", stage="lead"))
    async with driven(funnel) as program:
        await program.press("/", *"temp:warm stage:lead", "enter")
        await program.sees("Second film", "has bought")
        assert "Bob" not in program.text_in(program.app.board.board)
