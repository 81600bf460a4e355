"""The command line run in this process, on a file of its own, on a day that stands still."""

import json
import os
import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

NOW = "2026-11-23T10:00:00+01:00"  # a Monday
HOSTILE = "Ada [/] Ltd [@click=app.quit]x[/] \x1b]0;pwn\x07"


@dataclass
class Answer:
    """What a command line gave back."""

    code: int
    out: str
    err: str

    @property
    def json(self):
        return json.loads(self.out)

    @property
    def ids(self):
        return [one["id"] for one in self.json]


@pytest.fixture
def file(tmp_path, monkeypatch):
    """The path of the file commands work on; nothing is there yet."""
    path = tmp_path / "funnel.db"
    monkeypatch.setenv("FUNNELTUI_DB", str(path))
    monkeypatch.setenv("FUNNELTUI_NOW", NOW)
    monkeypatch.chdir(tmp_path)
    return path


@pytest.fixture
def run(file, capsys):
    """Run one command line; its words, and what it must answer with."""
    from funneltui.cli.main import main

    def command(*words, code=0, **options):
        capsys.readouterr()
        got = main([str(word) for word in words], **options)
        captured = capsys.readouterr()
        answer = Answer(got, captured.out.replace("\xa0", " "), captured.err.replace("\xa0", " "))
        assert answer.code == code, answer
        return answer

    return command


@pytest.fixture
def add(run):
    """Add a prospect and give its JSON."""
    return lambda *words: run("add", *words, "--json").json


@pytest.fixture
def data():
    """The folder of real files that is handed out beside the repository."""
    folder = Path(__file__).resolve().parents[3] / "shared" / "data"
    if not folder.is_dir():
        pytest.skip(f"no {folder}")
    return folder


@pytest.fixture
def plain_user():
    """What to put before a command so that permissions count, which they do not for root."""
    if not hasattr(os, "geteuid") or os.geteuid() != 0:
        return []
    if shutil.which("setpriv") is None:
        pytest.skip("root, and no setpriv to be less than root")
    return ["setpriv", "--bounding-set=-dac_override,-dac_read_search"]
