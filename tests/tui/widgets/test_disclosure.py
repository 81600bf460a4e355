"""What the contact pane says of a source that is to be told: only who was found somewhere, and when it is late."""

import pytest

from funneltui.domain.entries import NewProspect, NewTouch
from tests.tui.driving import NOW, driven, fill, opened

ROOM = (190, 50)


@pytest.fixture
def funnel(tmp_path):
    funnel = opened(tmp_path)
    fill(
        funnel,
        NewProspect(name="Found Lately", source="LinkedIn", source_on=NOW.date().replace(day=20)),
        NewProspect(name="Found Long Ago", source="Bought list", source_on=NOW.date().replace(month=9, day=20)),
        NewProspect(name="Wrote First", source="Website form", source_on=NOW.date().replace(day=20)),
        NewProspect(name="Of No Source"),
    )
    funnel.services.touches.log([3], NewTouch("email", incoming=True))
    return funnel


def _pane_text(program) -> str:
    return "".join(program.text_in(pane) for pane in program.app.screen.query("ContactPane"))


@pytest.mark.parametrize(
    ("card", "name", "says"),
    [
        (1, "Found Lately", "disclose source by 20 Dec"),
        (2, "Found Long Ago", "‼ disclose source by 20 Oct"),
        (3, "Wrote First", ""),
        (4, "Of No Source", ""),
    ],
)
async def test_the_pane_says_by_when_a_source_is_to_be_disclosed(funnel, card, name, says):
    async with driven(funnel, ROOM) as program:
        program.app.board.board.go_to(card)
        await program.until(lambda: name in _pane_text(program), name)
        text = _pane_text(program)
        assert says in text
        assert ("Privacy" in text) == bool(says)


async def test_a_source_that_was_disclosed_says_the_day(funnel):
    funnel.services.privacy.inform([1])
    async with driven(funnel, ROOM) as program:
        program.app.board.board.go_to(1)
        await program.sees("source disclosed on 22 Nov")
        assert "disclose source" not in program.text


async def test_a_source_of_a_lost_deal_is_not_disclosed_yet(funnel):
    funnel.services.opportunities.lose([2], reason="price")
    async with driven(funnel, ROOM) as program:
        await program.press("f5")
        await program.opens("ContactsScreen")
        program.screen.reach(2)
        await program.sees("source not disclosed yet")


@pytest.mark.parametrize(
    ("size", "says"),
    [((120, 40), ("overdue since 20 Oct", "disclose by 20 Dec")), ((40, 12), ("‼ 20 Oct", "· 20 Dec"))],
)
async def test_the_list_tells_the_late_ones(funnel, size, says):
    async with driven(funnel, size) as program:
        await program.press("f7", "p")
        await program.opens("DataPrivacyScreen")
        await program.sees(*says)
