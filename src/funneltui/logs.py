"""The log: what went wrong and where in the program, without a word of what a person entered.

An error's own text can quote a name, so it is left out: the kind of error and the lines of code it went through say
where to look. `--debug` shows all of it on the terminal instead.
"""

from __future__ import annotations

import contextlib
import os
import sys
from datetime import UTC, datetime
from pathlib import Path

from funneltui import __version__
from funneltui.errors import FunnelError
from funneltui.paths import AT_ONCE, make_private_folder, state_folder

DEBUG = "FUNNELTUI_DEBUG"
"""The variable that `--debug` sets."""
_LONGEST = 256 * 1024
"""Bytes; then the log begins anew, and the former one stays beside it."""


def log_path() -> Path:
    """Where the log is.

    Raises:
        UsageError: The person's home cannot be found.
    """
    return state_folder() / "funneltui.log"


def note(event: str, error: BaseException | None = None) -> Path | None:
    """Write a line, and where an error came from; the log, or None when it cannot be written.

    Args:
        event: What happened: the program's own words, never the person's.
        error: What was raised.
    """
    import platform  # what goes wrong is rare
    import traceback

    now = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    lines = [f"{now} {event} · funneltui {__version__} · Python {platform.python_version()} · {sys.platform}"]
    while error is not None:
        kind = f"{type(error).__module__}.{type(error).__qualname__}"
        lines.append(f"  {kind}" + (f": {error.message}" if isinstance(error, FunnelError) else ""))
        lines += [
            f"    {_short(frame.filename)}:{frame.lineno} {frame.name}"
            for frame in traceback.extract_tb(error.__traceback__)
        ]
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    with contextlib.suppress(OSError, FunnelError):
        path = log_path()
        make_private_folder(path.parent)
        if path.exists() and path.stat().st_size > _LONGEST:
            path.replace(path.with_suffix(".log.1"))
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND | AT_ONCE, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as stream:
            stream.write("\n".join(lines) + "\n")
        return path
    return None


def _short(filename: str) -> str:
    """A file of code without the folders of this machine: they name its owner."""
    parts = Path(filename).parts
    for marker in ("site-packages", "funneltui"):
        if marker in parts:
            return "/".join(parts[len(parts) - parts[::-1].index(marker) - 1 :])
    return parts[-1] if parts else filename
