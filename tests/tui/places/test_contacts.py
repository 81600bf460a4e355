"""Contacts: everybody, filtered, sorted, in the columns one chose; card keys act on one or many."""

from datetime import date

import pytest

from funneltui.domain.entries import NewProspect
from funneltui.domain.money import parse_amount
from funneltui.i18n import set_language
from funneltui.storage.reads.people import SORTS
from funneltui.tui.desk.asking import Asking
from funneltui.tui.looks.glyphs import glyphs
from funneltui.tui.places.everybody import SORT_NAMES
from funneltui.tui.widgets.contact_columns import COLUMN_NAMES, SORT_OF, columns
from tests import stored
from tests.tui.driving import HOSTILE, NOW, driven, fill, opened
from tests.tui.on_board import lead


@pytest.fixture
def funnel(tmp_path):
    one = opened(tmp_path)
    fill(
        one,
        lead("Sophie Martin", 3, organization="Zèbre", source="LinkedIn", amount=parse_amount("900", "EUR")),
        lead("Karim Benali", organization="Alpha", amount=parse_amount("1200", "EUR")),
        lead("Léa Fontaine", stage="suspect", source="LinkedIn"),
        lead("Hugo Rien", stage="suspect"),
    )
    (gone,) = fill(one, lead("Nora Seule"))
    with one.services.history._unit_of_work.step("Bin the card only") as work:
        stored.update(work, "opportunity", gone, binned_at=work.now)
    return one


def people(program) -> list[str]:
    listed = program.app.screen.list
    ids = list(listed.rows())
    rows = program.funnel.reads.people.rows(ids)
    return [rows[row].name for row in ids]


async def everybody(program, *names: str) -> None:
    await program.until(lambda: people(program) == list(names), f"{names} and not {people(program)}")


async def open_contacts(program) -> None:
    await program.press("f5")
    await program.opens("ContactsScreen")
    await program.until(lambda: program.app.screen.everybody.is_whole)


async def test_everybody_is_there_with_or_without_a_card(funnel):
    async with driven(funnel, (200, 30)) as program:
        await open_contacts(program)
        await everybody(program, "Hugo Rien", "Karim Benali", "Léa Fontaine", "Nora Seule", "Sophie Martin")
        await program.sees("Organization", "Last exchange", "no deal", "€1,200", "no next action")


async def sort_by(program, typed: str) -> None:
    """Choose an order by a part of its name."""
    await program.press("S")
    await program.opens("PickScreen")
    await program.write(typed)
    await program.press("enter")
    await program.opens("ContactsScreen")


async def test_another_order_is_chosen_by_its_name_and_is_remembered(funnel):
    async with driven(funnel, (140, 30)) as program:
        await open_contacts(program)
        await sort_by(program, "by organization")
        await program.sees("▴ Organization")
        await program.until(lambda: people(program)[:2] == ["Karim Benali", "Sophie Martin"])
        await sort_by(program, "by due date")
        await program.until(lambda: people(program)[0] == "Sophie Martin", "by due date")
        await sort_by(program, "by value")
        await program.sees("▾ Value")
        await program.until(lambda: people(program)[:2] == ["Karim Benali", "Sophie Martin"], "by value")
        await sort_by(program, "by age")
        await program.until(lambda: people(program)[0] == "Nora Seule")
        assert program.app.desk.memory.contact_sort == "created"


async def test_the_same_order_again_goes_the_other_way_round(funnel):
    async with driven(funnel, (140, 30)) as program:
        await open_contacts(program)
        await sort_by(program, "by value")
        await program.press("S", "enter")
        await program.sees("▴ Value", "reversed")
        await program.until(lambda: people(program)[:2] == ["Sophie Martin", "Karim Benali"])
        await program.press("S", "enter")
        await program.until(lambda: people(program)[:2] == ["Karim Benali", "Sophie Martin"])


