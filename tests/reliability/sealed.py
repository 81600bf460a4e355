"""Trials on a file with a passphrase: damaged at any place, and killed while it gets another one."""

from __future__ import annotations

import contextlib
import os
import random
import shutil
import tempfile
import time
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from unittest import mock

from funneltui.bootstrap import Funnel, open_funnel
from funneltui.domain.entries import NewProspect
from funneltui.errors import FunnelError
from funneltui.services.doctor import Doctor
from funneltui.settings import Settings
from funneltui.storage import backup as store, driver, passphrase, resealing
from funneltui.storage.backup import backups_folder
from funneltui.storage.database import Database
from funneltui.storage.driver import Key
from funneltui.storage.errors import WrongPassphraseError
from funneltui.storage.integrity import damages as damages_of
from tests.reliability import forked, workers
from tests.reliability.results import Result, damaged

__all__ = ["damages", "killed", "restored"]

_INSTALLED = find_spec("sqlcipher3") is not None
_PHRASES = ("correct horse", "battery staple")


def _opened(path: Path) -> Funnel:
    return open_funnel(path, settings=Settings(), clock=workers.clock())


def damages(folder: Path, rounds: int, dice: random.Random) -> Result:
    """Damage a file with a passphrase, where every byte of a page counts."""
    if not _INSTALLED:
        return Result(0, told="sqlcipher3 is not installed")
    path, result = folder / "funnel.db", Result(rounds)
    funnel = _opened(path)
    for number in range(60):
        funnel.services.opportunities.add(NewProspect(f"Person {number}"))
    funnel.close()
    shutil.rmtree(funnel.backups.folder)  # in clear, which is a problem too
    resealing.reseal(Database.at(path), passphrase.new_key("correct horse"))
    if any(one.level == "problem" for one in Doctor(path, workers.clock()).findings()):
        result.failures.append("a sound file has a problem")
    sound, same = path.read_bytes(), 0
    for number in range(rounds):
        content = damaged(bytearray(sound), number % 5, dice)
        path.write_bytes(content)
        try:
            problems = any(one.level == "problem" for one in Doctor(path, workers.clock()).findings())
        except FunnelError:
            problems = True
        same += content == sound
        if not problems and content != sound:
            result.failures.append(f"round {number}: not noticed")
        for ending in ("-wal", "-shm"):
            Path(f"{path}{ending}").unlink(missing_ok=True)
    result.told = f"{rounds - same - len(result.failures)} of {rounds - same} noticed"
    return result


def killed(folder: Path, rounds: int, dice: random.Random) -> Result:
    """Kill `passphrase change`: the file and each backup open with the former or the new one, and hold the same."""
    if not _INSTALLED:
        return Result(0, told="sqlcipher3 is not installed")
    first, result, changed = folder / "first.db", Result(rounds), 0
    funnel = _opened(first)
    for number in range(60):
        funnel.services.opportunities.add(NewProspect(f"Person {number}"))
    funnel.backups.make()
    funnel.close()
    resealing.reseal(Database.at(first), passphrase.new_key(_PHRASES[0]))
    life = 0.0
    forked.preload()
    for number in range(rounds + 1):
        path = folder / str(number) / "funnel.db"
        shutil.copytree(backups_folder(first), backups_folder(path))
        shutil.copy(first, path)
        environ = {"FUNNELTUI_DB": str(path), "HOME": str(folder)}
        command = forked.Command(["passphrase", "change"], environ, "\n".join((*_PHRASES, "")).encode())
        command.wait(life * dice.random() if number else None)
        life = life or time.monotonic() - command.began
        command.kill()
        driver.forget()
        changed += _phrase_of(path, result, number) == _PHRASES[1]
        for one in backups_folder(path).glob("*.db"):
            if one.with_suffix(".json").exists():
                _phrase_of(one, result, number)
        shutil.rmtree(path.parent)
    result.told = f"{changed} changed, {rounds + 1 - changed} as before"
    return result


def _phrase_of(path: Path, result: Result, number: int) -> str:
    """Which of the two opens a file, which must be sound then; in clear it needs none."""
    for one in _PHRASES:
        with contextlib.suppress(WrongPassphraseError):
            passphrase.unlock(path, one)
            if wrong := damages_of(Database.at(path)):
                result.failures.append(f"round {number}: {path.name}: {wrong}")
            return one
    result.failures.append(f"round {number}: neither opens {path.name}")
    return ""


