"""Ctrl+K finds anybody and goes there; F keeps filters under a name."""

import pytest

from funneltui.domain.entries import NewProspect
from tests import stored
from tests.tui.driving import HOSTILE, driven, fill, opened
from tests.tui.on_board import column, current_name, lead


@pytest.fixture
def funnel(tmp_path):
    one = opened(tmp_path)
    fill(
        one,
        lead("Sophie Martin", organization="Asso Lumière", emails=("sophie@lumiere.fr",)),
        lead("Martin Benali", phones=("06 12 34 56 78",)),
        lead("Léa Fontaine", stage="suspect", note="knows Martin from the fair"),
        NewProspect(name=HOSTILE, stage="lead"),
    )
    return one


def matches(program) -> list[str]:
    return [hit.person.name for hit in program.app.screen.matches._hits]


async def find(program, words: str) -> None:
    await program.press("ctrl+k")
    await program.opens("FindScreen")
    await program.write(words)


def marks(program) -> list[str]:
    """What is underlined among the matches."""
    strips = program.app.screen.matches.render_lines(program.app.screen.matches.size.region)
    return [segment.text for strip in strips for segment in strip if segment.style and segment.style.underline]


@pytest.mark.plain
async def test_the_likeliest_comes_first_and_enter_goes_to_the_card(funnel):
    async with driven(funnel) as program:
        await find(program, "martin")
        await program.until(lambda: matches(program) == ["Martin Benali", "Sophie Martin", "Léa Fontaine"])
        await program.sees("knows Martin from the fair", "Suspect")
        await program.press("down", "enter")
        await program.opens("BoardScreen")
        assert current_name(program) == "Sophie Martin"


async def test_what_matched_is_marked(funnel):
    async with driven(funnel) as program:
        await find(program, "lumie")
        await program.sees("Asso Lumière")
        assert marks(program)[0] == "Lumiè"


@pytest.mark.parametrize("typed", ["0612345678", "06 12 34", "06.12.34.56", "+33 6 12 34 56 78", "0612 3456"])
async def test_a_number_is_marked_whatever_parts_its_figures(funnel, typed):
    async with driven(funnel) as program:
        await find(program, typed)
        await program.until(lambda: matches(program) == ["Martin Benali"])
        await program.sees("06 12 34 56 78")
        marked = "".join(marks(program))
        assert marked
        assert marked in "06 12 34 56 78"


async def test_a_match_far_down_in_a_note_is_in_sight(funnel):
    long = "met at the fair in spring, asked for our prices, and then at last for a trailer of their festival"
    fill(funnel, lead("Zoé Durand", organization="Association des Amis du Cinéma", job_title="Présidente", note=long))
    async with driven(funnel, (80, 24)) as program:
        await find(program, "festival")
        await program.until(lambda: matches(program) == ["Zoé Durand"])
        await program.sees("festival", "Zoé Durand")
        assert marks(program) == ["festival"]


async def test_a_fold_a_filter_and_the_period_give_way(funnel):
    services = funnel.services
    services.opportunities.lose([2], reason="price")
    with services.history._unit_of_work.step("Won long ago") as work:
        stage = stored.find(work, "stage", key="client")[0]["id"]
        stored.update(work, "opportunity", 3, stage_id=stage, closed_on="2020-05-05")
    async with driven(funnel) as program:
        await program.press("slash", *"sophie", "enter")
        await program.until(lambda: column(program, "lead") == ["Sophie Martin"])
        await find(program, "0612345678")
        await program.until(lambda: matches(program) == ["Martin Benali"])
        await program.press("enter")
        await program.opens("BoardScreen")
        await program.until(lambda: current_name(program) == "Martin Benali")
        assert program.app.board.words == ""
        await find(program, "fontaine")
        await program.press("enter")
        await program.until(lambda: current_name(program) == "Léa Fontaine")


async def test_somebody_without_a_card_is_shown_among_the_contacts(funnel):
    with funnel.services.history._unit_of_work.step("No card") as work:
        stored.update(work, "opportunity", 3, binned_at=work.now)
    async with driven(funnel) as program:
        await find(program, "fontaine")
        await program.sees("no deal")
        await program.press("enter")
        await program.opens("ContactsScreen")
        await program.until(lambda: program.app.screen.list.current == 3)


async def test_a_slip_is_forgiven_and_nobody_is_said(funnel):
    async with driven(funnel) as program:
        await find(program, "sohpie")
        await program.until(lambda: matches(program) == ["Sophie Martin"])
        await program.sees("No contact has “sohpie”; these have “sophie”.")
        await program.erase()
        await program.write("qqqqq")
        await program.sees("No contact matches “qqqqq”.")
        await program.press("enter", "escape")
        await program.opens("BoardScreen")


@pytest.mark.parametrize("size", [(200, 50), (80, 24), (40, 12)])
async def test_hostile_names_and_words_break_nothing(funnel, size):
    async with driven(funnel, size) as program:
        await find(program, "ada")
        await program.until(lambda: matches(program) == [HOSTILE])
        assert program.widths == {size[0]}
        for words in (HOSTILE, '"', "*", "AND", "a OR", "NEAR(", "[/]", "\x1b[0m", "'"):
            await program.erase()
            await program.write(words)
        assert "\x1b" not in program.raw
        assert program.app.is_running


