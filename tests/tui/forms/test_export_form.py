"""Exporting on the screen: all deals or those of a filter, as data, e-mail drafts or a page of reports."""

from __future__ import annotations

import csv

import pytest

from funneltui.domain.entries import NewProspect
from tests.tui.driving import driven, fill, opened


@pytest.fixture
def funnel(tmp_path):
    funnel = opened(tmp_path, sender="Marie", sender_email="marie@studio.example")
    fill(
        funnel,
        NewProspect(name="Sophie Martin", emails=("sophie@asso.example",), tags=("web",)),
        NewProspect(name="Paul Roux", emails=("paul@roux.example",)),
        NewProspect(name="Nobody Reachable", tags=("web",)),
    )
    return funnel


async def open_export(program, target, form: str) -> None:
    await program.press("f7")
    await program.opens("DataScreen")
    await program.press("e")
    await program.opens("ExportScreen")
    program.app.screen.row("format").put(form)
    await program.rest()
    await program.erase()
    await program.write(str(target))


async def test_a_filter_chooses_the_deals_and_says_what_it_means(funnel, tmp_path):
    async with driven(funnel) as program:
        await open_export(program, tmp_path / "web.csv", "csv")
        program.app.screen.row("query").put("tag:web martin")
        await program.sees("tag: web · “martin”")
        await program.press("ctrl+s")
        await program.sees("1 deal saved to")
        with (tmp_path / "web.csv").open(newline="", encoding="utf-8") as stream:
            assert [row["Name"] for row in csv.DictReader(stream)] == ["Sophie Martin"]


@pytest.mark.parametrize(
    ("words", "says"), [("tag:films", "No deal matches this filter."), ("stage:x", "isn't valid for stage")]
)
async def test_a_filter_that_finds_nobody_or_is_not_understood_writes_nothing(funnel, tmp_path, words, says):
    async with driven(funnel) as program:
        await open_export(program, tmp_path / "web.csv", "csv")
        program.app.screen.row("query").put(words)
        await program.press("ctrl+s")
        await program.sees(says)
        assert not (tmp_path / "web.csv").exists()


async def test_the_whole_file_takes_no_filter_and_drafts_take_a_template(funnel, tmp_path):
    async with driven(funnel) as program:
        await open_export(program, tmp_path / "all.json", "json")
        assert "Filter" not in program.text
        assert "Template" not in program.text
        program.app.screen.row("format").put("eml")
        await program.sees("Filter", "Template")
        assert program.app.screen.text("path") == str(tmp_path / "all")


async def test_drafts_are_written_into_a_folder_and_who_gets_none_is_told(funnel, tmp_path):
    async with driven(funnel) as program:
        await open_export(program, tmp_path / "drafts", "eml")
        program.app.screen.row("query").put("tag:web")
        await program.press("ctrl+s")
        await program.opens("DataScreen")
        said = program.app.desk.status.text  # too long for the line
        assert said.startswith("1 draft in")
        assert "1 skipped: Nobody Reachable has no e-mail address" in said
        (draft,) = (tmp_path / "drafts").glob("*.eml")
        assert b"sophie@asso.example" in draft.read_bytes()


async def test_the_reports_are_a_page(funnel, tmp_path):
    async with driven(funnel) as program:
        await open_export(program, tmp_path / "all.html", "html")
        await program.press("ctrl+s")
        await program.sees("Saved to")
        assert "Capacity" in (tmp_path / "all.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("form", ["csv", "html"])
async def test_the_file_with_the_deals_is_never_replaced(funnel, form):
    path = funnel.database.path
    async with driven(funnel) as program:
        await open_export(program, path, form)
        for _ in range(3):
            await program.press("ctrl+s")
            await program.sees("contains your deals")
            assert "Save again" not in program.text
        assert path.read_bytes().startswith(b"SQLite format 3")
