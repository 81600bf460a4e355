"""Files that are being written, noted so that what a stopped program left of one is removed at the next start.

What is exported or restored holds everything there is; it must not stay in a hidden file or a temporary folder.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from funneltui.errors import FunnelError
from funneltui.paths import make_private_folder, read_file, state_folder

_FOLDER = "unfinished"
_PREFIX = "funneltui-"


@contextlib.contextmanager
def temporary_folder(beside: Path | None = None) -> Iterator[Path]:
    """A folder of the person's own that goes at the end of the block; at the next start, if the program is killed.

    Args:
        beside: A file whose disk it is to be on; None: the system's folder for such things.

    Raises:
        OSError: It cannot be made.
    """
    prefix, where = (_PREFIX, None) if beside is None else (f".{_PREFIX}", beside.parent)
    folder = Path(tempfile.mkdtemp(prefix=prefix, dir=where))
    kept = note(folder)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        forget(kept)


def note(temporary: Path) -> Path | None:
    """Note that this temporary file, or folder, is about to be written; what to `forget` afterwards.

    None when nothing can be noted: then the file is written all the same, and removed at its end as always.
    """
    try:
        folder = state_folder() / _FOLDER
        make_private_folder(folder)
        import secrets  # not on the way to the first paint

        kept = folder / f"{os.getpid()}-{secrets.token_hex(4)}"
        kept.touch(0o600)
        kept.write_bytes(os.fsencode(temporary))
    except (OSError, FunnelError):
        return None
    return kept


def forget(kept: Path | None) -> None:
    """The file that was noted is finished, or gone."""
    if kept is not None:
        with contextlib.suppress(OSError):
            kept.unlink(missing_ok=True)


def remove_left_over() -> None:
    """Remove what programs that were stopped have left of files; those that still run are let be."""
    try:
        notes = list((state_folder() / _FOLDER).iterdir())
    except (OSError, FunnelError):
        return
    for kept in notes:
        if _runs(kept.name.partition("-")[0]):
            continue
        with contextlib.suppress(OSError):
            left = read_file(kept)
            if left:
                _remove(Path(os.fsdecode(left)))
            kept.unlink(missing_ok=True)


def _remove(left: Path) -> None:
    if not left.is_dir() or left.is_symlink():
        left.unlink(missing_ok=True)
    elif left.name.startswith((_PREFIX, f".{_PREFIX}")):
        shutil.rmtree(left)


def _runs(number: str) -> bool:
    """Whether a process of this number runs; where that cannot be asked, no."""
    if not number.isdecimal() or os.name == "nt":  # there, to ask would be to end it
        return False
    try:
        os.kill(int(number), 0)
    except PermissionError:
        return True
    except (OSError, OverflowError):
        return False
    return True
