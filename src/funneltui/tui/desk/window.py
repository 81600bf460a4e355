"""What the desk needs of whoever shows the screens: the app, or a stand-in in a test."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Protocol

from textual.dom import DOMNode
from textual.screen import Screen

if TYPE_CHECKING:
    from funneltui.domain.insights.goals import Goal
    from funneltui.storage.outcome import Change


class Counted(Protocol):
    """What was counted last."""

    @property
    def goals(self) -> Sequence[Goal]:
        """How far the goals of this month are."""

    def waiting(self, place: str) -> int:
        """How much waits in a place."""


class Window(Protocol):
    """The screens of the program, one over the other."""

    @property
    def screen(self) -> Screen[Any]:
        """The one on top."""

    @property
    def screen_stack(self) -> Sequence[Screen[Any]]:
        """All of them, from the board up."""

    @property
    def is_ending(self) -> bool:
        """Whether the program is on its way out: there may be no screen to draw on any more."""

    @property
    def no_color(self) -> bool:
        """Whether nothing but the terminal's own two colours is drawn."""

    @property
    def theme_variables(self) -> Mapping[str, str]:
        """The colours of the theme in force; another mapping for each theme."""

    @property
    def counts(self) -> Counted:
        """How much waits in each place, and the month's goals."""

    def is_open(self, node: DOMNode) -> bool:
        """Whether somebody still looks at a screen, or at the one a widget is on."""

    def push_screen(self, screen: Screen[Any], callback: Callable[[Any], Any] | None = None) -> object:
        """Open a screen over the others."""

    def set_timer(self, delay: float, callback: Callable[[], object]) -> object:
        """Call something after some seconds."""

    def show_change(self, change: Change) -> None:
        """Draw what a change touched, wherever it is shown."""

    def notice_others(self) -> None:
        """Draw what another program has written meanwhile."""

    def forget_keys(self) -> None:
        """Drop what was typed ahead."""

    def go_to(self, place: str) -> Screen[Any]:
        """Leave what is open for a place, by its name; gives the screen that is on top then."""

    def reach(self, contact: int) -> None:
        """Leave what is open for a contact."""

    def use_settings(self) -> None:
        """Keys and theme are those of the settings as they are now."""
