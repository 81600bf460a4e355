"""What the program remembers of the looks between runs: losing it does no harm."""

from __future__ import annotations

import contextlib

from msgspec.json import decode, encode

from funneltui.paths import read_file, state_folder, write_private

_FILE = "looks.json"


class Memory:
    """How the board was left.

    Attributes:
        density: compact, normal or full; empty: what the settings say.
        sort: The order of the cards.
        folded: Keys of the folded stages; None: those that are folded at first.
        pane: Whether the contact stands beside the board; None: what the settings say.
        theme: The theme that was chosen; empty: what the settings say.
        contact_columns: What the contacts list shows, by name; None: what it shows at first.
        contact_sort: The order of the contacts list.
        commands: What was done by the palette, the last first, as it names it.
    """

    def __init__(self) -> None:
        self.density = ""
        self.sort = "due"
        self.folded: list[str] | None = None
        self.pane: bool | None = None
        self.theme = ""
        self.contact_columns: list[str] | None = None
        self.contact_sort = "name"
        self.commands: list[str] = []
        self._saved = self._as_json()

    @classmethod
    def load(cls) -> Memory:
        """What was saved; what cannot be read is as if it was never there."""
        memory = cls()
        try:
            kept: object = decode(read_file(state_folder() / _FILE))
        except (OSError, ValueError):
            return memory
        if not isinstance(kept, dict):
            return memory
        folded = kept.get("folded")
        if isinstance(folded, list):
            memory.folded = [str(key) for key in folded]
        columns = kept.get("contact_columns")
        if isinstance(columns, list):
            memory.contact_columns = [str(name) for name in columns]
        commands = kept.get("commands")
        if isinstance(commands, list):
            memory.commands = [str(name) for name in commands]
        memory.contact_sort = str(kept.get("contact_sort", "name"))
        if isinstance(kept.get("pane"), bool):
            memory.pane = kept["pane"]
        memory.density = str(kept.get("density", ""))
        memory.sort = str(kept.get("sort", "due"))
        memory.theme = str(kept.get("theme", ""))
        memory._saved = memory._as_json()
        return memory

    def save(self) -> None:
        """Keep it for the next run, if it is different."""
        now = self._as_json()
        if now != self._saved:
            with contextlib.suppress(OSError):  # a full disk is no reason to complain about looks
                write_private(state_folder() / _FILE, now)
                self._saved = now

    def _as_json(self) -> bytes:
        kept = {name: value for name, value in vars(self).items() if not name.startswith("_")}
        return encode(kept)
