"""What tests ask of Textual that it keeps to itself: all of it is here, and a new Textual is looked at here only."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any
from unittest.mock import patch

from textual.css.stylesheet import Stylesheet

if TYPE_CHECKING:
    from textual.app import App
    from textual.css.model import RuleSet
    from textual.events import MouseEvent
    from textual.message_pump import MessagePump
    from textual.pilot import Pilot
    from textual.screen import Screen
    from textual.strip import Strip
    from textual.timer import Timer
    from textual.widget import Widget
    from textual.widgets import Input

__all__ = [
    "drawn",
    "frame",
    "is_over",
    "is_quiet",
    "kept_lines",
    "mouse",
    "one_parse_of_each_style_sheet",
    "strips",
    "suggested",
]


_TURNS = 3
"""How often everybody else has a turn before they are looked at."""


def strips(screen: Screen) -> list[Strip]:
    """The lines of a screen as they are sent to the terminal."""
    return screen._compositor.render_strips()


def kept_lines(screen: Screen) -> list[object]:
    """Where each widget of a screen keeps the lines it has drawn, if it has drawn any."""
    return [widget._styles_cache for widget in screen.query("*") if widget._styles_cache._cache]


def is_quiet(app: App) -> bool:
    """Whether no message is on its way and no frame is to be drawn."""
    if not app.is_running or app._exception is not None:
        return True
    top = app.screen
    if top._layout_required or top._repaint_required or top._dirty_widgets or top._callbacks:
        return False
    nodes = [app, *(node for screen in app.screen_stack for node in screen.walk_children(with_self=True))]
    return not any(node.message_queue_size for node in nodes)


async def drawn(pilot: Pilot) -> None:
    """Wait until every widget has handled what was sent to it.

    Textual's pilot sends a message to each, however many there are: here they are asked only if one is at work.
    """
    for _ in range(_TURNS):
        await asyncio.sleep(0)
    app = pilot.app
    if not all(map(_waits, (app, *app.screen.walk_children(with_self=True)))):
        await pilot._wait_for_screen()


def _waits(node: MessagePump) -> bool:
    """Whether a widget has done all it was sent, and waits for a message."""
    sent: Any = node._message_queue.ready_event
    return not sent.is_set() and bool(sent._waiters)


async def frame(pilot: Pilot) -> None:
    """Let a little time go by, and draw what is to be drawn."""
    await drawn(pilot)
    await asyncio.sleep(0.01)
    pilot.app.screen._on_timer_update()


_parse = Stylesheet._parse_rules
_parsed: dict[object, list[RuleSet]] = {}


def _parse_once(sheet: Stylesheet, css: str, *where: Any, **more: Any) -> list[RuleSet]:
    key = (css, where, tuple(more.items()), tuple(sheet._variables.items()))
    if key not in _parsed:
        _parsed[key] = _parse(sheet, css, *where, **more)
    return _parsed[key]


@contextmanager
def one_parse_of_each_style_sheet() -> Iterator[None]:
    """Keep what style sheets say for all apps that are tested in this process: each app parses them anew."""
    with patch.object(Stylesheet, "_parse_rules", _parse_once):
        yield


async def mouse(
    pilot: Pilot,
    kind: type[MouseEvent],
    widget: Widget | None = None,
    offset: tuple[int, int] = (0, 0),
    button: int = 0,
) -> None:
    """Send one event of the mouse. Textual's own `hover` moves without a button, and its `click` presses first."""
    await pilot._post_mouse_events([kind], widget, offset=offset, button=button)


def is_over(timer: Timer | None) -> bool:
    """Whether a timer has done its work, or was stopped."""
    return timer is None or timer._task is None or timer._task.done()


def suggested(field: Input) -> str:
    """What a field proposes, also where it is longer than the field."""
    return field._suggestion
