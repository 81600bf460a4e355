"""A file with a passphrase, on the terminal: asked for before the program opens, and by commands."""

from __future__ import annotations

from functools import partial

import pytest

from tests.end_to_end.program import EXECUTABLE, WIDE, Program

pytest.importorskip("sqlcipher3")

_PHRASE = "correct horse"


def _asked(home, *words: str) -> Program:
    program = home.program(*words, ready=False)
    program.until(lambda: program.shows("passphrase"), "the question")
    return program


def test_a_passphrase_from_the_first_to_the_last_day(home) -> None:
    home.done("add", "Sophie Martin")
    setting = _asked(home, "passphrase", "set")
    setting.send(f"{_PHRASE}\r".encode())
    setting.until(lambda: setting.shows("Again:"), "the second question")
    setting.send(b"correct house\r")
    setting.until(lambda: setting.shows("differ"), "the answer")
    setting.process.wait(timeout=30)
    setting = _asked(home, "passphrase", "set")
    setting.send(f"{_PHRASE}\r".encode())
    setting.until(lambda: setting.shows("Again:"), "the second question")
    setting.send(f"{_PHRASE}\r".encode())
    setting.until(lambda: setting.shows("The file is encrypted."), "the answer")
    setting.process.wait(timeout=30)
    assert _PHRASE.encode() not in setting.raw, "it is not shown"

    program = _asked(home)
    program.send(b"wrong horse\r")
    program.until(lambda: program.shows("isn't the passphrase"), "the refusal")
    program.until(lambda: program.text.count("Passphrase of") == 2, "the question again")
    program.send(f"{_PHRASE}\r".encode())
    program.wait_for_board()
    program.until(lambda: program.shows("Sophie Martin"), "her card")
    program.press("L")
    program.until_said("Sophie Martin")
    program.press("q")
    program.process.wait(timeout=60)
    for path in home.folder.rglob("*"):
        assert not path.is_file() or b"Martin" not in path.read_bytes(), path

    listing = _asked(home, "list")
    listing.send(f"{_PHRASE}\r".encode())
    listing.until(lambda: listing.shows("Sophie Martin", "Lead"), "the list")
    listing.process.wait(timeout=30)


def _sealed(home) -> None:
    """Give a file with somebody in it a passphrase."""
    home.done("add", "Sophie Martin")
    setting = _asked(home, "passphrase", "set")
    for question in ("New passphrase:", "Again:"):
        setting.until(partial(setting.shows, question), question)
        setting.send(f"{_PHRASE}\r".encode())
    setting.process.wait(timeout=30)


def test_three_wrong_ones_end_it(home) -> None:
    _sealed(home)
    program = Program([str(EXECUTABLE)], WIDE, home.environ, home.folder)
    for count in range(1, 4):
        program.until(partial(lambda count: program.text.count("Passphrase of") == count, count), "the question")
        program.send(b"wrong horse\r")
    program.until(lambda: program.text.count("isn't the passphrase") == 3, "the last refusal")
    assert program.process.wait(timeout=30) == 1
    program.close()


def test_where_the_command_gives_another_one_the_person_is_asked(home) -> None:
    _sealed(home)
    home.done("config", "set", "passphrase_command", "echo wrong horse")
    listing = _asked(home, "list")
    listing.until(lambda: listing.shows("isn't the passphrase", "Passphrase of"), "the question")
    listing.send(f"{_PHRASE}\r".encode())
    listing.until(lambda: listing.shows("Sophie Martin"), "the list")
    listing.process.wait(timeout=30)