async def test_a_click_on_a_title_sorts_by_its_column_and_another_one_turns_it_round(funnel):
    async with driven(funnel, (140, 30)) as program:
        await open_contacts(program)
        heads = next(line for line in program.text.splitlines() if "Organization" in line and "Value" in line)
        for expected in ("▴ Organization", "▾ Organization"):
            await program.pilot.click("#people", offset=(heads.index("Organization") + 1, 0))
            await program.sees(expected)
        await program.until(lambda: people(program)[:2] == ["Sophie Martin", "Karim Benali"])
        await program.pilot.click("#people", offset=(3, 0))
        await program.sees("▴ Name")
        assert program.app.screen.list.current is not None


async def test_an_order_kept_by_an_older_program_is_no_trouble(funnel):
    async with driven(funnel) as program:
        program.app.desk.memory.contact_sort = "shoe size:back"
        await open_contacts(program)
        await program.sees("▴ Name")


async def test_the_cursor_keeps_the_person(funnel):
    async with driven(funnel, (140, 30)) as program:
        await open_contacts(program)
        await program.press("j")
        listed = program.app.screen.list
        karim = listed.current
        await sort_by(program, "by value")
        await program.until(lambda: people(program)[0] == "Karim Benali")
        assert listed.current == karim
        await program.press("slash", *"ka")
        await everybody(program, "Karim Benali")
        await program.press("escape")
        await program.until(lambda: len(people(program)) == 5)
        assert listed.current == karim


async def test_the_filter_is_the_boards_and_finds_people_without_a_card(funnel):
    async with driven(funnel, (140, 30)) as program:
        await open_contacts(program)
        await program.press("slash")
        await program.write("source:linkedin")
        await everybody(program, "Léa Fontaine", "Sophie Martin")
        await program.erase()
        await program.write("-has:value seul")
        await everybody(program, "Nora Seule")
        await program.erase()
        await program.write("sohpie")
        await everybody(program, "Sophie Martin")
        await program.sees("these have “sophie”")
        await program.write(" stge:lead")
        await program.until(lambda: "these have" not in program.text)
        await program.sees("Did you mean “stage”?")
        await everybody(program, "Sophie Martin")
        await program.press("tab")
        await program.until(lambda: program.app.screen.everybody.words == "sohpie stage:lead")
        await everybody(program, "Sophie Martin")
        await program.press("escape", "escape")
        await program.opens("BoardScreen")


@pytest.mark.parametrize(
    ("words", "names"),
    [("linkedin", ["Léa Fontaine", "Sophie Martin"]), ("has:value source:linkedin", ["Sophie Martin"])],
)
async def test_who_comes_into_sight_first_is_not_waited_for(funnel, monkeypatch, words, names):
    async with driven(funnel, (140, 30)) as program:
        await open_contacts(program)
        monkeypatch.setattr(Asking, "ask", lambda *_: None)
        await program.press("slash")
        await program.write(words)
        await everybody(program, *names)


async def test_what_takes_long_is_looked_up_in_the_thread(funnel, monkeypatch):
    monkeypatch.setattr("funneltui.tui.widgets.live_filter._AT_ONCE", -1)
    monkeypatch.setattr("funneltui.storage.reads.patience._LOOK_EVERY", 1)
    async with driven(funnel, (140, 30)) as program:
        await open_contacts(program)
        await program.press("slash")
        await program.write("has:value source:linkedin")
        await everybody(program, "Sophie Martin")


async def test_suspects_are_sorted_one_by_one(funnel):
    async with driven(funnel, (140, 30)) as program:
        await open_contacts(program)
        await program.press("b")
        await everybody(program, "Hugo Rien", "Léa Fontaine")
        await program.press("L")
        await everybody(program, "Léa Fontaine")
        await program.press("d")
        await program.sees("No contact matches “is:suspect”.")
        await program.press("u")
        await everybody(program, "Léa Fontaine")
        await program.press("b")
        await program.until(lambda: len(people(program)) == 5)


