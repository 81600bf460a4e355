"""Making changes: at once where that is possible, in the writing thread where it is not."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from funneltui.errors import FunnelError
from funneltui.i18n import sentence, translate as _
from funneltui.tui.desk.status import StatusLine
from funneltui.tui.desk.writer import Job, Writer

if TYPE_CHECKING:
    from funneltui.bootstrap import Funnel
    from funneltui.storage.outcome import Change
    from funneltui.tui.desk.window import Window

_SAVING_SECONDS = 0.15
"""A change that takes longer says so."""
_INLINE_SECONDS = 0.05
"""A change that is made within this time is drawn in the frame of its key; others do not freeze the screen."""
_INLINE_CARDS = 20
"""A change of more cards than this is made off the event loop."""


class Changes:
    """What is being changed, and who is to be told.

    Args:
        funnel: The open file.
        window: The screens.
        status: Where it is said how a change went.
        writer: The writing thread.
        undo_key: Gives the key that takes a change back, as a person reads it.
    """

    def __init__(
        self, funnel: Funnel, window: Window, status: StatusLine, writer: Writer, undo_key: Callable[[], str]
    ) -> None:
        self._funnel = funnel
        self._window = window
        self._status = status
        self._writer = writer
        self._undo_key = undo_key
        self._closing_job: Job | None = None
        """What is being saved and will close the form that asked for it."""

    @property
    def is_saving(self) -> bool:
        """Whether a change is on its way."""
        return self._writer.waiting > 0

    @property
    def is_closing(self) -> bool:
        """Whether the form on top is being saved, and closes with it."""
        return self._closing_job is not None and self._closing_job.asker is self._window.screen

    def make(self, job: Job, *, cards: int, slow: bool) -> None:
        """Make a change of so many cards, or one that may take longer than a frame however few they are."""
        if self._funnel.database.read_only:
            from funneltui.storage.errors import ReadOnlyFileError

            self._conclude(job, ReadOnlyFileError(self._funnel.database.path))
            return
        outcome = None
        if slow or cards > _INLINE_CARDS or not self._writer.free:
            self._writer.put(job)
        else:
            self._window.notice_others()
            outcome = self._writer.do(job, _INLINE_SECONDS)
        if outcome is None:
            if job.closes:
                self._closing_job = job
            self._window.set_timer(_SAVING_SECONDS, self._say_saving)
        else:
            self._conclude(job, outcome)

    def answered(self, job: Job, outcome: Change | BaseException) -> None:
        """The writing thread has done a job, or not."""
        self._writer.answered(outcome)
        if job is self._closing_job:
            self._closing_job = None
        self._conclude(job, outcome)

    def _say_saving(self) -> None:
        if self.is_saving:
            self._status.say(_("Saving…"))

    def _conclude(self, job: Job, outcome: Change | BaseException) -> None:
        if isinstance(outcome, FunnelError):
            self._refuse(job, outcome)
        elif isinstance(outcome, BaseException):
            raise outcome
        elif not self._window.is_ending:
            self._say_done(outcome)
            self._window.show_change(outcome)
            if job.then is not None and self._window.is_open(job.asker):
                job.then(outcome)

    def _refuse(self, job: Job, error: FunnelError) -> None:
        if job.failed is None or not self._window.is_open(job.asker):
            self._status.say(sentence(error), problem=True)
            return
        if job.closes:
            self._window.forget_keys()
        if self._status.text == _("Saving…"):
            self._status.say("")
        job.failed(error)

    def _say_done(self, change: Change) -> None:
        if change.step_id is None:
            self._status.say(_("No changes."))
            return
        self._status.say(_("{what} · {key} to undo").format(what=change.label, key=self._undo_key()))