async def test_a_filter_is_kept_under_a_name_shown_again_and_forgotten(funnel):
    async with driven(funnel) as program:
        await program.press("slash")
        await program.write("sophie stage:lead")
        await program.press("enter", "F")
        await program.opens("ViewsScreen")
        await program.sees("type a name")
        await program.write("Sophies")
        await program.sees("Ctrl+S saves")
        await program.press("enter")
        await program.opens("BoardScreen")
        await program.sees("Saved view Sophies")
        await program.press("escape")
        await program.until(lambda: len(column(program, "lead")) == 3)
        await program.press("F", "enter")
        await program.until(lambda: column(program, "lead") == ["Sophie Martin"])
        assert program.app.focused is program.app.board.board
        await program.press("F")
        await program.opens("ViewsScreen")
        await program.press("delete")
        await program.until(lambda: not funnel.reads.views.all())
        await program.press("escape", "u")
        await program.until(funnel.reads.views.all)


async def test_a_view_brings_its_order_to_contacts_too(funnel):
    funnel.services.views.save("New", "martin", "created")
    async with driven(funnel) as program:
        await program.press("f5")
        await program.opens("ContactsScreen")
        await program.press("F", "enter")
        await program.until(lambda: program.app.screen.everybody.words == "martin")
        assert program.app.desk.memory.contact_sort == "created"
        await program.press("F")
        await program.opens("ViewsScreen")
        await program.press("ctrl+s")
        await program.sees("Enter a name for the view.")


async def test_a_view_gets_another_name_and_undo_gives_it_back(funnel):
    funnel.services.views.save("New", "martin", "created")
    funnel.services.views.save("Old", "lea")
    async with driven(funnel) as program:
        await program.press("F")
        await program.opens("ViewsScreen")
        await program.press("down", "ctrl+r")
        await program.sees("New name for “Old”")
        await program.erase()
        await program.write("new")
        await program.press("enter")
        await program.sees("A view “new” already exists.")
        await program.press("escape")
        await program.sees("Ctrl+R renames")
        await program.press("down", "ctrl+r", "end")
        await program.write(HOSTILE)
        await program.press("enter")
        await program.until(lambda: len(funnel.reads.views.all()[1].name) > 3)
        await program.sees("OldAda [/] Ltd")
        assert "\x1b" not in program.raw
        await program.press("escape")
        await program.opens("BoardScreen")
        await program.sees("Renamed view Old to OldAda")
        await program.press("u")
        await program.until(lambda: [one.name for one in funnel.reads.views.all()] == ["New", "Old"])


async def test_a_view_brings_its_looks_back_each_place_its_own(funnel):
    async with driven(funnel) as program:
        board = program.app.board.board
        await program.press("slash")
        await program.write("martin")
        await program.press("enter", "Z")
        await program.until(lambda: board.canvas.density == "full")
        board.model.steer(0, 0)
        await program.press("z", "F")
        await program.opens("ViewsScreen")
        await program.write("Full")
        await program.press("enter")
        await program.opens("BoardScreen")
        folded = [column.folded for column in board.model.columns]
        await program.press("z", "Z")
        await program.until(lambda: board.canvas.density == "compact")
        assert [column.folded for column in board.model.columns] != folded
        await program.press("F", "enter")
        await program.until(lambda: board.canvas.density == "full")
        assert [column.folded for column in board.model.columns] == folded
        await program.press("f5")
        await program.opens("ContactsScreen")
        shown = program.app.screen.everybody.looks
        await program.press("F", "enter")
        await program.until(lambda: program.app.screen.everybody.words == "martin")
        assert program.app.screen.everybody.looks == shown, "it says nothing of columns"
        program.app.screen.everybody.lay_out({"columns": ["phone"]})
        await program.sees("Phone")
        assert program.app.desk.memory.contact_columns == ["phone"]


async def test_renaming_without_a_view_says_so(funnel):
    async with driven(funnel) as program:
        await program.press("F")
        await program.opens("ViewsScreen")
        await program.press("ctrl+r")
        await program.sees("No view to rename.")


async def test_who_is_found_has_the_room_that_the_names_of_the_stages_leave(funnel):
    fill(funnel, lead("Marc Tessier", organization="Tessier Conseil", emails=("marc@tessier-conseil.example",)))
    async with driven(funnel, (80, 24)) as program:
        await find(program, "tessier")
        await program.sees("marc@tessier-conseil.example")


async def test_all_orders_of_contacts_are_in_sight_on_24_lines(funnel):
    async with driven(funnel, (80, 24)) as program:
        await program.press("f5")
        await program.opens("ContactsScreen")
        await program.press("S")
        await program.opens("PickScreen")
        assert program.screen.listed.size.height >= len(program.screen.listed.items)


async def test_with_a_filter_the_views_say_how_to_save_it_and_how_to_open_one(funnel):
    funnel.services.views.save("New", "martin", "created")
    async with driven(funnel, (80, 24)) as program:
        await program.press("slash", *"lea", "enter")
        await program.press("F")
        await program.opens("ViewsScreen")
        await program.sees("To save “lea”, type a name", "Ctrl+R renames · Del removes")
