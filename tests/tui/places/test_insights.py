"""The place of insights: reports on keys, definitions, charts or tables, and the deals behind every figure."""

from __future__ import annotations

import re
from contextlib import asynccontextmanager
from datetime import timedelta

import pytest

from funneltui import i18n
from funneltui.domain.entries import NewProspect, NewTouch
from funneltui.domain.money import Amount, Money
from funneltui.i18n import LANGUAGES, set_language
from funneltui.services.insights import REPORTS
from funneltui.tui.widgets.figures import Figures
from funneltui.tui.widgets.report_bar import ReportBar
from tests.tui.driving import HOSTILE, NOW, driven, fill, opened

SIZES = ((120, 40), (80, 24))
TODAY = NOW.date()


def people(funnel):
    """Twelve prospects of a month: four won, four lost for their price, the rest still there."""
    ids = fill(
        funnel,
        *(
            NewProspect(
                name=HOSTILE if number == 11 else f"Person {number}",
                source="fair" if number % 2 else HOSTILE,
                amount=Amount(Money(100_000 * (number + 1), "EUR")),
                tags=("web",) if number < 6 else (),
            )
            for number in range(12)
        ),
    )
    deals = funnel.services.opportunities
    for deal in ids[:8]:
        deals.move([deal], "lead")
    deals.win(ids[:4], on=TODAY - timedelta(days=1))
    deals.lose(ids[4:8], reason="price")
    funnel.services.touches.log(ids[:2], NewTouch("email"))
    return ids


@asynccontextmanager
async def looking(folder, size=(120, 40), **settings):
    funnel = opened(folder, **settings)
    people(funnel)
    async with driven(funnel, size) as driver:
        await driver.press("f6")
        await driver.opens("InsightsScreen")
        await counted(driver)
        yield driver


async def counted(driver):
    """Wait until the report has come from its thread."""
    await driver.until(lambda: driver.app.screen.report is not None, "counted")
    await driver.rest()


def spot(driver):
    return driver.app.screen.query_one(Figures).spot


@pytest.mark.parametrize("size", SIZES)
async def test_it_opens_on_the_funnel_and_the_cursor_is_on_a_figure(tmp_path, size):
    async with looking(tmp_path, size) as driver:
        await driver.sees("What became of each stage's deals", "Suspect", "this year", "all sources")
        assert (spot(driver).table, spot(driver).row, spot(driver).text) == ("stages", "suspect", "12")


@pytest.mark.parametrize("size", SIZES)
async def test_every_report_is_a_key_away_in_both_languages_and_shows_no_control_character(tmp_path, size):
    for language in ("en", "fr"):
        i18n.set_language(language)
        async with looking(tmp_path / language, size, language=language) as driver:
            for title in REPORTS.values():
                await counted(driver)
                await driver.sees(i18n.translate(title))
                assert "\x1b" not in driver.raw
                assert "\x07" not in driver.raw
                await driver.press("tab")
            await counted(driver)
            await driver.sees(i18n.translate("Funnel"))
            await driver.press("shift+tab")
            await counted(driver)
            assert driver.app.screen.report.key == "month"


async def test_enter_lists_the_deals_behind_a_figure_and_the_list_adds_up(tmp_path):
    async with looking(tmp_path) as driver:
        await driver.press("down", "right", "right")
        assert spot(driver).title == "Won · Lead"
        await driver.press("enter")
        await driver.opens("BehindScreen")
        await driver.sees("4 deals · €10,000", "Person 3", "Person 0")
        assert "Person 5" not in driver.text
        await driver.press("escape")
        await driver.opens("InsightsScreen")
        assert spot(driver).title == "Won · Lead"


async def test_the_list_behind_has_every_key_of_a_card(tmp_path):
    async with looking(tmp_path) as driver:
        await driver.press("enter")
        await driver.opens("BehindScreen")
        await driver.sees("12 deals")
        await driver.press("end", "t")
        await driver.opens("TagsScreen")
        await driver.press("escape", "escape")
        await driver.opens("InsightsScreen")


async def test_exchanges_list_the_people_they_were_with(tmp_path):
    async with looking(tmp_path) as driver:
        await driver.press(*["tab"] * 5)
        await counted(driver)
        assert driver.app.screen.report.key == "activity"
        assert spot(driver).text == "2"
        await driver.press("enter")
        await driver.opens("BehindScreen")
        await driver.sees("Person 0", "Person 1")