async def test_a_key_acts_on_all_that_are_selected_as_one_step(funnel):
    async with driven(funnel, (140, 30)) as program:
        await open_contacts(program)
        await program.press("ctrl+a", "t")
        await program.opens("TagsScreen")
        await program.write("vip")
        await program.press("enter")
        await program.until(lambda: len(funnel.reads.finding.cards("tag:vip")) == 4, "those with a card")
        await program.press("u")
        await program.until(lambda: not funnel.reads.finding.cards("tag:vip"))


async def test_columns_are_chosen_and_remembered(funnel):
    async with driven(funnel, (200, 30)) as program:
        await open_contacts(program)
        assert "Source" not in program.text
        await program.press("C")
        await program.opens("ColumnsScreen")
        await program.press("space")
        program.app.screen.listed.pick("source")
        await program.press("space", "escape")
        await program.opens("ContactsScreen")
        await program.sees("Source", "LinkedIn")
        assert "Zèbre" not in program.text
        assert "organization" not in program.app.desk.memory.contact_columns


async def test_a_chosen_column_without_room_says_so(funnel):
    async with driven(funnel, (120, 30)) as program:
        await open_contacts(program)
        assert "Last exchange" not in program.text
        await program.press("C")
        await program.opens("ColumnsScreen")
        line = next(line for line in program.text.splitlines() if "Last exchange" in line)
        assert "no room" in line
        assert program.text.count("no room") == 1


@pytest.mark.parametrize(("stages", "width"), [((), 7), (("Proposal",), 8), (("Qualified by a colleague",), 14)])
def test_the_column_of_stages_is_as_wide_as_their_names(stages, width):
    signs = glyphs(ascii_only=False)
    made = columns(("stage",), NOW.date(), signs, ascii_only=False, stages=stages)
    assert next(column.width for column in made if column.key == "stage") == width


async def test_a_person_without_a_card_gets_one(funnel):
    async with driven(funnel, (140, 30)) as program:
        await open_contacts(program)
        await program.press("j", "j", "j", "m")
        await program.sees("No deal with Nora Seule yet. A adds one.")
        await program.press("A")
        await program.until(lambda: len(funnel.reads.finding.cards("nora")) == 1)
        assert "no deal" not in program.text


@pytest.mark.parametrize("size", [(140, 40), (80, 24), (40, 12)])
async def test_a_person_without_a_card_is_shown_and_edited(funnel, size):
    async with driven(funnel, size) as program:
        await open_contacts(program)
        await program.press("j", "j", "j", "enter")
        await program.sees("Nora Seule", "none yet")
        assert program.app.screen.side.pane.has_focus
        await program.press("e")
        await program.opens("EditScreen")
        await program.press("end")
        await program.write(" (Lyon)")
        program.app.screen.field("email").input.focus()
        await program.write("nora@seule.example")
        await program.press("ctrl+s")
        await program.opens("ContactsScreen")
        await program.sees("Nora Seule (Lyon)", "nora@seule.example")
        await program.press("y")
        await program.opens("PickScreen")
        await program.sees("nora@seule.example")
        await program.press("escape")
        await program.opens("ContactsScreen")
        await program.press("u")
        await program.until(lambda: funnel.reads.contact.person(5).name == "Nora Seule")
        await program.until(lambda: "nora@seule.example" not in program.text)


async def test_two_changes_of_one_person_are_shown_before_one_wins(funnel):
    async with driven(funnel) as program:
        await open_contacts(program)
        await program.press("j", "j", "j", "e")
        await program.opens("EditScreen")
        funnel.services.people.edit(5, {"name": "Nora Sûre", "job_title": "Director"})
        await program.press("end")
        await program.write(" (Lyon)")
        await program.press("ctrl+s")
        await program.sees("elsewhere: Nora Sûre", "Also changed elsewhere: Name.", "Director")
        await program.press("ctrl+s")
        await program.opens("ContactsScreen")
        one = funnel.reads.contact.person(5)
        assert (one.name, one.job_title) == ("Nora Seule (Lyon)", "Director")


