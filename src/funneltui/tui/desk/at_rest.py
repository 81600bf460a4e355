"""Looking once, in a thread, whether the file is still as the last program left it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.dom import DOMNode

from funneltui.storage.errors import ChangedAtRestError
from funneltui.tui.desk.asking import in_background

if TYPE_CHECKING:
    from funneltui.tui.desk.desk import Desk


def check_at_start(desk: Desk, node: DOMNode) -> None:
    """Compare the bytes of the file with what they were, and say it when they differ.

    Args:
        desk: The program.
        node: Where it is said, as long as it is open.
    """
    funnel = desk.funnel

    def told(changed: bool) -> None:  # noqa: FBT001 - a result
        if changed:
            desk.status.say_slips([ChangedAtRestError(funnel.database.path)])

    in_background(desk, node, funnel.is_changed_at_rest, told, lambda _failure: None)
