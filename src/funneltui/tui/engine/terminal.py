"""Textual's driver for terminals of Linux and macOS, with an Escape that is not waited for.

A terminal sends Escape for the key and as the first byte of other keys: only a pause tells which.
Textual looks for that pause every 100 ms; while an Escape is pending, this looks every 5.
"""

from __future__ import annotations

import contextlib
import os
import selectors
import sys
import time
from codecs import getincrementaldecoder
from urllib.parse import unquote

from textual import constants
from textual._parser import ParseError
from textual._xterm_parser import XTermParser
from textual.drivers.linux_driver import LinuxDriver
from textual.messages import ExitApp

from funneltui.errors import RefusedError
from funneltui.i18n import N_

_ESCAPE = "\x1b"
_ALT_ENTER = "\x1b\r"
_SAID_SAFELY = "\x1b[13;3u"
"""Alt and Enter of old terminals look like Escape and then Enter: this is what newer ones send."""
_IDLE_SECONDS = 0.1
_PENDING_SECONDS = 0.005
# select() knows no descriptor above 1023; elsewhere poll() knows no terminal.
_Selector = selectors.PollSelector if sys.platform == "linux" else selectors.SelectSelector


class NoOpenerError(RefusedError):
    """The system has no program for an address."""


class QuickDriver(LinuxDriver):
    """Reads the keyboard as its base does, oftener while it has to wait for what follows an Escape."""

    def run_input_thread(self) -> None:
        """Wait for input and dispatch events, until the driver is told to stop or the terminal is closed."""
        parser = XTermParser(self._debug)
        decode = getincrementaldecoder("utf-8")("replace").decode  # a terminal in another encoding ends nothing
        pending_until = 0.0
        with _Selector() as selector:
            selector.register(self.fileno, selectors.EVENT_READ)
            while not self.exit_event.is_set():
                pending = time.monotonic() < pending_until
                if selector.select(_PENDING_SECONDS if pending else _IDLE_SECONDS):
                    typed = os.read(self.fileno, 4096)
                    if not typed:  # the terminal is gone: it would answer so for ever
                        self.send_message(ExitApp())
                        break
                    text = decode(typed).replace(_ALT_ENTER, _SAID_SAFELY)
                    if _ESCAPE in text:
                        pending_until = time.monotonic() + constants.ESCAPE_DELAY + 2 * _PENDING_SECONDS
                    if text:  # half a character is none yet
                        for message in parser.feed(text):
                            self.process_message(message)
                for message in parser.tick():
                    self.process_message(message)
        with contextlib.suppress(EOFError, ParseError):
            for _message in parser.feed(""):
                pass

    def open_url(self, url: str, new_tab: bool = True) -> None:  # noqa: FBT001, FBT002 - Textual's signature
        """Open an address in the system's program for it.

        Raises:
            NoOpenerError: There is none.
        """
        import webbrowser

        del new_tab
        if not webbrowser.open(url):
            raise NoOpenerError(N_("No program can open {address}."), address=_readable(url))


def _readable(url: str) -> str:
    """An address as people write it: without what else goes to the program for it, such as a whole message."""
    scheme, _colon, rest = url.partition(":")
    if scheme not in {"mailto", "tel", "file"}:
        return url
    return unquote(rest.partition("?")[0]).removeprefix("//")
