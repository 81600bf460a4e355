"""Help that is made from the keys, and the history one can travel in."""

import re

import pytest

from funneltui.domain.entries import NewProspect, NextStep
from funneltui.i18n import set_language
from tests.tui.driving import HOSTILE, NOW, driven, fill, opened


@pytest.fixture
def funnel(tmp_path):
    funnel = opened(tmp_path)
    fill(funnel, NewProspect(name="Sophie Martin", stage="lead"), NewProspect(name="Karim Benali", stage="lead"))
    return funnel


async def test_help_lists_what_works_here(funnel):
    async with driven(funnel) as program:
        await program.press("f1")
        await program.opens("HelpScreen")
        await program.sees("Card", "Add a prospect", "Add a prospect  ·  board.add")
        await program.press("escape")
        await program.opens("BoardScreen")


async def test_help_keeps_the_order_of_what_one_does_most(funnel):
    async with driven(funnel, (120, 60)) as program:
        await program.press("f1")
        await program.opens("HelpScreen")
        await program.sees("Card")
        heading, *rows = program.text_in(program.app.screen.listed).splitlines()
        assert heading.split()[0] == "Card"
        keys = [row.replace("▌", " ").split()[0] for row in rows[:5]]
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
        await program.sees("No matching command.")
        await program.press("enter")
        await program.opens("HelpScreen")


@pytest.mark.parametrize(
    ("keys", "screen", "said"),
    [
        (["f3"], "TodayScreen", {"I": "Contacts not yet told your data source"}),
        (["f4"], "ReviewScreen", {"n": "Skip this one", "N": "Back to the previous one", "X": "Undo all changes"}),
        (
            ["f5"],
            "ContactsScreen",
            {"b": "Triage suspects", "C": "Choose the columns of the list", "S": "Change the sort order"},
        ),
        (["f5", "C"], "ColumnsScreen", {"Space": "Show or hide the column"}),
        (["F"], "ViewsScreen", {"Ctrl+R": "Rename the view", "Ctrl+S": "Save the current filter"}),
        (["slash"], "BoardScreen", {"Tab": "Complete or fix", "↓": "Go to what was found"}),
        (["v"], "ChecklistScreen", {"y": "Yes, and the next line", "Tab": "Switch between grid"}),
        (["T"], "WriteScreen", {"Ctrl+S": "Save the form"}),
        (["f7", "a"], "StagesScreen", {"a": "Add a row", "t": "Choose a preset"}),
        (["f7", "h"], "HistoryScreen", {"u": "Undo the last change"}),
        (["enter"], "BoardScreen", {"←": "Previous kind of history entries", "/": "Filter the history"}),
    ],
    ids=lambda one: one if isinstance(one, str) else "",
)
async def test_help_has_what_each_screen_has_of_its_own(funnel, keys, screen, said):
    funnel.services.opportunities.plan([1], NextStep(NOW.date(), "call"))
    async with driven(funnel, (120, 60)) as program:
        for key in keys:
            await program.press(key)
        await program.opens(screen)
        app = program.app
        active = {one.binding.id for one in app.screen.active_bindings.values()} - {None}
        await program.press("f1")
        await program.opens("HelpScreen")
        # Nothing that a key does there is left out, and every row explains it.
        assert {item.key for item in app.screen.listed.items if not item.heading} == active
        for key, about in said.items():
            await program.write(about)
            await program.until(
                lambda key=key, about=about: any(
                    re.search(rf"{re.escape(key)}\b.*{about}|{re.escape(key)} .*{about}", line)
                    for line in program.text.splitlines()
                ),
                f"{key}: {about}",
            )
            await program.erase()


@pytest.mark.parametrize("language", ["en", "fr"])
async def test_help_says_all_of_a_row_in_a_small_window(funnel, language):
    set_language(language)
    english = {"Choose the stage": "Choisir l’étape"}
    ((words, french),) = english.items()
    async with driven(funnel, (40, 12)) as program:
        await program.press("question_mark")
        await program.opens("HelpScreen")
        await program.write("board.move")
        whole = words if language == "en" else french
        await program.until(
            lambda: whole.split() == program.text.split("board.move")[-2].split("·")[0].split()[-len(whole.split()) :]
        )
        assert all(len(line) == 40 for line in program.text.splitlines())


