"""Two contacts that are one person: found, compared side by side, made one, and undone."""

import pytest

from funneltui.domain.entries import NewProspect, NewTouch
from funneltui.i18n import set_language
from funneltui.tui.widgets.comparison import ComparisonRow
from funneltui.tui.widgets.pick_list import PickList
from tests import stored
from tests.tui.driving import HOSTILE, driven, fill, opened

SOPHIE = NewProspect(
    name="Sophie Martin",
    organization="Asso Lumière",
    emails=("sophie@asso.fr",),
    note="Met in Lyon",
    title="Film",
    stage="lead",
    job_title="Director",
)
AGAIN = NewProspect(
    name="MARTIN Sophie",
    organization="ASSO LUMIERE SARL",
    emails=("SOPHIE@asso.fr", "s@home.fr"),
    note="Likes films",
    title="Site",
    stage="lead",
)
PAUL = NewProspect(name="Paul Roux", emails=("paul@x.fr",), stage="lead")


@pytest.fixture
def funnel(tmp_path):
    funnel = opened(tmp_path)
    fill(funnel, SOPHIE, AGAIN, PAUL)
    return funnel


def people(funnel):
    return {row.name for row in funnel.reads.people.rows(funnel.reads.people.ids()).values()}


async def go_to(program, card):
    program.app.board.board.go_to(card)
    await program.settle()


@pytest.mark.parametrize("size", [(120, 40), (80, 24), (40, 12)])
@pytest.mark.parametrize("language", ["en", "fr"])
async def test_somebody_is_merged_with_who_looks_like_them_and_one_undo_parts_them(funnel, size, language):
    set_language(language)
    async with driven(funnel, size) as program:
        await go_to(program, 1)
        await program.press("M")
        await program.opens("MergeWithScreen")
        matches = program.app.screen.matches
        assert (len(matches.items), matches.hit.person.name) == (1, "MARTIN Sophie")
        await program.press("enter")
        await program.opens("MergeScreen")
        assert isinstance(program.app.focused, ComparisonRow)
        if size[1] > 12:  # by their addresses one knows whether they are the same
            await program.sees("sophie@asso.fr", "SOPHIE@asso.fr", "s@home.fr")
        await program.press("right", "ctrl+s")
        await program.opens("BoardScreen")
        assert people(funnel) == {"MARTIN Sophie", "Paul Roux"}
        kept = program.card(2)
        assert (kept.contact_id, kept.organization, kept.job_title) == (1, "Asso Lumière", "Director")
        assert [way.value for way in kept.ways] == ["sophie@asso.fr", "s@home.fr"]
        assert kept.note == "Met in Lyon\n\nLikes films"
        assert "MARTIN Sophie" in program.app.desk.status.text
        await program.press("u")
        await program.until(lambda: people(funnel) == {"Sophie Martin", "MARTIN Sophie", "Paul Roux"})
        assert program.card(2).contact_id == 2


async def test_the_reason_and_what_will_follow_are_told(funnel):
    funnel.services.touches.log([2], NewTouch("call"))
    async with driven(funnel, (80, 24)) as program:
        await go_to(program, 1)
        await program.press("M")
        await program.sees("same e-mail address", "Same person as Sophie Martin?")
        await program.press("enter")
        await program.opens("MergeScreen")
        await program.sees("Merge MARTIN Sophie into Sophie Martin", "#1 is kept", "#2 is merged into it")
        await program.sees("Asso Lumière", "ASSO LUMIERE SARL", "Met in Lyon", "Likes films", "(empty)")
        program.app.screen.query_one("#rows").scroll_end(animate=False)
        await program.sees("1 deal, 1 exchange, 1 contact detail move to #1 Sophie Martin")


async def test_two_that_are_selected_are_compared_at_once_the_one_with_more_to_keep_on_the_left(funnel):
    funnel.services.touches.log([2], NewTouch("call"))
    async with driven(funnel) as program:
        await go_to(program, 1)
        await program.press("space", "space", "M")
        await program.opens("MergeScreen")
        await program.sees("Merge Sophie Martin into MARTIN Sophie")
        await program.press("ctrl+s")
        await program.opens("BoardScreen")
        assert people(funnel) == {"MARTIN Sophie", "Paul Roux"}
        assert len(program.app.board.selected_ids()) == 1


async def test_what_cannot_be_merged_says_why(funnel, tmp_path):
    async with driven(funnel) as program:
        await program.press("ctrl+a", "M")
        await program.until(lambda: "3 are selected" in program.app.desk.status.text)
        assert program.app.desk.status.is_problem
    (tmp_path / "empty").mkdir()
    async with driven(opened(tmp_path / "empty")) as program:
        await program.press("M")
        await program.until(lambda: "No deal is selected" in program.app.desk.status.text)


