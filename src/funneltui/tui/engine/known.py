"""Which parts of Textual the engine takes the place of, and whether the installed ones are those it knows."""

from __future__ import annotations

import os
from importlib import import_module
from operator import attrgetter

PARTS = {
    "rich._wrap:divide_line": "width fold",
    "textual._compositor:ChopsUpdate.__init__": "chops spans chop_ends",
    "textual._compositor:Compositor.render_update": "full screen_stack simplify",
    "textual._compositor:CompositorUpdate.render_segments": "console",
    "textual._compositor:LayoutUpdate.__init__": "strips region",
    "textual._styles_cache:StylesCache.get_inner_outer": "base_background background",
    "textual.app:App._background_screens": "",
    "textual.app:App._load_screen_css": "screen",
    "textual.app:App._prune": "parent",
    "textual.app:App.on_event": "event",
    "textual.app:App.pop_screen": "",
    "textual.screen:Screen._compositor_refresh": "",
    "textual.screen:Screen._on_screen_resume": "event",
    "textual.screen:Screen._on_timer_update": "",
    "textual.screen:Screen._refresh_layout": "size scroll",
    "textual.screen:Screen._update_timer": "",
    "textual.strip:Strip.render_ansi": "style color_system",
}
"""What is overridden or relied on, with the names of its parameters beside `self` or `cls`."""


def unknown_parts() -> list[str]:
    """The parts that the installed Textual does not have, or has with other parameters."""
    return [part for part, parameters in PARTS.items() if _parameters(part) != parameters.split()]


def _parameters(part: str) -> list[str] | None:
    module, _colon, name = part.partition(":")
    try:
        part_of_textual = attrgetter(name)(import_module(module))
    except (ImportError, AttributeError):
        return None
    for wrapper in ("__func__", "__wrapped__", "fget", "func"):  # methods, caches, properties
        part_of_textual = getattr(part_of_textual, wrapper, None) or part_of_textual
    code = getattr(part_of_textual, "__code__", None)
    if code is None:
        return None
    return list(code.co_varnames[1 : code.co_argcount + code.co_kwonlyargcount])


PLAIN = os.environ.get("FUNNELTUI_ENGINE") == "plain" or bool(unknown_parts())
"""Whether the program runs on Textual's own parts: because somebody asked for it, or because they are others."""
