"""Stop-watches: a program in a pseudo-terminal of 200×50, timed by the bytes it writes.

Definitions, the same for the empty app and for funneltui:
    first paint: from starting the process to the first byte of the write that brings the awaited text.
    key → repaint: from writing the key to the last byte of what it made the program write, which is over when
        nothing more came for `_QUIET` seconds. (The first byte would flatter a program that paints twice.)
    first results of the filter: until a column's head came that counts what was found (`FIRST_RESULTS`), in the same
        frame as the cards; the whole, which is counted in a thread, may come later.
    memory: the resident set (VmRSS), after `settle`.
"""

from __future__ import annotations

import os
import re
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from tests.end_to_end.terminal import Pty

SIZE = (200, 50)
FIRST_RESULTS = rb"[\d\xa6]/\d"
"""“3/120”, or “…/120” until all are counted."""
ANYTHING = rb"(?s)."
"""The first piece of the repaint, for keys after which more follows by design."""
_QUIET = 0.08
_PATIENCE = 30.0


def environment(**more: str) -> dict[str, str]:
    """Nobody's own settings, the same for every program measured."""
    home = Path(tempfile.gettempdir()) / "funneltui-benchmark-home"
    home.mkdir(exist_ok=True)
    given = ("PATH", "PYTHONPATH", "VIRTUAL_ENV", "FUNNELTUI_ENGINE")
    kept = {name: os.environ[name] for name in given if name in os.environ}
    return kept | {
        "HOME": str(home),
        "TERM": "xterm-256color",
        "COLORTERM": "truecolor",
        "LANG": "C.UTF-8",
        "TEXTUAL_ANIMATIONS": "none",
        **more,
    }


class Probe:
    """One running program, timed.

    Args:
        argv: The program.
        shows: A pattern of bytes that the first useful paint contains.
        environ: Its environment.
    """

    def __init__(self, argv: Sequence[str], shows: bytes, environ: Mapping[str, str]) -> None:
        started = time.perf_counter()
        self._pty = Pty(argv, SIZE, environ)
        pattern = re.compile(shows)
        while not pattern.search(self._pty.raw):
            if not self._pty.read(_PATIENCE) and self._pty.process.poll() is not None:
                raise RuntimeError(f"{argv} ended: {bytes(self._pty.raw[-2000:]).decode('utf-8', 'replace')}")
            if time.perf_counter() - started > _PATIENCE:
                raise TimeoutError(f"{argv} never showed {shows!r}")
        self.first_paint = time.perf_counter() - started
        """Seconds from the start of the process."""
        self.sent = 0
        """How many bytes the last key made it write."""

    def settle(self, quiet: float = 0.5) -> None:
        """Read until nothing came for so long: what loads behind the first paint has loaded."""
        while self._pty.read(quiet):
            pass

    def key(self, key: str, *, patience: float = 5.0, until: bytes = b"") -> float:
        """Seconds from a key to the last byte of its repaint; with `until`, to the piece that brings this pattern.

        Raises:
            TimeoutError: Nothing was repainted, or not that.
        """
        while self._pty.read(0):
            pass
        before, pattern, found = len(self._pty.raw), re.compile(until), False
        started = last = time.perf_counter()
        self._pty.press(key)
        while self._pty.read(_QUIET if found else patience):
            if not (found and until):
                last = time.perf_counter()
            found = found or pattern.search(self._pty.raw, before) is not None
        if not found:
            raise TimeoutError(f"{key} did not bring {until!r} to the screen")
        self.sent = len(self._pty.raw) - before
        return last - started

    def megabytes(self) -> float:
        """The resident set now."""
        status = Path(f"/proc/{self._pty.process.pid}/status").read_text("ascii", "replace")
        found = re.search(r"VmRSS:\s+(\d+) kB", status)
        assert found
        return int(found[1]) / 1024

    def close(self) -> None:
        """End the program."""
        self._pty.close()
