"""How the rooms of the program hang together: imports between files, and classes made from classes."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import re
from collections.abc import Iterator
from pathlib import Path
from types import FunctionType

import grimp
import textual
from textual.message_pump import MessagePump

import funneltui
import funneltui.tui

LARGEST_CIRCLE = 3
"""Files that import each other, for types too."""
MOST_ANCESTORS = 2
"""Classes of ours above one of ours, before Textual's begin."""
MOST_METHODS = 45
"""Methods and properties of one of our classes, with those of the ones above it that are ours."""


def _circles(graph: grimp.ImportGraph) -> Iterator[set[str]]:
    """The modules that can be reached from each other, other than alone."""
    modules = {name for name in graph.modules if name.startswith("funneltui.tui.")}
    below = {name: graph.find_downstream_modules(name) & modules for name in modules}
    left = set(modules)
    while left:
        name = left.pop()
        circle = {name, *(other for other in below[name] if name in below[other])}
        left -= circle
        if len(circle) > 1:
            yield circle


def test_no_more_than_three_files_import_each_other() -> None:
    graph = grimp.build_graph("funneltui", exclude_type_checking_imports=False, cache_dir=None)
    circles = [sorted(circle) for circle in _circles(graph)]
    assert [circle for circle in circles if len(circle) > LARGEST_CIRCLE] == []


def _classes() -> Iterator[type]:
    for module in pkgutil.walk_packages(funneltui.tui.__path__, "funneltui.tui."):
        loaded = importlib.import_module(module.name)
        for value in vars(loaded).values():
            if inspect.isclass(value) and value.__module__ == module.name and issubclass(value, MessagePump):
                yield value


def _ours_above(kind: type) -> list[type]:
    return [above for above in kind.__mro__[1:] if above.__module__.startswith("funneltui.")]


def test_no_class_is_a_chain_of_our_own() -> None:
    long = {kind.__name__ for kind in _classes() if len(_ours_above(kind)) > MOST_ANCESTORS}
    assert long == set()


def _methods(kind: type) -> set[str]:
    ours = [kind, *_ours_above(kind)]
    parts = (FunctionType, property, classmethod, staticmethod)
    return {name for one in ours for name, value in vars(one).items() if isinstance(value, parts)}


def test_no_class_has_more_methods_than_one_can_survey() -> None:
    counts = {kind.__name__: len(_methods(kind)) for kind in _classes()}
    assert {name: count for name, count in counts.items() if count > MOST_METHODS} == {}


def _private_names(folder: Path) -> set[str]:
    """The private attributes and functions that the files of a folder name."""
    text = "\n".join(path.read_text(encoding="utf-8") for path in folder.rglob("*.py"))
    return set(re.findall(r"(?:\bself\.|\bdef |^    )(_[a-z]\w*)", text, re.MULTILINE))


def test_tests_ask_for_what_is_textuals_own_in_one_place_only() -> None:
    tests, of_textual = Path(__file__).parents[1], _private_names(Path(textual.__file__).parent)
    ours = _private_names(Path(funneltui.__file__).parent)
    asked = {
        f"{path.relative_to(tests)}: {name}"
        for path in tests.rglob("*.py")
        if path.parent != tests / "tui" / "engine"
        for name in re.findall(r"(?:\b(?!os\b|thread\b)\w+|[\])])\.(_[a-z]\w*)", path.read_text(encoding="utf-8"))
        if name in of_textual - ours
    }
    assert not asked
