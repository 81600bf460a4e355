"""Templates made one's own in the program: written with the message in sight, removed, and all of it taken back."""

import pytest

from funneltui.domain.entries import NewProspect, NewTemplate
from funneltui.i18n import set_language
from tests import stored
from tests.tui.driving import HOSTILE, driven, fill, opened

SIZES = [(120, 40), (80, 24), (40, 12)]


@pytest.fixture
def funnel(tmp_path):
    funnel = opened(tmp_path, sender="Marie Durand")
    fill(
        funnel,
        NewProspect(name="Sophie Martin", stage="lead", emails=("sophie@x.fr",), language="fr", title="film"),
        NewProspect(name="Karim Benali", stage="lead", emails=("karim@x.fr",), language="en", organization="Nord"),
    )
    return funnel


def templates(program) -> dict:
    return {one.name: one for one in program.funnel.services.templates.list()}


async def templates_screen(program, number=2) -> None:
    """From a card by T, then t."""
    program.app.board.board.go_to(number)
    await program.pilot.pause()
    await program.press("T")
    await program.opens("WriteScreen")
    await program.press("t")
    await program.opens("TemplatesScreen")


async def begin_on(program, name: str) -> None:
    program.app.screen.query_one("#rows").pick(str(templates(program)[name].id))
    await program.pilot.pause()


@pytest.mark.parametrize("size", SIZES)
async def test_a_template_is_changed_with_its_message_in_sight_and_taken_back(funnel, size):
    async with driven(funnel, size) as program:
        await templates_screen(program)
        await begin_on(program, "Useful questions")
        await program.press("e")
        await program.opens("TemplateScreen")
        await program.press("down", "down")
        await program.erase()
        await program.write("News for {organization}")
        await program.sees("News for Nord")
        await program.press("ctrl+s")
        await program.opens("TemplatesScreen")
        assert templates(program)["Useful questions"].subject == "News for {organization}"
        await program.press("u")
        await program.until(lambda: "Nord" not in program.text)
        assert templates(program)["Useful questions"].subject != "News for {organization}"


async def test_a_new_one_has_everything_that_can_be_said_of_it(funnel):
    async with driven(funnel, (80, 24)) as program:
        await templates_screen(program)
        await program.press("a")
        await program.opens("TemplateScreen")
        form = program.app.screen
        await program.write("Invitation")
        form.query_one("#row-language").focus()
        await program.press("f")
        form.field("subject").input.value = "Venez, {prénom}"
        form.query_one("#row-body").area.text = "Bonjour {prénom},\n\nà bientôt.\n"
        for key, letter in (("temperature", "w"), ("stage", "p"), ("purpose", "l"), ("channel", "s")):
            form.query_one(f"#row-{key}").focus()
            await program.press(letter)
        await program.press("ctrl+s")
        await program.opens("TemplatesScreen")
        one = templates(program)["Invitation"]
        assert (one.language, one.temperature, one.stage, one.purpose) == ("fr", "warm", "prospect", "last_message")
        assert (one.channel, one.subject, one.body) == ("sms", "Venez, {prénom}", "Bonjour {prénom},\n\nà bientôt.\n")
        await program.sees("Invitation", "Bonjour Karim,")
        await program.press("u")
        await program.until(lambda: "Invitation" not in templates(program))


async def test_what_is_no_field_is_pointed_at_while_one_types(funnel):
    async with driven(funnel, (80, 24)) as program:
        await templates_screen(program)
        await begin_on(program, "Useful questions")
        await program.press("e")
        await program.opens("TemplateScreen")
        form = program.app.screen
        form.query_one("#row-body").area.text = "Hello {name},\nabout {orgnization}: see {zzz}"
        await program.sees("line 2: no field {orgnization}; {organization}?")
        await program.sees("about {orgnization}: see")
        form.query_one("#row-body").area.text = "Hello {name},\nabout {organization}"
        await program.until(lambda: "no field" not in program.text)
        form.field("subject").input.value = "{nobody}"
        await program.sees("line 1: no field {nobody}")


async def test_a_field_is_put_in_where_one_writes_in_the_templates_language(funnel):
    async with driven(funnel, (80, 24)) as program:
        await templates_screen(program)
        await begin_on(program, "Étude de cas")
        await program.press("e")
        await program.opens("TemplateScreen")
        form = program.app.screen
        form.field("subject").input.focus()
        await program.erase()
        await program.write("Pour ")
        await program.press("ctrl+t")
        await program.opens("PickScreen")
        await program.write("soci")
        await program.press("enter")
        await program.opens("TemplateScreen")
        await program.sees("Pour {société}", "Pour Nord")
        form.query_one("#row-body").area.text = ""
        form.query_one("#row-body").area.focus()
        await program.press("ctrl+t")
        await program.opens("PickScreen")
        await program.write("prénom")
        await program.press("enter")
        await program.opens("TemplateScreen")
        await program.until(lambda: form.query_one("#row-body").area.text == "{prénom}")
        await program.press("ctrl+t", "escape")
        await program.opens("TemplateScreen")
        assert form.query_one("#row-body").area.text == "{prénom}"


