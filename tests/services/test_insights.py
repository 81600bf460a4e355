"""Reports on random work: every figure is what plain reckoning says, and the list behind it adds up to it."""

from __future__ import annotations

import random
from contextlib import suppress
from datetime import date, datetime, timedelta
from itertools import product
from pathlib import Path
from statistics import median
from zoneinfo import ZoneInfo

import pytest

from funneltui.domain.entries import NewTouch, NextStep
from funneltui.domain.insights.rates import Share
from funneltui.domain.insights.report import Kind, Report, Table
from funneltui.domain.insights.scope import Scope, parse_period
from funneltui.domain.insights.sources import NOT_A_FIT
from funneltui.domain.money import Amount, Money
from funneltui.errors import FunnelError, NotFoundError
from funneltui.services.exporting import Exporting
from funneltui.services.insights import REPORTS, Insights
from funneltui.settings import Settings
from funneltui.storage.reads.insights import InsightReads
from tests.lengths import rounds
from tests.services.desk import TODAY, Desk
from tests.services.plain_figures import Figures, money, textbook_median

NOW = datetime(2026, 11, 22, 12, tzinfo=ZoneInfo("Europe/Paris"))
SOURCES = ("LinkedIn", "fair", "")
DOINGS = "add add add move move move win lose park reopen log log bin tag plan undo".split()
REASONS = ("price", "no_answer", "timing", "outside_target")
SETTINGS = Settings(goal_won=5000, goal_exchanges=10)
PERIOD = Scope(TODAY - timedelta(days=25), TODAY + timedelta(days=5))
SCOPES = {
    "all": Scope(),
    "period": PERIOD,
    "cohort": Scope(created_since=TODAY - timedelta(days=30), created_until=TODAY - timedelta(days=10)),
    "tag": Scope(PERIOD.since, PERIOD.until, tag="web"),
    "source": Scope(source="fair"),
    "no source": Scope(PERIOD.since, None, source=""),
}


def insights(desk: Desk) -> Insights:
    return Insights(InsightReads(desk.connection, desk.clock, SETTINGS), desk.clock, SETTINGS)


def tables(report: Report) -> dict[str, Table]:
    return {table.key: table for table in report.tables}


def column(table: Table, row: str) -> dict[str, object]:
    (there,) = (one for one in table.rows if one.key == row)
    return {column.key: cell.value for column, cell in zip(table.columns, there.cells, strict=True)}


def work_at_random(desk: Desk, dice: random.Random, steps: int) -> None:
    """A few weeks of a freelancer who changes their mind."""
    desk.clock.instant -= timedelta(days=45)
    deals: list[int] = []
    for _ in range(steps):
        desk.clock.instant += timedelta(hours=dice.randrange(1, 40))
        with suppress(FunnelError):
            _step(desk, dice, deals)
    desk.clock.instant = max(desk.clock.instant, NOW)


def _step(desk: Desk, dice: random.Random, deals: list[int], doing: str = "") -> None:
    doing = doing or dice.choice(DOINGS)
    if doing == "add" or not deals:
        currency = dice.choice(["EUR", "EUR", "CHF"])
        deals.append(
            desk.add(
                f"P {len(deals)}",
                stage=dice.choice(["suspect", "lead", "prospect", "client"]),
                source=dice.choice(SOURCES),
                amount=dice.choice([None, Amount(Money(dice.randrange(1, 90) * 10_001, currency))]),
            )
        )
        return
    deal = dice.choice(deals)
    today = desk.clock.today()
    if doing == "move":
        desk.opportunities.move([deal], dice.choice(["suspect", "lead", "prospect", "proposal"]), reason="so")
    elif doing == "win":
        desk.opportunities.win([deal], on=today - timedelta(days=dice.randrange(9)))
    elif doing == "lose":
        desk.opportunities.lose([deal], reason=dice.choice(REASONS))
    elif doing == "park":
        desk.opportunities.park([deal], until=today + timedelta(days=dice.randrange(1, 50)))
    elif doing == "reopen":
        desk.opportunities.reopen([deal])
    elif doing == "log":
        channel = dice.choice(["email", "call", "social"])
        at = desk.clock.now() - timedelta(days=dice.randrange(20))
        desk.touches.log([deal], NewTouch(channel, incoming=dice.random() < 0.4, at=at))
    elif doing == "bin" and dice.random() < 0.3:
        desk.opportunities.bin([deal])
    elif doing == "tag":
        desk.opportunities.tag([deal], add=["web"])
    elif doing == "plan":
        desk.opportunities.plan([deal], NextStep(today + timedelta(days=dice.randrange(20)), "call"))
    elif doing == "undo":
        desk.history.undo()


