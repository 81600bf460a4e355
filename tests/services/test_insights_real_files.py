"""Reports on funnels that others have published, against figures reckoned from the files themselves."""

from __future__ import annotations

import csv
import os
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from funneltui.domain.insights.rates import Share
from funneltui.domain.insights.report import Report, Value
from funneltui.domain.insights.scope import Scope, parse_period
from funneltui.services.importing.values import ImportOptions
from funneltui.services.insights import Insights
from funneltui.settings import Settings
from funneltui.storage.reads.insights import InsightReads
from tests.services.office import Office

_ROOT = Path(__file__).resolve().parent.parent.parent
DATA = Path(os.environ.get("FUNNELTUI_DATA", _ROOT.parent / "shared" / "data")) / "funnel"
PIPELINE = DATA / "maven-crm" / "sales_pipeline.csv"
LEADS = DATA / "olist" / "olist_marketing_qualified_leads_dataset.csv"
DEALS = DATA / "olist" / "olist_closed_deals_dataset.csv"

pytestmark = pytest.mark.skipif(not PIPELINE.exists(), reason=f"the real files are not at hand ({DATA})")


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    one = Office(tmp_path)
    yield one
    one.close()


def insights(office: Office) -> Insights:
    clock = office.clock
    return Insights(InsightReads(office.connection, clock, Settings()), clock, Settings())


def cells(report: Report, table: str, row: str) -> dict[str, Value]:
    (chosen,) = (one for one in report.tables if one.key == table)
    (there,) = (one for one in chosen.rows if one.key == row)
    return {column.key: cell.value for column, cell in zip(chosen.columns, there.cells, strict=True)}


def test_the_pipeline_of_a_computer_seller(office):
    office.importing.run(office.preview_of(PIPELINE))
    with PIPELINE.open(encoding="utf-8") as stream:
        rows = list(csv.DictReader(stream))
    won = [row for row in rows if row["deal_stage"] == "Won"]
    report = insights(office).report("funnel", Scope())
    decided = cells(report, "decided", "decided")
    assert (decided["won"], decided["lost"]) == (4238, 2473)
    assert decided["won"] == len(won)
    assert decided["won_value"] == {"EUR": 1_000_553_400} == {"EUR": 100 * sum(int(row["close_value"]) for row in won)}
    assert decided["win_rate"] == Share(4238, 6711)
    assert Share(4238, 6711).words == "63.15%"
    year = Counter(row["close_date"][:7] for row in won)
    months = insights(office).report("months", Scope(*_days("2017-03", "2017-12")))
    counted = {row.key: row.cells[1].value for row in months.tables[0].rows}
    assert counted == {month: year[month] for month in counted}
    assert len(counted) == 10


def test_the_leads_of_a_market_place(office):
    office.importing.run(office.importing.preview(LEADS, ImportOptions(stage="suspect")))
    office.importing.run(office.importing.preview(DEALS, ImportOptions(on_duplicate="update")))
    with LEADS.open(encoding="utf-8") as stream:
        origins = {row["mql_id"]: row["origin"] for row in csv.DictReader(stream)}
    with DEALS.open(encoding="utf-8") as stream:
        won = Counter(origins[row["mql_id"]] for row in csv.DictReader(stream))
    leads = Counter(origins.values())
    report = insights(office).report("sources", Scope())
    (table,) = report.tables
    assert {row.key: (row.cells[0].value, row.cells[2].value) for row in table.rows} == {
        origin: (count, won[origin]) for origin, count in leads.items()
    }
    assert (leads["organic_search"], leads[""]) == (2296, 60)
    cohort = cells(insights(office).report("funnel", Scope()), "cohort", "cohort")
    assert cohort["won_of_created"] == Share(842, 8000)
    assert Share(842, 8000).words == "10.53%"
    suspects = cells(insights(office).report("funnel", Scope()), "stages", "suspect")
    assert (suspects["entries"], suspects["won"], suspects["still"]) == (8000, 842, 8000 - 842)


def _days(first: str, last: str) -> tuple[date, date]:
    return parse_period(first)[0], parse_period(last)[1]