async def test_a_figure_without_a_list_says_so(tmp_path):
    async with looking(tmp_path) as driver:
        await driver.press("tab", "right", "right")
        await counted(driver)
        await driver.press("right", "right", "enter")
        await driver.opens("BehindScreen")  # the deals that a median rests on
        await driver.press("escape")
        await driver.opens("InsightsScreen")
        for _ in range(2):
            await driver.press("tab")
            await counted(driver)
        await driver.press("G", "l", "l", "l", "l", "l", "enter")  # what a source cost a client
        await driver.opens("BehindScreen")
        await driver.press("escape")
        await driver.opens("InsightsScreen")
        for _ in range(4):
            await driver.press("tab")
            await counted(driver)
        await driver.press("G", "enter")  # the days to sell, a setting
        await driver.sees("This figure can't be opened as a list.")


async def test_how_a_figure_is_counted_is_one_key_away_and_follows_the_cursor(tmp_path):
    async with looking(tmp_path) as driver:
        await driver.press("d")
        await driver.sees("Different deals that entered the stage in the period.")
        await driver.press("right")
        await driver.sees("Went on to a later stage.")
        await driver.press("d")
        assert "Went on to a later stage." not in driver.text


async def test_charts_and_tables_by_a_key(tmp_path):
    async with looking(tmp_path) as driver:
        both = driver.text
        assert "█" in both
        assert "Won in the end" in both
        await driver.press("v")
        assert "█" in driver.text
        assert "Won in the end" not in driver.text
        await driver.press("v")
        assert "█" not in driver.text
        assert "Won in the end" in driver.text


async def test_the_switches(tmp_path):
    async with looking(tmp_path) as driver:
        await driver.press("t")
        await driver.opens("PickScreen")
        await driver.press("down", "enter")
        await driver.opens("InsightsScreen")
        await counted(driver)
        await driver.sees("#web")
        assert spot(driver).text == "6"
        await driver.press("s")
        await driver.opens("PickScreen")
        await driver.write("fair")
        await driver.press("enter")
        await driver.opens("InsightsScreen")
        await counted(driver)
        assert spot(driver).text == "3"
        for _ in range(3):
            await driver.press("p")
        await counted(driver)
        await driver.sees("last month")
        assert spot(driver).text == "0"
        await driver.press("c")
        await driver.sees("created: 2026")


async def test_a_months_end_in_two_keys(tmp_path):
    async with looking(tmp_path) as driver:
        await driver.press("m")
        await counted(driver)
        await driver.sees("4 deals lost for their price", "Mostly companies", "Won and lost", "Why deals were lost")
        assert spot(driver).behind is not None
        await driver.press("enter")
        await driver.opens("BehindScreen")
        await driver.sees("4 deals", "Person 4")


async def test_figures_follow_a_change_and_its_undoing(tmp_path):
    async with looking(tmp_path) as driver:
        await driver.press("enter")
        await driver.opens("BehindScreen")
        await driver.sees("12 deals")
        driver.app.screen.desk.perform(lambda services: services.opportunities.bin([1]))
        await driver.sees("11 deals")
        await driver.press("escape")
        await driver.opens("InsightsScreen")
        await driver.until(lambda: spot(driver) and spot(driver).text == "11")
        await driver.press("u")
        await driver.until(lambda: spot(driver) and spot(driver).text == "12")


async def test_the_share_really_won_is_adopted_when_it_rests_on_enough(tmp_path):
    async with looking(tmp_path) as driver:
        await driver.press("a")
        await driver.sees("Go to a stage in the forecast first.")
        await driver.press("tab", "tab")
        await counted(driver)
        await driver.until(lambda: driver.app.screen.report.key == "forecast")
        while spot(driver).table != "stages":
            await driver.press("down")
        await driver.press("a")
        await driver.sees("Too few deals are decided to tell.")
        deals = driver.funnel.services.opportunities
        more = fill(driver.funnel, *(NewProspect(name=f"More {number}") for number in range(4)))
        deals.lose(more, reason="price")
        driver.app.screen.reload()
        await driver.until(
            lambda: (made := driver.app.screen.report) and made.tables[1].rows[0].cells[3].value.whole == 12
        )
        await driver.press("a")
        await driver.until(lambda: driver.funnel.reads.stages.stages()[0].probability == 33)


async def test_every_figure_is_reached_with_the_arrows(tmp_path):
    async with looking(tmp_path, (80, 24)) as driver:
        reached = []
        await driver.press("home")
        while spot(driver) not in reached:
            reached.append(spot(driver))
            shown = driver.app.screen.query_one(Figures)
            assert 0 <= shown.pointed.y < shown.size.height
            await driver.press("down")
        assert {one.table for one in reached} == {"stages", "decided", "cohort"}
        await driver.press("pageup", "pageup", "pageup")
        assert spot(driver).row == "suspect"
        await driver.press("end")
        assert spot(driver).table == "cohort"


