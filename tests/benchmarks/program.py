"""The program's own figures: start, keys, memory, against the empty app in the same interleaved run."""

from __future__ import annotations

import contextlib
import shutil
import sqlite3
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from tests.benchmarks.population import NOW
from tests.benchmarks.probe import FIRST_RESULTS, Probe, environment
from tests.benchmarks.table import Measure

EMPTY = [sys.executable, str(Path(__file__).with_name("empty_app.py"))]
FUNNELTUI = str(Path(sys.executable).with_name("funneltui"))
_CARD = rb"(?:Martin|Benali|Fontaine|Lefebvre|Rahmani|Aubry|Carpentier|Tessier|Barbier|Delmas|Diop|Renaud|Mercier) \d"
_CONDITIONS = ("is:client", "has:email", "idle:>14d", "temp:hot", "due:overdue", "tag:web")
_LETTERS = "abdefmnst"
_SMALL, _LARGE = 10_000, 100_000


@dataclass(slots=True)
class Figures:
    """Raw values of one size, beside those of the empty app."""

    start: list[float] = field(default_factory=list)
    empty_start: list[float] = field(default_factory=list)
    keys: dict[str, list[float]] = field(default_factory=dict)
    sent: dict[str, list[float]] = field(default_factory=dict)
    empty_key: list[float] = field(default_factory=list)
    memory: list[float] = field(default_factory=list)
    empty_memory: list[float] = field(default_factory=list)


def measure(path: Path, size: int, runs: int) -> list[Measure]:
    """Every line of the table that a person feels at the keyboard, for one file."""
    figures = Figures()
    _starts(figures, path, runs)
    with _both(path) as (empty, program):
        _keys(figures, empty, program, path, max(runs, 7) * 3)
    large = size > _SMALL
    named = f"{size:,} cards: "
    keys = figures.keys

    def key(what: str, name: str, target: float | None, known: float | None = None, **more: Any) -> Measure:
        return Measure(named + what, target, "K", keys[name], figures.empty_key, known=known, **more)

    return [
        Measure(named + "start to a board with cards", 1.3 if large else 1.25, "E", figures.start, figures.empty_start),
        key("cursor key to repaint", "cursor", 2),
        key("cursor key until the contact beside the board has followed", "follow", 20),
        Measure(named + "what a cursor key sends to the terminal", 2, "kB", figures.sent["cursor"]),
        Measure(named + "the same with the contact beside", 2, "kB", figures.sent["follow"]),
        key("scroll by a page", "scroll", 4),
        key("move a card, durably saved", "move", 5),
        key("undo of the move", "undo", None),
        key("one letter in the filter to first results", "filter", *((12, None) if large else (6, 7)), ceiling=0.05),
        key("one letter in the finder to first results", "finder", *((12, None) if large else (6, 6.5)), ceiling=0.05),
        *(key(f"{asked} in the filter to first results", asked, None, ceiling=0.05) for asked in _CONDITIONS),
        key("clear the filter (Esc: 30 ms of it is the wait for a sequence)", "clear", None),
        key("open the contact pane", "pane", 30),
        key("open the palette", "palette", 30),
        key("open the checklist", "checklist", 30),
        key("an answer in the checklist, saved", "answer", 6),
        Measure(
            named + "memory, write side loaded",
            2.8 if large else 2.5,
            "R",
            figures.memory,
            figures.empty_memory,
        ),
    ]


def _environment(path: Path) -> dict[str, str]:
    return environment(FUNNELTUI_DB=str(path), FUNNELTUI_NOW=NOW, FUNNELTUI_LANG="fr")


def _starts(figures: Figures, path: Path, runs: int) -> None:
    for number in range(runs + 1):
        empty = Probe(EMPTY, b"ready", environment())
        empty.close()
        program = Probe([FUNNELTUI], _CARD, _environment(path))
        program.close()
        if number:  # the first pair warms the disk's cache
            figures.empty_start.append(empty.first_paint)
            figures.start.append(program.first_paint)