async def test_two_cards_of_one_person_are_one_person(funnel):
    funnel.services.opportunities.add(NewProspect(name="", contact_id=3))
    async with driven(funnel) as program:
        board = program.app.board.board
        board.go_to(3)
        await program.press("space")
        board.go_to(4)
        await program.press("space", "M")
        await program.opens("MergeWithScreen")
        await program.sees("No contact looks like Paul Roux")


async def test_anybody_is_found_by_typing_but_not_the_one_to_be_merged(funnel):
    async with driven(funnel) as program:
        await go_to(program, 3)
        await program.press("M")
        await program.opens("MergeWithScreen")
        await program.sees("No contact looks like Paul Roux. Type a name")
        await program.write("paul")
        await program.sees("No contact matches “paul”.")
        await program.erase()
        await program.write("martin")
        await program.sees("Sophie Martin", "MARTIN Sophie")
        await program.press("escape")
        await program.opens("BoardScreen")
        await program.press("M")
        await program.opens("MergeWithScreen")
        await program.write("sophie mar")
        await program.sees("Asso Lumière")
        await program.press("enter")
        await program.opens("MergeScreen")
        await program.press("escape")
        await program.opens("BoardScreen")
        assert len(people(funnel)) == 3


async def test_people_without_a_card_are_merged_in_the_list_of_contacts(funnel):
    with funnel.services.history._unit_of_work.step("Add") as work:
        for name in ("Ada Lovelace", "LOVELACE Ada"):
            stored.insert(work, "contact", name=name)
    async with driven(funnel) as program:
        await program.press("f5")
        await program.opens("ContactsScreen")
        contacts = program.app.screen
        await program.until(lambda: len(contacts.list) == 5)
        contacts.list.go_to(4)
        await program.press("M")
        await program.opens("MergeWithScreen")
        await program.sees("same name")
        await program.press("enter")
        await program.opens("MergeScreen")
        await program.press("ctrl+s")
        await program.opens("ContactsScreen")
        await program.until(lambda: len(contacts.list) == 4)
        assert contacts.list.current == 4
        contacts.list.go_to(1)
        await program.press("space")
        contacts.list.go_to(2)
        await program.press("space", "M")
        await program.opens("MergeScreen")


@pytest.mark.parametrize(("key", "screen"), [("f3", "TodayScreen"), ("f4", "ReviewScreen")])
async def test_the_key_works_wherever_there_are_cards(funnel, key, screen):
    async with driven(funnel) as program:
        await program.press(key)
        await program.opens(screen)
        await program.press("M")
        await program.opens("MergeWithScreen")


async def test_sides_are_taken_by_keys_and_clicks_and_of_notes_both(funnel):
    async with driven(funnel) as program:
        await go_to(program, 1)
        await program.press("M", "enter")
        await program.opens("MergeScreen")
        form = program.app.screen
        name, note = form.query_one("#row-name", ComparisonRow), form.query_one("#row-note", ComparisonRow)
        assert (name.value, note.value) == ("keep", "both")
        await program.press("l")
        assert name.value == "other"
        await program.press("right", "left")
        assert name.value == "keep"
        await program.press("space")
        assert name.value == "other"
        await program.pilot.click("#row-name", offset=(30, 0))
        assert name.value == "keep"
        await program.pilot.click("#row-name", offset=(70, 0))
        assert name.value == "other"
        await program.pilot.click("#row-name", offset=(2, 0))
        assert name.value == "other"
        note.focus()
        await program.press("left")
        assert note.value == "keep"
        await program.press("right", "right")
        assert note.value == "other"
        await program.press("enter")
        await program.opens("BoardScreen")
        one = program.card(1)
        assert (one.name, one.note) == ("MARTIN Sophie", "Likes films")


async def test_two_that_say_the_same_need_no_choice(tmp_path):
    funnel = opened(tmp_path)
    fill(funnel, NewProspect(name="Ada"), NewProspect(name="Ada"))
    async with driven(funnel, (80, 24)) as program:
        await program.press("M", "enter")
        await program.opens("MergeScreen")
        await program.sees("All fields are the same.")
        await program.press("enter")
        await program.opens("BoardScreen")
        assert len(funnel.reads.people.ids()) == 1


async def test_what_was_changed_meanwhile_is_not_merged_over(funnel):
    async with driven(funnel) as program:
        await go_to(program, 1)
        await program.press("M", "enter")
        await program.opens("MergeScreen")
        with funnel.database.connect(write=True) as connection:
            connection.execute("UPDATE contact SET job_title = 'Head' WHERE id = 2")
        await program.press("ctrl+s")
        await program.sees("changed elsewhere")
        assert len(people(funnel)) == 3


