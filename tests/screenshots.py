"""`python -m tests.screenshots [--png] [FOLDER]`: the pictures of the README, by the program itself from the demo.

With `--png` the same as PNG beside it, which takes cairosvg and a monospaced font. The day is fixed,
so that only a change of looks changes a picture. The page in HTML is taken by Chromium, where there is one.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import os
import re
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

NOW = "2026-11-24T12:00:00+01:00"
_SIZES = {"wide": (120, 40), "normal": (80, 24), "small": (40, 12)}
_FONT = "DejaVu Sans Mono"
_FONT_FILES = re.compile(r",\s*url\([^)]*\) format\([^)]*\)")
"""What would make a picture load a font from afar: the reader's own will do."""


@dataclass(frozen=True, slots=True)
class Scene:
    """A picture: what to press in which window, language and theme."""

    name: str
    keys: tuple[str, ...] = ()
    size: str = "wide"
    language: str = "en"
    theme: str = "funnel-dark"


_TO_SOPHIE = ("l", "l")
SCENES = (
    Scene("board", _TO_SOPHIE),
    Scene("board-fr", _TO_SOPHIE, language="fr"),
    Scene("board-light", _TO_SOPHIE, theme="funnel-light"),
    Scene("board-contrast", _TO_SOPHIE, theme="funnel-contrast"),
    Scene("board-80x24", _TO_SOPHIE, size="normal"),
    Scene("board-40x12", size="small"),
    Scene("contact-80x24", (*_TO_SOPHIE, "enter"), size="normal"),
    Scene("add-80x24", ("a",), size="normal"),
    Scene("edit", (*_TO_SOPHIE, "e")),
    Scene("edit-fr", (*_TO_SOPHIE, "e"), language="fr", theme="funnel-light"),
    Scene("gate-80x24", ("l", "L"), size="normal"),
    Scene("lost-80x24", (*_TO_SOPHIE, "x"), size="normal"),
    Scene("parked-fr-80x24", (*_TO_SOPHIE, "p"), size="normal", language="fr"),
    Scene("moved-80x24", ("L",), size="normal"),
    Scene("today", ("f3",)),
    Scene("today-fr-80x24", ("f3",), size="normal", language="fr"),
    Scene("review", ("f4",)),
    Scene("review-fr-80x24", ("f4",), size="normal", language="fr"),
    Scene("contacts", ("f5",)),
    Scene("insights", ("f6",)),
    Scene("insights-fr-80x24", ("f6", "tab", "tab", "tab"), size="normal", language="fr"),
    Scene("insights-month-80x24", ("f6", "m"), size="normal"),
    Scene("insights-months-light", ("f6", "shift+tab", "shift+tab", "shift+tab"), theme="funnel-light"),
    Scene("checklist-80x24", (*_TO_SOPHIE, "v"), size="normal"),
    Scene("checklist-fr", (*_TO_SOPHIE, "v"), language="fr"),
    Scene("log-80x24", (*_TO_SOPHIE, "c"), size="normal"),
    Scene("write", (*_TO_SOPHIE, "T")),
    Scene("help-80x24", ("question_mark",), size="normal"),
    Scene("palette-80x24", ("ctrl+p",), size="normal"),
    Scene("empty-80x24", size="normal"),
)


async def take(scene: Scene, database: Path) -> str:
    """The scene as SVG."""
    from funneltui.bootstrap import open_funnel
    from funneltui.i18n import set_language
    from funneltui.settings import Settings
    from funneltui.tui.app import FunnelApp

    set_language(scene.language)
    funnel = open_funnel(database, settings=Settings(theme=scene.theme))
    try:
        app = FunnelApp(funnel)
        async with app.run_test(size=_SIZES[scene.size]) as pilot:
            _ = funnel.services  # what is pressed is done at once
            await pilot.pause(0.5)
            for key in scene.keys:
                await pilot.press(key)
                await pilot.pause(0.4)
            return app.export_screenshot(title="funneltui")
    finally:
        funnel.close()


def main(folder: Path, *, png: bool) -> None:
    os.environ["FUNNELTUI_NOW"] = NOW
    os.environ.pop("NO_COLOR", None)
    from funneltui.clock import FixedClock
    from funneltui.services.demo import build

    folder.mkdir(exist_ok=True)
    clock = FixedClock(datetime.fromisoformat(NOW))
    with tempfile.TemporaryDirectory() as home:
        os.environ |= {f"XDG_{name}_HOME": home for name in ("CONFIG", "STATE", "DATA", "CACHE")}
        for number, scene in enumerate(SCENES):
            database = Path(home) / f"{number}.db"
            if not scene.name.startswith("empty"):
                build(database, clock=clock, language=scene.language)
            for remembered in Path(home).glob("funneltui/*"):
                remembered.unlink()
            # The ids in an SVG are made of its content's hash, or random: name them by the picture.
            svg = re.sub(r"terminal-\d+", f"terminal-{scene.name}", asyncio.run(take(scene, database)))
            (folder / f"{scene.name}.svg").write_text(_FONT_FILES.sub("", svg), "utf-8")
            if png:
                _png(svg, folder / f"{scene.name}.png")
            sys.stdout.write(f"{scene.name}\n")
        _page(folder, Path(home))


def _page(folder: Path, home: Path) -> None:
    """The report on months as a page, by a browser that leaves nothing behind."""
    from funneltui.bootstrap import open_funnel
    from funneltui.clock import FixedClock
    from funneltui.domain.insights.scope import Scope
    from funneltui.i18n import set_language
    from funneltui.services.demo import build
    from funneltui.settings import Settings

    browser = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if browser is None:
        sys.stdout.write("no Chromium: the page is not taken\n")
        return
    set_language("en")
    clock = FixedClock(datetime.fromisoformat(NOW))
    build(home / "page.db", clock=clock, language="en")
    with contextlib.closing(open_funnel(home / "page.db", settings=Settings(), clock=clock)) as funnel:
        funnel.insights().write_page(home / "page.html", Scope(), "months")
    options = ("--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--window-size=960,1180")
    subprocess.run(
        [browser, *options, f"--user-data-dir={home / 'browser'}", f"--screenshot={folder / 'report-page.png'}",
         (home / "page.html").as_uri()],
        check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    sys.stdout.write("report-page\n")


def _png(svg: str, path: Path) -> None:
    import cairosvg

    plain = re.sub(r"@font-face \{.*?\}", "", svg, flags=re.DOTALL).replace("Fira Code", _FONT)
    cairosvg.svg2png(plain.encode(), write_to=str(path))


if __name__ == "__main__":
    os.environ["TEXTUAL_ANIMATIONS"] = "none"
    parser = argparse.ArgumentParser(prog="python -m tests.screenshots", description="Take the pictures of the README.")
    parser.add_argument("folder", nargs="?", type=Path, default=Path(__file__).parents[1] / "screenshots")
    parser.add_argument("--png", action="store_true", help="also as PNG (takes cairosvg and a monospaced font)")
    wanted = parser.parse_args()
    main(wanted.folder, png=wanted.png)
