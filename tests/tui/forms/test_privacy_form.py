"""What people asked of whoever keeps their data, in the program: told, left alone, and whom to tell."""

from datetime import timedelta

import pytest

from funneltui.domain.entries import NewProspect
from funneltui.i18n import set_language
from tests.tui.driving import NOW, driven, fill, opened

TODAY = NOW.date()
LONG_AGO = TODAY - timedelta(days=40)


@pytest.fixture
def funnel(tmp_path):
    funnel = opened(tmp_path, sender="Marie Durand", pitch="I make films.")
    new = {"stage": "lead", "source": "Bought list", "source_on": LONG_AGO, "language": "en"}
    fill(
        funnel,
        NewProspect(name="Ada", emails=("ada@x.fr",), **new),
        NewProspect(name="Bob", emails=("bob@x.fr",), **new),
    )
    return funnel


@pytest.fixture
def urls(monkeypatch):
    """What was opened outside."""
    opened_urls = []
    monkeypatch.setattr("textual.app.App.open_url", lambda _self, url, **_more: opened_urls.append(url))
    return opened_urls


async def go_to(program, number):
    program.app.board.board.go_to(number)
    await program.pilot.pause()


@pytest.mark.parametrize("size", [(120, 40), (80, 24), (40, 12)])
@pytest.mark.parametrize("language", ["en", "fr"])
async def test_an_opposition_is_two_keys_and_undone_by_one(funnel, size, language):
    set_language(language)
    yes = {"en": "y", "fr": "o"}[language]
    async with driven(funnel, size) as program:
        await go_to(program, 1)
        await program.press("O")
        await program.opens("PrivacyScreen")
        await program.press(yes, "ctrl+s")
        await program.opens("BoardScreen")
        assert program.card(1).opposed
        await program.press("T")
        await program.until(lambda: "Ada" in program.app.desk.status.text)
        assert type(program.app.screen).__name__ == "BoardScreen"
        await program.press("u")
        await program.until(lambda: not program.card(1).opposed)


async def test_a_channel_and_a_day_are_noted(funnel):
    async with driven(funnel, (80, 24)) as program:
        await go_to(program, 1)
        await program.press("O")
        await program.opens("PrivacyScreen")
        form = program.app.screen
        form.query_one("#row-by-sms").focus()
        await program.press("y")
        form.field("informed_on").input.value = "20/11"
        await program.sees("Friday 20 November 2026")
        await program.press("ctrl+s")
        await program.opens("BoardScreen")
        one = program.card(1)
        assert (one.opposed, one.opposed_channels, one.informed_on) == (False, ("sms",), "2026-11-20")
        await program.press("O")
        await program.opens("PrivacyScreen")
        program.app.screen.field("informed_on").input.value = "tomorrow"
        await program.press("ctrl+s")
        await program.sees("The source can't be disclosed in the future.")


async def test_today_leads_to_whom_to_inform_and_a_message_does_it(funnel, urls):
    async with driven(funnel) as program:
        await program.press("f3")
        await program.sees("2 contacts haven't been told where you got their data", "I shows them")
        await program.press("I")
        await program.opens("ContactsScreen")
        await program.until(lambda: program.app.screen.everybody.words == "inform:<=7d")
        await program.sees("Ada", "Bob")
        await program.press("T")
        await program.opens("WriteScreen")
        templates = program.app.screen.query_one("#templates")
        templates.pick(next(one.key for one in templates.items if one.text == "First message"))
        await program.sees("I found your details here")
        await program.press("enter")
        await program.opens("LogScreen")
        await program.sees("Source disclosed", "this message says where you got their details")
        await program.press("ctrl+s")
        await program.opens("ContactsScreen")
        informed = [program.card(number).informed_on for number in (1, 2)]
        assert sorted(informed, key=str) == ["2026-11-22", None]
        assert len(urls) == 1


async def test_an_exchange_logged_by_hand_can_say_that_they_were_told(funnel):
    async with driven(funnel, (80, 24)) as program:
        await go_to(program, 1)
        await program.press("c")
        await program.opens("LogScreen")
        assert program.app.screen.text("informs") == ""
        await program.press("ctrl+s")
        await program.opens("BoardScreen")
        assert program.card(1).informed_on is None
        await program.press("c")
        await program.opens("LogScreen")
        program.app.screen.query_one("#row-informs").focus()
        await program.press("y", "ctrl+s")
        await program.opens("BoardScreen")
        assert program.card(1).informed_on == "2026-11-22"
        await program.press("c")
        await program.opens("LogScreen")
        assert not program.app.screen.query("#row-informs")


async def test_no_follow_up_is_suggested_to_who_opposed(funnel):
    funnel.services.privacy.oppose([1])
    async with driven(funnel) as program:
        await go_to(program, 1)
        await program.press("c")
        await program.opens("LogScreen")
        assert program.app.screen.text("next") == ""
