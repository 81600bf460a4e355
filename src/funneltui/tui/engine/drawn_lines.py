"""The lines a widget has drawn leave memory with the widget.

Without it: each widget keeps the lines it has drawn, and Textual remembers the last thousand of those stores for as
long as the program runs, for the two colours behind each. A day of opening and closing forms takes 40 MB for screens
that are closed, and the two styles are made anew for each widget.

Upstream `StylesCache.get_inner_outer` lacks `@classmethod` over its `@lru_cache`: its first parameter is called `cls`.
`tests/tui/engine/test_drawn_lines.py` closes a form and looks for its lines.
"""

from __future__ import annotations

from textual._styles_cache import StylesCache


def let_go() -> None:
    """Remember the styles by their colours alone."""
    kept = vars(StylesCache)["get_inner_outer"]
    if not isinstance(kept, classmethod):
        setattr(StylesCache, "get_inner_outer", classmethod(kept))  # noqa: B010 - to a type checker it is a method
