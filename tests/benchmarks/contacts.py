"""The contacts list at the keyboard: as fast with everybody in the file as with a hundred."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tests.benchmarks.probe import ANYTHING
from tests.benchmarks.program import _CARD, _SMALL, _both
from tests.benchmarks.table import Measure

_TYPED = "dfnst"
"""Letters that leave others in the first rows."""


def measure_contacts(path: Path, size: int, runs: int) -> list[Measure]:
    """The lines of the table on the contacts list, for one file."""
    keys: dict[str, list[float]] = {}
    empty_key: list[float] = []
    with _both(path) as (empty, program):

        def timed(name: str, key: str, until: bytes = ANYTHING) -> None:
            keys.setdefault(name, []).append(program.key(key, until=until))
            program.settle(0.2)
            empty_key.append(empty.key("j"))

        for _ in range(runs + 1):  # the first time, its modules are imported
            timed("open", "f5", b"")
            program.settle()
            program.key("f2")
            program.settle()
        program.key("f5")
        program.settle(1)
        runs = max(7, runs)
        for name, typed in (
            [("cursor", "j")] * runs + [("scroll", "pagedown")] * runs + [("end", "G"), ("start", "home")] * runs
        ):
            timed(name, typed)
        for number in range(runs):
            program.key("/")
            program.settle()
            timed("filter", _TYPED[number % len(_TYPED)], _CARD)
            program.settle()
            program.key("escape")
            program.settle()
    named, large = f"{size:,} cards: ", size > _SMALL

    def key(what: str, name: str, target: float, known: float | None = None, **more: Any) -> Measure:
        return Measure(named + what, target, "K", keys[name], empty_key, known=known, **more)

    return [
        key("open the contacts", "open", 30),
        key("cursor key in the contacts", "cursor", 2),
        key("a page of contacts", "scroll", 4, 4.2),
        key("the last of the contacts", "end", 4),
        key("the first of the contacts", "start", 4),
        key(
            "one letter in the contacts' filter to first results",
            "filter",
            12 if large else 6,
            ceiling=0.05,
        ),
    ]