def restored(folder: Path, rounds: int, dice: random.Random) -> Result:
    """Kill `restore` of a backup with another passphrase, or where only one of the two has one.

    The file opens as before, with what it held or what the backup holds; a restart leaves no copy; it is done again.
    """
    if not _INSTALLED:
        return Result(0, told="sqlcipher3 is not installed")
    own, present = map(passphrase.new_key, _PHRASES)
    result, told = Result(3 * rounds), []
    forked.preload()
    for kind, (of_backup, of_file) in {
        "other": (own, present),
        "in clear": (own, None),
        "sealed": (None, present),
    }.items():
        first, done, life = folder / kind / "funnel.db", 0, 0.0
        backup = _kept(first, of_backup, of_file)
        typed = "".join(f"{phrase}\n" for phrase in (of_file and _PHRASES[1], of_backup and _PHRASES[0]) if phrase)
        for number in range(rounds + 1):
            home = folder / kind / str(number)
            path, copies = home / "funnel.db", home / "copies"
            shutil.copytree(backups_folder(first), backups_folder(path))
            shutil.copy(first, path)
            copies.mkdir()
            places = {"HOME": str(home), "XDG_STATE_HOME": str(home / "state"), "TMPDIR": str(copies)}
            with _placed(places):
                words = ["restore", str(backups_folder(path) / backup.name)]
                command = forked.Command(words, {"FUNNELTUI_DB": str(path), **places}, typed.encode())
                command.wait(life * dice.random() if number else None)
                life = life or time.monotonic() - command.began
                command.kill()
                for key in (own, present):
                    driver.remember(key)
                done += _is_restored(path, of_file, result, f"{kind} {number}")
                result.failures += [f"{kind} {number}: {left.name} is left" for left in copies.iterdir()]
                again = forked.Command(words, {"FUNNELTUI_DB": str(path), **places}, typed.encode())
                again.wait(None)
                if again.kill() or not _is_restored(path, of_file, result, f"{kind} {number}"):
                    result.failures.append(f"{kind} {number}: not done again")
            shutil.rmtree(home)
        told.append(f"{kind}: {done} of {rounds + 1} restored")
    result.told = ", ".join(told)
    return result


def _kept(path: Path, of_backup: Key | None, of_file: Key | None) -> Path:
    """A file with forty people, and its only backup, with twenty; each with its passphrase, or none."""
    path.parent.mkdir()
    with contextlib.closing(_opened(path)) as funnel:
        for number in range(20):
            funnel.services.opportunities.add(NewProspect(f"Person {number}"))
        funnel.backups.wait()
        for backup in funnel.backups.list():
            store.remove(backup)
        made = funnel.backups.make()
        for number in range(20):
            funnel.services.opportunities.add(NewProspect(f"Later {number}"))
    if of_backup is not None:
        store.renew(made, lambda new: resealing.rewrite(made.path, new, of_backup))
    if of_file is not None:
        resealing.reseal(Database.at(path), of_file)
    (backup,) = store.kept(path)
    return backup.path


def _is_restored(path: Path, key: Key | None, result: Result, name: str) -> bool:
    """Whether a file holds what the backup does, once it was opened."""
    with contextlib.closing(_opened(path)) as funnel:
        if funnel.database.key != key:
            result.failures.append(f"{name}: another passphrase")
        result.failures += [f"{name}: {fault}" for fault in damages_of(funnel.database)]
        if funnel.is_changed_at_rest() or funnel.slips:
            result.failures.append(f"{name}: a false alarm")
        with contextlib.closing(funnel.database.connect()) as connection:
            (count,) = connection.execute("SELECT count(*) FROM contact").fetchone()
    if count not in {20, 40}:
        result.failures.append(f"{name}: {count} people")
    return bool(count == 20)


@contextlib.contextmanager
def _placed(places: dict[str, str]) -> Iterator[None]:
    """Have this process look where a command does for what it has left."""
    with mock.patch.dict(os.environ, places), mock.patch.object(tempfile, "tempdir", None):
        yield
