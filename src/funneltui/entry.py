"""The door: without a command the program opens, with one the command line answers.

Neither front end is imported until it is known which one is wanted: `--version` and a script's
`list` do not wait for Textual, and the board does not wait for Typer.
"""

from __future__ import annotations

import gc
import os
import signal
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from types import FrameType

from funneltui import __version__
from funneltui.errors import FunnelError
from funneltui.i18n import LANGUAGES, N_, choose_language, sentence, set_language, translate

_DEBUG = "FUNNELTUI_DEBUG"
_INTERRUPTED = 130  # 128 + SIGINT, as shells report it
_BROKEN_PIPE = 141  # 128 + SIGPIPE


def main(argv: list[str] | None = None) -> int:
    """Run what `argv` (default: the process's arguments) asks for, and return the exit status."""
    arguments = sys.argv[1:] if argv is None else argv
    if "--debug" in arguments:
        arguments = [word for word in arguments if word != "--debug"]
        os.environ[_DEBUG] = "1"
    _end_in_order()
    try:
        status = _run(arguments)
        sys.stdout.flush()
    except KeyboardInterrupt:
        return _INTERRUPTED
    except BrokenPipeError:
        # The reader has gone (`| head`). Python would complain again at exit while flushing.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return _BROKEN_PIPE
    except Exception as error:
        if _DEBUG in os.environ:
            raise
        return _tell_fault(error)
    return status


def _tell_fault(error: Exception) -> int:
    """Say that the program has met a fault of its own, and where that is written down."""
    from funneltui.logs import note

    path = note("crash", error)
    words = N_("funneltui has met a fault of its own ({kind}). What was saved is safe.")
    sys.stderr.write(translate(words).format(kind=type(error).__name__) + "\n")
    if path is not None:
        words = N_("Where it happened is in {path}; nothing of yours is in there. --debug shows all of it.")
        sys.stderr.write(translate(words).format(path=path) + "\n")
    return 1


def _end_in_order() -> None:
    """Let what asks the program to end unwind it, so that no half of a file stays."""
    if threading.current_thread() is not threading.main_thread():
        return
    for name in ("SIGTERM", "SIGHUP"):
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) is signal.SIG_DFL:
            signal.signal(number, _unwind)


def _unwind(number: int, _frame: FrameType | None) -> None:
    going_on = getattr(signal, "SIGCONT", None)
    if going_on is not None:  # whoever closes a terminal sends both: it is not to be taken again
        signal.signal(going_on, signal.SIG_IGN)
    raise SystemExit(128 + number)


def _run(arguments: list[str]) -> int:
    if arguments == ["--version"]:
        sys.stdout.write(f"funneltui {__version__}\n")
        return 0
    completing = "_FUNNELTUI_COMPLETE" in os.environ  # a shell asks what could be typed next
    options = None if completing else _program_options(arguments)
    if options is None:
        from funneltui.cli.main import main as command_line

        return command_line(arguments, open_program=_open_program)
    return _open_program(options.get("--db", ""), options.get("--lang", ""))


def _program_options(arguments: list[str]) -> dict[str, str] | None:
    """The global options when there is nothing else; None when the command line has to look at it."""
    options: dict[str, str] = {}
    words = iter(arguments)
    for word in words:
        name, assigned, value = word.partition("=")
        if name not in {"--db", "--lang"}:
            return None
        options[name] = value if assigned else next(words, "")
        if not options[name]:
            return None
    return options if options.get("--lang", "en") in LANGUAGES else None


def _on_a_terminal() -> bool:
    """Whether a person sits at both ends: Textual reads stdin and draws on stderr."""
    return sys.stdin.isatty() and sys.stderr.isatty()


def _program() -> Callable[[Path | None, str], int]:
    """The program, imported with a shorter wait for what may follow an Escape, unless ESCDELAY says how long."""
    given = "ESCDELAY" in os.environ
    os.environ.setdefault("ESCDELAY", "25")
    from funneltui.tui.app import run

    if not given:
        del os.environ["ESCDELAY"]  # programs that are started from here have their own
    return run


def _open_program(database: str, language: str) -> int:
    set_language(choose_language(language))
    if not _on_a_terminal():
        message = N_("The program needs a terminal; commands don't. See funneltui --help.")
        sys.stderr.write(translate(message) + "\n")
        return 1
    gc.disable()  # nothing that is imported is garbage; the program enables it when it stands
    run = _program()
    try:
        return run(Path(database) if database else None, language)
    except FunnelError as error:
        from funneltui.domain.text import safe

        sys.stderr.write(safe(sentence(error)) + "\n")
        if hint := _way_back(error, database):
            sys.stderr.write(safe(hint) + "\n")
        return error.exit_code


def _way_back(error: FunnelError, database: str) -> str:
    """What to go back to from a spoilt file; empty for another failure."""
    from funneltui.storage.errors import SPOILT

    if not isinstance(error, SPOILT):
        return ""
    from funneltui.paths import database_path
    from funneltui.services.backups import way_back

    return way_back(error, database_path(Path(database) if database else None))
