"""Asking for a passphrase, before either front end is there: a command, the terminal, or the first line of input."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

from funneltui.domain.text import safe
from funneltui.errors import InvalidValueError, RefusedError
from funneltui.i18n import N_, sentence, translate as _
from funneltui.paths import config_path
from funneltui.settings import Settings, load
from funneltui.storage import driver, passphrase
from funneltui.storage.errors import DamagedFileError, PassphraseNeededError, WrongPassphraseError

COMMAND = "FUNNELTUI_PASSPHRASE_COMMAND"
_TRIES = 3
_PAUSE_SECONDS = 1.0
"""After a wrong passphrase, each time longer."""
_COMMAND_SECONDS = 60
_LONGEST = 4096
"""Bytes of a line that is a passphrase."""


def unlock(path: Path, settings: Settings | None = None) -> None:
    """Get the passphrase of a file that has one, and make its key known to this process, which does not have it open.

    Args:
        path: The file.
        settings: What the person chose; None: it is read.

    Raises:
        CipherMissingError: What reads such files is not installed.
        PassphraseNeededError: There is nobody to ask.
        WrongPassphraseError: It is another one.
        DamagedFileError: It is the one of its backups; so the file is damaged.
        RefusedError: The command that should give it fails.
    """
    try:
        salt = driver.salt_of(path)
    except OSError:
        return  # told by whoever opens it
    if salt is None or driver.known(salt) is not None:
        return
    driver.require_cipher(path)
    command = os.environ.get(COMMAND) or (settings or load(config_path())).passphrase_command
    asked = _on_a_terminal()
    if command:
        try:
            _try(path, _answer_of(command))
        except WrongPassphraseError as error:
            if not asked:
                raise
            sys.stderr.write(safe(sentence(error)) + "\n")
        else:
            return
    for count in range(_TRIES if asked else 1):
        typed = _ask(_("Passphrase of {path}:").format(path=path)) if asked else _line()
        if typed is None:
            raise PassphraseNeededError(path)
        try:
            attempt(path, typed, count)
        except WrongPassphraseError as error:
            if count + 1 == _TRIES or not asked:
                raise
            sys.stderr.write(safe(sentence(error)) + "\n")
        else:
            return


def attempt(path: Path, typed: str, tried: int) -> None:
    """Make the key of a file known to this process, which does not have it open. A wrong passphrase takes its time.

    Args:
        path: The file.
        typed: What was typed.
        tried: How many wrong ones there were before: each takes a second more.

    Raises:
        CipherMissingError, WrongPassphraseError, DamagedFileError: As with `unlock`.
    """
    try:
        _try(path, typed)
    except WrongPassphraseError:
        time.sleep(_PAUSE_SECONDS * (tried + 1))
        raise


def ask_new() -> str:
    """A new passphrase, typed twice on a terminal; else the next line of input.

    Raises:
        InvalidValueError: It cannot be one, was not typed the same twice, or there is none.
    """
    asked = _on_a_terminal()
    typed = (_ask(_("New passphrase:")) if asked else _line()) or ""
    passphrase.check_new(typed)
    if asked and _ask(_("Again:")) != typed:
        raise InvalidValueError(N_("The two passphrases differ. Try again."))
    return typed


def _try(path: Path, typed: str) -> None:
    try:
        passphrase.unlock(path, typed)
    except WrongPassphraseError as error:
        if _opens_a_backup(path, typed):
            raise DamagedFileError(path, detail=_("the passphrase opens its backups only")) from error
        raise


def _opens_a_backup(path: Path, typed: str) -> bool:
    """Whether this is the passphrase of the newest backup, so that it is the file that is wrong.

    Of the newest with the salt of the file, if there is one: others may have a former passphrase.
    """
    from funneltui.clock import SystemClock
    from funneltui.services.backups import backups_of

    salt = driver.salt_of(path)
    backups = backups_of(path, SystemClock()).list()
    alike = (backup for backup in backups if driver.salt_of(backup.path) == salt)
    newest = next(alike, next(iter(backups), None))
    if newest is None or driver.salt_of(newest.path) is None:
        return False
    try:
        passphrase.unlock(newest.path, typed)
    except WrongPassphraseError:
        return False
    return True


def _answer_of(command: str) -> str:
    """The first line that a command prints."""
    import shlex
    import subprocess

    try:
        words = shlex.split(command)
        done = subprocess.run(words, stdout=subprocess.PIPE, timeout=_COMMAND_SECONDS, check=True)
    except (OSError, ValueError, IndexError, subprocess.SubprocessError) as error:
        raise RefusedError(
            N_("The command for the passphrase fails: {command}. Correct passphrase_command or {variable}."),
            command=command,
            variable=COMMAND,
        ) from error
    return _text(done.stdout.split(b"\n")[0])


def _on_a_terminal() -> bool:
    """Whether somebody looks; what comes in may be from elsewhere."""
    return sys.stderr is not None and sys.stderr.isatty()


def _ask(prompt: str) -> str | None:
    """What is typed on the terminal, without showing it."""
    from getpass import getpass

    try:
        return getpass(f"{safe(prompt)} ", sys.stderr)
    except EOFError:
        return None


def _line() -> str | None:
    """The next line of input, no byte more; None: there is none."""
    stream = getattr(sys.stdin, "buffer", None)
    line = stream.readline(_LONGEST) if stream is not None else b""
    return _text(line) if line else None


def _text(line: bytes) -> str:
    return line.decode("utf-8", "replace").rstrip("\r\n")
