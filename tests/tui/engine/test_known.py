"""The engine's own parts are used with the Textual they were written for, and with no other."""

from __future__ import annotations

import hashlib
import inspect
import os
import subprocess
import sys
import textwrap
from importlib import import_module
from operator import attrgetter

import pytest

from funneltui.tui.engine import known

SOURCES = {
    "rich._wrap:divide_line": "edb3968cf35f",
    "textual._compositor:ChopsUpdate.__init__": "0322b11d9d00",
    "textual._compositor:Compositor.render_update": "f2bd27da1b79",
    "textual._compositor:CompositorUpdate.render_segments": "4b7f9e79ee28",
    "textual._compositor:LayoutUpdate.__init__": "bbb12180c674",
    "textual._styles_cache:StylesCache.get_inner_outer": "a91955f79852",
    "textual.app:App._background_screens": "4a03808dae08",
    "textual.app:App._load_screen_css": "b27ed51b1397",
    "textual.app:App._prune": "2af9b914098d",
    "textual.app:App.on_event": "0cdf4d955d13",
    "textual.app:App.pop_screen": "03f52d8d7180",
    "textual.screen:Screen._compositor_refresh": "55663d2f194d",
    "textual.screen:Screen._on_screen_resume": "d4252a0cb873",
    "textual.screen:Screen._on_timer_update": "af1f31e0921c",
    "textual.screen:Screen._refresh_layout": "a319675b7348",
    "textual.screen:Screen._update_timer": "ed1ff3583a64",
    "textual.strip:Strip.render_ansi": "468827a60445",
}
"""What stands in Textual 8.2.8, by a digest of its source. Another one: read what changed, mend the engine or leave
the part out of it, then put the new digest here."""


def _digest(part: str) -> str:
    module, _colon, name = part.partition(":")
    found = attrgetter(name)(import_module(module))
    for wrapper in ("__func__", "__wrapped__", "fget", "func"):
        found = getattr(found, wrapper, None) or found
    source = textwrap.dedent(inspect.getsource(found))
    return hashlib.sha256(source.encode()).hexdigest()[:12]


def test_every_part_is_watched() -> None:
    assert known.PARTS.keys() == SOURCES.keys()


@pytest.mark.parametrize("part", SOURCES)
def test_textual_has_not_changed_what_is_overridden(part: str) -> None:
    assert _digest(part) == SOURCES[part]


def test_the_installed_textual_is_known() -> None:
    assert known.unknown_parts() == []


@pytest.mark.parametrize(
    "change",
    [
        "textual.screen.Screen._compositor_refresh = lambda self, now: None",
        "del textual.app.App._load_screen_css",
        "textual._compositor.ChopsUpdate = None",
    ],
)
def test_another_textual_gets_its_own_parts(change: str) -> None:
    script = (
        f"import textual._compositor, textual.app, textual.screen\n{change}\n"
        "from funneltui.tui import engine\nprint(engine.PLAIN, engine.OneFrame.__module__)"
    )
    environment = {name: value for name, value in os.environ.items() if name != "FUNNELTUI_ENGINE"}
    run = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, timeout=60, env=environment
    )
    assert run.stdout.split() == ["True", "funneltui.tui.engine.plain"]


def test_the_program_works_on_textuals_own_parts() -> None:
    """The tests marked `plain`, in a process of their own; `FUNNELTUI_ENGINE=plain` runs all of them so."""
    command = [sys.executable, "-m", "pytest", "-q", "-m", "plain", "-p", "no:cacheprovider"]
    command += ["tests/tui", "tests/end_to_end"]
    run = subprocess.run(
        command,
        capture_output=True,
        text=True,
        check=False,
        timeout=280,
        env=os.environ | {"FUNNELTUI_ENGINE": "plain"},
    )
    assert run.returncode == 0, run.stdout[-3000:]
