"""What places, forms and widgets ask of the program: one port, `Desk`."""

from funneltui.tui.desk.desk import Desk, desk_of
from funneltui.tui.desk.writer import Told, Write

__all__ = ["Desk", "Told", "Write", "desk_of"]
