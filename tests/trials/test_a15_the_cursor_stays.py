"""A15: in Today, what a key moves elsewhere leaves the cursor where its row was: the next key is for the next row."""

from __future__ import annotations

from datetime import timedelta

from funneltui.domain.entries import NewProspect, NextStep
from tests.tui.driving import NOW, driven, fill, opened

TODAY = NOW.date()


async def test_what_is_planned_for_one_row_leaves_the_next_key_to_the_next_row(tmp_path):
    funnel = opened(tmp_path)
    planned = NewProspect(name="Planned", stage="lead", next_step=NextStep(TODAY + timedelta(days=2), "meet"))
    fill(funnel, planned, *(NewProspect(name=name, stage="lead") for name in ("Ada", "Bob", "Cem")))
    async with driven(funnel) as program:
        await program.press("f3")
        await program.opens("TodayScreen")
        today = program.app.screen
        ids = [row for row in today.list._lines.rows() if row != 1]
        today.list.go_to(ids[0])
        await program.press("f")
        await program.opens("NextActionScreen")
        await program.press("ctrl+s")
        await program.opens("TodayScreen")
        assert today.current == ids[1]
        today.list.go_to(ids[2])
        await program.press("f", "ctrl+s")
        await program.opens("TodayScreen")
        assert today.current == ids[1], "the last one of a band: the one before it"
        assert program.card(1).what == "meet"
