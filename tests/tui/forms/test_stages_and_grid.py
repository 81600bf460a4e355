"""Stages and grid made one's own in the program: words, gates, numbers, order, ready-made ones; all undoable."""

import pytest
from textual.widgets import Button

from funneltui import i18n
from funneltui.domain.entries import NewProspect
from tests.tui.driving import HOSTILE, driven, fill, opened

STAGES = ["suspect", "lead", "prospect", "proposal", "client", "parked", "lost"]
GRID = ["fit", "need", "intent", "budget", "authority", "urgency", "motivation"]


@pytest.fixture
def funnel(tmp_path):
    funnel = opened(tmp_path)
    fill(funnel, NewProspect(name="Sophie Martin", stage="lead"))
    return funnel


def stages(program) -> dict:
    return {one.key: one for one in program.funnel.reads.stages.stages()}


def grid(program) -> dict:
    return {one.key: one for one in program.funnel.reads.stages.criteria()}


async def go_to(program, letter: str, screen: str) -> None:
    await program.press("f7")
    await program.opens("DataScreen")
    await program.press(letter)
    await program.opens(screen)


async def choose(program, key: str) -> None:
    program.app.screen.query_one("#rows").pick(key)
    await program.pilot.pause()


async def test_a_stage_is_reworded_and_gated(funnel):
    async with driven(funnel, (80, 24)) as program:
        await go_to(program, "a", "StagesScreen")
        await choose(program, "lead")
        await program.sees("I've written to who hasn't")
        await program.press("e")
        await program.opens("StageScreen")
        await program.erase()
        await program.write("Warm contact")
        form = program.app.screen
        form.field("probability").input.value = "15"
        form.field("idle_days").input.value = "9"
        form.query_one("#row-gate-fit").focus()
        await program.press("y", "ctrl+s")
        await program.opens("StagesScreen")
        one = stages(program)["lead"]
        assert (one.name, one.probability, one.idle_days, one.required) == ("Warm contact", 15, 9, ("fit",))
        await program.sees("Entry criteria: Fit", "Warm contact")
        await program.press("u")
        await program.until(lambda: stages(program)["lead"].name is None)
        await program.sees("Undone")
        await program.press("escape")
        await program.opens("DataScreen")


@pytest.mark.parametrize("size", [(120, 40), (80, 24)])
async def test_what_a_stage_means_can_be_read_to_its_end(funnel, size):
    async with driven(funnel, size) as program:
        await go_to(program, "a", "StagesScreen")
        await program.sees("A name on a list, not contacted yet", "client?")


async def test_a_wrong_number_is_said_beside_its_field(funnel):
    async with driven(funnel, (80, 24)) as program:
        await go_to(program, "a", "StagesScreen")
        await program.press("e")
        await program.opens("StageScreen")
        program.app.screen.field("probability").input.value = "many"
        await program.press("ctrl+s")
        await program.sees("A whole number, such as 14.")
        program.app.screen.field("probability").input.value = "101"
        await program.press("ctrl+s")
        await program.sees("A number from 0 to 100.")


async def test_a_stage_is_added_moved_and_removed(funnel):
    async with driven(funnel, (80, 24)) as program:
        await go_to(program, "a", "StagesScreen")
        await choose(program, "prospect")
        await program.press("a")
        await program.opens("StageAddScreen")
        await program.write("Demo done")
        await program.press("ctrl+s")
        await program.opens("StagesScreen")
        assert list(stages(program))[2:5] == ["prospect", "demo_done", "proposal"]
        assert program.app.screen.key == "demo_done"
        await program.press("J")
        await program.until(lambda: list(stages(program))[3:5] == ["proposal", "demo_done"])
        await program.press("d")
        await program.until(lambda: list(stages(program)) == STAGES)


async def test_removing_a_stage_with_cards_says_where_they_go(funnel):
    async with driven(funnel, (80, 24)) as program:
        await go_to(program, "a", "StagesScreen")
        await choose(program, "lead")
        await program.press("d")
        await program.opens("StageRemoveScreen")
        await program.sees("1 deal is in this stage.", "Suspect")
        await program.press("p", "ctrl+s")
        await program.opens("StagesScreen")
        assert "lead" not in stages(program)
        assert program.card(1).stage_key == "prospect"
        await program.press("u")
        await program.until(lambda: list(stages(program)) == STAGES)
        assert program.card(1).stage_key == "lead"


async def test_a_stage_every_funnel_needs_stays(funnel):
    async with driven(funnel, (80, 24)) as program:
        await go_to(program, "a", "StagesScreen")
        await choose(program, "client")
        await program.press("d")
        await program.sees("A funnel needs a stage of this kind. Rename it instead.")


async def test_the_buttons_say_the_keys_there_are(tmp_path):
    funnel = opened(tmp_path, keymap={"structure.edit": "ctrl+e"})
    async with driven(funnel, (80, 24)) as program:
        await go_to(program, "a", "StagesScreen")
        await program.sees("Edit Ctrl+E", "Add a", "Presets t", "↑ K")


