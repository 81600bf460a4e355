"""A move past a gate asks once, and a reason lets it through."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from funneltui.errors import FunnelError
from funneltui.i18n import sentence
from funneltui.tui.desk import Desk, Told

if TYPE_CHECKING:
    from funneltui.bootstrap import Services
    from funneltui.storage.outcome import Change


def ask_at_gate(desk: Desk, ids: Sequence[int], write: Callable[[Services, str], Change], then: Told = None) -> None:
    """Move cards; when the stage asks for more than is known, ask for a reason and move with it.

    Args:
        desk: The program.
        ids: The cards.
        write: Moves them, given a reason or nothing.
        then: Called with the change once it is made.
    """

    def refused(error: FunnelError) -> None:
        from funneltui.services.changes import GateError

        if isinstance(error, GateError):
            from funneltui.tui.forms.gate import GateScreen

            desk.open(GateScreen(desk, error), retry)
        else:
            desk.say(sentence(error), problem=True)

    def retry(reason: str | None) -> None:
        if reason:
            desk.perform(lambda services: write(services, reason), then=then, cards=len(ids))

    desk.perform(lambda services: write(services, ""), then=then, failed=refused, cards=len(ids))
