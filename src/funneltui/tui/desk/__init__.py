"""What places, forms and widgets ask of the program: one port, `Desk`."""

from funneltui.tui.desk.desk import Desk, desk_of

__all__ = ["Desk", "desk_of"]