async def test_the_palette_has_every_action_of_the_screen_and_what_was_done_last_on_top(funnel, tmp_path):
    async with driven(funnel) as program:
        names = {one.binding.id for one in program.app.screen.active_bindings.values() if one.enabled} - {None}
        moves = {"left", "right", "up", "down", "page_up", "page_down", "top", "go", "bottom"}
        left_out = {"app.palette", "board.close", *(f"nav.{one}" for one in moves)}
        await program.press("ctrl+p")
        await program.opens("PaletteScreen")
        found = {item.key for item in program.app.screen.listed.items}
        assert names - left_out <= found
        assert not left_out & found
        for words in ("park until", "all cards"):
            await program.write(words)
            await program.press("enter")
            if words == "park until":
                await program.opens("ParkScreen")
                await program.press("escape")
                await program.opens("BoardScreen")
                await program.press("ctrl+p")
                await program.opens("PaletteScreen")
                await program.erase()
                assert program.app.screen.listed.items[0].key == "board.park"
                await program.write("")
        await program.app.action_quit()
    async with driven(opened(tmp_path)) as program:
        await program.press("ctrl+p")
        await program.opens("PaletteScreen")
        assert "board.park" in [item.key for item in program.app.screen.listed.items][:2]


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
    await program.press("h")
    await program.opens("HistoryScreen")


async def test_the_history_goes_back_to_any_step_and_forward_again(funnel):
    funnel.services.opportunities.lose([1], reason="price")
    funnel.services.opportunities.bin([2])
    async with driven(funnel) as program:
        await open_history(program)
        await program.sees("Moved Karim Benali to the bin", "Marked Sophie Martin as lost", "Added Karim Benali")
        await program.sees("u undo   U redo   Esc close   F1 help")
        await program.press("down")
        await program.sees("Enter undoes these 2 changes.")
        await program.press("enter")
        await program.until(lambda: not program.card(2).binned and program.card(1).kind == "open")
        await program.sees("undone", "Enter redoes this change.")
        await program.press("home", "enter")
        await program.until(lambda: program.card(2).binned and program.card(1).kind == "lost")
        await program.press("u")
        await program.until(lambda: not program.card(2).binned)
        await program.press("U")
        await program.until(lambda: program.card(2).binned)
        await program.press("escape", "f2")
        await program.opens("BoardScreen")


async def test_an_empty_history_says_so(tmp_path):
    async with driven(opened(tmp_path)) as program:
        await open_history(program)
        await program.sees("No changes yet.", "Esc close   F1 help")
        assert "u undo   U redo" not in program.text
        await program.press("u")
        await program.sees("Nothing to undo.")


async def test_a_long_history_is_read_as_far_as_one_scrolls(funnel):
    for number in range(250):
        funnel.services.opportunities.edit(1, {"title": f"Film {number}"})
    async with driven(funnel) as program:
        await open_history(program)
        listed = program.app.screen.query_one("#rows")
        assert len(listed.items) == 200
        await program.press(*["end"] * 3)
        await program.sees("Added Sophie Martin")
        assert len(listed.items) == 252


async def test_names_in_the_history_are_harmless(funnel):
    fill(funnel, NewProspect(name=HOSTILE))
    async with driven(funnel) as program:
        await open_history(program)
        await program.sees("Added Ada [/] Ltd [@click=app.quit]x[/]")
        assert "\x1b" not in program.raw


async def test_the_palette_finds_and_does_a_command(funnel):
    async with driven(funnel) as program:
        await program.press("ctrl+p")
        await program.opens("PaletteScreen")
        await program.sees("Add a prospect")
        assert "All contacts" not in program.text
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
        await program.sees("Piste", "Tableau", "ajouter", "Jamais de contact")
        await program.press("ctrl+p")
        await program.opens("PaletteScreen")
        await program.write("light")
        await program.sees("funnel-light")
        await program.press("enter")
        await program.opens("BoardScreen")
        assert "light" in program.app.theme