@pytest.fixture(scope="module", params=range(rounds(2, 4)))
def worked(request, tmp_path_factory):
    """A file somebody has worked in, and its figures reckoned plainly."""
    folder = tmp_path_factory.mktemp("worked")
    desk = Desk(folder / "funnel.db")
    work_at_random(desk, random.Random(request.param), 160)
    yield desk, figures(desk, folder)
    desk.close()


def figures(desk: Desk, folder: Path) -> Figures:
    path = folder / "all.json"
    Exporting(desk.database, desk.clock, SETTINGS).write(path, force=True)
    return Figures(path, desk.clock.today())


@pytest.mark.parametrize("scope", SCOPES.values(), ids=SCOPES)
def test_the_funnel_is_what_plain_reckoning_says_and_its_parts_add_up(worked, scope):
    desk, plain = worked
    report = tables(insights(desk).report("funnel", scope))
    entries, fates = plain.entries(scope), plain.fates(scope)
    for row in report["stages"].rows:
        counts = column(report["stages"], row.key)
        parts = {key: counts[key] for key in ("on", "won", "lost", "parked", "back", "still")}
        assert counts["entries"] == sum(parts.values()) == len(entries.get(row.key, ()))
        assert parts == {key: fates.get(row.key, {}).get(key, 0) for key in parts}
        ended = [plain.all[deal].kind for deal in entries.get(row.key, ())]
        share = Share(ended.count("won"), ended.count("won") + ended.count("lost"))
        assert counts["won_share"] == (None if row.key in {"client", "lost"} else share)
    decided = column(report["decided"], "decided")
    won, lost = plain.closed(scope, "won"), plain.closed(scope, "lost")
    assert (decided["won"], decided["lost"], decided["won_value"]) == (len(won), len(lost), money(won))
    assert decided["win_rate"] == Share(len(won), len(won) + len(lost))
    cohort = column(report["cohort"], "cohort")
    kinds = [deal.kind for deal in plain.created(scope)]
    assert cohort["created"] == len(kinds)
    assert cohort["created"] == cohort["won"] + cohort["lost"] + cohort["parked"] + cohort["open"]
    assert (cohort["won"], cohort["lost"], cohort["parked"]) == tuple(map(kinds.count, ("won", "lost", "parked")))


@pytest.mark.parametrize("scope", SCOPES.values(), ids=SCOPES)
def test_time_in_a_stage_is_a_textbooks_median(worked, scope):
    desk, plain = worked
    report = tables(insights(desk).report("time", scope))
    for row in report["stages"].rows:
        counts, stays = column(report["stages"], row.key), plain.stays(scope, row.key)
        assert (counts["deals"], counts["still"]) == (len(stays), sum(not over for _, over in stays))
        assert counts["median_days"] == textbook_median(stays)
    cycles = [
        (
            max(0, ((_day(deal.row["closed_on"]) or plain.today) - deal.came_in).days),
            deal.kind in {"won", "lost"},
        )
        for deal in plain.created(scope)
    ]
    assert column(report["cycle"], "decision")["median_days"] == textbook_median(cycles)


def _day(text):
    return date.fromisoformat(text) if text else None


