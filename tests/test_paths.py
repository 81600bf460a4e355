"""Where files are, and that writing one leaves the old or the new, never half."""

import contextlib
import os
import socket
from pathlib import Path

import pytest

from funneltui import paths


def test_the_database_named_goes_before_the_environment_and_the_system(monkeypatch, tmp_path):
    assert paths.database_path() == paths.data_folder() / "funnel.db"
    monkeypatch.setenv("FUNNELTUI_DB", str(tmp_path / "env.db"))
    assert paths.database_path() == tmp_path / "env.db"
    assert paths.database_path(tmp_path / "named.db") == tmp_path / "named.db"


def test_a_tilde_is_the_home_folder(monkeypatch):
    assert paths.database_path(Path("~/my.db")) == Path.home() / "my.db"
    monkeypatch.setenv("FUNNELTUI_CONFIG", "~/my.toml")
    assert paths.config_path() == Path.home() / "my.toml"


def test_each_kind_of_file_has_its_folder():
    folders = {paths.data_folder(), paths.state_folder(), paths.config_path().parent}
    assert all("funneltui" in str(folder) for folder in folders)


def test_a_write_that_fails_leaves_the_old_file_and_nothing_else(tmp_path, monkeypatch):
    target = tmp_path / "file"
    target.write_text("old")

    def full(_descriptor):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(paths.os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        paths.write_private(target, b"new")
    assert target.read_text() == "old"
    assert list(tmp_path.iterdir()) == [target]


def _no_files(folder: Path) -> list[Path]:
    """What stands where a file should: a folder, a pipe nobody writes into, a device without end, a socket."""
    (folder / "folder").mkdir()
    os.mkfifo(folder / "pipe")
    (folder / "device").symlink_to("/dev/zero")
    with contextlib.closing(socket.socket(socket.AF_UNIX)) as bound:
        bound.bind(str(folder / "socket"))
    return [folder / name for name in ("folder", "pipe", "device", "socket")]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_what_is_no_file_is_neither_waited_for_nor_replaced(tmp_path: Path) -> None:
    for path in _no_files(tmp_path):
        before = path.stat()
        for attempt in (paths.open_file, paths.read_file, lambda path: paths.write_private(path, b"new")):
            with pytest.raises(OSError, match=r"Is a directory|No such device"):
                attempt(path)
        assert path.stat() == before
    assert len(list(tmp_path.iterdir())) == 4
