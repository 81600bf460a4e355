"""A soak: keys at random in a pseudo-terminal, by the thousand, over an empty file, the demo and a big one."""

from __future__ import annotations

import contextlib
import os
import random
import signal
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from funneltui.services.demo.build import build
from funneltui.storage.database import Database
from tests.benchmarks.population import clock, populate
from tests.end_to_end.terminal import KEYS, Pty
from tests.reliability.results import Result, faults

_NAMES = [name for name in KEYS if name != "f1"]
_PRESSED = (
    *"abcdefghijklmnoprstuvwxyz",
    *"ABCDEFGHIJKLMNOPRSTUVWXYZ",
    *"0123456789",
    *("/", "?", ":", "!", "é", "+"),
    *_NAMES,
    *_NAMES,
    *("escape", "enter", "f1", "f2", "f3", "f4", "f5", "f6", "f7"),
    *("ctrl+a", "ctrl+c", "ctrl+k", "ctrl+l", "ctrl+p", "ctrl+s", "ctrl+u", "ctrl+y", "ctrl+z"),
)
"""All that does something, but what leaves the program."""
_MOST_IN_A_BURST = 12
_LOOK_EVERY = 250
_QUIET, _WAIT = 0.004, 0.05
_IDLE = 0.5
_WHOLE_SCREEN, _SCREEN_AS_BEFORE = b"\x1b[?1049h", b"\x1b[?1049l"
"""What takes the terminal, and what gives it back."""
_A_FEW = 500
"""Keys for which one file is enough."""
_GROWTH = 1.1
"""The memory of the last third of the keys, at most, as a share of that of the third before."""
_WARM = 10_000
"""Keys by which every screen has been loaded and the caches are full: memory of fewer says nothing."""


def soak(folder: Path, rounds: int, dice: random.Random) -> Result:
    """Press keys at random on three files: the program goes on, its memory stays, the files are sound."""
    result, told = Result(rounds), []
    files = _FILES if rounds > _A_FEW else {"demo": _FILES["demo"]._replace(share=1.0)}
    for name, file in files.items():
        path = folder / name / "funnel.db"
        path.parent.mkdir()
        file.fill(path)
        count = round(rounds * file.share)
        memory = _pressed(path, file, count, dice, result)
        result.failures += [f"{name}: {fault}" for fault in faults(path)]
        third = len(memory) // 3
        before, last = _mean(memory[third : 2 * third]), _mean(memory[2 * third :])
        if count > _WARM and last > _GROWTH * before:
            result.failures.append(f"{name}: memory grows from {before:.0f} to {last:.0f} MB")
        told.append(f"{name} {' '.join(f'{size:.0f}' for size in memory[:: max(1, len(memory) // 8)])} MB")
    result.told = "memory over time: " + ", ".join(told)
    return result


class _File(NamedTuple):
    """What keys are pressed on."""

    fill: Callable[[Path], None]
    """Makes it."""
    share: float
    """Of all keys."""
    size: tuple[int, int]
    language: str


def _pressed(path: Path, file: _File, count: int, dice: random.Random, result: Result) -> list[float]:
    """Press so many keys; the megabytes of memory now and then."""
    memory: list[float] = []
    program = _started(path, file)
    try:
        pressed = 0
        while pressed < count:
            keys = dice.choices(_PRESSED, k=min(dice.randrange(1, _MOST_IN_A_BURST), count - pressed))
            with contextlib.suppress(OSError):  # it has just ended
                program.press(*keys)
            pressed += len(keys)
            _drain(program, _WAIT, _QUIET)
            if pressed // _LOOK_EVERY > (pressed - len(keys)) // _LOOK_EVERY or pressed == count:
                program.press("ctrl+l")
                _drain(program, _IDLE, _IDLE)
                memory.append(_megabytes(program.process.pid))
            if program.process.poll() is not None:
                why = _noted(path.parent)
                if (program.process.returncode and (why or not _was_leaving(program))) or b"Traceback" in program.raw:
                    tail = bytes(program.raw[-3000:]).decode("utf-8", "replace")
                    result.failures.append(f"{path.parent.name}: ended after {pressed} keys: {keys} {why}{tail}")
                    program.close()
                program = _started(path, file)
    finally:
        program.close()
    return memory


def _was_leaving(program: Pty) -> bool:
    """Whether it had left, which any of its lists of commands offers, and Ctrl+C met what was ending by itself."""
    had_terminal, left = (program.raw.rfind(code) for code in (_WHOLE_SCREEN, _SCREEN_AS_BEFORE))
    return program.process.returncode == -signal.SIGINT and left > had_terminal


def _noted(home: Path) -> str:
    """What the program has written down about its end."""
    log = home / ".local" / "state" / "funneltui" / "funneltui.log"
    return log.read_text("utf-8")[-3000:] if log.exists() else ""


def _started(path: Path, file: _File) -> Pty:
    environ = {
        **{name: os.environ[name] for name in ("PATH", "PYTHONPATH") if name in os.environ},
        "HOME": str(path.parent),
        "TERM": "xterm-256color",
        "LANG": "C.UTF-8",
        "TEXTUAL_ANIMATIONS": "none",
        "FUNNELTUI_DB": str(path),
        "FUNNELTUI_LANG": file.language,
        "EDITOR": "true",
        "BROWSER": "true",
    }
    from tests.end_to_end.program import EXECUTABLE

    program = Pty([str(EXECUTABLE)], file.size, environ, path.parent)
    while b"F2" not in program.raw:
        program.read(1)
    _drain(program, _IDLE, _IDLE)
    return program


def _drain(program: Pty, wait: float, quiet: float) -> None:
    """Read what the program writes until it has been quiet for a while."""
    del program.raw[:-100_000]
    until = time.monotonic() + 30
    while program.read(wait) and time.monotonic() < until:
        wait = quiet


def _megabytes(process: int) -> float:
    with contextlib.suppress(OSError), Path(f"/proc/{process}/status").open(encoding="ascii") as lines:
        return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("VmRSS")), 0.0)
    return 0.0


def _mean(sizes: list[float]) -> float:
    return sum(sizes) / max(1, len(sizes))


def _demo(path: Path) -> None:
    build(path, clock=clock(), language="en")


def _empty(path: Path) -> None:
    Database.open(path, clock=clock())


def _big(path: Path) -> None:
    populate(path, 5000)


_FILES = {
    "empty": _File(_empty, 0.15, (40, 12), "fr"),
    "demo": _File(_demo, 0.7, (100, 30), "en"),
    "big": _File(_big, 0.15, (80, 24), "fr"),
}
"""One has most of the keys: it is used long enough to show whether memory grows."""