@pytest.mark.parametrize("scope", SCOPES.values(), ids=SCOPES)
def test_sources_losses_activity_and_months_are_what_plain_reckoning_says(worked, scope):
    desk, plain = worked
    sources = tables(insights(desk).report("sources", scope))["sources"]
    deals = plain.created(scope)
    assert {row.key for row in sources.rows} == {deal.contact["source"] for deal in deals}
    for row in sources.rows:
        counts = column(sources, row.key)
        there = [deal for deal in deals if deal.contact["source"] == row.key]
        won = [deal for deal in there if deal.kind == "won"]
        assert counts["deals"] == len(there) == sum(counts[key] for key in ("won", "lost", "junk", "untried", "open"))
        assert (counts["won"], counts["revenue"]) == (len(won), money(won))
        junk = [
            deal for deal in there
            if deal.row["lost_reason"] in NOT_A_FIT and deal.kind == "lost" and not deal.row["discarded_untried"]
        ]  # fmt: skip
        assert counts["junk"] == len(junk)
        assert counts["win_rate"] == Share(len(won), sum(deal.kind in {"won", "lost"} for deal in there))
        assert counts["untried"] == sum(deal.kind == "lost" and deal.row["discarded_untried"] for deal in there)
        reached = [{plain.stages[move["to_stage_id"]]["key"] for move in deal.moves} for deal in there]
        assert counts["qualified"] == sum(
            deal.kind == "won" or bool(keys & {"prospect", "proposal"})
            for deal, keys in zip(there, reached, strict=True)
        )
        assert counts["one_off"] + counts["repeat"] == counts["won"]
    losses = tables(insights(desk).report("losses", scope))
    lost = plain.closed(scope, "lost")
    assert {row.key: row.cells[0].value for row in losses["reasons"].rows} == {
        reason: len([deal for deal in lost if deal.row["lost_reason"] == reason])
        for reason in {deal.row["lost_reason"] for deal in lost}
    }
    parted = {
        "reasons": lambda deal: deal.row["lost_reason"],
        "sources": lambda deal: deal.contact["source"],
        "segments": lambda deal: deal.segment,
    }
    for name, part in parted.items():
        for row in losses[name].rows:
            there = [deal for deal in lost if part(deal) == row.key]
            assert [cell.value for cell in row.cells] == [len(there), Share(len(there), len(lost)), money(there)]
        assert {row.key for row in losses[name].rows} == set(map(part, lost))
    talk = tables(insights(desk).report("activity", scope))["channels"]
    answered, waited = plain.answered(scope)
    assert {row.key for row in talk.rows} == {"all", *answered}
    for key, counts in answered.items():
        shown = column(talk, key)
        assert (shown["out"], shown["answered"], shown["in"]) == (counts["out"], counts["answered"], counts["in"])
        assert shown["answer_rate"] == Share(counts["answered"], counts["out"])
        assert shown["days_to_answer"] == (median(waited[key]) if waited[key] else None)
    months = tables(insights(desk).report("months", scope))["months"]
    for row in months.rows:
        created = [deal for deal in deals if deal.came_in.isoformat().startswith(row.key)]
        won, gone = (
            [deal for deal in plain.closed(scope, kind) if deal.row["closed_on"].startswith(row.key)]
            for kind in ("won", "lost")
        )
        share = Share(len(won), len(won) + len(gone))
        talk_of_month, _ = plain.answered(scope.within(*_month(row.key, scope)))
        ways = [sum(counts[way] for counts in talk_of_month.values()) for way in ("out", "in")]
        figures = [len(created), len(won), len(gone), share, money(won), *ways]
        assert [cell.value for cell in row.cells] == figures
    month = tables(insights(desk).report("month", scope))
    won = plain.closed(scope, "won")
    assert column(month["decided"], "decided") == {
        "won": len(won), "lost": len(lost), "win_rate": Share(len(won), len(won) + len(lost)), "won_value": money(won),
    }  # fmt: skip
    assert [row.key for row in month["reasons"].rows] == [row.key for row in losses["reasons"].rows]
    for row in month["sources"].rows:
        there = [deal for deal in won if deal.contact["source"] == row.key]
        assert [cell.value for cell in row.cells] == [len(there), money(there)]
    assert sum(row.cells[0].value for row in month["sources"].rows) == len(won)
    assert {row.key: row.cells[1].value for row in month["channels"].rows} == {
        key: Share(counts["answered"], counts["out"]) for key, counts in answered.items() if counts["out"]
    }


def _month(key: str, scope: Scope) -> tuple[date, date]:
    """The days of a month that are in the period."""
    first, last = parse_period(key)
    return max(scope.since or first, first), min(scope.until or last, last)


