"""What screens and widgets ask of the app they are in, with its own type."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from textual.app import App
from textual.dom import DOMNode, NoScreen
from textual.message_pump import MessagePump

if TYPE_CHECKING:
    from funneltui.tui.app import FunnelApp

__all__ = ["ascii_only", "host", "is_open"]


def host(node: MessagePump) -> FunnelApp:
    """The program that a screen or widget is part of."""
    return cast("FunnelApp", node.app)


def is_open(node: DOMNode) -> bool:
    """Whether somebody still looks at a screen, or at the one a widget is on.

    What was asked of the disk or of a thread may be answered after its screen was closed or the program
    left. Textual takes such a screen down bit by bit, and `is_mounted` stays true for ever: answers ask here
    before they touch anything.
    """
    program = host(node)
    if program.is_ending:
        return False
    try:
        return isinstance(node, App) or node.screen in program.screen_stack
    except NoScreen:
        return False


def ascii_only(node: MessagePump) -> bool:
    """Whether nothing but ASCII is to be drawn."""
    return host(node).funnel.settings.ascii
