"""A worker on a disk that fails: started with `faults.c` loaded before libc, it works once for each point given to it.

    python -m tests.reliability.faulty FOLDER KIND STAYS POINT…

For each point it prints a line of JSON: what was acknowledged, what was told, what was raised that is no sentence.
"""

from __future__ import annotations

import ctypes
import json
import os
import shutil
import sys
from pathlib import Path

from funneltui.bootstrap import open_funnel
from funneltui.domain.entries import NewProspect
from funneltui.errors import FunnelError
from funneltui.settings import Settings
from tests.reliability import forked, workers

KINDS = {"no-space": 1, "bad-write": 2, "bad-sync": 3, "cut": 4, "cut-some": 5}
_MOST = 40
_STEPS_BEFORE_A_CUT = 8


def template(path: Path) -> None:
    """A file with a few people in it."""
    funnel = open_funnel(path, settings=Settings(), clock=workers.clock())
    for number in range(20):
        funnel.services.opportunities.add(NewProspect(f"Before {number}"))
    funnel.close()


def main() -> int:
    """Work at each point, in a process that has its imports behind it."""
    forked.preload()
    folder, kind, stays = Path(sys.argv[1]), KINDS[sys.argv[2]], int(sys.argv[3])
    for point in map(int, sys.argv[4:]):
        place = folder / str(point)
        place.mkdir()
        shutil.copy(folder / "template.db", place / "funnel.db")
        read, write = os.pipe()
        child = os.fork()
        if child == 0:
            os.close(read)
            _work(place, kind, stays, point, write)
        os.close(write)
        with os.fdopen(read) as stream:
            lines = stream.read().splitlines()
        _pid, status = os.waitpid(child, 0)
        told = {"point": point, "status": os.waitstatus_to_exitcode(status), "lines": lines}
        sys.stdout.write(json.dumps(told) + "\n")
    return 0


def _work(place: Path, kind: int, stays: int, point: int, write: int) -> None:
    """Add people until something fails; then, on a disk that works again, one more."""
    disk = ctypes.CDLL(None)
    disk.faults_begin.argtypes = (ctypes.c_char_p, ctypes.c_int, ctypes.c_long, ctypes.c_int)

    def say(line: str) -> None:
        os.write(write, f"{line}\n".encode())

    funnel = open_funnel(place / "funnel.db", settings=Settings(), clock=workers.clock())
    disk.faults_begin(str(place).encode(), kind, point, stays)
    try:
        for number in range(_STEPS_BEFORE_A_CUT if kind >= KINDS["cut"] else _MOST):
            funnel.services.opportunities.add(NewProspect(f"Added {number} {'x' * 500}"))
            say(f"kept Added {number} {'x' * 500}")
    except FunnelError as error:
        say(f"told {type(error).__name__}")
    except Exception as error:  # noqa: BLE001 - what is counted here
        say(f"raised {type(error).__name__}: {error}")
    if kind < KINDS["cut"]:
        disk.faults_end()
        try:
            funnel.services.opportunities.add(NewProspect("Afterwards"))
            say("kept Afterwards")
        except Exception as error:  # noqa: BLE001 - the same
            say(f"raised afterwards {type(error).__name__}: {error}")
    try:
        funnel.close()
    except Exception as error:  # noqa: BLE001 - the same
        say(f"raised at the end {type(error).__name__}: {error}")
    say(f"events {disk.faults_end()}")
    os._exit(0)


if __name__ == "__main__":
    sys.exit(main())
