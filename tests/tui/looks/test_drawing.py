"""What a person sees of the drawing: what lies beyond, what is folded, what nothing is planned for."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from textual.color import Color

from funneltui.bootstrap import Funnel
from funneltui.domain.entries import NewTouch
from funneltui.i18n import LANGUAGES, set_language
from funneltui.tui.forms.confirm import ConfirmScreen
from funneltui.tui.widgets.contact_beside import ContactBeside
from tests.tui.driving import NOW, driven, fill, opened
from tests.tui.engine.inside import strips
from tests.tui.on_board import lead


@pytest.fixture
def funnel(tmp_path: Path) -> Funnel:
    one = opened(tmp_path)
    fill(
        one,
        lead("Ann", stage="suspect", organization="Acme"),
        lead("Bob", organization="Bakery", title="Brand film"),
        lead("Carl", title="Portrait"),
    )
    return one


@pytest.mark.plain
async def test_beside_the_contact_all_open_stages_are_in_sight(funnel: Funnel) -> None:
    async with driven(funnel, (120, 40)) as program:
        await program.sees("Suspect 1", "Lead 2", "Prospect 0", "Proposal 0", "Client 0", "Not now 0", "Lost 0")
        await program.sees("∅ Brand film")
        assert program.text.count("Portrait") == 1
        side = program.app.screen.query_one(ContactBeside)
        assert not side.has_class("-focused")
        await program.press("enter")
        await program.until(lambda: side.has_class("-focused"))
        await program.press("escape")
        await program.until(lambda: not side.has_class("-focused"))


async def test_how_many_columns_lie_beyond_is_always_said(funnel: Funnel) -> None:
    async with driven(funnel, (80, 24)) as program:
        await program.sees("›2", "Not now 0", "Lost 0", "∅ Acme")
        assert "‹" not in program.text
        await program.press("z")  # named below now, it leaves its room to the others
        await program.sees("Suspect 1", "Lead 2", "Client 0")
        assert "›" not in program.text
        await program.press("z", "l", "l", "l", "l")
        await program.sees("‹2 Prospect", "Client 0")
        assert "›" not in program.text
    async with driven(opened(funnel.database.path.parent), (40, 12)) as program:
        await program.sees("Suspect 1", "›6")


async def test_an_empty_what_says_stage_and_organization(funnel: Funnel) -> None:
    async with driven(funnel, (80, 24)) as program:
        await program.press("f3")
        await program.sees("No next action  2", "Lead · Bakery")
        await program.press("question_mark")
        await program.sees("Help: keys of this screen", "┃")


async def test_a_parked_card_says_its_day_however_thin_the_column(tmp_path: Path) -> None:
    funnel = opened(tmp_path, pane=False)
    fill(funnel, *(lead(name) for name in ("Ann", "Bob", "Carl")))
    funnel.services.opportunities.park([1, 2], until=date(2027, 1, 24))
    async with driven(funnel, (100, 40)) as program:
        program.app.board.reach(1)
        await program.sees("Ann", "Bob", "Not now 2")
        assert program.text.count("24 Jan 2027") == 2


async def test_what_stands_out_is_a_number_where_words_have_no_room(tmp_path: Path) -> None:
    funnel = opened(tmp_path, density="full")
    fill(funnel, lead("Ann"))
    for day in (1, 2, 3):
        funnel.services.touches.log([1], NewTouch("email", at=NOW - timedelta(days=20 + day)))
    async with driven(funnel, (120, 40)) as program:
        await program.sees("0/7 ✓  ⚠ 3")
        assert "⚠ 3 una" not in program.text
    async with driven(opened(tmp_path, density="full", pane=False), (160, 40)) as program:
        await program.sees("0/7 ✓  ⚠ 3 unanswered")


async def test_what_is_open_is_not_offered_to_be_opened(funnel: Funnel) -> None:
    async with driven(funnel, (120, 40)) as program:
        for place in ("f2", "f5"):
            await program.press(place)
            await program.sees("Enter open")
            await program.press("enter")
            await program.sees("Esc go back")
            assert "Enter open" not in program.text
            await program.press("escape")
            await program.sees("Enter open")


async def test_of_several_cards_what_fits_the_one_under_the_cursor_is_hinted_at(funnel: Funnel) -> None:
    async with driven(funnel, (160, 40)) as program:
        await program.press("l", "space", "space")
        await program.sees("2 selected", "c log", "w won")
        assert "R reopen" not in program.text


@pytest.mark.parametrize("theme", ["funnel-dark", "funnel-light", "funnel-contrast"])
async def test_the_button_one_is_on_keeps_its_ground(funnel: Funnel, theme: str) -> None:
    async with driven(funnel, (120, 40)) as program:
        program.app.theme = theme
        await program.app.push_screen(ConfirmScreen(program.app.desk, "Sure?", "Restore", ["All of it."]))
        await program.opens("ConfirmScreen")
        button = program.screen.query_one("#save")
        await program.until(lambda: button.has_focus)
        assert not button.rich_style.reverse
        assert button.rich_style.underline
        assert button.styles.background == Color.parse(program.app.theme_variables["primary"])


@pytest.mark.parametrize("theme", ["funnel-dark", "funnel-light", "funnel-contrast"])
async def test_words_that_matter_less_are_not_the_brightest(funnel: Funnel, theme: str) -> None:
    async with driven(funnel, (120, 40)) as program:
        program.app.theme = theme
        await program.press("f7", "s")
        await program.sees("Esc close")
        segments = [segment for strip in strips(program.screen) for segment in strip]
        words = next(one for one in segments if one.text.strip() == "default")
        assert words.style is not None
        assert Color.from_rich_color(words.style.color) not in (Color.parse("white"), Color.parse("black"))


@pytest.mark.parametrize("language", LANGUAGES)
async def test_beside_the_contact_the_list_has_room_for_values(funnel: Funnel, language: str) -> None:
    set_language(language)
    async with driven(funnel, (120, 40)) as program:
        await program.press("f5")
        await program.sees({"en": "Value", "fr": "Valeur"}[language])


async def test_the_help_takes_the_room_there_is(funnel: Funnel) -> None:
    async with driven(funnel, (120, 40)) as program:
        await program.press("?")
        await program.opens("HelpScreen")
        assert sum("board." in line for line in program.text.splitlines()) > 20


async def test_the_list_of_a_place_stands_on_the_ground_of_places(funnel: Funnel) -> None:
    async with driven(funnel, (120, 40)) as program:
        await program.press("f7")
        await program.sees("Message templates")
        ground = Color.parse(program.app.theme_variables["background"]).rich_color
        for row in (1, 3, 25):  # a heading, a row, below the last one
            assert {segment.style.bgcolor for segment in strips(program.screen)[row] if segment.style} == {ground}


async def test_a_list_hints_at_no_key_with_half_of_its_words(funnel: Funnel) -> None:
    async with driven(funnel, (40, 12)) as program:
        await program.press("f7", "s")
        await program.opens("SettingsScreen")
        await program.sees("Enter change   d default   Esc close")
        assert "F1" not in program.text
