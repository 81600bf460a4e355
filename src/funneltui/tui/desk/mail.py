"""Reading mailboxes while the program runs: looked through in a thread of its own, written down like any change."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from textual.app import App
from textual.dom import DOMNode

from funneltui.errors import FunnelError
from funneltui.paths import is_usual
from funneltui.tui.desk.asking import in_background

if TYPE_CHECKING:
    from funneltui.bootstrap import Services
    from funneltui.services.mail import FoundMail
    from funneltui.services.mail_report import MailReport
    from funneltui.storage.outcome import Change
    from funneltui.tui.desk.desk import Desk

_REST_SECONDS = 0.005
"""What a reading that nobody asked for leaves to the keys, now and then."""


class MailRun:
    """One reading of mailboxes, which can be stopped.

    Args:
        node: Where the answers are called, on the event loop; nothing is written once it is closed.
        sources: Files and folders.
        counted: Called now and then with how many messages were looked at, on the event loop.
        told: Called with what came of it.
        failed: Called with why nothing did.
        quiet: Whether nothing is to be said or written when there is nothing new.
    """

    def __init__(
        self,
        desk: Desk,
        node: DOMNode,
        sources: Sequence[str],
        *,
        counted: Callable[[int], object] | None,
        told: Callable[[MailReport], object],
        failed: Callable[[FunnelError], object],
        quiet: bool = False,
    ) -> None:
        self._desk = desk
        self._node = node
        self._counted = counted
        self._told = told
        self._failed = failed
        self._quiet = quiet
        self._stop = threading.Event()
        paths = [Path(source).expanduser() for source in sources]
        in_background(desk, node, lambda: desk.funnel.services.mail.look(paths, self._tick), self._looked, failed)

    def stop(self) -> None:
        """Read no further, and write nothing."""
        self._stop.set()

    def _tick(self, count: int) -> bool:
        """In the thread."""
        if self._quiet:
            time.sleep(_REST_SECONDS)
        if self._counted is not None:
            self._node.call_later(self._counted, count)
        return not self._stop.is_set()

    def _looked(self, mail: FoundMail) -> None:
        if mail.report.stopped or (self._quiet and not mail.is_news):
            self._told(mail.report)
            return
        reports: list[MailReport] = []

        def write(services: Services) -> Change:
            reports.append(services.mail.write(mail))
            return reports[0].change

        self._desk.perform(write, then=lambda _change: self._told(reports[0]), failed=self._failed, slow=True)


def read_at_start(desk: Desk, app: App[Any]) -> None:
    """Read the remembered mailboxes, once the program stands: only what is new, or wrong, is told."""
    funnel = desk.funnel
    if not funnel.settings.mail_sources or funnel.database.read_only or not is_usual(funnel.database.path):
        return
    MailRun(
        desk,
        app,
        funnel.settings.mail_sources,
        counted=None,
        told=lambda report: desk.status.say_slips(report.unread),
        failed=lambda error: desk.status.say_slips([error]),
        quiet=True,
    )
