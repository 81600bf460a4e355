"""The keyboard's thread: an Escape is told from the start of another key, and soon."""

import os
import threading
import time
from collections.abc import Iterator

import pytest
from textual import events

terminal = pytest.importorskip("funneltui.tui.engine.terminal", exc_type=ImportError)


class Keyboard(terminal.QuickDriver):  # type: ignore[name-defined,misc]
    """The driver at the end of a pipe, without a terminal."""

    def __init__(self) -> None:
        self.fileno, self._end = os.pipe()
        self.exit_event = threading.Event()
        self._debug = False
        self.keys: list[str] = []

    def process_message(self, message: object) -> None:
        assert isinstance(message, events.Key)
        self.keys.append(message.key)

    def type(self, typed: bytes) -> None:
        os.write(self._end, typed)

    def until(self, *keys: str) -> None:
        end = time.monotonic() + 60
        while self.keys != list(keys) and time.monotonic() < end:
            time.sleep(0.002)
        assert self.keys == list(keys)


@pytest.fixture
def keyboard() -> Iterator[Keyboard]:
    driver = Keyboard()
    thread = threading.Thread(target=driver.run_input_thread)
    thread.start()
    yield driver
    driver.exit_event.set()
    thread.join(60)
    assert not thread.is_alive()


def test_an_escape_alone_is_a_key(keyboard: Keyboard) -> None:
    keyboard.type(b"\x1b")
    keyboard.until("escape")
    keyboard.type(b"j")
    keyboard.until("escape", "j")


def test_an_escape_that_begins_an_arrow_is_none(keyboard: Keyboard) -> None:
    keyboard.type(b"\x1b[A")
    keyboard.until("up")


def test_bytes_that_are_no_text_end_nothing(keyboard: Keyboard) -> None:
    keyboard.type(b"caf\xe9!")
    keyboard.until("c", "a", "f", "replacement_character", "exclamation_mark")


def test_letters_may_come_in_pieces(keyboard: Keyboard) -> None:
    for byte in "é".encode():
        keyboard.type(bytes([byte]))
    keyboard.type(b"z")
    keyboard.until("é", "z")


def test_an_address_that_nothing_opens_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def open_url(url: str) -> bool:
        asked.append(url)
        return url.startswith("https")

    monkeypatch.setattr("webbrowser.open", open_url)
    keyboard = Keyboard()
    keyboard.open_url("https://x.fr")
    with pytest.raises(terminal.NoOpenerError, match=r"open a@x\.fr"):
        keyboard.open_url("mailto:a@x.fr")
    with pytest.raises(terminal.NoOpenerError, match=r"open /home/zoé/un devis\.pdf"):
        keyboard.open_url("file:///home/zo%C3%A9/un%20devis.pdf")
    assert asked[:2] == ["https://x.fr", "mailto:a@x.fr"]
