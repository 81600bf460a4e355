"""A13: why a deal was parked, and what to say then, are offered in the form when it is parked again."""

from __future__ import annotations

from tests.tui.driving import driven, fill, opened
from tests.tui.on_board import lead


async def test_reason_and_words_are_offered_again(tmp_path):
    funnel = opened(tmp_path)
    fill(funnel, lead("Ada"))
    async with driven(funnel) as program:
        await program.press("p")
        await program.opens("ParkScreen")
        program.app.screen.row("why").put("budget in May")
        program.app.screen.row("say").put("ask about the film\nand the fair")
        await program.press("ctrl+s")
        await program.opens("BoardScreen")
        funnel.services.opportunities.reopen([1])
        program.app.reload()
        await program.until(lambda: program.app.board.current == 1, "it is back")
        await program.press("p")
        await program.opens("ParkScreen")
        kept = [program.app.screen.text(name) for name in ("why", "say")]
        assert kept == ["budget in May", "ask about the film\nand the fair"]
