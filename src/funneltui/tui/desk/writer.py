"""Writing without making the screen wait: one thread, one change after the other.

The write side (SQLModel) takes longer to import than the program takes to start. The thread
imports it right after the first paint, and a change asked for before that waits here.
"""

from __future__ import annotations

import contextlib
import queue
import threading
from collections.abc import Callable, Hashable
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from textual.message import Message
from textual.screen import Screen

from funneltui.errors import FunnelError
from funneltui.tui.desk.folders import FolderKeeper

if TYPE_CHECKING:
    from funneltui.bootstrap import Funnel, Services
    from funneltui.storage.outcome import Change

Write: TypeAlias = "Callable[[Services], Change]"
"""Calls a service to change something. It may run in another thread: it touches nothing of the screen."""
Told: TypeAlias = "Callable[[Change], object] | None"
"""Called with what was changed, if anybody is to know."""
Refused: TypeAlias = "Callable[[FunnelError], object] | None"
"""Called with why nothing was changed, if somebody says so; else the status line does."""

_LULL_SECONDS = 0.5
"""So long nothing is changed before what was written is settled."""


class Job(NamedTuple):
    """A change to make, and who wants to know."""

    write: Write
    asker: Screen[Any]
    """The screen it was asked for on: the one below is told, unless it was closed meanwhile."""
    then: Told = None
    failed: Refused = None
    closes: bool = False
    """Whether that screen closes with it."""


class _Ticket:
    """A job on its way, and whether somebody stands waiting for it."""

    def __init__(self, job: Job, *, awaited: bool) -> None:
        self.job = job
        self.awaited = awaited
        self.outcome: Change | BaseException | None = None
        self.lock = threading.Lock()
        self.done = threading.Event()


class _Aside(NamedTuple):
    """Something to be done that nobody waits for."""

    name: Hashable


class Written(Message):
    """A job was done, or not."""

    def __init__(self, job: Job, outcome: Change | BaseException) -> None:
        super().__init__()
        self.job = job
        self.outcome = outcome


class Loaded(Message):
    """The write side is there: changes are made at once from now on."""


class FoldersFailed(Message):
    """A folder of calendars or contacts could not be written."""

    def __init__(self, error: FunnelError) -> None:
        super().__init__()
        self.error = error


class Broken(Message):
    """A thread met what it should not have: a bug, to be seen as one."""

    def __init__(self, error: BaseException) -> None:
        super().__init__()
        self.error = error


class Writer:
    """The writing thread.

    Args:
        funnel: The open file.
        post: Sends a message to the app; called from the thread.
    """

    def __init__(self, funnel: Funnel, post: Callable[[Message], object]) -> None:
        self._funnel = funnel
        self._post = post
        self._folders = FolderKeeper(funnel, lambda error: post(FoldersFailed(error)))
        self._jobs: queue.SimpleQueue[_Ticket | _Aside | None] = queue.SimpleQueue()
        self._asides: dict[Hashable, Callable[[Services], object]] = {}
        self._asides_lock = threading.Lock()
        self._waiting = 0
        self._unsettled = False
        self._lost: list[FunnelError] = []
        # Not a Textual worker: those are awaited at exit, and importing cannot be stopped.
        self._thread = threading.Thread(target=self._run, name="writer", daemon=True)

    @property
    def free(self) -> bool:
        """Whether a change can be made at once: all is loaded and nothing waits."""
        return self._waiting == 0 and self._funnel.services_loaded

    @property
    def waiting(self) -> int:
        """How many jobs are not yet answered."""
        return self._waiting

    def start(self) -> None:
        """Import the write side, then do what is asked."""
        if not self._funnel.database.read_only and self._thread.ident is None:
            self._thread.start()

    def put(self, job: Job) -> None:
        """Do this after what waits already; a `Written` tells the outcome."""
        self._waiting += 1
        self._jobs.put(_Ticket(job, awaited=False))

    def do(self, job: Job, patience: float) -> Change | BaseException | None:
        """Do this now and give the outcome; None when it takes longer than `patience` seconds.

        In that case a `Written` tells it later: a slow disk does not freeze the screen, and on a
        quick one the next key finds everything done.
        """
        ticket = _Ticket(job, awaited=True)
        self._jobs.put(ticket)
        ticket.done.wait(patience)
        with ticket.lock:
            if ticket.outcome is None:
                ticket.awaited = False
                self._waiting += 1
        return ticket.outcome

    def aside(self, name: Hashable, write: Callable[[Services], object]) -> None:
        """Do this after what waits already; nobody is told, and of the same name only the newest is done."""
        with self._asides_lock:
            waits = name in self._asides
            self._asides[name] = write
        if not waits:
            self._jobs.put(_Aside(name))

    def has_aside(self, name: Hashable) -> bool:
        """Whether something of this name is yet to be done."""
        with self._asides_lock:
            return name in self._asides

    def answered(self, outcome: Change | BaseException) -> None:
        """A `Written` with this outcome has been dealt with."""
        self._waiting -= 1
        if outcome in self._lost:
            self._lost.remove(outcome)

    def finish(self) -> list[FunnelError]:
        """Do what waits, then end the thread: nothing that was asked for is lost at exit.

        Returns:
            Why some of it was refused: nobody is left to be told by a `Written`.
        """
        if self._waiting or self._asides:
            self.start()
            self._jobs.put(None)
            self._thread.join()
        else:
            self._jobs.put(None)
        self._folders.finish()
        lost, self._lost = self._lost, []
        return lost

    def _run(self) -> None:
        try:
            self._funnel.prepare()
        except Exception as error:  # noqa: BLE001 - raised again in the app
            self._post(Broken(error))
        else:
            self._post(Loaded())
        while (ticket := self._next()) is not None:
            if isinstance(ticket, _Aside):
                self._do_aside(ticket.name)
                continue
            outcome: Change | BaseException
            try:
                outcome = ticket.job.write(self._funnel.services)
            except Exception as error:  # noqa: BLE001 - raised again in the app, where a bug is seen
                outcome = error
            with ticket.lock:
                ticket.outcome = outcome
                ticket.done.set()
                if not ticket.awaited:
                    if isinstance(outcome, FunnelError):
                        self._lost.append(outcome)
                    self._post(Written(ticket.job, outcome))
            self._folders.changed()
            self._unsettled = True

    def _next(self) -> _Ticket | _Aside | None:
        """What is to be done next. In a lull, what was written is settled: it would hold up the frame of a key."""
        lull = _LULL_SECONDS
        while self._unsettled:
            with contextlib.suppress(queue.Empty):
                return self._jobs.get(timeout=lull)
            self._unsettled = self._funnel.services_loaded and not self._funnel.services.settle()
            lull *= 2  # somebody reads, maybe for long
        return self._jobs.get()

    def _do_aside(self, name: Hashable) -> None:
        write = self._asides[name]
        with contextlib.suppress(FunnelError):  # a change that meets the same is told
            write(self._funnel.services)
        with self._asides_lock:
            if self._asides[name] is write:
                del self._asides[name]
            else:
                self._jobs.put(_Aside(name))
