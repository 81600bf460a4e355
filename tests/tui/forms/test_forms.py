"""Adding and editing through the forms, as a person would."""

import pytest

from funneltui.domain.entries import NewProspect, NextStep
from funneltui.domain.money import parse_amount
from funneltui.i18n import set_language
from tests.tui.driving import NOW, driven, fill, opened


@pytest.fixture
def funnel(tmp_path):
    return opened(tmp_path)


def sophie() -> NewProspect:
    return NewProspect(
        name="Sophie Martin",
        organization="Asso Lumière",
        emails=("sophie@asso-lumiere.fr",),
        phones=("06 12 34 56 78",),
        stage="lead",
        title="Film",
        amount=parse_amount("3200", "EUR"),
        tags=("video",),
        next_step=NextStep(NOW.date(), "call back"),
    )


async def test_a_prospect_is_added_with_two_keys_besides_its_name(funnel):
    async with driven(funnel) as program:
        await program.press("a")
        await program.opens("AddScreen")
        await program.write("Léa Fontaine")
        await program.press("enter")
        await program.opens("BoardScreen")
        assert program.card(1).name == "Léa Fontaine"
        await program.sees("Léa Fontaine", "Added Léa Fontaine")


async def test_what_is_understood_of_a_value_and_a_date_is_shown_while_typing(funnel):
    async with driven(funnel) as program:
        await program.press("a")
        await program.opens("AddScreen")
        await program.write("Karim Benali")
        program.app.screen.field("value").input.focus()
        await program.write("5d x 450")
        await program.sees("= €2,250: 5 d × €450")
        program.app.screen.field("next").input.focus()
        await program.write("fri 10:30 call back")
        await program.sees("Friday 27 November 2026, 10:30 · call back")
        await program.press("ctrl+s")
        await program.opens("BoardScreen")
        card = program.card(1)
        assert (card.amount, card.daily_rate, card.half_days) == (225000, 45000, 10)
        assert (card.due_on, card.due_time, card.what) == ("2026-11-27", "10:30", "call back")


async def test_every_field_of_the_form_is_kept(funnel):
    async with driven(funnel) as program:
        await program.press("a")
        await program.opens("AddScreen")
        for key, text in {
            "name": "Nadia R.",
            "organization": "Atelier Nord",
            "email": "nadia@nord.fr, n@nord.fr",
            "phone": "06 11 22 33 44",
            "source": "LinkedIn",
            "title": "Site",
            "tags": "web, nord",
        }.items():
            program.app.screen.field(key).input.focus()
            await program.write(text)
        program.app.screen.query_one("#row-stage").focus()
        await program.press("l")
        await program.sees("‹ Lead ›", "hasn't answered yet")
        await program.press("ctrl+s")
        await program.opens("BoardScreen")
        card = program.card(1)
        assert (card.organization, card.source, card.title, card.stage_key) == (
            "Atelier Nord",
            "LinkedIn",
            "Site",
            "lead",
        )
        assert [way.value for way in card.ways] == ["nadia@nord.fr", "n@nord.fr", "06 11 22 33 44"]
        assert card.tags == ("web", "nord")


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("value", "lots", "lots"),
        ("email", "nadia at nord", "“nadia at nord” isn't an e-mail address."),
        ("phone", "call me", "“call me” isn't a phone number."),
        ("next", "32/13 call", "32 isn't a month."),
    ],
)
async def test_a_mistake_is_told_beside_its_field_and_nothing_is_saved(funnel, field, typed, said):
    async with driven(funnel) as program:
        await program.press("a")
        await program.opens("AddScreen")
        await program.write("Nadia")
        program.app.screen.field(field).input.focus()
        await program.write(typed)
        await program.press("ctrl+s")
        row = program.app.screen.field(field)
        assert row.is_wrong
        assert said in row.hint
        assert row.input.has_focus
        await program.sees(row.hint[:20])
        assert funnel.reads.contact.names([1]) == []


async def test_a_prospect_without_a_name_is_refused_at_its_field(funnel):
    async with driven(funnel) as program:
        await program.press("a")
        await program.opens("AddScreen")
        await program.press("ctrl+s")
        await program.sees("Enter a name.")
        assert program.app.screen.field("name").input.has_focus


async def test_letters_are_dead_while_a_field_has_the_focus(funnel):
    async with driven(funnel) as program:
        await program.press("a")
        await program.opens("AddScreen")
        await program.press("q", "u", "a", "x")
        assert program.app.screen.field("name").value == "quax"
        await program.press("escape")
        await program.opens("BoardScreen")
        assert funnel.reads.contact.names([1]) == []


async def test_somebody_who_is_there_already_is_pointed_out(funnel):
    fill(funnel, sophie())
    async with driven(funnel) as program:
        await program.press("a")
        await program.opens("AddScreen")
        await program.write("sophie MARTIN")
        await program.sees("Possible duplicate: Sophie Martin · Asso Lumière (same name)")
        await program.press("down")
        await program.write("ASSO Lumiere")
        await program.sees("Already in the file: Sophie Martin · Asso Lumière (same name and organization)")
        await program.press("down")
        await program.write("SOPHIE@asso-lumiere.fr")
        await program.sees("(same e-mail address)")


