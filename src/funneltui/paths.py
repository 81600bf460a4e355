"""Where the program's files are, and how a file is written that only its owner may read.

On Linux: `~/.local/share/funneltui/funnel.db` and `~/.config/funneltui/config.toml`; elsewhere
what the system prescribes. FUNNELTUI_DB and FUNNELTUI_CONFIG name other files.
"""

from __future__ import annotations

import os
from pathlib import Path

__all__ = [
    "cache_folder",
    "config_path",
    "data_folder",
    "database_path",
    "make_private_folder",
    "state_folder",
    "write_private",
]

_NAME = "funneltui"
_FOLDER_MODE = 0o700
_FILE_MODE = 0o600


def data_folder() -> Path:
    """The folder of the database and its backups."""
    from platformdirs import user_data_path

    return user_data_path(_NAME, appauthor=False)


def state_folder() -> Path:
    """The folder of what is remembered between runs and can be lost without harm, and of logs."""
    from platformdirs import user_state_path

    return user_state_path(_NAME, appauthor=False)


def cache_folder() -> Path:
    """The folder of what can be made again at any time."""
    from platformdirs import user_cache_path

    return user_cache_path(_NAME, appauthor=False)


def database_path(chosen: Path | None = None) -> Path:
    """The database to open: `chosen`, else FUNNELTUI_DB, else `funnel.db` in the data folder."""
    if chosen is not None:
        return chosen.expanduser()
    named = os.environ.get("FUNNELTUI_DB")
    return Path(named).expanduser() if named else data_folder() / "funnel.db"


def config_path() -> Path:
    """The settings file: FUNNELTUI_CONFIG, else `config.toml` in the configuration folder."""
    named = os.environ.get("FUNNELTUI_CONFIG")
    if named:
        return Path(named).expanduser()
    from platformdirs import user_config_path

    return user_config_path(_NAME, appauthor=False) / "config.toml"


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
