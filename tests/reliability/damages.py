"""A file damaged at random: commands say so, leave it alone, name the backup to go back to, and go back to it."""

from __future__ import annotations

import contextlib
import io
import json
import os
import random
import traceback
from pathlib import Path

from funneltui import entry
from funneltui.bootstrap import open_funnel
from funneltui.domain.entries import NewProspect
from funneltui.settings import Settings
from tests.reliability import workers
from tests.reliability.results import Result, content_of, damaged

__all__ = ["damages"]

_PEOPLE = 60
_COMMANDS = (["list"], ["show", "1"], ["history"], ["doctor"], ["restore"])
_ENOUGH = 0.99


def damages(folder: Path, rounds: int, dice: random.Random) -> Result:
    """Damage a file in one of five ways, ask for its content, let the doctor look, and go back to the backup."""
    path, result = folder / "funnel.db", Result(rounds)
    funnel = open_funnel(path, settings=Settings(), clock=workers.clock())
    for number in range(_PEOPLE):
        funnel.services.opportunities.add(NewProspect(f"Person {number}"))
    made = funnel.backups.make()
    funnel.close()
    sound, beside = path.read_bytes(), {one: one.read_bytes() for one in funnel.backups.folder.iterdir()}
    shown = content_of(path)
    if any(_laid_out_and_run(path, sound, beside)["statuses"].values()):
        result.failures.append("a sound file has a problem")
    same = noticed = at_once = offered = harmless = 0
    for number in range(rounds):
        content = damaged(bytearray(sound), number % 5, dice)
        if content == sound:
            same += 1
            continue
        done = _laid_out_and_run(path, content, beside)
        result.failures += [f"round {number}: {wrong}" for wrong in done["wrong"]]
        at_once += done["statuses"]["list"] != 0
        if done["statuses"]["doctor"]:
            noticed += 1
            offered += made.path.name in done["said"]["doctor"]
        elif _holds(path, content, shown):
            harmless += 1
        else:
            result.failures.append(f"round {number}: what was entered is another, and it was not noticed")
        if done["statuses"]["restore"] or content_of(path) != shown:
            result.failures.append(f"round {number}: not restored: {done['said']['restore'][-300:]}")
        elif not any(one.read_bytes() == content for one in folder.glob("funnel.damaged-*")) and not any(
            one.name.endswith("-restore.db") for one in funnel.backups.folder.iterdir()
        ):
            result.failures.append(f"round {number}: what was damaged was not kept")
    real = rounds - same
    if noticed < _ENOUGH * real:
        result.failures.append(f"{noticed} of {real} noticed")
    if offered < _ENOUGH * noticed:
        result.failures.append(f"the newest good backup was named in {offered} of {noticed}")
    result.told = (
        f"{noticed} of {real} noticed ({at_once} by list already), {harmless} took nothing; {offered} backups offered,"
        f" {real} restored, {same} damages were none"
    )
    return result


def _laid_out_and_run(path: Path, content: bytes, beside: dict[Path, bytes]) -> dict:
    """What commands say of a file with its backups, and nothing else."""
    for old in (*path.parent.glob("funnel.d*"), *next(iter(beside)).parent.iterdir()):
        if old.is_file():
            old.unlink()
    path.write_bytes(content)
    path.chmod(0o600)
    for one, held in beside.items():
        one.write_bytes(held)
    return _in_a_fork(path, content)


def _holds(path: Path, content: bytes, shown: object) -> bool:
    """Whether a damaged file still holds everything."""
    copy = path.with_name("copy.db")
    copy.write_bytes(content)
    try:
        return content_of(copy) == shown
    finally:
        copy.unlink()


def _in_a_fork(path: Path, content: bytes) -> dict:
    """What commands say, each as in a process of its own; all of them in one, which may be ended by what it reads."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        try:
            done = _run(path, content)
            with os.fdopen(writing, "w") as stream:
                json.dump(done, stream)
        except BaseException:  # noqa: BLE001 - in a fork nothing of pytest's may go on
            traceback.print_exc()
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as stream:
        told = stream.read()
    _pid, status = os.waitpid(child, 0)
    if not told:
        ended = {words[0]: 1 for words in _COMMANDS}
        return {"statuses": ended, "said": dict.fromkeys(ended, ""), "wrong": [f"ended by {status}"]}
    return json.loads(told)


def _run(path: Path, content: bytes) -> dict:
    done: dict = {"statuses": {}, "said": {}, "wrong": []}
    os.environ |= {"FUNNELTUI_DB": str(path), "HOME": str(path.parent), "FUNNELTUI_LANG": "en"}
    os.environ["FUNNELTUI_NOW"] = workers.clock().now().isoformat()
    for words in _COMMANDS:
        said = io.StringIO()
        with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
            status = entry.main(words)
        text = said.getvalue()
        done["statuses"][words[0]], done["said"][words[0]] = status, text
        if "Traceback" in text or "a fault of its own" in text:
            log = path.parent / ".local/state/funneltui/funneltui.log"
            done["wrong"].append(f"{words[0]}: {text[-300:]} {log.read_text()[-1500:] if log.exists() else ''}")
        if words[0] != "restore" and path.read_bytes() != content:
            done["wrong"].append(f"{words[0]} changed the file")
    return done
