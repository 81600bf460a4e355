"""Screens that are imported when they are first opened: the way to the first paint does without them."""

from __future__ import annotations

from importlib import import_module
from typing import Any


def screen_class(place: str) -> Any:  # noqa: ANN401 - the class of a screen, with a constructor of its own
    """The class of a screen.

    Args:
        place: Where it stands in `funneltui.tui`: its module, a colon, its name.
    """
    module, _colon, name = place.partition(":")
    return getattr(import_module(f"funneltui.tui.{module}"), name)
