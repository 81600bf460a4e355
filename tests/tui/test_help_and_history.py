"""Help that is made from the keys, and the history one can travel in."""

import pytest

from funneltui.services.prospects import NewProspect
from tests.tui.driving import HOSTILE, driven, fill, opened


@pytest.fixture
def funnel(tmp_path):
    funnel = opened(tmp_path)
    fill(funnel, NewProspect(name="Sophie Martin", stage="lead"), NewProspect(name="Karim Benali", stage="lead"))
    return funnel


async def test_help_lists_what_works_here(funnel):
    async with driven(funnel) as program:
        await program.press("f1")
        await program.opens("HelpScreen")
        await program.sees("With the card", "Add a prospect")
        await program.press("escape")
        await program.opens("BoardScreen")


async def test_help_keeps_the_order_of_what_one_does_most(funnel):
    async with driven(funnel, (120, 60)) as program:
        await program.press("f1")
        await program.opens("HelpScreen")
        await program.sees("With the card")
        lines = program.text.splitlines()
        first = next(place for place, line in enumerate(lines) if "With the card" in line)
        keys = [line.replace("▌", " ").split()[0] for line in lines[first + 1 : first + 6]]
        assert keys == ["a", "Enter", "e", "H", "L"]


async def test_help_is_searched_and_does_what_it_found(funnel):
    async with driven(funnel) as program:
        await program.press("question_mark")
        await program.opens("HelpScreen")
        await program.write("not now")
        await program.until(lambda: "Add a prospect" not in program.text)
        await program.write(" park")
        await program.sees("Park until a date")
        await program.press("enter")
        await program.opens("ParkScreen")


async def test_help_says_so_when_nothing_is_found(funnel):
    async with driven(funnel) as program:
        await program.press("f1")
        await program.opens("HelpScreen")
        await program.write("zzz")
        await program.sees("Nothing of that name can be done here.")
        await program.press("enter")
        await program.opens("HelpScreen")


async def test_help_in_a_form_tells_the_keys_of_the_form(funnel):
    async with driven(funnel) as program:
        await program.press("a")
        await program.opens("AddScreen")
        await program.press("f1")
        await program.opens("HelpScreen")
        await program.sees("In this form", "Save the form and close it", "Close without saving")
        assert "Park until a date" not in program.text


async def test_help_shows_the_keys_that_were_chosen_in_the_settings(tmp_path):
    funnel = opened(tmp_path, keymap={"board.add": "ctrl+n"})
    async with driven(funnel) as program:
        await program.press("f1")
        await program.opens("HelpScreen")
        await program.sees("Ctrl+N")


async def open_history(program) -> None:
    await program.press("f7")
    await program.opens("DataScreen")
    await program.press("h", "enter")
    await program.opens("HistoryScreen")


async def test_the_history_goes_back_to_any_step_and_forward_again(funnel):
    funnel.services.opportunities.lose([1], reason="price")
    funnel.services.opportunities.bin([2])
    async with driven(funnel) as program:
        await open_history(program)
        await program.sees("Bin Karim Benali", "Lose Sophie Martin", "Add Karim Benali")
        await program.press("down")
        await program.sees("Enter undoes these 2 steps.")
        await program.press("enter")
        await program.until(lambda: not program.card(2).binned and program.card(1).kind == "open")
        await program.sees("undone", "Enter redoes this step.")
        await program.press("home", "enter")
        await program.until(lambda: program.card(2).binned and program.card(1).kind == "lost")
        await program.press("u")
        await program.until(lambda: not program.card(2).binned)
        await program.press("U")
        await program.until(lambda: program.card(2).binned)
        await program.press("escape")
        await program.opens("BoardScreen")


async def test_an_empty_history_says_so(tmp_path):
    async with driven(opened(tmp_path)) as program:
        await open_history(program)
        await program.sees("Nothing has been changed yet.")
        await program.press("u")
        await program.sees("There is nothing to undo.")


async def test_a_long_history_is_read_as_far_as_one_scrolls(funnel):
    for number in range(450):
        funnel.services.opportunities.edit(1, {"title": f"Film {number}"})
    async with driven(funnel) as program:
        await open_history(program)
        listed = program.app.screen.query_one("#steps")
        assert len(listed.items) == 200
        await program.press(*["end"] * 4)
        await program.sees("Add Sophie Martin")
        assert len(listed.items) == 452


async def test_names_in_the_history_are_harmless(funnel):
    fill(funnel, NewProspect(name=HOSTILE))
    async with driven(funnel) as program:
        await open_history(program)
        await program.sees("Add Ada [/] Ltd [@click=app.quit]x[/]")
        assert "\x1b" not in program.raw


async def test_the_palette_finds_and_does_a_command(funnel):
    async with driven(funnel) as program:
        await program.press("ctrl+p")
        await program.opens("PaletteScreen")
        await program.sees("Add a prospect")
        assert "Everybody you know" not in program.text
        await program.write("park")
        await program.sees("Park until a date")
        await program.press("enter")
        await program.opens("ParkScreen")


async def test_the_palette_changes_language_and_theme_at_once(funnel):
    async with driven(funnel) as program:
        await program.sees("Lead")
        await program.press("colon")
        await program.opens("PaletteScreen")
        await program.write("fran")
        await program.press("enter")
        await program.opens("BoardScreen")
        await program.sees("Piste", "Tableau", "ajouter", "rien de prévu")
        await program.press("ctrl+p")
        await program.opens("PaletteScreen")
        await program.write("light")
        await program.sees("funnel-light")
        await program.press("enter")
        await program.opens("BoardScreen")
        assert "light" in program.app.theme
