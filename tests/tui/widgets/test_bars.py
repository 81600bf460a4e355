"""The top and the bottom line: what can be done now, in any window, in both languages."""

from __future__ import annotations

import pytest

from funneltui.domain.entries import NewProspect
from funneltui.i18n import set_language, translate, translate_plural
from funneltui.tui.actions.place_actions import MODES
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
        for words, screen in (("? help", "HelpScreen"), ("e edit", "EditScreen")):
            bar, line = next(pair for pair in zip((ModeBar, BottomBar), bars(program), strict=True) if words in pair[1])
            at = line.index(words)
            await program.pilot.click(bar, offset=(at + 1, 0))
            await program.opens(screen)
            await program.press("escape")
            await program.opens("BoardScreen")
        at = bars(program)[0].index("F3")
        await program.pilot.click(ModeBar, offset=(at + 1, 0))
        await program.opens("TodayScreen")


@pytest.mark.parametrize("language", ["en", "fr"])
async def test_goals_and_a_selection_leave_the_places_their_names(tmp_path, language):
    set_language(language)
    funnel = opened(tmp_path, goal_won=20_000, goal_exchanges=10)
    fill(funnel, *(NewProspect(name=name, stage="lead") for name in ("Sophie", "Karim")))
    titles = [translate(title) for _name, _keys, title, _about in MODES]
    async with driven(funnel, (80, 24)) as program:
        await program.until(lambda: program.app.desk.window.counts.goals, "the goals are counted")
        await program.rest()
        assert all(title in bars(program)[0] for title in titles), bars(program)[0]
        await program.press("space", "space")
        assert translate_plural("{count} selected", "{count} selected", 2) in bars(program)[0]
        assert all(title in bars(program)[0] for title in titles[: {"en": 6, "fr": 3}[language]]), bars(program)[0]


async def test_where_nothing_may_be_changed_no_change_is_hinted_at(funnel):
    async with driven(funnel, (200, 24)) as program:
        object.__setattr__(funnel, "database", funnel.database._replace(read_only=True))
        for key, screen, said in (("f3", "Today", "q quit"), ("f4", "Review", "n skip"), ("f5", "Contacts", "q quit")):
            await program.press(key)
            await program.opens(f"{screen}Screen")
            await program.sees(said)
            for words in ("a add", "e edit", "c log", "H/L move", "u/U undo/redo", "x lost"):
                assert words not in bars(program)[1], screen


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
