"""A program in a real pseudo-terminal: keys go in, a screen comes out, every byte is kept.

Nothing here waits for a fixed time. `until` reads what the program writes and looks at the screen
after each frame, until a condition holds or the time is over; the error shows the screen. Like a
modern terminal this one says that it can show a frame at once, so that the program marks where each
begins and ends, and half a frame is never looked at, however slow the machine is.
"""

from __future__ import annotations

import fcntl
import os
import re
import select
import signal
import struct
import subprocess
import termios
import time
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path

import pyte
from wcwidth import wcwidth

KEYS = {
    "enter": "\r",
    "escape": "\x1b",
    "tab": "\t",
    "shift+tab": "\x1b[Z",
    "backspace": "\x7f",
    "delete": "\x1b[3~",
    "space": " ",
    "up": "\x1b[A",
    "down": "\x1b[B",
    "right": "\x1b[C",
    "left": "\x1b[D",
    "home": "\x1b[H",
    "end": "\x1b[F",
    "pageup": "\x1b[5~",
    "pagedown": "\x1b[6~",
    "shift+right": "\x1b[1;2C",
    "shift+left": "\x1b[1;2D",
    "f1": "\x1bOP",
    "f2": "\x1bOQ",
    "f3": "\x1bOR",
    "f4": "\x1bOS",
    "f5": "\x1b[15~",
    "f6": "\x1b[17~",
    "f7": "\x1b[18~",
}
_CONTROL_KEY = re.compile(r"ctrl\+([a-z])")

# What a full-screen program may send: cursor moves, modes, colours (CSI), character sets, keypad
# modes, save and restore, and the queries Textual starts with. No OSC but hyperlinks (8) and the
# pointer's shape (22), no DCS.
_SEQUENCES = re.compile(
    rb"\x1b(?:\[[0-?]*[ -/]*[@-~]|[()][A-Z0-9]|[=>78]|\]8;[^\x07\x1b]*\x1b\\|\]22;[a-z-]*\x07|_G[^\x1b]*\x1b\\)"
)
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


_PAUSE = 0.015
"""Seconds without a byte after which what is no frame, or not marked as one, is taken for whole."""
_CAN_MARK, _YES = b"\x1b[?2026$p", b"\x1b[?2026;2$y"
"""The question whether a terminal knows synchronized output, and the answer."""
_FRAME, _FRAME_END = b"\x1b[?2026h", b"\x1b[?2026l"


class ScreenTimeoutError(AssertionError):
    """A screen that did not come."""


def _begin(terminal: int) -> None:
    """In the child: take the terminal, and be told when it is closed also where the tests run under nohup."""
    os.login_tty(terminal)
    signal.signal(signal.SIGHUP, signal.SIG_DFL)


class Pty:
    """A child process in a pseudo-terminal: bytes in, bytes out.

    Args:
        argv: The program.
        size: Columns and lines.
        environ: The child's whole environment.
    """

    def __init__(
        self, argv: Sequence[str], size: tuple[int, int], environ: Mapping[str, str], cwd: Path | None = None
    ) -> None:
        self.raw = bytearray()
        """Everything the program wrote."""
        self.patience = 60.0
        """Seconds to wait for a condition: only a test that fails waits so long."""
        self._master, slave = os.openpty()
        _set_size(slave, size)
        self.process = subprocess.Popen(
            list(argv),
            stdin=slave,
            stdout=slave,
            stderr=slave,
            env=dict(environ),
            cwd=cwd,
            preexec_fn=partial(_begin, slave),  # noqa: PLW1509 - the tests have no threads
        )
        os.close(slave)

    def read(self, seconds: float) -> bytes:
        """Read what is there, waiting at most so long for the first byte."""
        ready, _, _ = select.select([self._master], [], [], max(0.0, seconds))
        if not ready:
            return b""
        try:
            piece = os.read(self._master, 65536)
        except OSError:  # Linux: the other side is closed
            return b""
        self.raw += piece
        return piece

    def send(self, data: bytes) -> None:
        """Send raw bytes."""
        os.write(self._master, data)

    def press(self, *keys: str) -> None:
        """Send keys by name, or single characters."""
        for key in keys:
            control = _CONTROL_KEY.fullmatch(key)
            sequence = chr(ord(control[1]) - 96) if control else KEYS.get(key, key)
            self.send(sequence.encode())

    def ended(self) -> int:
        """Read until the program has ended, for what nobody reads keeps it waiting; its exit status."""
        until = time.monotonic() + self.patience
        while self.process.poll() is None:
            assert time.monotonic() < until, "the program does not end"
            self.read(0.05)
        while self.read(0):
            pass
        return self.process.returncode

    def hang_up(self) -> None:
        """Close the terminal, whatever the program does."""
        os.close(self._master)
        self._master = -1

    def close(self) -> None:
        """End the program if it has not ended."""
        if self.process.poll() is None:
            os.kill(self.process.pid, signal.SIGKILL)
        self.process.wait()
        if self._master >= 0:
            os.close(self._master)
            self._master = -1