async def test_one_is_removed_brought_back_and_had_again_from_the_ready_made(funnel):
    async with driven(funnel, (80, 24)) as program:
        await templates_screen(program)
        await begin_on(program, "Case study")
        await program.press("d")
        await program.until(lambda: "Case study" not in templates(program))
        await program.press("u")
        await program.until(lambda: "Case study" in templates(program))
        await begin_on(program, "Case study")
        await program.press("d")
        await program.until(lambda: "Case study" not in templates(program))
        await program.press("t")
        await program.opens("PresetScreen")
        await program.sees("Case study (en)")
        await program.press("enter")
        await program.opens("TemplatesScreen")
        await program.until(lambda: "Case study" in templates(program))
        await program.press("escape")
        await program.opens("WriteScreen")


async def test_what_cannot_be_is_said_and_nothing_is_lost(funnel):
    async with driven(funnel, (80, 24)) as program:
        await templates_screen(program)
        await program.press("a")
        await program.opens("TemplateScreen")
        form = program.app.screen
        form.query_one("#row-body").area.text = "kept"
        await program.press("ctrl+s")
        await program.sees("Enter a name for the template.")
        await program.write("Case study")
        await program.press("ctrl+s")
        await program.sees("A template “Case study” already exists in this language.")
        assert form.query_one("#row-body").area.text == "kept"


async def test_writing_goes_on_with_the_changed_template(funnel):
    async with driven(funnel) as program:
        program.app.board.board.go_to(2)
        await program.pilot.pause()
        await program.press("T")
        await program.opens("WriteScreen")
        await program.sees("Useful questions", "Hello Karim,")
        await program.press("e")
        await program.opens("TemplateScreen")
        program.app.screen.query_one("#row-body").area.text = "Dear {name}, all is new."
        await program.press("ctrl+s")
        await program.opens("WriteScreen")
        await program.sees("Dear Karim Benali, all is new.")


async def test_the_palette_finds_it_and_an_empty_file_says_what_is_missing(tmp_path):
    funnel = opened(tmp_path)
    async with driven(funnel, (80, 24)) as program:
        await program.press("ctrl+p")
        await program.opens("PaletteScreen")
        await program.write("templates")
        await program.press("enter")
        await program.opens("TemplatesScreen")
        await program.sees("First message", "No contact yet to show a message for")
        for one in funnel.services.templates.list():
            funnel.services.templates.remove(one.id)
        program.app.screen.refresh_rows()
        await program.press("e", "d")
        await program.sees("No template yet.")


async def test_from_the_data_screen_the_latest_one_who_may_be_written_to_is_shown(funnel):
    with funnel.services._unit_of_work.step("Oppose") as work:
        stored.update(work, "contact", 2, opposed=1)
    async with driven(funnel, (80, 24)) as program:
        await program.press("f7")
        await program.opens("DataScreen")
        await program.press("t")
        await program.opens("TemplatesScreen")
        await program.sees("Sophie Martin")
        assert "Karim" not in program.text


async def test_templates_have_no_order_to_change(funnel):
    async with driven(funnel, (80, 24)) as program:
        await templates_screen(program)
        before = [one.text for one in program.app.screen.items()]
        await program.press("L", "H", "L")
        assert [one.text for one in program.app.screen.items()] == before
        assert type(program.app.screen).__name__ == "TemplatesScreen"
        assert not program.app.screen.query("#up, #down")


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("language", ["en", "fr"])
async def test_all_of_it_fits(funnel, size, language):
    set_language(language)
    async with driven(funnel, size) as program:
        await templates_screen(program)
        for button in program.app.screen.query("Button"):
            assert button.region.bottom <= size[1]
        await program.press("e")
        await program.opens("TemplateScreen")
        await program.sees("Karim")
        for one in ("#save", "#close", "#preview"):
            region = program.app.screen.query_one(one).region
            assert region.bottom <= size[1]
            assert region.right <= size[0]
        assert program.app.screen.query_one("#preview").region.height >= 2


async def test_hostile_text_is_shown_and_never_obeyed(funnel):
    (number,) = fill(funnel, NewProspect(name=HOSTILE.replace("\x1b", "").replace("\x07", ""), stage="lead"))
    funnel.services.templates.add(NewTemplate("[red]T[/] [@click=app.quit]", "en", "[b]", "{name} [/x] {[} {[red]}"))
    async with driven(funnel, (80, 24)) as program:
        await templates_screen(program, number)
        await begin_on(program, "[red]T[/] [@click=app.quit]")
        await program.sees("[red]T[/]", "Ada [/] Ltd [@click=app.quit]x[/]")
        await program.press("e")
        await program.opens("TemplateScreen")
        await program.sees("no field {[}", "Ada [/] Ltd")


async def test_the_message_follows_the_line_one_writes(funnel):
    async with driven(funnel, (80, 24)) as program:
        await templates_screen(program)
        await program.press("a")
        await program.opens("TemplateScreen")
        area = program.app.screen.query_one("#row-body").area
        area.text = "\n".join(f"line {number}" for number in range(40))
        area.focus()
        area.move_cursor(area.document.end)
        await program.until(lambda: preview_text(program).strip().endswith("line 39"))
        area.move_cursor((0, 0))
        await program.until(lambda: "line 1 " in preview_text(program))


def preview_text(program) -> str:
    region = program.app.screen.query_one("#preview").region
    lines = program.text.splitlines()[region.y : region.bottom]
    return "\n".join(line[region.x : region.right - 1] for line in lines)
