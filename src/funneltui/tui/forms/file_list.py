"""Choosing a file from a list: folders open, files are taken."""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any

from textual.screen import Screen

from funneltui.errors import FunnelError
from funneltui.i18n import sentence, system_reason
from funneltui.interchange.errors import UnreadableFileError
from funneltui.tui.desk import Desk
from funneltui.tui.desk.asking import in_background
from funneltui.tui.forms.pick import PickScreen
from funneltui.tui.looks.format import file_size
from funneltui.tui.widgets.pick_list import Item

_MOST = 5_000
"""Names of a folder that are listed."""


def browse(desk: Desk, screen: Screen[Any], start: Path, then: Callable[[Path], None]) -> None:
    """List a folder, read in a thread; opening another one lists that.

    Args:
        desk: The program.
        screen: What it is chosen for: nothing opens once that is closed.
        start: A folder, or a file in it; where there is none, the home folder.
        then: Called with the file.
    """
    folder = start if start.is_dir() else start.parent
    if str(start) == "." or not folder.is_dir():
        folder = Path.home()

    def chosen(name: str | None) -> None:
        if name is None:
            return
        path = folder / name
        if name.endswith(os.sep):
            browse(desk, screen, path.resolve(), then)
        else:
            then(path)

    def listed(items: list[Item]) -> None:
        desk.open(PickScreen(desk, str(folder), items), chosen)

    def failed(error: FunnelError) -> None:
        desk.say(sentence(error), problem=True)

    in_background(desk, screen, partial(_items, folder), listed, failed)


def _items(folder: Path) -> list[Item]:
    """The folder above, the folders, the files; hidden ones are left out."""
    try:
        with os.scandir(folder) as scanned:
            entries = [entry for entry in islice(scanned, _MOST) if not entry.name.startswith(".")]
        rows = [(not entry.is_dir(), entry.name.casefold(), entry) for entry in entries]
    except OSError as error:
        raise UnreadableFileError(str(folder), detail=system_reason(error)) from error
    items = [Item(f"..{os.sep}", f"..{os.sep}")]
    for is_file, _name, entry in sorted(rows, key=lambda row: row[:2]):
        name = entry.name if is_file else f"{entry.name}{os.sep}"
        items.append(Item(name, name, note=_size(entry) if is_file else ""))
    return items


def _size(entry: os.DirEntry[str]) -> str:
    try:
        return file_size(entry.stat().st_size)
    except OSError:
        return ""
