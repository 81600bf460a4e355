"""Where the program's files are, and how a file is written that only its owner may read.

On Linux: `~/.local/share/funneltui/funnel.db` and `~/.config/funneltui/config.toml`; elsewhere
what the system prescribes. FUNNELTUI_DB and FUNNELTUI_CONFIG name other files.
"""

from __future__ import annotations

import contextlib
import errno
import os
import stat
from collections.abc import Callable
from io import BufferedReader
from pathlib import Path

from funneltui.errors import UsageError
from funneltui.i18n import N_

_NAME = "funneltui"
_FOLDER_MODE = 0o700
_FILE_MODE = 0o600
AT_ONCE = getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)
"""How a file is opened that may be something else: without waiting for another program."""


def typed_path(text: str | Path) -> Path:
    """The path a person typed; `~` is their home.

    Raises:
        UsageError: It begins with somebody's home, and there is nobody of that name.
    """
    try:
        return Path(text).expanduser()
    except RuntimeError as error:
        raise UsageError(N_("“{path}” isn't a path: that home folder doesn't exist."), path=text) from error


def _own(folder: Callable[..., Path]) -> Path:
    """A folder of the person's own, once it is known where their home is."""
    try:
        path = folder(_NAME, appauthor=False)
    except RuntimeError:
        path = Path()
    if not path.is_absolute():
        raise UsageError(
            N_("Your home folder cannot be found: set HOME, or name the files with FUNNELTUI_DB and FUNNELTUI_CONFIG.")
        )
    return path


def data_folder() -> Path:
    """The folder of the database and its backups."""
    from platformdirs import user_data_path

    return _own(user_data_path)


def state_folder() -> Path:
    """The folder of what is remembered between runs and can be lost without harm, and of logs."""
    from platformdirs import user_state_path

    return _own(user_state_path)


def database_path(chosen: Path | None = None) -> Path:
    """The database to open: `chosen`, else FUNNELTUI_DB, else `funnel.db` in the data folder."""
    if chosen is not None:
        return typed_path(chosen)
    named = os.environ.get("FUNNELTUI_DB")
    return typed_path(named) if named else data_folder() / "funnel.db"


def is_usual(path: Path) -> bool:
    """Whether this is the database whose settings name mailboxes and folders: no demo, and none named for once."""
    return path.absolute() == database_path().absolute()


def config_path() -> Path:
    """The settings file: FUNNELTUI_CONFIG, else `config.toml` in the configuration folder."""
    named = os.environ.get("FUNNELTUI_CONFIG")
    if named:
        return typed_path(named)
    from platformdirs import user_config_path

    return _own(user_config_path) / "config.toml"


def make_private_folder(folder: Path) -> None:
    """Make `folder` and what is missing above it. New ones can be entered by their owner only."""
    missing = [folder]
    while not missing[-1].parent.exists():
        missing.append(missing[-1].parent)
    for path in reversed(missing):
        path.mkdir(mode=_FOLDER_MODE, exist_ok=True)


def open_file(path: Path) -> BufferedReader:
    """Open a file to read it. A pipe, which keeps one waiting for whoever writes into it, and a device are none.

    Raises:
        OSError: It is not there, it is no file, or the system does not let us.
    """
    descriptor = os.open(path, os.O_RDONLY | AT_ONCE)
    try:
        require_file(os.fstat(descriptor))
        return os.fdopen(descriptor, "rb")
    except BaseException:
        os.close(descriptor)
        raise


def read_file(path: Path) -> bytes:
    """What is in a file.

    Raises:
        OSError: As with `open_file`.
    """
    with open_file(path) as stream:
        return stream.read()


def require_file(status: os.stat_result) -> None:
    """Make sure that something is a file.

    Raises:
        OSError: It is a folder, a pipe, a socket or a device.
    """
    if not stat.S_ISREG(status.st_mode):
        number = errno.EISDIR if stat.S_ISDIR(status.st_mode) else errno.ENXIO
        raise OSError(number, os.strerror(number))


def may_replace(path: Path) -> None:
    """Make sure that what is at a path may be replaced by a file: another file, or nothing.

    Raises:
        OSError: It is a folder, a pipe, a socket or a device.
    """
    with contextlib.suppress(FileNotFoundError):
        require_file(path.stat())


def write_private(path: Path, content: bytes) -> None:
    """Put `content` at `path` whole or not at all, readable by its owner only.

    It is written beside the target, synced, then renamed over it. A symbolic link stays, and the
    file it leads to is replaced.

    Raises:
        OSError: The folder cannot be written to, the disk is full, or no file is at `path`; it is as it was.
    """
    import secrets

    target = path.resolve()
    may_replace(target)
    make_private_folder(target.parent)
    temporary = target.with_name(f".{target.name}.{secrets.token_hex(4)}")
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _FILE_MODE)
    try:
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        temporary.replace(target)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
