"""Trials on a file with a passphrase: damaged at any place, and killed while it gets another one."""

from __future__ import annotations

import contextlib
import random
import shutil
import time
from importlib.util import find_spec
from pathlib import Path

from funneltui.bootstrap import Funnel, open_funnel
from funneltui.domain.entries import NewProspect
from funneltui.errors import FunnelError
from funneltui.services.doctor import Doctor
from funneltui.settings import Settings
from funneltui.storage import driver, passphrase, resealing
from funneltui.storage.backup import backups_folder
from funneltui.storage.database import Database
from funneltui.storage.errors import WrongPassphraseError
from funneltui.storage.integrity import damages as damages_of
from tests.reliability import forked, workers
from tests.reliability.results import Result, damaged

__all__ = ["damages", "killed"]

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
