"""Who else decides, how warm they are by hand, another deal, and what a client has brought in."""

from datetime import date

import pytest

from funneltui import i18n
from funneltui.domain.entries import Given, NewProspect
from funneltui.domain.money import parse_amount
from funneltui.domain.qualification import Answer
from funneltui.storage.reads.warmth import temperature_of
from tests.tui.driving import HOSTILE, driven, fill, opened

ROOMY = (190, 60)
"""A terminal whose pane of the contact has room for a sentence."""


@pytest.fixture
def funnel(tmp_path):
    funnel = opened(tmp_path)
    fill(
        funnel,
        NewProspect(name="Sophie Martin", organization="Asso Lumière", stage="lead"),
        NewProspect(name="Paul Roux", organization="Asso Lumière"),
    )
    return funnel


def answer(funnel, **answers: str) -> None:
    funnel.services.qualification.answer(1, {key: Given(Answer(said)) for key, said in answers.items()})


async def on_card(program, number: int = 1) -> None:
    program.app.board.board.go_to(number)
    await program.pilot.pause()


def sentences_in(program, widget) -> str:
    """What a widget says, as if its lines were one."""
    return " ".join(program.text_in(widget).split())


async def test_somebody_in_the_file_gets_a_part(funnel):
    answer(funnel, authority="no")
    async with driven(funnel, ROOMY) as program:
        await on_card(program)
        advice = "not this contact: i to add the decision-maker"
        await program.until(
            lambda: any(advice in sentences_in(program, pane) for pane in program.app.screen.query("ContactPane"))
        )
        await program.press("i")
        await program.opens("RolesScreen")
        await program.write("paul roux")
        await program.sees("Asso Lumière")
        await program.press("enter")
        await program.opens("BoardScreen")
        assert [(one.contact_id, one.role) for one in program.card(1).roles] == [(2, "decider")]
        await program.sees("Paul Roux")
        await program.until(lambda: "not this contact" not in program.text, "the advice is gone")
        await program.press("u")
        await program.until(lambda: not program.card(1).roles)


async def test_somebody_new_is_written_down_with_a_part(funnel):
    async with driven(funnel) as program:
        await on_card(program)
        await program.press("i")
        await program.opens("RolesScreen")
        await program.write("Zoé Lang")
        await program.sees("new contact")
        await program.press("down", "right", "down")
        await program.write("zoe@asso.fr")
        await program.press("enter")
        await program.opens("BoardScreen")
        card = program.card(1)
        assert [(one.name, one.role) for one in card.roles] == [("Zoé Lang", "influencer")]
        assert "Zoé Lang" in [one.name for one in card.colleagues]


async def test_a_part_is_taken_away_and_nobody_is_not_somebody(funnel):
    funnel.services.qualification.role(1, 2, "user")
    async with driven(funnel) as program:
        await on_card(program)
        await program.press("i")
        await program.opens("RolesScreen")
        await program.sees("Paul Roux")
        await program.write("Nemo")
        await program.press("down", "left", "enter")
        await program.sees("No contact is called “Nemo”.")
        program.app.screen.field("name").input.value = "#2"
        await program.press("enter")
        await program.opens("BoardScreen")
        assert not program.card(1).roles


async def test_two_of_one_name_are_told_apart(funnel):
    fill(funnel, NewProspect(name="Paul Roux", organization="Ailleurs"))
    async with driven(funnel) as program:
        await on_card(program)
        await program.press("i")
        await program.opens("RolesScreen")
        await program.write("Paul Roux")
        await program.press("enter")
        await program.sees("Several contacts are called that")
        row = program.app.screen.field("name")
        await program.until(lambda: "type #2 Asso Lumière, #3 Ailleurs." in sentences_in(program, row))


async def test_a_temperature_by_hand_shows_as_such_until_its_day(funnel):
    async with driven(funnel) as program:
        await on_card(program)
        await program.press("B")
        await program.opens("TemperatureScreen")
        await program.sees("Automatic: cold", "− no reply logged")
        await program.press("h", "enter")
        await program.opens("BoardScreen")
        card = program.card(1)
        assert (card.temperature_override, card.temperature_until) == ("hot", "2026-12-06")
        assert temperature_of(card, date(2026, 12, 6)).manual
        assert not temperature_of(card, date(2026, 12, 7)).manual
        await program.press("B")
        await program.opens("TemperatureScreen")
        await program.press("a", "enter")
        await program.opens("BoardScreen")
        assert program.card(1).temperature_override == ""


