"""A14 on the screen: what is planned is shown where an exchange is logged, and done only when it is said."""

from __future__ import annotations

from datetime import timedelta

import pytest

from funneltui.domain.entries import NewProspect, NextStep
from tests.tui.driving import NOW, driven, fill, opened

TODAY = NOW.date()


@pytest.mark.parametrize(
    ("days", "channel", "keys", "states"),
    [
        (5, "call", [], [("call back", "open")]),
        (5, "call", ["down", "down", "down", "right"], [("call back", "done"), ("follow up", "open")]),
        (0, "call", [], [("call back", "done"), ("follow up", "open")]),
        (0, "call", ["right"], [("call back", "open")]),
    ],
)
async def test_a_plan_stays_until_it_is_said_to_be_done(tmp_path, days, channel, keys, states):
    funnel = opened(tmp_path)
    plan = NextStep(TODAY + timedelta(days=days), "call back", channel=channel)
    fill(funnel, NewProspect(name="Ada", stage="lead", next_step=plan))
    async with driven(funnel) as program:
        await program.press("c")
        await program.opens("LogScreen")
        await program.sees("call back")
        if keys[:1] == ["down"]:
            program.app.screen.row("completes").focus()
            keys = keys[-1:]
        await program.press(*keys, "ctrl+s")
        await program.opens("BoardScreen")
        found = funnel.reads.connection.execute("SELECT what, state FROM next_action ORDER BY id").fetchall()
        assert [tuple(row) for row in found] == states


async def test_a_day_past_is_no_next_action_but_what_is_late_can_be_kept(tmp_path):
    funnel = opened(tmp_path)
    late = NextStep(TODAY - timedelta(days=3), "call back")
    fill(funnel, NewProspect(name="Ada", stage="lead", next_step=late))
    async with driven(funnel) as program:
        await program.press("f")
        await program.opens("NextActionScreen")
        assert not program.app.screen.row("next").is_wrong
        await program.write("yesterday call")
        await program.press("ctrl+s")
        await program.sees("is in the past")
        assert program.card(1).due_on == late.due_on.isoformat()