@pytest.mark.parametrize("scope", SCOPES.values(), ids=SCOPES)
def test_the_forecast_is_value_times_probability(worked, scope):
    desk, plain = worked
    report = tables(insights(desk).report("forecast", scope))
    live = [deal for deal in plain.deals(scope) if deal.kind in {"suspect", "open"}]
    assert sum(row.cells[0].value for row in report["months"].rows) == len(live)
    for row in report["stages"].rows:
        deals = [deal for deal in live if deal.stage["key"] == row.key]
        counts = column(report["stages"], row.key)
        assert (counts["deals"], counts["value"]) == (len(deals), money(deals))
        expected = {key: amount * int(counts["probability"]) for key, amount in money(deals).items()}
        assert counts["expected"] == {key: (amount + 50) // 100 for key, amount in expected.items()}


@pytest.mark.parametrize(("scope", "key"), list(product(SCOPES.values(), REPORTS)))
def test_the_list_behind_each_figure_adds_up_to_it(worked, scope, key):
    desk, _plain = worked
    all_of_it = insights(desk)
    report = all_of_it.report(key, scope)
    looked_at = 0
    for table in report.tables:
        for row in table.rows:
            for column, cell in zip(table.columns, row.cells, strict=True):
                assert cell.behind or cell.value is None or column.key in {"available", "target", "passed"}, "a setting"
                if cell.behind is None or column.kind in {Kind.DAYS, Kind.PERCENT}:
                    continue
                rows = all_of_it.behind(cell.behind, scope)
                looked_at += 1
                if column.key.startswith("cost"):
                    continue
                if column.kind is Kind.MONEY and column.key != "expected":
                    total: dict[str, int] = {}
                    for one in rows:
                        total[one.currency] = total.get(one.currency, 0) + (one.amount or 0)
                    assert {name: amount for name, amount in total.items() if amount} == cell.value
                elif isinstance(cell.value, Share):
                    assert sum(one.times for one in rows) == cell.value.part, (table.key, row.key, column.key)
                elif isinstance(cell.value, int):
                    assert sum(one.times for one in rows) == cell.value, (table.key, row.key, column.key)
    assert looked_at or key == "capacity" or scope != Scope()


def test_undoing_anything_restores_every_figure(desk):
    dice = random.Random(3)
    work_at_random(desk, dice, 60)
    deals = [row[0] for row in desk.rows("SELECT id FROM opportunity")]

    def everything() -> list[Report]:
        return [insights(desk).report(key, scope) for key in REPORTS for scope in (Scope(), PERIOD)]

    before = everything()
    undone = 0
    while undone < 20:
        count = desk.rows("SELECT count(*) FROM step")
        with suppress(FunnelError):
            _step(desk, dice, list(deals), doing=dice.choice(DOINGS[:-1]))
        if desk.rows("SELECT count(*) FROM step") != count:
            desk.history.undo()
            undone += 1
        assert everything() == before


def test_goals_are_told_where_the_whole_month_is_looked_at(worked):
    desk, plain = worked
    month = Scope(*parse_period(plain.today.isoformat()[:7]))
    passed = 100 * plain.today.day // month.until.day
    won = money(plain.closed(month, "won")).get("EUR", 0) // 100
    talk = sum(counts["out"] + counts["in"] for counts in plain.answered(month)[0].values())
    for key, scope in product(("months", "month"), (Scope(), month)):
        goals = tables(insights(desk).report(key, scope))["goals"]
        assert column(goals, "won") == {
            "done": {"EUR": won * 100}, "target": {"EUR": 500_000}, "reached": won // 50, "passed": passed,
        }  # fmt: skip
        assert column(goals, "exchanges") == {"done": talk, "target": 10, "reached": talk * 10, "passed": passed}
    for scope in (PERIOD, Scope(tag="web")):
        assert "goals" not in tables(insights(desk).report("months", scope))


def test_a_report_nobody_knows_is_said_with_those_there_are(desk):
    with pytest.raises(NotFoundError, match="funnel, time"):
        insights(desk).report("weather", Scope())