async def test_buttons_save_and_close(funnel):
    async with driven(funnel) as program:
        await program.press("a")
        await program.opens("AddScreen")
        await program.sees("Save  Ctrl+S", "Close  Esc")
        await program.write("Nadia")
        await program.pilot.click("#save")
        await program.opens("BoardScreen")
        assert program.card(1).name == "Nadia"
        await program.press("a")
        await program.opens("AddScreen")
        await program.pilot.click("#close")
        await program.opens("BoardScreen")


async def test_only_what_was_changed_is_saved_and_undone(funnel):
    fill(funnel, sophie())
    async with driven(funnel) as program:
        program.app.board.board.go_to(1)
        await program.press("e")
        await program.opens("EditScreen")
        before = program.card(1)
        program.app.screen.field("email").input.focus()
        await program.erase()
        await program.write("s.martin@asso-lumiere.fr")
        await program.press("ctrl+s")
        await program.opens("BoardScreen")
        card = program.card(1)
        assert [way.value for way in card.ways] == ["s.martin@asso-lumiere.fr", "06 12 34 56 78"]
        assert (card.amount, card.due_on, card.tags) == (before.amount, before.due_on, before.tags)
        await program.press("u")
        await program.until(lambda: program.card(1).ways == before.ways)


async def test_saving_an_unchanged_form_changes_nothing(funnel):
    fill(funnel, sophie())
    async with driven(funnel) as program:
        program.app.board.board.go_to(1)
        await program.press("e")
        await program.opens("EditScreen")
        await program.press("ctrl+s")
        await program.opens("BoardScreen")
        assert len(list(funnel.reads.history.steps())) == 1


async def test_what_others_changed_meanwhile_is_taken_over(funnel):
    fill(funnel, sophie())
    async with driven(funnel) as program:
        program.app.board.board.go_to(1)
        await program.press("e")
        await program.opens("EditScreen")
        funnel.services.opportunities.edit(1, {"title": "Campaign film"})
        await program.write(" Leroy")
        await program.press("ctrl+s")
        await program.opens("BoardScreen")
        card = program.card(1)
        assert (card.name, card.title) == ("Sophie Martin Leroy", "Campaign film")


async def test_two_changes_of_one_field_are_shown_before_one_wins(funnel):
    fill(funnel, sophie())
    async with driven(funnel) as program:
        program.app.board.board.go_to(1)
        await program.press("e")
        await program.opens("EditScreen")
        funnel.services.opportunities.edit(1, {"name": "Sophie Leroy"})
        await program.write(" (Lumière)")
        await program.press("ctrl+s")
        await program.sees("elsewhere: Sophie Leroy", "Also changed elsewhere: Name.")
        assert program.card(1).name == "Sophie Leroy"
        await program.press("ctrl+s")
        await program.opens("BoardScreen")
        assert program.card(1).name == "Sophie Martin (Lumière)"


async def test_of_two_fields_that_clash_one_is_theirs_and_one_is_mine(funnel):
    fill(funnel, sophie())
    async with driven(funnel) as program:
        program.app.board.board.go_to(1)
        await program.press("e")
        await program.opens("EditScreen")
        form = program.app.screen
        funnel.services.opportunities.edit(1, {"name": "Sophie Leroy", "job_title": "Director"})
        await program.press("ctrl+t")  # there is nothing to take yet
        form.field("name").input.value = "Sophie M."
        form.field("job_title").input.value = "Assistant"
        await program.press("ctrl+s")
        await program.sees("elsewhere: Sophie Leroy", "elsewhere: Director", "Ctrl+T uses the other version")
        await program.press("tab", "tab")
        await program.until(lambda: form.field("job_title").input.has_focus)
        await program.sees("elsewhere: Sophie Leroy")  # it stands there until one has chosen
        await program.press("ctrl+t")
        await program.until(lambda: form.text("job_title") == "Director")
        assert "elsewhere: Director" not in program.text
        await program.press("ctrl+s")
        await program.opens("BoardScreen")
        assert (program.card(1).name, program.card(1).job_title) == ("Sophie M.", "Director")


async def test_what_both_wrote_alike_is_saved_without_asking(funnel):
    fill(funnel, sophie())
    async with driven(funnel) as program:
        program.app.board.board.go_to(1)
        await program.press("e")
        await program.opens("EditScreen")
        funnel.services.opportunities.edit(1, {"name": "Sophie Martin Leroy"})
        await program.write(" Leroy")
        await program.press("ctrl+s")
        await program.opens("BoardScreen")
        assert program.card(1).name == "Sophie Martin Leroy"