@pytest.mark.parametrize("language", i18n.LANGUAGES)
async def test_the_buttons_have_room_on_a_usual_screen(funnel, language):
    i18n.set_language(language)
    async with driven(funnel, (80, 24)) as program:
        await go_to(program, "a", "StagesScreen")
        buttons = list(program.screen.query(Button))
        assert max(button.region.right for button in buttons) <= program.screen.query_one("#buttons").region.right
        assert all(button.label.plain.split()[-1] in program.text_in(button) for button in buttons)


async def test_what_the_first_preset_holds_is_read_to_its_end(funnel):
    i18n.set_language("fr")
    async with driven(funnel, (120, 40)) as program:
        await go_to(program, "g", "GridScreen")
        await program.press("t")
        await program.opens("PresetScreen")
        await program.sees("assez pour", "commencer")


async def test_another_trades_words(funnel):
    i18n.set_language("fr")
    async with driven(funnel, (80, 24)) as program:
        await go_to(program, "a", "StagesScreen")
        await program.press("t")
        await program.opens("PresetScreen")
        await program.press("m")
        await program.sees("contact, piste, piste qualifiée")
        await program.press("enter")
        await program.opens("StagesScreen")
        await program.sees("Piste qualifiée", "Proposition")
        await program.press("escape")
        await program.opens("DataScreen")
        await program.press("f2")
        await program.opens("BoardScreen")
        await program.sees("Piste qualifiée 0")
        await program.press("ctrl+p")
        await program.opens("PaletteScreen")
        await program.write("english")
        await program.press("enter")
        await program.sees("Qualified lead 0")


async def test_the_grid_is_edited_and_another_taken(funnel):
    async with driven(funnel, (80, 24)) as program:
        await go_to(program, "g", "GridScreen")
        await program.press("a")
        await program.opens("CriterionScreen")
        await program.write("Good payer")
        await program.press("ctrl+s")
        await program.opens("GridScreen")
        assert list(grid(program)) == [*GRID, "good_payer"]
        await program.press("K")
        await program.until(lambda: list(grid(program))[-2:] == ["good_payer", "motivation"])
        await program.press("e")
        await program.opens("CriterionScreen")
        program.app.screen.field("weight").input.value = "3"
        await program.press("ctrl+s")
        await program.opens("GridScreen")
        assert (grid(program)["good_payer"].weight, grid(program)["good_payer"].name) == (3, "Good payer")
        await program.press("d")
        await program.until(lambda: list(grid(program)) == GRID)
        await program.press("t")
        await program.opens("PresetScreen")
        await program.press("b", "enter")
        await program.opens("GridScreen")
        assert list(grid(program)) == ["budget", "authority", "need", "urgency"]
        assert stages(program)["prospect"].required == ("budget", "authority", "need")
        await program.press("u")
        await program.until(lambda: list(grid(program)) == GRID)


async def test_the_mouse_does_it_too(funnel):
    async with driven(funnel, (80, 24)) as program:
        await go_to(program, "g", "GridScreen")
        await program.pilot.click("#rows", offset=(10, 2))
        await program.pilot.click("#up")
        await program.until(lambda: list(grid(program))[:3] == ["fit", "intent", "need"])
        await program.pilot.click("#edit")
        await program.opens("CriterionScreen")
        await program.pilot.click("#close")
        await program.opens("GridScreen")
        await program.pilot.click("#close")
        await program.opens("DataScreen")


@pytest.mark.parametrize("language", i18n.LANGUAGES)
@pytest.mark.parametrize("size", [(80, 24), (40, 12)], ids=str)
@pytest.mark.parametrize(("letter", "screen"), [("a", "StagesScreen"), ("g", "GridScreen")])
async def test_they_hold_on_small_screens_with_hostile_words(funnel, size, language, letter, screen):
    from funneltui.domain.entries import CriterionChanges, StageChanges

    funnel.services.structure.change_stage("suspect", StageChanges(name=HOSTILE, definition=HOSTILE))
    funnel.services.structure.change_criterion("fit", CriterionChanges(name=HOSTILE, question=HOSTILE))
    i18n.set_language(language)
    async with driven(funnel, size) as program:
        await go_to(program, letter, screen)
        await program.sees("Ada [/]")
        for button in program.app.screen.query("#buttons Button"):
            if button.display:
                assert button.region.right <= size[0]
                assert button.region.bottom <= size[1]
        await program.press("e")
        await program.until(lambda: type(program.app.screen).__name__ in {"StageScreen", "CriterionScreen"})
        await program.sees("Ada [/]")
        assert not any(ord(sign) < 32 for sign in program.raw)


async def test_what_was_typed_about_a_stage_is_offered_for_that_stage_alone(funnel):
    async with driven(funnel, (80, 24)) as program:
        await go_to(program, "a", "StagesScreen")
        for key, offered in (("lead", False), ("prospect", False), ("lead", True)):
            await choose(program, key)
            await program.press("e")
            await program.opens("StageScreen")
            assert (program.app.screen.text("name") == "Warm") is offered
            if key == "lead" and not offered:
                await program.erase()
                await program.write("Warm")
            await program.press("escape")
            await program.opens("StagesScreen")
