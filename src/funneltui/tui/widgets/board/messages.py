"""What the board tells the screen it is on."""

from __future__ import annotations

from dataclasses import dataclass

from textual.message import Message


class Highlighted(Message):
    """The cursor is on another card, or on none."""


class Selected(Message):
    """Other cards are selected."""


class Opened(Message):
    """A card was double-clicked."""


@dataclass
class Dragged(Message):
    """Cards are over another column, or over none: it is None."""

    cards: list[int]
    stage_key: str | None


@dataclass
class Dropped(Message):
    """Cards were dragged to another stage; None: they were left where they are."""

    cards: list[int]
    stage_key: str | None
