"""Writing from a template: T shows the one that fits, Enter opens it in the mail program, Enter logs it."""

import email
import email.policy
from urllib.parse import parse_qs, urlsplit

import pytest

from funneltui.domain.entries import NewProspect, NewTemplate
from funneltui.i18n import set_language
from funneltui.tui.forms.log import LogScreen
from tests import stored
from tests.tui.driving import HOSTILE, driven, fill, opened


@pytest.fixture
def funnel(tmp_path):
    funnel = opened(tmp_path, sender="Marie Durand")
    fill(
        funnel,
        NewProspect(name="Sophie Martin", stage="lead", emails=("sophie@x.fr",), language="fr", title="film"),
        NewProspect(name="Karim Benali", stage="lead", emails=("karim@x.fr",), language="en"),
        NewProspect(name="Bob", stage="lead"),
    )
    return funnel


@pytest.fixture
def urls(monkeypatch):
    """What was opened outside."""
    opened_urls = []
    monkeypatch.setattr("textual.app.App.open_url", lambda _self, url, **_more: opened_urls.append(url))
    return opened_urls


def oppose(funnel, contact, **values):
    with funnel.services._unit_of_work.step("Oppose") as work:
        stored.update(work, "contact", contact, **(values or {"opposed": 1}))


async def write_to(program, number=1):
    program.app.board.board.go_to(number)
    await program.pilot.pause()
    await program.press("T")
    await program.opens("WriteScreen")


async def test_a_message_is_opened_and_logged_in_three_keys(funnel, urls):
    async with driven(funnel) as program:
        await write_to(program)
        await program.sees("Write to Sophie Martin", "Questions utiles", "Bonjour Sophie,", "Marie Durand")
        await program.press("enter")
        await program.opens("LogScreen")
        parts = urlsplit(urls[0])
        assert parts.path == "sophie@x.fr"
        assert parse_qs(parts.query)["body"][0].startswith("Bonjour Sophie,\r\n\r\nTrois questions")
        await program.press("enter")
        await program.opens("BoardScreen")
        card = program.card(1)
        assert (card.unanswered, card.due_on, card.what) == (1, "2026-12-02", "follow up")
        moment = funnel.reads.contact.timeline(1)[0]
        assert "Trois questions" in str(moment)


async def test_the_message_follows_the_cursor_and_closing_logs_nothing(funnel, urls):
    async with driven(funnel) as program:
        await write_to(program, 2)
        await program.sees("Useful questions", "Hello Karim,")
        program.app.screen.query_one("#templates").pick("19")
        await program.pilot.pause()
        await program.sees("I haven't heard back about your project")
        await program.press("escape")
        await program.opens("BoardScreen")
        assert (urls, program.card(2).unanswered) == ([], 0)


async def test_gaps_are_told_before_anything_is_sent(funnel, urls):
    async with driven(funnel) as program:
        await write_to(program)
        program.app.screen.query_one("#templates").pick("8")
        await program.pilot.pause()
        await program.sees("Not filled in: {montant}, value of the deal")
        await program.press("enter")
        await program.sees("Press again to use it anyway.")
        assert urls == []
        await program.press("enter")
        await program.opens("LogScreen")
        assert len(urls) == 1


async def test_an_opposition_stops_it_with_the_name(funnel, urls):
    oppose(funnel, 1)
    oppose(funnel, 2, opposed_channels='["email"]')
    async with driven(funnel) as program:
        program.app.board.board.go_to(1)
        await program.pilot.pause()
        await program.press("T")
        await program.sees("Sophie Martin asked not to be contacted, so no message was written.")
        await write_to(program, 2)
        await program.sees("Karim Benali asked not to be contacted by e-mail")
        await program.press("enter")
        await program.press("y")
        await program.press("d")
        assert type(program.app.screen).__name__ == "WriteScreen"
        assert urls == []


async def test_without_an_address_it_can_be_copied(funnel, urls):
    async with driven(funnel) as program:
        await write_to(program, 3)
        await program.press("enter")
        await program.sees("Bob has no e-mail address.")
        await program.press("y")
        await program.opens("LogScreen")
        assert program.app.clipboard.startswith("Three questions worth asking first\n\nHello Bob,")
        await program.press("escape")
        await program.opens("BoardScreen")


async def test_a_message_of_another_channel_is_copied_and_logged_by_it(funnel, urls):
    funnel.services.templates.add(NewTemplate("Short", "fr", "", "Bonjour {prénom} !", "cold", "lead", "", "social"))
    async with driven(funnel) as program:
        await write_to(program)
        await program.sees("Short")
        await program.press("enter")
        await program.opens("LogScreen")
        assert program.app.clipboard == "Bonjour Sophie !"
        await program.press("enter")
        await program.opens("BoardScreen")
        assert urls == []
        assert "social" in str(funnel.reads.contact.timeline(1)[0])


