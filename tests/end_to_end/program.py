"""funneltui as a person meets it: page objects over the pseudo-terminal.

Tests say what a person does and sees. Where things are on the screen is known here only.
"""

from __future__ import annotations

import contextlib
import io
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from datetime import datetime
from functools import partial
from pathlib import Path
from unittest.mock import patch

import pytest

from funneltui.bootstrap import Services, open_funnel
from funneltui.cli.main import main as command_line
from funneltui.clock import FixedClock
from funneltui.settings import Settings
from funneltui.tui.engine.known import PLAIN
from tests.end_to_end.terminal import Terminal

EXECUTABLE = Path(sys.executable).with_name("funneltui")
NOW = "2026-11-24T12:00:00+01:00"
"""A Tuesday at noon in Paris, for everything the tests start."""
DAYS_BEFORE = "2026-11-19T12:00:00+01:00"
"""For what is late by then: a day that is past cannot be planned."""
WIDE, NORMAL, SMALL = (120, 40), (80, 24), (40, 12)
_HEADER = 3  # the mode bar, the columns' heads, the rule under them
_FIELD_PAUSE = 0.1
"""Seconds without a byte after which a form has drawn what goes with a field."""
_PLAIN_PAUSE = 0.3
"""Seconds without a byte after which a program without the engine has done what a key asked for."""

ENGINES_OWN = pytest.mark.skipif(PLAIN, reason="Textual's own parts do not do this: it is what the engine is for")
"""For what only the engine does: columns in terminals that draw joined signs apart, plain signs in scroll bars, and
an end when the terminal goes without a signal."""


class Home:
    """A person's machine: a home folder, a language, one file.

    Args:
        folder: Empty, private to the test.
        language: What FUNNELTUI_LANG says.
    """

    def __init__(self, folder: Path, language: str = "en") -> None:
        self.folder = folder
        self.language = language
        self.database = folder / "funnel.db"
        self._open: list[Program] = []

    @property
    def environ(self) -> dict[str, str]:
        """Everything the program knows of the world."""
        return {
            **{name: os.environ[name] for name in ("PATH", "PYTHONPATH", "FUNNELTUI_ENGINE") if name in os.environ},
            "HOME": str(self.folder),
            "TERM": "xterm-256color",
            "COLORTERM": "truecolor",
            "LANG": "C.UTF-8",
            "TEXTUAL_ANIMATIONS": "none",
            "FUNNELTUI_DB": str(self.database),
            "FUNNELTUI_LANG": self.language,
            "FUNNELTUI_NOW": NOW,
        }

    def program(
        self, *arguments: str, size: tuple[int, int] = WIDE, ready: bool = True, prefix: Sequence[str] = ()
    ) -> Program:
        """Start the program in a window of that size (by way of another command, `prefix`), and wait for the board."""
        program = Program([*prefix, str(EXECUTABLE), *arguments], size, self.environ, self.folder)
        self._open.append(program)
        if ready:
            program.wait_for_board()
        return program

    def command(self, *arguments: str, now: str = NOW) -> subprocess.CompletedProcess[str]:
        """Run a command to its end, at a moment.

        In this process, with the environment of the other: loading what writes costs a process a second. That the
        command is a process too is tried where it matters, in `tests/cli/test_processes.py`.
        """
        out, err = (io.TextIOWrapper(io.BytesIO(), "utf-8", newline="", write_through=True) for _ in range(2))
        with (
            patch.dict(os.environ, self.environ | {"FUNNELTUI_NOW": now}, clear=True),
            contextlib.chdir(self.folder),
            contextlib.redirect_stdout(out),
            contextlib.redirect_stderr(err),
        ):
            status = command_line([*arguments])
        printed, told = (stream.buffer.getvalue().decode().replace("\r\n", "\n") for stream in (out, err))
        return subprocess.CompletedProcess(arguments, status, printed, told)

    def done(self, *arguments: str, now: str = NOW) -> str:
        """Run a command that works, and return what it printed."""
        ended = self.command(*arguments, now=now)
        assert ended.returncode == 0, ended.stderr
        return ended.stdout

    @contextmanager
    def at_work(self) -> Iterator[Services]:
        """The use cases on this machine's file, without a program of its own for each: for what a test begins with."""
        clock = FixedClock(datetime.fromisoformat(NOW))
        with closing(open_funnel(self.database, settings=Settings(), clock=clock)) as funnel:
            yield funnel.services

    def close(self) -> None:
        """End every program still running."""
        for program in self._open:
            program.close()


