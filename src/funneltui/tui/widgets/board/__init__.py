"""The board: one widget that draws what is in sight."""

from funneltui.tui.widgets.board.board import Board

__all__ = ["Board"]
