"""Screens that are imported when they are first opened: their places are texts, so they are tried here."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from textual.screen import Screen

import funneltui.tui
from funneltui.tui.forms.later import screen_class

_PLACE = re.compile(r'"((?:forms|places)\.\w+:\w+)"')
PLACES = sorted(
    {place for path in Path(funneltui.tui.__file__).parent.rglob("*.py") for place in _PLACE.findall(path.read_text())}
)


@pytest.mark.parametrize("place", PLACES)
def test_a_place_has_its_screen(place: str) -> None:
    assert issubclass(screen_class(place), Screen)


def test_the_places_are_those_that_the_program_names() -> None:
    assert len(PLACES) > 30
