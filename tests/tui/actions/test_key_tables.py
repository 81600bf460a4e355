"""The key tables in docstrings name keys that are bound: in the class, or in the list or field that it has."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import re
from collections.abc import Iterator

import funneltui.tui
from funneltui.tui.actions.action import Action

ELSEWHERE = {"enter", "tab", "y", "n", "question_mark"}
"""Keys of the list or the grid within, of Textual's own fields, and letters that are the language's."""
SPOKEN = {"page up": "pageup", "page down": "pagedown", "arrows": "up", "/": "slash", "question mark": "question_mark"}
IN_WORDS = re.compile(r"a (letter|row's letter)|(\w) \2|v…")
"""Letters of rows, a key pressed twice, and the keys of a card."""


def tables() -> Iterator[tuple[type, list[str]]]:
    """Each class with a table of keys, and the keys in it."""
    for module in pkgutil.walk_packages(funneltui.tui.__path__, "funneltui.tui."):
        for _name, found in inspect.getmembers(importlib.import_module(module.name), inspect.isclass):
            if found.__module__ == module.name and "| :- | :- |" in (found.__doc__ or ""):
                rows = re.findall(r"^ *\| (.+?) \| .+ \|$", found.__doc__ or "", re.MULTILINE)
                yield found, [key.strip() for row in rows[1:] for key in re.split("[,·]", row) if key.strip() != ":-"]


def test_each_key_that_a_class_tells_of_is_bound() -> None:
    wrong = {}
    for found, told in tables():
        lists = [one.__dict__.get("BINDINGS", ()) for one in found.__mro__]
        actions = [action for bindings in lists for action in bindings if isinstance(action, Action)]
        bound = {key for action in actions for key in action.key.split(",")}
        keys = {SPOKEN.get(key, key) for key in told if not IN_WORDS.fullmatch(key)}
        wrong[found.__name__] = keys - bound - ELSEWHERE
    assert len(wrong) > 20
    assert {name: keys for name, keys in wrong.items() if keys} == {}, "docstring and BINDINGS do not agree"