@contextlib.contextmanager
def _both(path: Path) -> Iterator[tuple[Probe, Probe]]:
    """The empty app and the program on a copy of the file, which the keys will change."""
    copy = path.with_name(f"work-{path.name}")
    for suffix in ("", "-wal", "-shm"):
        Path(f"{copy}{suffix}").unlink(missing_ok=True)
    shutil.copy(path, copy)
    empty, program = Probe(EMPTY, b"ready", environment()), Probe([FUNNELTUI], _CARD, _environment(copy))
    try:
        empty.settle()
        program.settle(1.5)
        yield empty, program
    finally:
        empty.close()
        program.close()
        for suffix in ("", "-wal", "-shm"):
            Path(f"{copy}{suffix}").unlink(missing_ok=True)


def _keys(figures: Figures, empty: Probe, program: Probe, path: Path, rounds: int) -> None:
    timed = partial(_timed, figures, empty, program)
    for _ in range(rounds):
        timed("follow", "j")
    program.key("escape")  # the contact, which follows after a pause by design, would be the last to paint
    program.settle()
    for name, key in (("cursor", "j"), ("scroll", "pagedown")):
        for _ in range(rounds):
            timed(name, key)
    program.key("home")
    _moves(figures, empty, program, path.with_name(f"work-{path.name}"), rounds)
    figures.memory.append(program.megabytes())
    figures.empty_memory.append(empty.megabytes())
    rounds = max(7, rounds // 2)
    _searches(figures, empty, program, rounds)
    for name, opens in (("pane", "enter"), ("palette", "ctrl+p")):
        for _ in range(rounds):
            timed(name, opens)
            program.key("escape")
            program.settle(0.3)
            if name == "pane":
                program.key("escape")
                program.settle(0.3)
    _checklist(figures, empty, program, rounds)


def _timed(figures: Figures, empty: Probe, program: Probe, name: str, *keys: str, until: bytes = b"") -> None:
    """Time the last of these keys; the others only lead there."""
    for key in keys[:-1]:
        program.key(key)
    figures.keys.setdefault(name, []).append(program.key(keys[-1], until=until))
    figures.sent.setdefault(name, []).append(program.sent / 1000)
    figures.empty_key.append(empty.key("j"))


def _moves(figures: Figures, empty: Probe, program: Probe, copy: Path, rounds: int) -> None:
    for key in ("L", "u"):  # whatever is loaded by the first change is loaded now
        program.key(key)
        program.settle()
    before = _steps(copy)
    for number in range(rounds):
        _timed(figures, empty, program, "move", "L")
        assert _steps(copy) == before + number + 1, "the move was painted and not saved"
        _timed(figures, empty, program, "undo", "u")


def _searches(figures: Figures, empty: Probe, program: Probe, rounds: int) -> None:
    """Words and conditions in the filter, words in the finder; each from nothing."""
    timed = partial(_timed, figures, empty, program)
    for number in range(rounds):
        timed("filter", "/", _LETTERS[number % len(_LETTERS)], until=FIRST_RESULTS)
        program.settle()
        timed("clear", "escape")
        program.settle()
    for asked in _CONDITIONS:
        for _ in range(7):
            timed(asked, "/", f"\x1b[200~{asked}\x1b[201~", until=FIRST_RESULTS)  # pasted: one key
            program.settle()
            program.key("escape")
            program.settle()
    for number in range(rounds):
        timed("finder", "ctrl+k", _LETTERS[number % len(_LETTERS)])
        program.key("escape")
        program.settle()


def _checklist(figures: Figures, empty: Probe, program: Probe, rounds: int) -> None:
    """The form of a phone call: opened, answered once, closed."""
    for _ in range(rounds):
        figures.keys.setdefault("checklist", []).append(program.key("v"))
        program.settle(0.3)
        figures.keys.setdefault("answer", []).append(program.key("y"))
        program.key("escape")
        program.settle(0.3)
        figures.empty_key.append(empty.key("j"))


def _steps(path: Path) -> int:
    with contextlib.closing(sqlite3.connect(path)) as connection:
        return int(connection.execute("SELECT count(*) FROM step").fetchone()[0])
