"""Where files are, and that writing one leaves the old or the new, never half."""

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
