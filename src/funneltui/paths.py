"""Where the program's files are, and how a file is written that only its owner may read.

On Linux: `~/.local/share/funneltui/funnel.db` and `~/.config/funneltui/config.toml`; elsewhere
what the system prescribes. FUNNELTUI_DB and FUNNELTUI_CONFIG name other files.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from funneltui.errors import UsageError
from funneltui.i18n import N_

_NAME = "funneltui"
_FOLDER_MODE = 0o700
_FILE_MODE = 0o600


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


def write_private(path: Path, content: bytes) -> None:
    """Put `content` at `path` whole or not at all, readable by its owner only.

    It is written beside the target, synced, then renamed over it. A symbolic link stays, and the
    file it leads to is replaced.

    Raises:
        OSError: The folder cannot be written to, or the disk is full; `path` is as it was.
    """
    import secrets

    target = path.resolve()
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
