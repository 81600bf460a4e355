"""The desk works without an app: places, forms and widgets can be tried with a stand-in for the window."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from textual.dom import DOMNode
from textual.screen import Screen

from funneltui.bootstrap import Funnel
from funneltui.domain.entries import NewProspect
from funneltui.errors import FunnelError, InvalidValueError
from funneltui.storage.outcome import Change
from funneltui.tui.desk import Desk
from funneltui.tui.desk.writer import Writer
from tests.tui.driving import opened


class Window:
    """Screens that are only counted."""

    is_ending = False
    no_color = False
    theme_variables: Mapping[str, str] = {}

    def __init__(self) -> None:
        self.screen_stack: list[Screen[Any]] = [Screen()]
        self.shown: list[Change] = []

    @property
    def screen(self) -> Screen[Any]:
        return self.screen_stack[-1]

    def is_open(self, node: DOMNode) -> bool:
        return node in self.screen_stack

    def push_screen(self, screen: Screen[Any], callback: Callable[[Any], Any] | None = None) -> None:
        self.screen_stack.append(screen)

    def set_timer(self, delay: float, callback: Callable[[], object]) -> None:
        """Nothing takes long here."""

    def show_change(self, change: Change) -> None:
        self.shown.append(change)

    def notice_others(self) -> None:
        """Nobody else is there."""

    def forget_keys(self) -> None:
        """None are typed."""

    def go_to(self, place: str) -> Screen[Any]:
        return self.screen

    def reach(self, contact: int) -> None:
        """No place shows anybody."""

    def use_settings(self) -> None:
        """No keys, no theme."""

    @property
    def counts(self):
        """Nothing is counted."""
        return SimpleNamespace(goals=(), waiting=lambda _place: 0)


@pytest.fixture
def funnel(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Funnel:
    monkeypatch.setattr("funneltui.tui.desk.changes._INLINE_SECONDS", 60)  # there is nobody to be told later
    return opened(tmp_path)


def desk_for(funnel: Funnel) -> tuple[Desk, Window, Writer]:
    window, told = Window(), list[Any]()
    writer = Writer(funnel, told.append)
    _ = funnel.services
    writer.start()
    return Desk(funnel, window, writer, lambda action: f"<{action}>"), window, writer


def test_a_change_is_made_said_and_shown(funnel: Funnel) -> None:
    desk, window, writer = desk_for(funnel)
    asked: list[Change] = []
    desk.perform(lambda services: services.opportunities.add(NewProspect(name="Ada")), then=asked.append)
    assert desk.reads.contact.detail(1).name == "Ada"
    assert desk.status.text.endswith("<app.undo> to undo")
    assert window.shown == asked
    writer.finish()


def test_a_refusal_is_told_whoever_asked_and_else_on_the_status_line(funnel: Funnel) -> None:
    desk, window, writer = desk_for(funnel)
    told: list[FunnelError] = []

    def refuse(_services: object) -> Change:
        raise InvalidValueError("Choose a file.", field="path")

    desk.perform(refuse, failed=told.append)
    assert [str(error) for error in told] == ["Choose a file."]
    assert not desk.status.text
    desk.perform(refuse)
    assert (desk.status.text, desk.status.is_problem) == ("Choose a file.", True)
    assert not window.shown
    writer.finish()


def test_what_is_opened_stands_on_top(funnel: Funnel) -> None:
    desk, window, writer = desk_for(funnel)
    screen = Screen[None]()
    assert not desk.is_open(screen)
    desk.open(screen)
    assert window.screen is screen
    assert desk.is_open(screen)
    writer.finish()