async def test_an_opposition_is_told_and_holds(funnel):
    funnel.services.privacy.oppose([2])
    async with driven(funnel) as program:
        await go_to(program, 1)
        await program.press("M", "enter")
        await program.opens("MergeScreen")
        await program.sees("Either contact's “do not contact” still applies.")
        await program.press("ctrl+s")
        await program.opens("BoardScreen")
        assert program.card(1).opposed


@pytest.mark.parametrize("size", [(120, 40), (80, 24), (60, 20)])
async def test_all_duplicates_are_listed_merged_and_undone_in_one_place(funnel, size):
    fill(funnel, NewProspect(name="P. Roux", phones=("06 12 34 56 78",)), NewProspect(name="Paul Roux"))
    async with driven(funnel, size) as program:
        await program.press("f7")
        await program.opens("DataScreen")
        await program.press("d")
        await program.opens("DuplicatesScreen")
        await program.sees("Certainly the same", "Sophie Martin = MARTIN Sophie", "May be the same", "2 pairs")
        await program.sees("Enter compare   n not same   Esc close   F1 help", "same e-mail address")
        await program.press("enter")
        await program.opens("MergeScreen")
        await program.press("ctrl+s")
        await program.opens("DuplicatesScreen")
        await program.sees("1 pair", "Merged MARTIN Sophie into", "Paul Roux = Paul Roux")
        await program.press("u")
        await program.sees("2 pairs", "Sophie Martin = MARTIN Sophie", "Undone")
        await program.press("U")
        await program.sees("1 pair", "Redone")
        await program.press("u")
        await program.sees("2 pairs")
        await program.press("escape", "f2")
        await program.opens("BoardScreen")


async def test_a_long_list_goes_on_by_keys_to_its_last_pair(tmp_path):
    funnel = opened(tmp_path)
    people = [NewProspect(name=f"Person {place}", emails=(f"p{place}@x.fr",)) for place in range(150)]
    fill(funnel, *people, *people)
    async with driven(funnel) as program:
        await program.press("f7")
        await program.opens("DataScreen")
        await program.press("d")
        await program.opens("DuplicatesScreen")
        await program.sees("150 pairs", "Person 0 = Person 0")
        await program.press("end", "end")
        await program.sees("Person 149 = Person 149")
        await program.press("k", "n")
        await program.sees("149 pairs", "Person 147 = Person 147", "Person 149 = Person 149")
        assert "Person 148 = Person 148" not in program.text
        await program.press("enter")
        await program.opens("MergeScreen")
        await program.sees("Person 149")
        await program.press("ctrl+s")
        await program.opens("DuplicatesScreen")
        await program.sees("148 pairs", "Person 147 = Person 147")


async def test_a_file_without_duplicates_says_so(tmp_path):
    funnel = opened(tmp_path)
    fill(funnel, PAUL)
    async with driven(funnel) as program:
        await program.press("ctrl+p")
        await program.opens("PaletteScreen")
        await program.write("duplicates")
        await program.press("enter")
        await program.opens("DuplicatesScreen")
        await program.sees("No duplicates found", "Esc close")
        assert "compare" not in program.text
        await program.press("enter", "u")
        assert not program.app.screen.query_one(PickList).items


async def test_hostile_names_are_only_shown(tmp_path):
    funnel = opened(tmp_path)
    bad = NewProspect(name=HOSTILE, organization=HOSTILE, emails=("a@x.fr",), note=HOSTILE, job_title="a\x1b[31m")
    fill(funnel, bad, NewProspect(name=f"{HOSTILE} 2", organization="[/]", emails=("a@x.fr",), note="[b]\u202e"))
    async with driven(funnel, (80, 24)) as program:
        for keys, screen in ((["M"], "MergeWithScreen"), (["enter"], "MergeScreen")):
            await program.press(*keys)
            await program.opens(screen)
            await program.sees("Ada [/] Ltd [@click=app.quit]")
            assert not set(program.raw) & {"\x1b", "\x07", "\u202e"}
        await program.press("ctrl+s")
        await program.opens("BoardScreen")
        assert not set(program.raw) & {"\x1b", "\x07", "\u202e"}


async def test_the_heads_of_both_sides_say_all_that_one_knows_people_by(tmp_path):
    funnel = opened(tmp_path)
    emails = ("ada@home.example", "ada@work.example")
    fill(
        funnel,
        NewProspect(name="Ada Lovelace", emails=emails, phones=("06 12 34 56 78",), stage="lead"),
        NewProspect(name="Ada L.", emails=emails[:1], stage="lead"),
    )
    async with driven(funnel, (80, 24)) as program:
        await go_to(program, 1)
        await program.press("M", "enter")
        await program.opens("MergeScreen")
        await program.sees(*emails, "06 12 34 56 78")
