"""The same app and screens on Textual's own parts: slower, and right."""

from __future__ import annotations

from typing import ClassVar, TypeVar

from textual.app import App
from textual.screen import Screen

Result = TypeVar("Result")


class OneFrame(Screen[Result]):
    """A screen that Textual draws its own way."""

    STILL_BELOW: ClassVar[bool] = False


class EngineApp(App[None]):
    """An app that hands out keys and draws as Textual does."""

    def on_mount(self) -> None:
        """Whatever had the terminal while the program was suspended has drawn on it."""
        self.app_resume_signal.subscribe(self, lambda _: self.action_redraw())

    @property
    def is_closing(self) -> bool:
        """Whether the form on top is about to close."""
        return False

    def is_for_closing_form(self, key: str) -> bool:
        """Whether a key is for the form that is about to close all the same."""
        return False

    @property
    def is_idle(self) -> bool:
        """Whether no key waits: here none ever does."""
        return True

    def forget_keys(self) -> None:
        """Drop what was typed ahead: nothing is kept."""

    def action_redraw(self) -> None:
        """Draw everything anew."""
        self.refresh()