class Terminal(Pty):
    """A child process and the screen it draws on. Arguments as for `Pty`."""

    def __init__(
        self, argv: Sequence[str], size: tuple[int, int], environ: Mapping[str, str], cwd: Path | None = None
    ) -> None:
        columns, lines = size
        self.screen = pyte.Screen(columns, lines)
        self._stream = pyte.ByteStream(self.screen)
        self._kept: dict[int, str] = {}
        """The screen's lines as they were looked at last."""
        super().__init__(argv, size, environ, cwd)

    # -- Looking ------------------------------------------------------------------------------

    @property
    def lines(self) -> list[str]:
        """The screen's lines, without trailing blanks."""
        for row in self.screen.dirty:
            self._kept[row] = self._line(row).rstrip()
        self.screen.dirty.clear()
        return [self._kept[row] for row in range(self.screen.lines)]

    def _line(self, row: int) -> str:
        """A row as text. pyte's own `display` fails on half of a wide character that was overwritten."""
        line = self.screen.buffer[row]
        cells = [line[column].data for column in range(self.screen.columns)]
        if (text := "".join(cells)).isascii() and len(text) == len(cells):
            return text
        halves = {place + 1 for place, data in enumerate(cells) if data and wcwidth(data[0]) == 2}
        return "".join(data or " " for place, data in enumerate(cells) if place not in halves or data)

    @property
    def text(self) -> str:
        """The whole screen."""
        return "\n".join(self.lines)

    def shows(self, *wanted: str) -> bool:
        """Whether each of these is on the screen."""
        text = self.text
        return all(one in text for one in wanted)

    def read(self, seconds: float) -> bytes:
        """Read as `Pty` does, and answer the question that is asked at the start."""
        before = len(self.raw)
        piece = super().read(seconds)
        if self.raw.find(_CAN_MARK, max(0, before - len(_CAN_MARK) + 1)) >= 0:
            self.send(_YES)
        return piece

    @property
    def _in_frame(self) -> bool:
        """Whether a frame has begun that is not whole yet."""
        return self.raw.rfind(_FRAME) > self.raw.rfind(_FRAME_END)

    def row(self, number: int) -> str:
        """One line of the screen, counted from 0 or, below that, from its end: much cheaper than all."""
        return self._line(number % self.screen.lines).rstrip()

    def pump(self, seconds: float, pause: float = _PAUSE) -> bool:
        """Read and draw what is there, waiting at most so long, up to the end of a frame and a pause.

        False at the end or when nothing came.
        """
        piece = self.read(seconds)
        came = bool(piece)
        while piece:
            self._stream.feed(piece)
            piece = self.read(self.patience if self._in_frame else pause)
        return came

    def until(
        self,
        condition: Callable[[], object],
        what: str = "",
        *,
        patience: float | None = None,
        pause: float = _PAUSE,
    ) -> None:
        """Read until the condition holds.

        Args:
            condition: Looked at after each frame and the pause behind it.
            what: What it is about, for the error.
            patience: Seconds; as long as the terminal's, unless said.
            pause: Seconds without a byte to wait for behind a frame. None is needed where nothing but the condition
                is looked at, and keys follow each other by the hundred.

        Raises:
            ScreenTimeoutError: It did not, in time; or the program ended first.
        """
        left = self.patience if patience is None else patience
        while not condition():
            start = time.monotonic()
            came = self.pump(min(left, 0.5), pause)
            left -= min(time.monotonic() - start, 1.0)  # a machine that was halted meanwhile is nobody's fault
            if not came and (left <= 0 or self.process.poll() is not None):
                if condition():
                    return
                state = "ended" if self.process.poll() is not None else "runs"
                raise ScreenTimeoutError(f"{what or condition} never came (program {state}); screen:\n{self.framed()}")

    def wait_for(self, *wanted: str, patience: float | None = None) -> None:
        """Read until each of these texts is on the screen."""
        self.until(lambda: self.shows(*wanted), " and ".join(map(repr, wanted)), patience=patience)

    def wait_gone(self, *unwanted: str) -> None:
        """Read until none of these texts is on the screen."""
        self.until(lambda: not any(one in self.text for one in unwanted), f"the end of {unwanted}")

    def framed(self) -> str:
        """The screen in a frame, for messages."""
        width = self.screen.columns
        rule = "+" + "-" * width + "+"
        return "\n".join([rule, *(f"|{self._line(row)}|" for row in range(self.screen.lines)), rule])

    def unexpected_controls(self) -> list[str]:
        """Control characters in what was written that belong to no sequence of ours."""
        rest = _SEQUENCES.sub(b"", bytes(self.raw)).decode("utf-8", "replace")
        return [repr(rest[max(0, found.start() - 20) : found.end() + 20]) for found in _CONTROLS.finditer(rest)]

    # -- Doing --------------------------------------------------------------------------------

    def type(self, text: str) -> None:
        """Send characters as a person types them."""
        self.send(text.encode())

    def click(self, x: int, y: int) -> None:
        """Press and release the left button on a cell, counted from 0."""
        self.send(f"\x1b[<0;{x + 1};{y + 1}M\x1b[<0;{x + 1};{y + 1}m".encode())

    def resize(self, columns: int, lines: int) -> None:
        """Give the window another size."""
        self.screen.resize(lines, columns)
        _set_size(self._master, (columns, lines))

    def find(self, text: str) -> tuple[int, int]:
        """The cell where a text starts: column and line, counted from 0."""
        for line, content in enumerate(self.screen.display):
            if text in content:
                return content.index(text), line
        raise AssertionError(f"no {text!r} on the screen:\n{self.framed()}")

    # -- Ending -------------------------------------------------------------------------------

    def wait_ended(self) -> int:
        """Read until the program has ended, and return its exit status."""
        self.until(lambda: self.process.poll() is not None, "the end of the program")
        while self.pump(0):
            pass
        return self.process.wait()


def _set_size(descriptor: int, size: tuple[int, int]) -> None:
    columns, lines = size
    fcntl.ioctl(descriptor, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))
