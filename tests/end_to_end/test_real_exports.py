"""Real exports of other programs, imported by command, then worked on the board. Skipped without the data."""

from __future__ import annotations

import contextlib
import os
import sqlite3
from pathlib import Path

import pytest

from tests.end_to_end.program import WIDE

DATA = Path(os.environ.get("FUNNELTUI_DATA", Path(__file__).parents[3] / "shared" / "data"))
LEADS = DATA / "funnel" / "olist" / "olist_marketing_qualified_leads_dataset.csv"
PIPELINE = DATA / "funnel" / "maven-crm" / "sales_pipeline.csv"

pytestmark = [pytest.mark.slow, pytest.mark.skipif(not LEADS.exists(), reason="the data sets are not here")]


@pytest.fixture
def busy(home):
    home.done("import", str(LEADS), "--stage", "suspect")
    home.done("import", str(PIPELINE))
    return home


def test_two_exports_make_a_board_that_scrolls_moves_and_undoes(busy):
    with contextlib.closing(sqlite3.connect(busy.database)) as connection:
        kept = connection.execute(
            "SELECT s.key, count(*), sum(amount) FROM card JOIN stage s ON s.id = stage_id GROUP BY 1 ORDER BY position"
        ).fetchall()
    assert sum(cards for _, cards, _ in kept) == 8_000 + 8_800
    assert sum(amount or 0 for _, _, amount in kept) == 10_005_534_00
    assert {key: cards for key, cards, _ in kept} == {"suspect": 8500, "lead": 1589, "client": 4238, "lost": 2473}

    program = busy.program(size=WIDE)
    program.until(lambda: (program.count("Suspect"), program.count("Lead")) == (8500, 1589), "the counts")
    for _ in range(3):
        before = program.selected  # the contact beside the board changes a moment later
        program.press("pagedown")
        program.until(lambda before=before: program.selected != before, "the next page")
    card = program.selected
    program.press("L")
    program.until(lambda: program.count("Lead") == 1590, "the moved card")
    program.until(lambda: program.selected[:8] == card[:8], "the cursor on the moved card")
    program.press("u")
    program.until(lambda: (program.count("Suspect"), program.count("Lead")) == (8500, 1589), "the card back")
    program.until(lambda: program.selected[:8] == card[:8], "the cursor with it")
    program.press("u")
    program.until_said("Undone", "sales_pipeline.csv")
    program.until(lambda: (program.count("Suspect"), program.count("Lead")) == (8000, 0), "the second import undone")
    program.leave()
