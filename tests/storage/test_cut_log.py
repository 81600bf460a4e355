"""The log of a program that was killed, damaged before the file was opened again: what it cost is told."""

from __future__ import annotations

import contextlib
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from funneltui.bootstrap import Funnel, open_funnel
from funneltui.domain.entries import NewProspect
from funneltui.storage import cut_log, driver, passphrase, resealing
from funneltui.storage.database import Database
from tests.tui.driving import driven

_KILLED = """
import os, signal, sys
from pathlib import Path
from funneltui.bootstrap import open_funnel
from funneltui.domain.entries import NewProspect
from funneltui.storage import passphrase
passphrase.unlock(Path(sys.argv[1]), "correct horse")
funnel = open_funnel(Path(sys.argv[1]))
for number in range(12):
    funnel.services.opportunities.add(NewProspect(f"Person {number}"))
funnel.backups.wait()
os.kill(os.getpid(), signal.SIGKILL)
"""
_PAGE = 24 + 4096


def _killed(path: Path) -> Path:
    """A file whose program was killed after twelve people."""
    open_funnel(path).close()
    done = subprocess.run([sys.executable, "-c", _KILLED, str(path)], check=False)
    assert done.returncode == -signal.SIGKILL
    assert _log(path).stat().st_size > 12 * _PAGE
    return path


def _log(path: Path) -> Path:
    return Path(f"{path}-wal")


def _people(funnel: Funnel) -> int:
    with contextlib.closing(funnel.database.connect()) as connection:
        return int(connection.execute("SELECT count(*) FROM contact").fetchone()[0])


def _flip(log: Path, at: int) -> None:
    content = bytearray(log.read_bytes())
    content[at] ^= 1
    log.write_bytes(content)


def _cut(log: Path) -> None:
    content = log.read_bytes()
    log.write_bytes(content[: len(content) * 2 // 3])


_DAMAGES: list[Callable[[Path], object]] = [
    lambda log: _flip(log, log.stat().st_size // 2),
    lambda log: _flip(log, 32 + 24 + 100),
    lambda log: _flip(log, 32 + 5 * _PAGE + 20),
    lambda log: _flip(log, 32 + 5 * _PAGE + 10),
    _cut,
    lambda log: log.write_bytes(b""),
    Path.unlink,
]


@pytest.mark.parametrize("damage", _DAMAGES)
def test_what_was_lost_is_told_once(tmp_path: Path, damage: Callable[[Path], object]) -> None:
    path = _killed(tmp_path / "funnel.db")
    damage(_log(path))
    with contextlib.closing(open_funnel(path)) as funnel:
        assert _people(funnel) < 12
        assert "Look over your last changes" in str(funnel.slips[0])
        funnel.services.opportunities.add(NewProspect("Ada"))
    with contextlib.closing(open_funnel(path)) as funnel:
        assert funnel.slips == []


@pytest.mark.parametrize("sealed", [False, True])
def test_a_log_that_is_whole_is_no_alarm(tmp_path: Path, sealed: bool) -> None:
    path = tmp_path / "funnel.db"
    if sealed:
        pytest.importorskip("sqlcipher3")
        open_funnel(path).close()
        resealing.reseal(Database.at(path), passphrase.new_key("correct horse"))
    _killed(path)
    assert not cut_log.is_cut(path)
    with contextlib.closing(open_funnel(path)) as funnel:
        assert _people(funnel) == 12
        assert funnel.slips == []
    driver.forget()


def test_a_log_with_a_passphrase_is_known_too(tmp_path: Path) -> None:
    pytest.importorskip("sqlcipher3")
    path = tmp_path / "funnel.db"
    open_funnel(path).close()
    resealing.reseal(Database.at(path), passphrase.new_key("correct horse"))
    _killed(path)
    _DAMAGES[0](_log(path))
    assert cut_log.is_cut(path)
    driver.forget()


def test_nothing_is_said_where_nothing_is_known(tmp_path: Path) -> None:
    path = _killed(tmp_path / "funnel.db")
    index = Path(f"{path}-shm")
    known = index.read_bytes()
    _DAMAGES[0](_log(path))
    assert cut_log.is_cut(path)
    for content in (b"", known[:60], known[:40] + b"another!" + known[48:], known[:48] + bytes(48) + known[96:]):
        index.write_bytes(content)
        assert not cut_log.is_cut(path)
    index.unlink()
    assert not cut_log.is_cut(path)
    index.write_bytes(known)
    _log(path).write_bytes(b"short")
    assert not cut_log.is_cut(path)


def test_a_log_that_is_in_the_file_already_may_be_gone(tmp_path: Path) -> None:
    path = tmp_path / "funnel.db"
    for mode in ("PASSIVE", "TRUNCATE"):
        settles = f"funnel.database.connect(write=True).execute('PRAGMA wal_checkpoint({mode})')"
        done = subprocess.run(
            [sys.executable, "-c", _KILLED.replace("os.kill", f"{settles}; os.kill"), str(path)], check=False
        )
        assert done.returncode == -signal.SIGKILL
        assert (_log(path).stat().st_size > 0) is (mode == "PASSIVE")
        assert not cut_log.is_cut(path)
        _log(path).unlink()
        assert not cut_log.is_cut(path)


def test_another_log_than_the_index_tells_of_is_no_alarm(tmp_path: Path) -> None:
    path = _killed(tmp_path / "funnel.db")
    _flip(_log(path), 20)  # its salt
    assert not cut_log.is_cut(path)


def test_while_another_program_writes_there_is_no_alarm(tmp_path: Path) -> None:
    path = tmp_path / "funnel.db"
    open_funnel(path).close()
    writes = _KILLED.replace("os.kill(os.getpid(), signal.SIGKILL)", "").replace("12", "150")
    with subprocess.Popen([sys.executable, "-c", writes, str(path)]) as other:
        looked = 0
        while other.poll() is None:
            assert not cut_log.is_cut(path)
            looked += 1
    assert other.returncode == 0
    assert looked > 20


def test_the_command_line_and_the_doctor_tell_it(tmp_path: Path) -> None:
    for words, said in ((["list"], "Look over your last changes"), (["doctor"], "before a program was killed")):
        path = _killed(tmp_path / words[0] / "funnel.db")
        _DAMAGES[0](_log(path))
        command = [sys.executable, "-m", "funneltui", "--db", str(path), "--lang", "en", *words]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert said in done.stderr
        assert "Person" in done.stdout or words != ["list"]
        again = subprocess.run(command, capture_output=True, text=True, check=False)
        assert said not in again.stderr


async def test_the_program_tells_it_when_it_starts(tmp_path: Path) -> None:
    path = _killed(tmp_path / "funnel.db")
    _DAMAGES[0](_log(path))
    async with driven(open_funnel(path, door="program")) as program:
        await program.sees("was killed")
