"""Today, the review and the insights at the keyboard: opening them, and a decision that brings the next card."""

from __future__ import annotations

from pathlib import Path

from tests.benchmarks.probe import ANYTHING
from tests.benchmarks.program import _both
from tests.benchmarks.table import Measure


def measure_follow_up(path: Path, size: int, runs: int) -> list[Measure]:
    """The lines of the table on Today, the review and the insights, for one file."""
    keys: dict[str, list[float]] = {"today": [], "review": [], "decide": [], "resume": [], "insights": []}
    empty_key: list[float] = []
    with _both(path) as (empty, program):

        def timed(name: str, key: str, until: bytes = b"") -> None:
            keys[name].append(program.key(key, until=until))
            empty_key.append(empty.key("j"))

        for number in range(runs + 1):  # the first time, their modules are imported
            for name, key in (("today", "f3"), ("resume" if number else "review", "f4")):
                timed(name, key)
                program.settle(0.3)
                if name != "today":
                    program.key("s")
                    program.settle(0.3)
                    timed("decide", "enter")
                    program.settle(0.3)
                program.key("escape")
                program.settle(0.3)
            timed("insights", "f6", ANYTHING)
            program.settle()
            program.key("f2")
            program.settle(0.3)
    named = f"{size:,} cards: "
    return [
        Measure(named + "open Today", 30, "K", keys["today"], empty_key),
        Measure(named + "begin a review, its code not loaded yet", 30, "K", keys["review"], empty_key),
        Measure(named + "open the insights; the figures follow", 30, "K", keys["insights"], empty_key),
        Measure(named + "resume a review", 30, "K", keys["resume"], empty_key),
        Measure(named + "a decision and the next card", 10, "K", keys["decide"], empty_key, known=11),
    ]