class Program(Terminal):
    """The running program: the board, and what stands over it."""

    def wait_for_board(self) -> None:
        """Wait until the mode bar and the columns are there."""
        self.until(lambda: "F2" in self.lines[0] and re.search(r"Suspect|Piste|Lead", self.lines[1]), "the board")

    # -- The board ----------------------------------------------------------------------------

    @property
    def selected(self) -> str:
        """The first line of the selected card, empty when there is none."""
        for line in self.lines[_HEADER:]:
            if "▌" in line:
                return re.split(r"[│┃]", line.split("▌", 1)[1])[0].strip()
        return ""

    @property
    def status(self) -> str:
        """The last line: keys, and what happened."""
        return self.lines[-1]

    def select(self, name: str) -> None:
        """Filter for a name, take the first card found and clear the filter: the cursor stays on the card."""
        self.press("/")
        self.until(lambda: re.search("^ ?(words|mots)", self.lines[-2], re.IGNORECASE), "the filter's field")
        self.type(name)
        self.until(lambda: self.is_on(name) and self.filtered, f"{name} found")
        self.press("enter")
        self.escape(lambda: not self.filtered)
        self.until(lambda: self.is_on(name), f"the cursor on {name}")

    def is_on(self, name: str) -> bool:
        """Whether the selected card is this one: a narrow column cuts its name."""
        begins = re.split(r"…| {2,}", self.selected)[0].strip()
        return len(begins) >= min(len(name), 8) and name.startswith(begins[: min(len(name), 12)])

    @property
    def filtered(self) -> bool:
        """Whether the columns' heads say how many of how many are shown."""
        return re.search(r"\d+/\d+", self.lines[1]) is not None

    def press(self, *keys: str) -> None:
        """Send keys by name, or single characters."""
        for key in keys:
            super().press(key)
            self._wait_where_keys_are_not_queued()

    def type(self, text: str) -> None:
        """Send characters as a person types them."""
        super().type(text)
        self._wait_where_keys_are_not_queued()

    def _wait_where_keys_are_not_queued(self) -> None:
        """On the parts of Textual itself keys are for what has the focus when they come: there people look first."""
        while PLAIN and self.pump(_PLAIN_PAUSE):
            pass

    def escape(self, left: Callable[[], object]) -> None:
        """Press Esc and wait until what it closes is closed: a key sent too soon would make it Alt and that key."""
        self.press("escape")
        self.until(left, "what Esc does")

    def column(self, name: str) -> str:
        """A column's head: its name, count and sum, as shown."""
        heads = re.split(r" {2,}", self.lines[1])
        found = [place for place, head in enumerate(heads) if head.strip(" ‹›").startswith(name)]
        assert found, self.framed()
        return " ".join(heads[found[0] : found[0] + 2]).strip()

    def count(self, name: str) -> int:
        """How many cards a column says it has."""
        found = re.search(rf"{re.escape(name)} (\d[\d,]*)", self.lines[1])
        assert found, self.framed()
        return int(found[1].replace(",", ""))

    def until_said(self, *words: str) -> None:
        """Wait until the status says this, on the last line or, where it is long and the window narrow, on a few."""
        self.until(lambda: all(word in " ".join(self.lines[-4:]) for word in words), f"the status with {words}")

    # -- What stands over the board -------------------------------------------------------------

    def fill(self, **fields: str) -> None:
        """Type into the fields of an open form, by their labels; underscores stand for spaces."""
        for label, text in fields.items():
            self.go_to(label.replace("_", " "))
            self.type(text)
            self.until(partial(lambda text: text.strip()[-10:] in self.text, text), f"{text!r} typed")

    def go_to(self, label: str) -> None:
        """Go from field to field until the one with this label has the focus."""
        for _ in range(30):
            if re.search(rf"▌ ?({re.escape(label)}\b|{re.escape(label[:9])}[^ ]*…)", self.text):
                return
            before = self._bars()
            self.press("tab")
            self.until(  # words beside a field that was left may move the bar before the next one has it
                partial(lambda before: self._bars() != before, before),
                f"the next field on the way to {label!r}",
                pause=_FIELD_PAUSE,
            )
        raise AssertionError(f"no field {label!r}:\n{self.framed()}")

    def _bars(self) -> list[tuple[int, int, str]]:
        """Where the bars stand that mark a field, a button or a card, and the first word behind each."""
        return [
            (found.start(), place, found[1])
            for place, line in enumerate(self.lines)
            for found in re.finditer(r"▌ *(\w*)", line)
        ]

    def save(self) -> None:
        """Save the open form."""
        self.press("ctrl+s")

    def leave(self) -> None:
        """Close the program as a person does."""
        self.press("ctrl+q")
        assert self.wait_ended() == 0, self.framed()

    def eventually(self, condition: Callable[[], object], what: str) -> None:
        """Wait for a change made elsewhere, which shows without a key."""
        self.until(condition, what)
