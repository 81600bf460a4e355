"""Everything that is done otherwise than Textual does it, and the way back to Textual's own.

With `FUNNELTUI_ENGINE=plain`, or with a Textual whose parts are not those that `known` lists, the same names stand
for Textual's own parts: the program is slower, and right.
"""

from typing import TYPE_CHECKING

from funneltui.tui.engine.known import PLAIN

if TYPE_CHECKING or not PLAIN:
    from funneltui.tui.engine import drawn_lines, unbroken
    from funneltui.tui.engine.frames import EngineApp, OneFrame

    drawn_lines.let_go()
    unbroken.keep_together()
else:
    from funneltui.tui.engine.plain import EngineApp, OneFrame

__all__ = ["PLAIN", "EngineApp", "OneFrame"]
