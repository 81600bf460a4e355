"""What screens and widgets ask of the app they are in, with its own type."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from textual.message_pump import MessagePump

if TYPE_CHECKING:
    from funneltui.tui.app import FunnelApp

__all__ = ["ascii_only", "host"]


def host(node: MessagePump) -> FunnelApp:
    """The program that a screen or widget is part of."""
    return cast("FunnelApp", node.app)


def ascii_only(node: MessagePump) -> bool:
    """Whether nothing but ASCII is to be drawn."""
    return host(node).funnel.settings.ascii
