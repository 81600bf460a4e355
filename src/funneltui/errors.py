"""Every failure a person can meet, one class each.

A `FunnelError` carries a message id and its values, not a finished sentence: `i18n.sentence` puts
it into the language in force when it is shown. Each front end maps these once, at its edge: the
command line to stderr and an exit code, the program to its status line or a form's field.
"""

from __future__ import annotations

from enum import IntEnum
from pathlib import Path
from typing import ClassVar


class ExitCode(IntEnum):
    """What a command's exit status means to a script."""

    OK = 0
    REFUSED = 1
    USAGE = 2
    NOT_FOUND = 3
    CONFLICT = 4


class FunnelError(Exception):
    """Something a person can understand and act on.

    Args:
        message: An English message id (marked with `N_`), with `{name}` places.
        values: What goes in those places. Shown text is made safe by whoever prints it.
    """

    exit_code: ClassVar[ExitCode] = ExitCode.REFUSED

    def __init__(self, message: str, /, **values: object) -> None:
        self.message = message
        self.values = values
        super().__init__(message)

    def __str__(self) -> str:
        """The sentence in English, for logs and tests; people read `i18n.sentence`."""
        return self.message.format(**self.values)


class RefusedError(FunnelError):
    """A rule of the trade or of the program says no."""


class InvalidValueError(FunnelError):
    """A typed value is not what its field holds.

    `field` is the field's name in code, so that a form can show the sentence beside it.
    """

    def __init__(self, message: str, /, *, field: str = "", **values: object) -> None:
        self.field = field
        super().__init__(message, **values)


class UsageError(FunnelError):
    """A command was given words it does not understand."""

    exit_code = ExitCode.USAGE


class NotFoundError(FunnelError):
    """What was named is not there."""

    exit_code = ExitCode.NOT_FOUND


class ConflictError(FunnelError):
    """Somebody else changed it first, or it is in use."""

    exit_code = ExitCode.CONFLICT


class FileError(FunnelError):
    """A failure about one file, which the sentence names as `{path}`.

    Args:
        path: The file.
        values: What goes in the sentence's other places.
    """

    sentence: ClassVar[str] = ""

    def __init__(self, path: str | Path, **values: object) -> None:
        self.path = str(path)
        super().__init__(self.sentence, path=self.path, **values)
