"""A command in a fork of this process, which has the imports behind it: what is killed is the command's own work."""

from __future__ import annotations

import contextlib
import io
import os
import select
import signal
import sys
import tempfile
import time
import traceback
from collections.abc import Mapping, Sequence
from unittest import mock

from funneltui import entry
from funneltui.storage import driver

__all__ = ["Command", "preload"]


def preload() -> None:
    """Have commands find their imports and their SQL made."""
    with tempfile.TemporaryDirectory() as folder:
        environ = {"FUNNELTUI_DB": f"{folder}/funnel.db", "HOME": folder}
        with mock.patch.dict(os.environ, environ), contextlib.redirect_stdout(io.StringIO()):
            entry.main(["add", "Ada", "--json"])
            entry.main(["passphrase"])
    import funneltui.storage.migrations
    import funneltui.storage.resealing  # noqa: F401


class Command:
    """A command that was started.

    Args:
        words: As on the command line.
        environ: What it knows beside this process's environment.
        typed: What it reads.
    """

    def __init__(self, words: Sequence[str], environ: Mapping[str, str], typed: bytes = b"") -> None:
        self.said = b""
        """What it has printed."""
        self.began = time.monotonic()
        self._reading, writing = os.pipe()
        self._pid = os.fork()
        if self._pid == 0:
            _be(words, environ, typed, writing)
        os.close(writing)

    def wait(self, seconds: float | None) -> bool:
        """Wait for its end at most so long; whether it has ended."""
        end = None if seconds is None else self.began + seconds
        while True:
            left = None if end is None else max(0.0, end - time.monotonic())
            if not select.select([self._reading], [], [], left)[0]:
                return False
            piece = os.read(self._reading, 65536)
            self.said += piece
            if not piece:
                return True

    def kill(self) -> int:
        """Kill it unless it has ended; its exit status, or below zero the signal that ended it."""
        os.kill(self._pid, signal.SIGKILL)
        _pid, status = os.waitpid(self._pid, 0)
        self.wait(None)
        os.close(self._reading)
        return os.waitstatus_to_exitcode(status)


def _be(words: Sequence[str], environ: Mapping[str, str], typed: bytes, writing: int) -> None:
    """Become the command; never returns."""
    status = 70
    try:
        driver.forget()
        os.environ |= environ
        reading, feeding = os.pipe()
        os.write(feeding, typed)
        os.close(feeding)
        nowhere = os.open(os.devnull, os.O_WRONLY)
        for descriptor, standard in ((reading, 0), (writing, 1), (nowhere, 2)):
            os.dup2(descriptor, standard)
        sys.stdin = open(0, encoding="utf-8")  # noqa: SIM115 - as long as the process
        sys.stdout, sys.stderr = (open(number, "w", encoding="utf-8") for number in (1, 2))  # noqa: SIM115, PTH123
        status = entry.main(list(words))
    except SystemExit as end:
        status = end.code if isinstance(end.code, int) else 1
    except BaseException:  # noqa: BLE001 - nothing of the parent's may go on here
        traceback.print_exc()
    os._exit(status)
