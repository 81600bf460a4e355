"""What is no file where a file should be: one sentence, at once, and nothing is changed."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")

_KINDS = ["pipe", "device", "folder"]
_COMMANDS = {
    "settings": (("config", "set", "currency", "EUR"), "FUNNELTUI_CONFIG"),
    "file": (("list",), "FUNNELTUI_DB"),
    "file, by the doctor": (("doctor",), "FUNNELTUI_DB"),
    "file, by restore from a backup": (("restore", "{home}/copy.db"), "FUNNELTUI_DB"),
    "file, with a passphrase": (("passphrase", "set"), "FUNNELTUI_DB"),
    "import": (("import", "{it}"), ""),
    "mail": (("mail", "{it}"), ""),
    "template": (("templates", "add", "T", "--file", "{it}"), ""),
    "backup": (("restore", "{it}"), ""),
    "calendar": (("calendar",), "calendar_file"),
    "export": (("export", "-o", "{it}"), ""),
    "export over it": (("export", "-o", "{it}", "--force"), ""),
    "copy over it": (("backup", "{it}", "--force"), ""),
    "report over it": (("report", "funnel", "--html", "{it}", "--force"), ""),
    "access over it": (("privacy", "access", "1", "-o", "{it}", "--force"), ""),
}
"""What is run, and where it is named that something is no file."""


def _run(home: Path, *words: str, **environ: str) -> subprocess.CompletedProcess[str]:
    usual = {f"XDG_{name}_HOME": str(home / name.lower()) for name in ("DATA", "CONFIG", "STATE")}
    return subprocess.run(
        [sys.executable, "-m", "funneltui", *words],
        env={**os.environ, **usual, "HOME": str(home), "FUNNELTUI_LANG": "en", **environ},
        input="correct horse\n",
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with a file, a copy of it, and what is no file."""
    home = tmp_path_factory.mktemp("home")
    _run(home, "add", "Ada", "--next", "fri call").check_returncode()
    _run(home, "backup", str(home / "copy.db")).check_returncode()
    _run(home, "config", "set", "own_addresses", "me@x.example").check_returncode()
    os.mkfifo(home / "pipe")
    (home / "device").symlink_to("/dev/zero")
    (home / "folder").mkdir()
    (home / "folder" / "kept").touch()
    return home


@pytest.mark.parametrize(
    ("name", "kind"),
    [(name, kind) for name in _COMMANDS for kind in _KINDS if (name, kind) != ("mail", "folder")],  # of messages
)
def test_it_is_refused_at_once_in_one_sentence(home: Path, name: str, kind: str) -> None:
    words, where = _COMMANDS[name]
    it = home / kind
    environ = {where: str(it)} if where.startswith("FUNNELTUI") else {}
    if where == "calendar_file":
        config = home / "calendar.toml"
        config.write_text(f'calendar_file = "{it}"\n')
        environ = {"FUNNELTUI_CONFIG": str(config)}
    before = it.stat()
    done = _run(home, *(word.format(it=it, home=home) for word in words), **environ)
    assert done.returncode == 1, done.stderr
    assert done.stderr.count("\n") == 1, done.stderr
    assert str(it) in done.stderr
    assert done.stdout == ""
    assert (it.stat().st_ino, it.stat().st_mode) == (before.st_ino, before.st_mode)
    assert len(list(home.glob("folder/*"))) == 1
    assert not list(home.glob("*damaged*"))