async def test_a_card_binned_elsewhere_meanwhile_is_told(funnel):
    fill(funnel, sophie())
    async with driven(funnel) as program:
        program.app.board.board.go_to(1)
        await program.press("e")
        await program.opens("EditScreen")
        funnel.services.opportunities.bin([1])
        await program.write("x")
        await program.press("ctrl+s")
        await program.sees("Deal #1 doesn't exist.")
        await program.press("escape")
        await program.opens("BoardScreen")


async def test_forms_speak_french(funnel):
    from funneltui import i18n

    i18n.set_language("fr")
    async with driven(funnel) as program:
        await program.press("a")
        await program.opens("AddScreen")
        await program.write("Léa")
        program.app.screen.field("next").input.focus()
        await program.write("ven 10h30 rappeler")
        await program.sees("vendredi 27 novembre 2026", "rappeler", "Enregistrer", "Fermer")
        program.app.screen.field("value").input.focus()
        await program.write("3 200,50 €")
        await program.sees("= 3 200,50 €")
        await program.press("enter")
        await program.opens("BoardScreen")
        assert program.card(1).amount == 320050


@pytest.mark.parametrize("size", [(200, 50), (120, 40), (80, 24), (40, 12)])
async def test_the_last_field_and_the_buttons_are_reached_at_every_size(funnel, size):
    async with driven(funnel, size) as program:
        await program.press("a")
        await program.opens("AddScreen")
        await program.write("Nadia")
        program.app.screen.field("tags").input.focus()
        await program.write("web")
        await program.sees("web", "Save", "Close")
        await program.press("ctrl+s")
        await program.opens("BoardScreen")
        assert program.card(1).tags == ("web",)


async def test_organizations_and_sources_that_are_known_are_completed(funnel):
    fill(funnel, NewProspect(name="Sophie", organization="Asso Lumière", source="LinkedIn"))
    async with driven(funnel) as program:
        await program.press("a")
        await program.opens("AddScreen")
        await program.write("Karim")
        for key, typed, whole in (("organization", "Asso", "Asso Lumière"), ("source", "Li", "LinkedIn")):
            field = program.app.screen.field(key)
            field.input.focus()
            await program.pilot.pause()
            await program.press(*typed)
            await program.until(lambda field=field, whole=whole: whole in program.text_in(field.input))
            await program.press("right")
            assert field.value == whole


async def test_a_click_goes_through_the_choices(funnel):
    async with driven(funnel) as program:
        await program.press("a")
        await program.opens("AddScreen")
        choice = program.app.screen.query_one("#row-stage")
        await program.pilot.click(choice, offset=(34, 0))
        assert choice.value == "lead"
        await program.pilot.click(choice, offset=(22, 0))
        assert choice.value == "suspect"


@pytest.mark.parametrize("size", [(120, 40), (80, 24), (40, 12)])
async def test_arrows_go_from_field_to_field_and_keep_it_in_sight(funnel, size):
    fill(funnel, sophie())
    async with driven(funnel, size) as program:
        program.app.board.board.go_to(1)
        await program.press("e")
        await program.opens("EditScreen")
        for field in ("organization", "job_title", "email", "phone", "link", "address"):
            await program.press("down")
            assert program.app.screen.row(field).target.has_focus
        await program.press(*["tab"] * 10)
        assert program.app.screen.field("tags").input.has_focus
        await program.sees("video")
        await program.press("up")
        assert program.app.screen.field("next").input.has_focus


async def test_a_french_number_that_misses_a_digit_is_pointed_out_and_saved_all_the_same(funnel):
    fill(funnel, sophie())
    async with driven(funnel) as program:
        program.app.board.board.go_to(1)
        await program.press("e")
        await program.opens("EditScreen")
        program.app.screen.field("phone").input.value = "06 12 34 56 7"
        await program.sees("06 12 34 56 7: numbers here have 10 digits")
        await program.press("ctrl+s")
        await program.opens("BoardScreen")
        assert [way.value for way in program.card(1).ways if way.kind == "phone"] == ["06 12 34 56 7"]


@pytest.mark.parametrize("key", ["a", "e"])
async def test_an_organization_that_would_be_new_is_said_to_be(funnel, key):
    fill(funnel, sophie())
    known = funnel.reads.contact.detail(1).organization
    async with driven(funnel) as program:
        program.app.board.board.go_to(1)
        await program.press(key)
        await program.until(lambda: program.app.screen.query("#row-organization"))
        field = program.app.screen.field("organization")
        field.input.value = known + "x"
        await program.sees("a new organization")
        field.input.value = known.upper()
        await program.until(lambda: "a new organization" not in program.text)


@pytest.mark.parametrize("size", [(120, 40), (80, 24)])
async def test_examples_in_empty_fields_are_read_whole_in_french(funnel, size):
    fill(funnel, sophie())
    set_language("fr")
    async with driven(funnel, size) as program:
        program.app.board.board.go_to(1)
        await program.press("A")
        await program.opens("DealScreen")
        await program.sees("ce qu’ils pourraient acheter", "ven rappeler", "3200 ou 5j x 450")
