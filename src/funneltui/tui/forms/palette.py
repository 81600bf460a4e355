"""The command palette: everything that can be done, by its name."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from textual.binding import ActiveBinding

from funneltui.i18n import LANGUAGES, N_, language, translate as _
from funneltui.tui.actions.synonyms import also_called
from funneltui.tui.actions.table import does_of, usual_order
from funneltui.tui.desk import Desk
from funneltui.tui.desk.appearance import draw_plain, dress, speak
from funneltui.tui.forms.pick import PickScreen
from funneltui.tui.looks.keys import shown
from funneltui.tui.widgets.pick_list import Item

_LANGUAGE_NAMES = {"en": "English", "fr": "Français"}
_MOVES = frozenset(
    {"card", "lane", "page", "end", "go", "scroll", "field", "choose", "close", "clear", "command_palette"}
)
"""What nobody looks for by name: moving about, going back, and the palette itself."""
_STEPPING = frozenset({"choice.previous", "choice.next"})
_RECENT = 5
"""So many of the last commands stand on top."""
_SCREENS = {
    "import": N_("Import a file"),
    "export": N_("Export everything"),
    "duplicates": N_("Find duplicates"),
    "stages": N_("Edit the stages"),
    "grid": N_("Edit the qualification grid"),
    "templates": N_("Edit the message templates"),
    "history": N_("History of changes"),
    "backups": N_("Backups: make one, restore"),
    "check": N_("Health check of the file"),
    "mail": N_("Mailboxes: read e-mails"),
    "calendar": N_("Folders for calendar and phone"),
    "privacy": N_("Privacy: to inform, to erase"),
    "settings": N_("Settings: name, currency, theme, keys…"),
}


class PaletteScreen(PickScreen):
    """The actions that are possible on the screen below, places, files, themes, languages.

    Args:
        bindings: What is active there.
        open_data: Opens what the place Data offers, by its key.
    """

    def __init__(self, desk: Desk, bindings: Sequence[ActiveBinding], open_data: Callable[[str], object]) -> None:
        super().__init__(desk, _("Commands"), ())
        self._bindings_below = bindings
        self._open_data = open_data
        self._does: dict[str, Callable[[], object]] = {}

    def on_mount(self) -> None:
        """Collect what can be done; what was done last comes first."""
        for item, does in (*self._actions(), *self._files(), *self._looks()):
            self._all.append(item)
            self._does[item.key] = does
        recent = self.desk.memory.commands[:_RECENT]
        self._all.sort(key=lambda item: recent.index(item.key) if item.key in recent else _RECENT)
        self.listed.fill(self._all)
        super().on_mount()

    def also(self, item: Item) -> str:
        """What else a command is called."""
        return also_called(item.key)

    def nothing(self) -> str:
        """What is said when no command has the words."""
        return _("No matching command.")

    def _actions(self) -> list[tuple[Item, Callable[[], object]]]:
        keys: dict[str, list[str]] = {}
        active: dict[str, ActiveBinding] = {}
        for active_binding in self._bindings_below:
            name, does = active_binding.binding.id, does_of(active_binding.binding.id)
            if name and active_binding.enabled and name not in _STEPPING and does not in _MOVES:
                keys.setdefault(name, []).append(shown(active_binding.binding.key, ascii_only=self.desk.settings.ascii))
                active[name] = active_binding
        usual = usual_order()
        entries: list[tuple[Item, Callable[[], object]]] = []
        for name in sorted(active, key=lambda name: (name.startswith("app."), usual.get(name, len(usual)))):
            binding = active[name].binding
            text = _(binding.tooltip or binding.description)
            call = partial(self.app.run_action, binding.action, active[name].node)
            entries.append((Item(name, text, note="  ".join(dict.fromkeys(keys[name]))), call))
        return entries

    def _files(self) -> list[tuple[Item, Callable[[], object]]]:
        return [
            (Item(f"screen.{name}", _(title), note=_("data")), partial(self._open_data, name))
            for name, title in _SCREENS.items()
        ]

    def _looks(self) -> list[tuple[Item, Callable[[], object]]]:
        app = self.app
        themes = [
            (
                Item(f"theme.{name}", _("Theme: {name}").format(name=name), note=_("display")),
                partial(dress, self.app, self.desk, name),
            )
            for name in sorted(app.available_themes)
            if name != app.theme
        ]
        languages = [
            (Item(f"language.{code}", _LANGUAGE_NAMES[code], note=_("language")), partial(speak, self.desk, code))
            for code in LANGUAGES
            if code != language()
        ]
        plain = self.desk.settings.ascii
        title = _("All signs") if plain else _("ASCII signs only")
        signs = (Item("signs", title, note=_("display")), partial(draw_plain, self.desk, ascii_only=not plain))
        return [*languages, signs, *themes]

    def take(self, item: Item) -> None:
        """Close, then do it."""
        does, memory = self._does.get(item.key), self.desk.memory
        memory.commands = [item.key, *(command for command in memory.commands if command != item.key)][:_RECENT]
        self.dismiss(None)
        if does is not None:
            self.app.call_later(does)