async def test_a_message_too_long_for_a_link_becomes_a_draft(funnel, urls, tmp_path, monkeypatch):
    monkeypatch.setenv("HOME", str(tmp_path))
    funnel.services.templates.add(NewTemplate("Long", "fr", "Long", "é" * 900, "cold", "lead"))
    async with driven(funnel) as program:
        await write_to(program)
        await program.press("enter")
        await program.opens("LogScreen")
        file = tmp_path / "funneltui-drafts" / "0001-sophie-martin.eml"
        assert urls == [file.as_uri()]
        message = email.message_from_bytes(file.read_bytes(), policy=email.policy.default)
        assert message["To"] == "Sophie Martin <sophie@x.fr>"


async def test_a_selection_becomes_drafts_in_each_ones_language(funnel, urls, tmp_path):
    folder = tmp_path / "drafts"
    oppose(funnel, fill(funnel, NewProspect(name="Eve", stage="lead", emails=("e@x.fr",)))[0])
    async with driven(funnel) as program:
        await write_to_all(program)
        await program.sees("Write to 4 contacts")
        program.app.screen.field("folder").input.value = str(folder)
        await program.press("enter")
        await program.opens("LogScreen")
        assert sorted(one.name for one in folder.iterdir()) == ["0001-sophie-martin.eml", "0002-karim-benali.eml"]
        assert "2 drafts in" in program.app.desk.status.text
        assert "2 skipped" in program.app.desk.status.text
        assert "Eve asked not to be contacted" in program.app.desk.status.text
        assert "Bob has no e-mail address." in program.app.desk.status.text
        await program.press("enter")
        await program.opens("BoardScreen")
        assert [program.card(number).unanswered for number in (1, 2, 3, 4)] == [1, 1, 0, 0]
        await program.press("u")
        await program.until(lambda: program.card(1).unanswered == 0)


async def write_to_all(program):
    program.app.board.board.go_to(1)
    await program.pilot.pause()
    await program.press("ctrl+a", "T")
    await program.opens("WriteScreen")


async def test_when_nobody_of_a_selection_can_get_one_it_is_said(funnel, urls, tmp_path):
    for contact in (1, 2):
        oppose(funnel, contact, opposed_channels='["email"]')
    async with driven(funnel) as program:
        await write_to_all(program)
        program.app.screen.field("folder").input.value = str(tmp_path / "drafts")
        await program.press("enter")
        await program.press("tab")
        assert type(program.app.screen).__name__ == "WriteScreen"
        program.app.screen.field("folder").input.value = ""
        program.app.screen.query_one("#templates").focus()
        await program.press("enter")
        assert not (tmp_path / "drafts").exists()


@pytest.mark.parametrize("size", [(120, 40), (80, 24), (40, 12)])
@pytest.mark.parametrize("language", ["en", "fr"])
async def test_it_fits_every_screen(funnel, urls, size, language):
    set_language(language)
    async with driven(funnel, size) as program:
        await write_to(program)
        await program.sees("Questions utiles", "Bonjour Sophie,")
        for button in ("#save", "#close"):
            region = program.app.screen.query_one(button).region
            assert region.bottom <= size[1]
            assert region.right <= size[0]


async def test_templates_are_named_in_full_on_80_columns(funnel, urls):
    async with driven(funnel, (80, 24)) as program:
        await write_to(program)
        await program.sees("Bonjour Sophie,")
        listed = program.screen.query_one("#templates")
        await program.until(lambda: "Relance de la proposition" in program.text_in(listed))
        assert "…" not in program.text_in(listed)


async def test_hostile_text_is_shown_and_never_obeyed(funnel, urls):
    (number,) = fill(funnel, NewProspect(name="x", stage="lead", emails=("x@x.fr",), language="en"))
    funnel.services.opportunities.edit(number, {"name": HOSTILE.replace("\x1b", "").replace("\x07", "")})
    funnel.services.templates.add(
        NewTemplate("[red]T[/] [@click=app.quit]", "en", "[b]", "{name} [/x] {[}", "cold", "lead")
    )
    async with driven(funnel) as program:
        await write_to(program, number)
        await program.sees("[red]T[/]", "Ada [/] Ltd [@click=app.quit]x[/]")


async def test_a_control_character_in_a_name_is_told(funnel, urls):
    (number,) = fill(funnel, NewProspect(name=HOSTILE, stage="lead", emails=("x@x.fr",), language="en"))
    funnel.services.templates.add(NewTemplate("N", "en", "{name}", "{name}", "cold", "lead"))
    async with driven(funnel) as program:
        await write_to(program, number)
        await program.sees("Line break or control character")
        assert "\x1b" not in program.raw
        await program.press("enter")
        assert urls == []


async def test_without_a_template_it_says_how_to_make_one(funnel, urls):
    for one in funnel.services.templates.list():
        funnel.services.templates.remove(one.id)
    async with driven(funnel) as program:
        await write_to(program)
        await program.sees("No templates yet.")
        await program.press("enter", "y", "d")
        assert type(program.app.screen) is not LogScreen