async def test_without_anything_it_is_quiet(tmp_path):
    async with driven(opened(tmp_path), (80, 24)) as driver:
        await driver.press("f6", "m")
        await driver.until(lambda: driver.app.screen.report is not None)
        await driver.sees("Nothing yet.")
        await driver.press("escape")
        await driver.opens("BoardScreen")


async def test_in_ascii(tmp_path):
    async with looking(tmp_path, ascii=True) as driver:
        body = driver.app.screen.query_one(Figures)
        lines = [body.render_line(number).text for number in range(body.size.height)]
        assert "".join(lines).isascii()
        assert any(re.search("##+", line) for line in lines)


async def test_the_goals_of_the_month_stand_on_the_boards_top_line(tmp_path):
    funnel = opened(tmp_path, goal_won=20_000, goal_exchanges=10)
    people(funnel)
    async with driven(funnel, (160, 40)) as driver:
        await driver.sees("Won €10,000 of €20,000 (50%)")
        funnel.services.touches.log([9], NewTouch("email"))
        driver.app.screen.desk.perform(lambda services: services.opportunities.win([9]))
        await driver.sees("Won €19,000 of €20,000 (95%)")


@pytest.mark.parametrize(
    ("width", "goals"), [(60, "Won 50%  Exchanges "), (80, "Won 50%"), (110, "Won 50%  Exchanges ")]
)
async def test_where_there_is_little_room_goals_are_a_number(tmp_path, width, goals):
    funnel = opened(tmp_path, goal_won=20_000, goal_exchanges=10)
    people(funnel)
    async with driven(funnel, (width, 24)) as driver:
        await driver.sees(goals)


async def test_a_chart_is_said_in_words(tmp_path):
    async with looking(tmp_path) as driver:
        for _ in range(3):
            await driver.press("v")
        await driver.sees("Lead: Went on 0, Won 4, Lost 4")
        assert "█" not in driver.text


async def test_the_report_shown_or_all_of_them_become_a_page(tmp_path):
    async with looking(tmp_path) as driver:
        await driver.press("e")
        await driver.opens("FileForm")
        await driver.sees("‹ Funnel ›")
        await driver.erase()
        await driver.write(str(tmp_path / "one.html"))
        await driver.press("ctrl+s")
        await driver.sees("Saved to")
        page = (tmp_path / "one.html").read_text(encoding="utf-8")
        assert "<svg" in page
        assert "Capacity" not in page
        assert "\x1b" not in page


async def test_a_definition_says_what_the_figure_rests_on(tmp_path):
    async with looking(tmp_path) as driver:
        await driver.press("tab", "d")
        await counted(driver)
        await driver.press("right", "right")
        await driver.sees("Median days · Suspect  n = 12")


@pytest.mark.parametrize("size", SIZES)
async def test_what_a_source_cost_is_noted_where_it_is_read(tmp_path, size):
    async with looking(tmp_path, size) as driver:
        await driver.press("tab", "tab", "tab")
        await counted(driver)
        await driver.sees("note a cost", "No costs noted.")
        await driver.until(lambda: spot(driver).table == "sources")
        source = spot(driver).row
        await driver.press("n")
        await driver.opens("SourceCostScreen")
        assert driver.screen.text("name") == source
        await driver.press("tab")
        await driver.write("£1,200 x 2")
        await driver.press("ctrl+s")
        await driver.opens("InsightsScreen")
        await driver.until(lambda: "No costs noted." not in driver.text)
        await driver.press("u")
        await driver.sees("No costs noted.")


@pytest.mark.parametrize(("width", "says"), [(80, "€10k"), (120, "€10,000")])
async def test_amounts_are_told_in_full_where_there_is_room(tmp_path, width, says):
    async with looking(tmp_path, (width, 40)) as driver:
        await driver.press("v", "v")
        await driver.sees("Won value")
        assert says in next(line for line in driver.text.splitlines() if "Won value" in line)


@pytest.mark.parametrize("language", LANGUAGES)
async def test_a_switch_stands_whole_on_its_line_or_not_at_all(tmp_path, language):
    set_language(language)
    funnel = opened(tmp_path)
    people(funnel)
    async with driven(funnel, (80, 24)) as driver:
        await driver.press("f6")
        await driver.opens("InsightsScreen")
        bar = driver.screen.query_one(ReportBar)
        for _report in range(3):
            await driver.press("tab")
        await driver.until(lambda: driver.screen.report is not None)
        await driver.rest()
        switches = {words.strip() for words in driver.text_in(bar).splitlines()[1].split("   ")} - {""}
        assert switches <= {f"{key} {words}" for key, words in bar._switches}