async def test_enter_shows_the_contact_beside(funnel):
    async with driven(funnel, (140, 30)) as program:
        await open_contacts(program)
        await program.press("j", "enter")
        assert program.app.screen.side.has_cursor
        await program.press("n")
        await program.until(lambda: program.app.screen.side.pane.detail.name == "Léa Fontaine")
        await program.press("escape")
        assert program.app.focused is program.app.screen.list


@pytest.mark.parametrize("size", [(200, 50), (80, 24), (40, 12), (24, 8)])
async def test_hostile_names_break_no_line(tmp_path, size):
    funnel = opened(tmp_path)
    names = (HOSTILE, "王小明 张伟", "é" * 40, "👩‍👩‍👧‍👦 Family", "مرحبا بالعالم", "x" * 300, "\u202eevil")
    fill(funnel, *(NewProspect(name=name, organization=name, stage="lead") for name in names))
    async with driven(funnel, size) as program:
        await open_contacts(program)
        for key in ("j", "space", "V", "S", "k"):
            await program.press(key)
            assert program.widths == {size[0]}
        assert not any(ord(sign) < 32 or 0x7F <= ord(sign) < 0xA0 or sign == "\u202e" for sign in program.raw)


async def test_the_day_of_a_closed_card_is_not_taken_for_a_plan(funnel):
    funnel.services.opportunities.win([1])
    async with driven(funnel, (200, 30)) as program:
        await open_contacts(program)
        await program.sees("won 22 Nov")


async def test_whoever_looks_at_the_first_looks_at_the_first_of_another_order_too(funnel):
    async with driven(funnel, (140, 30)) as program:
        await open_contacts(program)
        listed = program.app.screen.list
        await sort_by(program, "by value")
        await program.until(lambda: people(program)[0] == "Karim Benali")
        assert program.funnel.reads.people.rows([listed.current])[listed.current].name == "Karim Benali"
        await program.press("j")
        await sort_by(program, "by age")
        await program.until(lambda: people(program)[0] == "Nora Seule")
        assert program.funnel.reads.people.rows([listed.current])[listed.current].name == "Sophie Martin"


async def test_the_list_opens_at_the_top_of_an_order_that_takes_a_while(tmp_path):
    funnel = opened(tmp_path)
    with funnel.services._unit_of_work.step("Add") as work:
        stored.insert_many(
            work, "contact", [{"name": f"P {number:04}", "job_title": f"{9999 - number}"} for number in range(2_100)]
        )
    async with driven(funnel, (140, 30)) as program:
        program.app.desk.memory.contact_sort = "job"
        await open_contacts(program)
        assert people(program)[0] == "P 2099"
        assert program.app.screen.list.at_top


@pytest.mark.parametrize("more", [0, 600])
async def test_who_is_binned_elsewhere_is_selected_no_more(funnel, more):
    with funnel.services._unit_of_work.step("Add") as work:
        stored.insert_many(work, "contact", [{"name": f"P {number}"} for number in range(more)])
    async with driven(funnel, (140, 30)) as program:
        await open_contacts(program)
        await program.press("ctrl+a")
        await program.sees(f"{more + 5} selected")
        with funnel.services._unit_of_work.step("Bin") as work:
            stored.update(work, "contact", 1, binned_at=work.now)
        await program.sees(f"{more + 4} selected")


def test_every_column_has_an_order_and_every_order_a_name() -> None:
    assert set(SORT_OF.values()) <= set(SORTS) == set(SORT_NAMES)
    every = columns(list(COLUMN_NAMES), NOW.date(), glyphs(ascii_only=True), ascii_only=True)
    assert [column.key for column in every] == ["name", *COLUMN_NAMES], "each title needs a column that draws it"


@pytest.mark.parametrize(("language", "shown"), [("en", "back 25 Jan 2027"), ("fr", "retour 25 janv. 2027")])
async def test_until_when_somebody_rests_is_whole_on_80_columns(funnel, language, shown):
    set_language(language)
    funnel.services.opportunities.park([1], until=date(2027, 1, 25))
    async with driven(funnel, (80, 24)) as program:
        await open_contacts(program)
        await program.sees(shown)