async def test_a_temperature_by_hand_needs_a_day_to_come(funnel):
    async with driven(funnel) as program:
        await on_card(program)
        await program.press("B")
        await program.opens("TemperatureScreen")
        await program.press("w", "down")
        await program.erase()
        await program.write("yesterday")
        await program.press("enter")
        await program.sees("Choose a date in the future")


async def test_another_deal_is_one_key_with_a_fresh_grid(funnel):
    answer(funnel, fit="yes", need="yes")
    async with driven(funnel) as program:
        await on_card(program)
        await program.press("A")
        await program.opens("DealScreen")
        await program.write("Spring film")
        await program.press("down")
        await program.write("1200")
        await program.press("enter")
        await program.opens("BoardScreen")
        new = program.card(3)
        assert (new.contact_id, new.title, new.stage_key) == (1, "Spring film", "lead")
        assert {one.answer for one in new.criteria} == {"unknown"}
        assert {one.answer for one in program.card(1).criteria} == {"yes", "unknown"}
        assert program.app.board.current == 3
        assert [one.id for one in new.others] == [1]


async def test_what_a_client_has_brought_in_year_by_year(funnel):
    deals = funnel.services.opportunities
    fill(funnel, NewProspect(contact_id=1, title="Site", stage="lead", amount=parse_amount("1000 EUR")))
    deals.win([3], on=date(2025, 5, 2))
    fill(funnel, NewProspect(contact_id=1, title="Film", stage="lead", amount=parse_amount("3200 EUR")))
    deals.win([4], on=date(2026, 3, 2))
    async with driven(funnel, ROOMY) as program:
        await on_card(program)
        await program.sees("Total won", "in 2 deals")
        shown = "".join(sign for sign in program.text[program.text.index("Total won") :] if sign.isalnum())
        for part in ("4200", "20251000", "20263200"):
            assert part in shown.replace("k", "00")


async def test_losing_one_without_a_budget_says_to_park_first(funnel):
    answer(funnel, budget="no")
    async with driven(funnel) as program:
        await on_card(program)
        await program.press("x")
        await program.opens("LoseScreen")
        await program.press("c")
        await program.sees("No budget often means “not now”: park it instead.")


async def test_an_override_stays_visible_in_the_history(funnel):
    async with driven(funnel, ROOMY) as program:
        await on_card(program)
        await program.press("L")
        await program.opens("GateScreen")
        await program.write("she signs alone")
        await program.press("ctrl+s")
        await program.opens("BoardScreen")
        await program.sees("Lead → Prospect", "moved anyway: she", "missing: Fit")


@pytest.mark.parametrize("language", i18n.LANGUAGES)
@pytest.mark.parametrize("size", [(80, 24), (40, 12)], ids=str)
@pytest.mark.parametrize(("key", "screen"), [("i", "RolesScreen"), ("B", "TemperatureScreen"), ("A", "DealScreen")])
async def test_the_forms_hold_on_small_screens_with_hostile_names(tmp_path, size, language, key, screen):
    funnel = opened(tmp_path)
    fill(funnel, NewProspect(name=HOSTILE, organization=HOSTILE, stage="lead"), NewProspect(name=HOSTILE))
    funnel.services.qualification.role(1, 2, "gatekeeper")
    i18n.set_language(language)
    async with driven(funnel, size) as program:
        await on_card(program)
        await program.press(key)
        await program.opens(screen)
        await program.sees("Ada [/]")
        for button in ("save", "close"):
            region = program.app.screen.query_one(f"#{button}").region
            assert region.bottom <= size[1]
            assert region.right <= size[0]
        assert not any(ord(sign) < 32 for sign in program.raw)
        await program.press("escape")
        await program.opens("BoardScreen")


@pytest.mark.parametrize(("key", "screen"), [("a", "AddScreen"), ("i", "RolesScreen"), ("e", "EditScreen")])
async def test_names_and_addresses_have_the_whole_line(funnel, key, screen):
    async with driven(funnel, (80, 24)) as program:
        await program.press(key)
        await program.opens(screen)
        for name in ("name", "email"):
            assert program.screen.field(name).input.size.width > 40, name
