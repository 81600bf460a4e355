"""Calendar and address book folders, brought up to date after changes in a thread of their own.

Changes that follow one another quickly are one refresh: nobody waits for files, and no key does.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TYPE_CHECKING

from funneltui.errors import FunnelError

if TYPE_CHECKING:
    from funneltui.bootstrap import Funnel


class FolderKeeper:
    """Refreshes the folders when something has changed.

    Args:
        funnel: The open file.
        failed: Called with why a folder could not be written, once until another reason or success; in the thread.
    """

    def __init__(self, funnel: Funnel, failed: Callable[[FunnelError], object]) -> None:
        self._funnel = funnel
        self._failed = failed
        self._told = ""
        self._changed = threading.Event()
        self._ended = False
        self._thread = threading.Thread(target=self._run, name="folders", daemon=True)

    def changed(self) -> None:
        """Something is different in the file."""
        if self._funnel.folders.wanted:
            self._changed.set()
            if self._thread.ident is None:
                self._thread.start()

    def finish(self) -> None:
        """Write what is still to be written, and end the thread."""
        if self._thread.ident is not None:
            self._ended = True
            self._changed.set()
            self._thread.join()

    def _run(self) -> None:
        while self._changed.is_set() or not self._ended:
            self._changed.wait()
            self._changed.clear()
            try:
                self._funnel.folders.refresh()
            except FunnelError as error:
                if str(error) != self._told:
                    self._told = str(error)
                    self._failed(error)
            else:
                self._told = ""
