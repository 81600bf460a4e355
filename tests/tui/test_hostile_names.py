"""Names that would crash, run or drive the terminal, through every form: shown, and nothing else."""

import pytest

from funneltui.domain.entries import NewProspect, NextStep
from funneltui.domain.money import parse_amount
from funneltui.tui.forms.access import access_form
from funneltui.tui.forms.choose_stage import ChooseStageScreen
from funneltui.tui.forms.deal import DealScreen
from funneltui.tui.forms.edit import EditScreen
from funneltui.tui.forms.erase import EraseScreen
from funneltui.tui.forms.log import LogScreen
from funneltui.tui.forms.lose import LoseScreen
from funneltui.tui.forms.next_action import NextActionScreen
from funneltui.tui.forms.organization import OrganizationScreen
from funneltui.tui.forms.park import ParkScreen
from funneltui.tui.forms.privacy import PrivacyScreen
from funneltui.tui.forms.roles import RolesScreen
from funneltui.tui.forms.tags import TagsScreen
from funneltui.tui.forms.win import WinScreen
from funneltui.tui.places.history import HistoryScreen
from funneltui.tui.widgets.text_input import shown
from tests.lengths import sample
from tests.tui.driving import HOSTILE, NOW, driven, fill, opened

NAMES = [
    HOSTILE,
    "[/]",
    "[b",
    "]]]\\[",
    "[link=javascript:x]y[/link]",
    "\x1b[31mred\x1b[0m",
    "a\x9b31mb",
    "\u202eevil\u202c",
    "zero\u200bwidth",
    "👩‍👩‍👧‍👦 family",
    "東京" * 30,
    "é" * 20,
    "שלום مرحبا",
    "line\nbreak\ttab",
    "{name} %s ${x} $accent",
]
OF_ONE = [OrganizationScreen, EraseScreen, access_form]
OF_CARDS = [
    EditScreen,
    DealScreen,
    PrivacyScreen,
    RolesScreen,
    WinScreen,
    LoseScreen,
    ParkScreen,
    ChooseStageScreen,
    NextActionScreen,
    TagsScreen,
    LogScreen,
]


@pytest.mark.parametrize("name", sample(NAMES, 3), ids=ascii)
async def test_a_name_goes_through_every_form_and_is_only_shown(tmp_path, name):
    funnel = opened(tmp_path)
    fill(
        funnel,
        NewProspect(
            name=name,
            organization=name,
            job_title=name,
            source=name,
            title=name,
            note=name,
            amount=parse_amount("5d x 450"),
            tags=(name,),
            stage="lead",
            next_step=NextStep(NOW.date(), name),
        ),
    )
    async with driven(funnel, (80, 24)) as program:
        desk = program.app.desk
        for make in [*OF_ONE, *OF_CARDS]:
            screen = make(desk, 1 if make in OF_ONE else [1])
            desk.open(screen)
            await program.opens(type(screen).__name__)
            harmless(program)
            await program.press("escape")
            await program.opens("BoardScreen")
        await program.app.push_screen(HistoryScreen(desk))
        await program.opens("HistoryScreen")
        harmless(program)


@pytest.mark.parametrize("size", [(200, 50), (80, 24), (40, 12)])
async def test_in_the_contact_everything_is_only_shown(tmp_path, size):
    funnel = opened(tmp_path)
    texts = (
        "contact_tags",
        "source",
        "source_detail",
        "address",
        "note",
        "details",
        "contact_reason",
        "promotion_code",
    )
    for name in NAMES:
        (card,) = fill(funnel, NewProspect(name=name, organization=name, job_title=name, stage="lead"))
        fields = dict.fromkeys((*texts, "sector", "organization_address", "organization_note", "title", "tags"), name)
        for values in (fields, dict.fromkeys(fields, ""), fields):  # so that the history has it before and after
            funnel.services.opportunities.edit(card, values)
    async with driven(funnel, size) as program:
        await program.press("f5")
        await program.opens("ContactsScreen")
        await program.press("enter")
        await program.until(lambda: program.app.screen.side.has_cursor)
        for _person in NAMES:
            for key in ("pagedown", "end", "n"):
                await program.press(key)
                harmless(program)
                assert program.widths == {size[0]}


@pytest.mark.parametrize("name", sample(NAMES, 3), ids=ascii)
async def test_a_name_is_typed_suggested_and_warned_about(tmp_path, name):
    funnel = opened(tmp_path)
    fill(funnel, NewProspect(name=name, organization=name, source=name))
    async with driven(funnel, (80, 24)) as program:
        await program.press("a")
        await program.opens("AddScreen")
        field = program.app.screen.field("name")
        field.input.value = name
        await program.sees("Possible duplicate")
        for key in ("organization", "source"):
            program.app.screen.field(key).input.focus()
            program.app.screen.field(key).input.value = name[:1]
            await program.pilot.pause()
            harmless(program)
        await program.press("escape")
        await program.opens("BoardScreen")


def harmless(program) -> None:
    """Nothing that drives a terminal is on the screen, and every line has the screen's width."""
    raw = program.raw
    assert not {one for one in raw if ord(one) < 32 or 127 <= ord(one) < 160}
    assert not set(raw) & set("\u202a\u202b\u202d\u202e\u2066\u2067\u2068\u2069\u200b")


def test_every_character_being_edited_has_one_on_the_screen():
    for name in NAMES:
        assert len(shown(name)) == len(name)


async def test_the_cursor_stands_where_the_text_ends(tmp_path):
    async with driven(opened(tmp_path)) as program:
        await program.press("a")
        await program.opens("AddScreen")
        field = program.app.screen.field("name").input
        field.value = "a\u202e\x1b東\u0301b"
        assert shown(field.value) == "a�␛東\u0301b"
        field.cursor_position = len(field.value)
        left, top = field.content_region.offset - field.region.offset
        assert field.cursor_screen_offset.x - field.content_region.x == 6 + 1  # Textual adds one at the end
        for cell, index in ((3, 3), (20, len(field.value))):
            await program.pilot.click(field, offset=(left + cell, top))
            assert field.cursor_position == index
