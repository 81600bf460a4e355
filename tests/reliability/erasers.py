"""What the child processes of the erasure's trials do. Imported by the fork server's children."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from contextlib import closing
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from funneltui.services.erasing import Erasing
from funneltui.storage import erasing, scrubbing
from funneltui.storage.database import Database
from funneltui.storage.unit_of_work import UnitOfWork
from tests import stored
from tests.reliability.workers import clock

NAME = "Zoé Quintrell"
OTHERS_CARD = 2
SECRETS = (b"Quintrell", b"quintrell", b"zoe@brume", b"lighthouse")
"""What can be found of Zoé, and of nobody else."""


def prepare(path: Path) -> None:
    """A file with Zoé in it, and others enough for a few pages."""
    with closing(UnitOfWork(Database.open(path, clock=clock()), clock(), "test")) as unit_of_work:
        with unit_of_work.step("Add {name}", name=NAME) as work:
            number = stored.insert(work, "contact", name=NAME, note="loves the lighthouse")
            stored.insert(
                work, "contact_point", contact_id=number, kind="email", value="zoe@brume.fr", normalized="zoe@brume.fr"
            )
            stored.insert(work, "opportunity", contact_id=number, stage_id=1, title="lighthouse")
        with unit_of_work.step("Add {count}", count=200) as work:
            others = stored.insert_many(
                work, "contact", [{"name": f"Other {one}", "note": "x" * 200} for one in range(200)]
            )
            stored.insert(work, "opportunity", contact_id=others[0], stage_id=1)
    (path.parent / f"{path.name}.v1-20261122T110000Z.bak").write_bytes(b"Quintrell")


def erase(path: Path, pipe: Connection) -> None:
    """Erase Zoé, and say on a pipe when it begins and when it has ended."""
    with closing(UnitOfWork(Database.open(path, clock=clock()), clock(), "test")) as unit_of_work:
        os.write(pipe.fileno(), b"begin\n")
        Erasing(unit_of_work).erase(1, NAME)
        os.write(pipe.fileno(), b"end\n")


def _die(*_words: object, **_more: object) -> Any:
    os.kill(os.getpid(), signal.SIGKILL)


def _die_after(work: Callable[..., Any]) -> Callable[..., Any]:
    return lambda *words, **more: (work(*words, **more), _die())


def _die_before_the_log_is_emptied(database: Database, _patience: float) -> None:
    database.connect(write=True).execute("VACUUM")
    _die()


DEATHS: dict[str, Callable[[], None]] = {
    "while the journal is cleaned": lambda: setattr(erasing, "_rename", _die),
    "before it is committed": lambda: setattr(erasing, "_mentions", _die),
    "when it is committed": lambda: setattr(scrubbing, "drop_copies", _die),
    "when the copies are gone": lambda: setattr(scrubbing, "rewrite", _die),
    "before the log is emptied": lambda: setattr(scrubbing, "rewrite", _die_before_the_log_is_emptied),
    "when the file is written anew": lambda: setattr(scrubbing, "rewrite", _die_after(scrubbing.rewrite)),
}
"""Where the program is killed: makes it so in this process."""


def erase_and_die(path: Path, death: str, pipe: Connection) -> None:
    """Erase Zoé, and be killed on the way."""
    DEATHS[death]()
    erase(path, pipe)
