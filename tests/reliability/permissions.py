"""Everything the program writes anywhere is its owner's alone, whatever the umask."""

from __future__ import annotations

import contextlib
import os
import random
import stat
from collections.abc import Iterator
from pathlib import Path

from tests.end_to_end.program import Home
from tests.reliability import forked
from tests.reliability.results import Result

__all__ = ["permissions"]

_PEOPLE = "Name,First name,Phone,Note\n,,,nobody at all\nGrey,Bob,,met\n"
_COMMANDS = (
    "add Sophie --email sophie@x.example --phone 0612345678",
    "config set calendar_folder {0}/calendar",
    "config set calendar_file {0}/calendars/all.ics",
    "config set contacts_folder {0}/contacts",
    "next 1 +3d",
    "import {0}/people.csv",
    "backup",
    "backup {0}/copies/copy.db",
    "restore 1",
    "export -o {0}/out/all.json",
    "export --format csv -o {0}/out/all.csv",
    "export --format csv-fr -o {0}/out/fr.csv",
    "export --format vcf -o {0}/out/all.vcf",
    "export --format ics -o {0}/out/all.ics",
    "export --format html -o {0}/out/all.html",
    "report funnel --html {0}/out/funnel.html",
    "privacy access 1 -o {0}/out/sophie.txt",
    "write 1 First --eml {0}/drafts",
    "config set own_addresses me@x.example",
    "mail {0}/INBOX --add",
    "demo --keep {0}/demo/demo.db --no-open",
    "doctor --repair",
    "privacy erase 1 --name Sophie",
    "passphrase set",
    "backup",
    "passphrase sheet",
)
"""Every command that writes a file; `{0}` is the home."""


def permissions(folder: Path, rounds: int, _dice: random.Random) -> Result:
    """Run every command that writes, and the program, under umask 000; look at each file and folder they made."""
    result, looked = Result(rounds), 0
    for number in range(rounds):
        home = folder / str(number)
        home.mkdir(mode=0o700)
        (home / "people.csv").write_text(_PEOPLE)
        (home / "INBOX").touch()
        for name in ("out", "copies"):
            (home / name).mkdir(mode=0o700)
        given = set(home.rglob("*"))
        with _umask(0):
            statuses = _written(home)
        made = [path for path in home.rglob("*") if path not in given]
        looked += len(made)
        for path in made:
            mode = stat.S_IMODE(path.lstat().st_mode)
            if not path.is_symlink() and mode != (0o700 if path.is_dir() else 0o600):
                result.failures.append(f"{path.relative_to(home)} is {mode:o}")
        result.failures += [
            f"{line}: ended with {status}" for line, status in zip(_COMMANDS, statuses, strict=True) if status
        ]
        result.told = f"{looked} files and folders, by {len(_COMMANDS)} commands and the program"
    return result


def _written(home: Path) -> list[int]:
    """Have everything written; the exit statuses of the commands."""
    forked.preload()
    environ = {
        **{f"XDG_{name}_HOME": str(home / name.lower()) for name in ("DATA", "CONFIG", "STATE", "CACHE")},
        "HOME": str(home),
        "FUNNELTUI_DB": str(home / "new" / "place" / "funnel.db"),
        "FUNNELTUI_LANG": "en",
    }
    statuses = []
    for line in _COMMANDS:
        words = [word.format(home) for word in line.split()]
        phrases = b"correct horse battery\ncorrect horse battery\n"
        command = forked.Command(words, environ, phrases)
        command.wait(None)
        statuses.append(command.kill())
    program = Home(home / "by the program")
    program.folder.mkdir(mode=0o700)
    try:
        shown = program.program()
        shown.press("a")
        shown.wait_for("▌Name")
        shown.type("Sophie Martin")
        shown.save()
        shown.until_said("Sophie Martin")
        shown.leave()
    finally:
        program.close()
    return statuses


@contextlib.contextmanager
def _umask(mask: int) -> Iterator[None]:
    before = os.umask(mask)
    try:
        yield
    finally:
        os.umask(before)
