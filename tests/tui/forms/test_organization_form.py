"""The organization of whoever is under the cursor: one key, its numbers checked as they are typed."""

import pytest

from funneltui.domain.entries import NewProspect
from funneltui.i18n import set_language
from tests.tui.driving import driven, fill, opened


@pytest.fixture
def funnel(tmp_path):
    funnel = opened(tmp_path)
    fill(funnel, NewProspect(name="Nora Petit", organization="Alpha", stage="lead"), NewProspect(name="Solo"))
    return funnel


async def on_form(program) -> None:
    program.app.board.board.go_to(1)
    await program.press("K")
    await program.opens("OrganizationScreen")


async def put(program, **texts: str) -> None:
    for key, text in texts.items():
        program.app.screen.field(key).input.value = text
    await program.pilot.pause()


async def test_its_fields_are_edited_and_stand_in_the_contact(funnel):
    async with driven(funnel, (140, 50)) as program:
        await on_form(program)
        await put(
            program, website="alpha.example", sector="culture", siret="73282932000074", vat_number="FR44732829320"
        )
        await program.press("ctrl+s")
        await program.opens("BoardScreen")
        assert program.card(1).company.siren == "732829320"
        await program.sees("alpha.example", "culture", "732 829 320 00074", "FR44732829320", "Sector: culture,")
        await program.sees("SIREN: 732 829")
        await program.press("u")
        await program.until(lambda: program.card(1).company.siren == "", "taken back")


@pytest.mark.parametrize(("spoken", "says"), [("en", "a digit is wrong"), ("fr", "n’est pas un SIREN")])
async def test_a_wrong_digit_is_told_beside_its_field_and_keeps_what_was_typed(funnel, spoken, says):
    set_language(spoken)
    async with driven(funnel, (80, 24)) as program:
        await on_form(program)
        await put(program, sector="culture", siren="732829321")
        await program.press("ctrl+s")
        await program.sees(says)
        form = program.app.screen
        assert form.field("siren").is_wrong
        assert (form.text("sector"), form.text("siren")) == ("culture", "732829321")
        assert program.card(1).company.sector == ""


async def test_numbers_of_two_companies_are_told_at_the_one_that_differs(funnel):
    async with driven(funnel) as program:
        await on_form(program)
        await put(program, siren="552100554", siret="73282932000074")
        await program.press("ctrl+s")
        await program.sees("These numbers belong to two companies")
        assert program.app.screen.field("siret").is_wrong


async def test_what_was_changed_elsewhere_is_shown_and_asked_about(funnel):
    async with driven(funnel) as program:
        await on_form(program)
        funnel.services.people.edit_organization(1, {"sector": "sport", "website": "a.example"})
        await put(program, sector="culture")
        await program.press("ctrl+s")
        await program.sees("elsewhere: sport", "a.example")
        await program.press("ctrl+s")
        await program.opens("BoardScreen")
        assert (program.card(1).company.sector, program.card(1).company.website) == ("culture", "a.example")


async def test_who_has_none_is_told_how_to_get_one(funnel):
    async with driven(funnel) as program:
        program.app.board.board.go_to(2)
        await program.press("K")
        await program.sees("Solo has no organization yet. e adds one.")
