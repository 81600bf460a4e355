"""A move past a gate asks once, and a reason lets it through."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from funneltui.errors import FunnelError
from funneltui.i18n import sentence

if TYPE_CHECKING:
    from funneltui.bootstrap import Services
    from funneltui.storage.outcome import Change
    from funneltui.tui.app import FunnelApp

__all__ = ["ask_at_gate"]


def ask_at_gate(
    app: FunnelApp,
    ids: Sequence[int],
    write: Callable[[Services, str], Change],
    then: Callable[[Change], object] | None = None,
) -> None:
    """Move cards; when the stage asks for more than is known, ask for a reason and move with it.

    Args:
        app: The program.
        ids: The cards.
        write: Moves them, given a reason or nothing.
        then: Called with the change once it is made.
    """

    def refused(error: FunnelError) -> None:
        from funneltui.services.changes import GateError

        if isinstance(error, GateError):
            from funneltui.tui.forms.gate import GateScreen

            app.push_screen(GateScreen(error), retry)
        else:
            app.say(sentence(error), problem=True)

    def retry(reason: str | None) -> None:
        if reason:
            app.perform_on(list(ids), lambda services: write(services, reason), then=then)

    app.perform_on(list(ids), lambda services: write(services, ""), then=then, failed=refused)
