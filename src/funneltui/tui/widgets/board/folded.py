"""What is shown of a folded column: its name and how many cards it has."""

from __future__ import annotations

from funneltui.domain.stages import stage_name
from funneltui.domain.text import safe
from funneltui.i18n import grouped
from funneltui.tui.widgets.board.model import Column


def folded_words(column: Column, ellipsis: str) -> str:
    """A folded column's name and count, with the space around them.

    Args:
        column: The column, folded or not.
        ellipsis: Stands for a count that is not known yet.
    """
    count = grouped(column.count) if column.counted else ellipsis
    return f" {safe(stage_name(column.lane.key, column.lane.name))} {count} "
