"""A12: what was typed into a form that was left is offered again, whichever form and however it was left."""

from __future__ import annotations

from datetime import timedelta

import pytest

from funneltui.domain.entries import NewProspect, NextStep
from tests.tui.driving import Driver, driven, fill, opened


@pytest.fixture
def funnel(tmp_path):
    one = opened(tmp_path)
    fill(
        one,
        NewProspect(name="Ada", organization="Brume", stage="lead"),
        NewProspect(name="Bob", organization="Nord", stage="lead"),
    )
    return one


FORMS = [
    ("a", "AddScreen", "organization"),
    ("e", "EditScreen", "note"),
    ("e", "EditScreen", "job_title"),
    ("c", "LogScreen", "note"),
    ("f", "NextActionScreen", "next"),
    ("s", "SnoozeScreen", "until"),
    ("p", "ParkScreen", "say"),
    ("x", "LoseScreen", "note"),
    ("w", "WinScreen", "value"),
    ("t", "TagsScreen", "tags"),
    ("P", "ProposalScreen", "reference"),
    ("K", "OrganizationScreen", "organization_note"),
]


async def typed_into(program: Driver, keys: str, screen: str, field: str, text: str) -> None:
    await program.press(keys)
    await program.opens(screen)
    row = program.screen.row(field)
    row.target.focus()
    row.put("")
    await program.rest()
    await program.write(text)


@pytest.mark.parametrize(("keys", "screen", "field"), FORMS)
async def test_a_form_left_with_something_in_it_is_offered_again_until_it_is_saved_or_emptied(
    funnel, keys, screen, field
):
    if keys == "s":
        funnel.services.opportunities.plan([1, 2], NextStep(funnel.clock.today() + timedelta(days=1), "call"))
    async with driven(funnel) as program:
        await typed_into(program, keys, screen, field, "typed words")
        await program.press("escape")
        await program.opens("BoardScreen")
        await program.press(keys)
        await program.opens(screen)
        assert program.app.screen.row(field).value == "typed words"
        await program.sees("Draft restored · Ctrl+G discards")
        before = program.app.screen.row(field).initial
        await program.press("ctrl+g")
        assert program.app.screen.row(field).value == before
        await program.press("escape")
        await program.opens("BoardScreen")
        await program.press(keys)
        await program.opens(screen)
        assert program.app.screen.row(field).value == before
        assert "Draft" not in program.text


async def test_the_name_of_a_restored_draft_is_replaced_by_what_is_typed_next(funnel):
    async with driven(funnel) as program:
        await program.press("a")
        await program.opens("AddScreen")
        await program.write("Jean Dupont")
        await program.press("escape")
        await program.opens("BoardScreen")
        await program.press("a")
        await program.opens("AddScreen")
        await program.sees("Draft restored")
        await program.press("Z", "o", "e")
        assert program.app.screen.text("name") == "Zoe"


async def test_a_draft_is_of_one_card_only_and_gone_when_it_is_saved(funnel):
    async with driven(funnel) as program:
        await typed_into(program, "c", "LogScreen", "note", "wants a quote")
        await program.press("escape")
        await program.opens("BoardScreen")
        await program.press("j", "c")
        await program.opens("LogScreen")
        assert program.app.screen.row("note").value == ""
        await program.press("escape", "k", "c")
        await program.opens("LogScreen")
        await program.press("ctrl+s")
        await program.opens("BoardScreen")
        await program.until(lambda: not funnel.reads.drafts.all(), "the draft is gone")
        await program.press("c")
        await program.opens("LogScreen")
        assert program.app.screen.row("note").value == ""


async def test_a_form_that_was_only_looked_at_leaves_nothing(funnel):
    async with driven(funnel) as program:
        await program.press("e")
        await program.opens("EditScreen")
        await program.press("escape", "c")
        await program.opens("LogScreen")
        await program.press("escape")
        await program.opens("BoardScreen")
        assert funnel.reads.drafts.all() == ()


async def test_several_cards_have_a_draft_of_their_own(funnel):
    async with driven(funnel) as program:
        await program.press("ctrl+a")
        await typed_into(program, "c", "LogScreen", "note", "mailing of spring")
        await program.press("escape")
        await program.opens("BoardScreen")
        await program.press("c")
        await program.opens("LogScreen")
        assert program.app.screen.row("note").value == "mailing of spring"
        await program.press("escape", "escape", "c")
        await program.opens("LogScreen")
        assert program.app.screen.row("note").value == ""


async def test_evidence_that_is_being_written_is_kept_too(funnel):
    async with driven(funnel) as program:
        await program.press("v")
        await program.opens("ChecklistScreen")
        await program.press("tab")
        await program.write("budget voted")
        await program.until(funnel.reads.drafts.all, "kept while it is typed")
        assert [draft.fields for draft in funnel.reads.drafts.all()] == [{"evidence": "budget voted"}]
        await program.press("enter")
        await program.until(lambda: not funnel.reads.drafts.all(), "saved: no draft any more")


async def test_what_is_typed_is_on_the_disk_while_the_form_is_open_and_the_board_is_not_drawn_anew(funnel, monkeypatch):
    async with driven(funnel) as program:
        reloads = []
        monkeypatch.setattr(program.app, "reload", lambda: reloads.append(1))
        await typed_into(program, "c", "LogScreen", "note", "first words")
        await program.until(funnel.reads.drafts.all, "kept while the form is open")
        program.app.poll()
        assert reloads == []
        assert not program.app.board.changed_elsewhere()


async def test_a_place_that_is_gone_to_leaves_the_form_as_a_draft(funnel):
    async with driven(funnel) as program:
        await typed_into(program, "c", "LogScreen", "note", "half a sentence")
        await program.press("ctrl+q")
    reopened = opened(funnel.database.path.parent)
    assert [draft.fields["note"] for draft in reopened.reads.drafts.all()] == ["half a sentence"]
    reopened.close()


async def test_erasing_somebody_reaches_the_forms_left_about_them(funnel):
    async with driven(funnel) as program:
        await typed_into(program, "c", "LogScreen", "note", "private words")
        await program.press("escape")
        await program.opens("BoardScreen")
        await program.until(funnel.reads.drafts.all, "kept")
        funnel.services.erasing.erase(1, "Ada")
        assert funnel.reads.drafts.all() == ()
