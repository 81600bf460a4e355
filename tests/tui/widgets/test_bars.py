"""The top and the bottom line: what can be done now, in any window, in both languages."""

from __future__ import annotations

import pytest

from funneltui.domain.entries import NewProspect
from funneltui.i18n import set_language
from funneltui.tui.widgets.bottom_bar import BottomBar
from funneltui.tui.widgets.mode_bar import ModeBar
from tests.tui.driving import Driver, driven, fill, opened

WIDTHS = (200, 160, 120, 100, 80, 60, 40)
HELP = {"en": "? help", "fr": "? aide"}


@pytest.fixture
def funnel(tmp_path):
    funnel = opened(tmp_path)
    fill(funnel, NewProspect(name="Sophie Martin", stage="lead"), NewProspect(name="Karim Benali", stage="lead"))
    return funnel


def bars(program: Driver) -> tuple[str, str]:
    lines = program.text.splitlines()
    return lines[0], lines[-1]


def hints(program: Driver) -> list[str]:
    """What the bottom line hints at, whole: the key and the words of each."""
    found = program.app.screen.query_one(BottomBar)._find_hints().values()
    return [f"{hint.key} {hint.words}" for hint in found]


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("width", WIDTHS)
async def test_help_is_always_in_sight_and_nothing_is_cut_or_said_twice(funnel, width, language):
    set_language(language)
    async with driven(funnel, (width, 24)) as program:
        for key, screen in (("f2", "Board"), ("f3", "Today"), ("f4", "Review"), ("f5", "Contacts")):
            await program.press(key)
            await program.opens(f"{screen}Screen")
            top, bottom = bars(program)
            assert (HELP[language] in top) != (HELP[language] in bottom), (top, bottom)
            said = [one.strip() for one in bottom.strip().split("   ")]
            assert said
            assert set(said) <= set(hints(program)), bottom  # each of them whole
            assert not [one for one in said if one in top]
            assert len(top) == len(bottom) == width
            if screen == "Review":
                assert said[0].startswith("n ")


async def test_the_filter_is_hinted_at_where_there_is_one(funnel):
    async with driven(funnel, (160, 24)) as program:
        for key, place, there in (
            ("f2", "board", True),
            ("f3", "today", False),
            ("f4", "review", False),
            ("f5", "contacts", True),
        ):
            await program.press(key)
            await program.opens(f"{place.title()}Screen")
            assert ("/ filter" in bars(program)[0]) is there
            assert ("board.filter" in {one.binding.id for one in program.app.screen.active_bindings.values()}) is there


async def test_while_typing_only_keys_are_hinted_at_that_are_no_letters(funnel):
    async with driven(funnel) as program:
        await program.press("slash")
        await program.sees("Tab complete")
        keys = {hint.split(" ")[0] for hint in hints(program)}
        assert not [key for key in keys if len(key) == 1 and key.isascii()], keys


async def test_a_click_on_a_hint_does_it_at_any_width(funnel):
    async with driven(funnel, (60, 24)) as program:
        for bar, words, screen in ((ModeBar, "? help", "HelpScreen"), (BottomBar, "e edit", "EditScreen")):
            at = bars(program)[bar is BottomBar].index(words)
            await program.pilot.click(bar, offset=(at + 1, 0))
            await program.opens(screen)
            await program.press("escape")
            await program.opens("BoardScreen")
        at = bars(program)[0].index("F3")
        await program.pilot.click(ModeBar, offset=(at + 1, 0))
        await program.opens("TodayScreen")


LONG = "Nothing like that can be done with this one, and the reason for it takes more room than a narrow line has."


@pytest.mark.parametrize("width", [80, 40])
async def test_a_reason_is_told_whole_however_narrow_the_window(funnel, width):
    async with driven(funnel, (width, 12)) as program:
        for key, screen in (("f2", "Board"), ("f3", "Today"), ("f4", "Review"), ("f5", "Contacts")):
            await program.press(key)
            await program.opens(f"{screen}Screen")
            program.app.desk.say(LONG, problem=True)
            await program.until(
                lambda: LONG.split() == " ".join(program.text.splitlines()[-4:]).split()[-len(LONG.split()) :]
            )
            await program.press("j")  # it has been read: what it covered is back
            await program.until(lambda: "more room than" not in program.text)
            assert program.app.desk.status.text == LONG
        program.app.desk.say("Short.")
        await program.sees("Short.")
