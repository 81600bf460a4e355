"""Runs one command line: chooses the language, builds what is needed, maps every failure once."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Sequence
from importlib import import_module
from traceback import clear_frames
from typing import TYPE_CHECKING, Any

from funneltui.cli.session import OpenProgram, Session
from funneltui.cli.usage import WordsError
from funneltui.errors import ExitCode, FunnelError, UsageError
from funneltui.i18n import N_, choose_language, sentence, set_language, system_reason, translate as _
from funneltui.storage.errors import SQLiteError

if TYPE_CHECKING:
    import typer

_MODULES = {
    "add": "records",
    "list": "lists",
    "show": "records",
    "search": "lists",
    "edit": "records",
    "log": "log",
    "next": "actions",
    "done": "actions",
    "snooze": "actions",
    "qualify": "qualify",
    "checklist": "checklist",
    "role": "qualify",
    "move": "moves",
    "win": "moves",
    "lose": "moves",
    "park": "moves",
    "reopen": "moves",
    "due": "lists",
    "review": "lists",
    "report": "reports",
    "sources": "reports",
    "import": "files",
    "export": "files",
    "mail": "mail",
    "calendar": "calendar",
    "duplicates": "duplicates",
    "merge": "duplicates",
    "stages": "stages",
    "views": "views",
    "undo": "steps",
    "redo": "steps",
    "history": "steps",
    "templates": "templates",
    "write": "messages",
    "privacy": "privacy",
    "config": "setup",
    "backup": "backups",
    "backups": "backups",
    "restore": "backups",
    "doctor": "backups",
    "passphrase": "passphrase",
    "demo": "demo",
}
"""Which module of this package holds each command, in the order the help lists them."""

_WITH_QUERY = frozenset(("list", "search", "due", "review", "export"))
_EXCLUSION = re.compile(r"-([^\W\d_][\w-]+):")
_COMPLETION = "_FUNNELTUI_COMPLETE"


def main(argv: Sequence[str] | None = None, *, open_program: OpenProgram | None = None) -> int:
    """Run one command line.

    Args:
        argv: The words after the program's name; None for those of this process.
        open_program: What `demo` and a command line without a command start.

    Returns:
        The exit status, see `errors.ExitCode`. Nothing a person can mistype raises.

    Raises:
        BrokenPipeError: The reader of stdout went away (`| head`).
    """
    words = list(sys.argv[1:] if argv is None else argv)
    session = Session(open_program)
    set_language(choose_language(_wanted_language(words) or _usual_language()))
    try:
        _run(words, session)
        session.out.flush()
        session.refresh_folders()
    except FunnelError as error:
        session.out.error(sentence(error))
        if hint := session.way_back(error):
            session.out.say(hint)
        if isinstance(error, WordsError):
            session.out.say(error.hint)
        return int(error.exit_code)
    except BrokenPipeError as error:
        clear_frames(error.__traceback__)  # a list in the middle lets go of the file before it is closed
        raise
    except OSError as error:  # stdout: a full disk, a device that went away
        session.out.error(_("Can't write the output: {detail}.").format(detail=system_reason(error)))
        session.out.abandon()
        return int(ExitCode.REFUSED)
    except Exception as error:
        # What cannot be read as it should is a file that went bad, or else a bug.
        failure = session.unreadable(error) if isinstance(error, SQLiteError) else session.damage()
        if failure is None:
            raise
        session.out.error(sentence(failure))
        if hint := session.way_back(failure):
            session.out.say(hint)
        return int(ExitCode.REFUSED)
    finally:
        session.close()
    return session.exit_code


def _run(words: list[str], session: Session) -> None:
    from typer import Abort, Exit, TyperException

    from funneltui.cli.application import PROGRAM, build
    from funneltui.cli.usage import check

    words = _with_exclusions(words)
    names = _needed(words)
    for module in dict.fromkeys(_MODULES[name] for name in names):
        import_module(f"funneltui.cli.{module}")
    group = build(names)
    try:
        if os.environ.get(_COMPLETION):
            group.main(words, prog_name=PROGRAM, standalone_mode=False)
            return
        check(group, words, PROGRAM)
        context: typer.Context
        with group.make_context(PROGRAM, words, obj=session) as context:
            group.invoke(context)
    except Exit as stop:
        session.exit_code = stop.exit_code
    except Abort:
        session.exit_code = int(ExitCode.REFUSED)
    except SystemExit as stop:  # Typer's completion leaves this way
        session.exit_code = _status(stop.code)
    except TyperException as error:  # nothing that `check` lets through; said in words of ours, whatever it is
        raise UsageError(N_("These words aren't understood. See funneltui --help.")) from error


def _with_exclusions(words: list[str]) -> list[str]:
    """The words with `-tag:x` kept from being taken for an option, in the commands that take a query."""
    if _command_word(words) not in _WITH_QUERY:
        return words
    return [f" {word}" if _excludes(word) else word for word in words]


def _excludes(word: str) -> bool:
    """Whether a word leaves out what a query's condition finds: `-tag:x`, `-étiquette:x`."""
    match = _EXCLUSION.match(word)
    if match is None:
        return False
    from funneltui.domain.query.fields import field_named

    return field_named(match[1]) is not None


def _status(code: Any) -> int:  # noqa: ANN401 - what sys.exit takes
    return code if isinstance(code, int) else int(bool(code))


def _needed(words: Sequence[str]) -> list[str]:
    """The commands to build: the one named, or all for help, completion and mistakes."""
    word = _command_word(words)
    return [word] if word in _MODULES and not os.environ.get(_COMPLETION) else list(_MODULES)


def _command_word(words: Sequence[str]) -> str:
    """The first word that is no global option nor its value."""
    coming = iter(words)
    for word in coming:
        if word in {"--db", "--lang"}:
            next(coming, "")
        elif not word.startswith("-"):
            return word
    return ""


def _usual_language() -> str:
    """The language of the environment, else of the settings; empty for the system's."""
    from funneltui.paths import config_path
    from funneltui.settings import load

    named = os.environ.get("FUNNELTUI_LANG", "")
    if named:
        return named
    try:
        return load(config_path()).language
    except FunnelError:  # told by the command that needs the settings; --help does not
        return ""


def _wanted_language(words: Sequence[str]) -> str:
    """What `--lang` says, wherever it stands, so that help and errors are worded in it."""
    wanted = ""
    for at, word in enumerate(words):
        if word == "--":
            break
        if word == "--lang":
            wanted = words[at + 1] if at + 1 < len(words) else ""
        elif word.startswith("--lang="):
            wanted = word.removeprefix("--lang=")
    return wanted
