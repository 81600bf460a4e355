"""Settings: every one with its value and its meaning, changed here and kept in the settings file."""

from __future__ import annotations

from collections.abc import Iterator

from funneltui.domain.stages import LIVE_KINDS
from funneltui.domain.temperature import LEVEL_WORDS
from funneltui.i18n import N_, grouped, labelled, translate as _
from funneltui.paths import config_path
from funneltui.setting_words import GROUPS, SETTING_WORDS, VALUE_WORDS
from funneltui.settings import Settings
from funneltui.settings_changes import reset_value, set_value
from funneltui.tui.actions.form_actions import SETTINGS
from funneltui.tui.actions.table import all_actions
from funneltui.tui.desk.appearance import AT_NEXT_START, use_setting
from funneltui.tui.desk.asking import in_background
from funneltui.tui.forms.list_dialogue import ListDialogue
from funneltui.tui.forms.pick import PickScreen
from funneltui.tui.forms.setting import SettingScreen
from funneltui.tui.looks.format import path_words
from funneltui.tui.widgets.pick_list import Item

_ANOTHER = "*"
"""Behind the name of a table: one more entry of it."""


class SettingsScreen(ListDialogue):
    """The settings by what they are about.

    | Key(s) | Does |
    | :- | :- |
    | enter | Change the setting; a switch is turned at once. |
    | d | Back to the program's own value. |
    """

    HEADING = N_("Settings")
    BINDINGS = SETTINGS
    ENTER = N_("change")

    def on_mount(self) -> None:
        """List them."""
        self.reload()

    def reload(self) -> None:
        """Show them as they are now."""
        rows: list[Item] = []
        for title, names in GROUPS:
            rows.append(Item("", _(title), heading=True))
            for name in names:
                rows += self._rows(name)
        self.show(rows)

    def _rows(self, name: str) -> Iterator[Item]:
        value = getattr(self.desk.settings, name)
        label = _(SETTING_WORDS[name].label)
        if not isinstance(value, dict):
            yield Item(name, label, note=shown(name, value) or "–")
            return
        for entry, each in value.items():
            words = self._entry_words(name, entry)
            note = _("{count} d").format(count=grouped(each)) if isinstance(each, int) else each
            yield Item(f"{name}.{entry}", labelled(label, words), note=note)
        more = _("add…")
        yield Item(f"{name}.{_ANOTHER}", labelled(label, more))

    def _entry_words(self, name: str, entry: str) -> str:
        """What an entry of a table is about."""
        if name == "keymap":
            action = all_actions().get(entry)
            return _(str(action.tooltip)) if action is not None else entry
        stage, _dot, level = entry.rpartition(".")
        warmth = next((_(words) for known, words in LEVEL_WORDS.items() if known.value == level), level)
        names = {stage.key: stage.called for stage in self.desk.reads.stages.stages()}
        return f"{names.get(stage, stage)}, {warmth}" if stage else warmth

    def about(self, key: str) -> Iterator[str]:
        """What it means, its name in the file, and where that is."""
        name = key.partition(".")[0]
        yield _(SETTING_WORDS[name].meaning)
        shown = name if key.endswith(_ANOTHER) else key
        yield _("{key} in {path}").format(key=shown, path=path_words(config_path()))

    # -- Changing ---------------------------------------------------------------------------------

    def choose(self, key: str) -> None:
        """Ask for a value; turn a switch at once."""
        name, _dot, entry = key.partition(".")
        value = getattr(self.desk.settings, name)
        if entry == _ANOTHER:
            self._choose_entry(name)
        elif isinstance(value, bool):
            text = "false" if value else "true"
            in_background(
                self.desk,
                self,
                lambda: set_value(config_path(), name, text),
                lambda settings: self._changed(name, settings),
                self.refused,
            )
        else:
            self._ask(key, str(value.get(entry, "")) if entry else typed(value))

    def _choose_entry(self, name: str) -> None:
        """Which entry a table gets: an action, or a stage and a temperature."""
        entries = getattr(self.desk.settings, name)
        if name == "keymap":
            actions = all_actions().items()
            rows = [Item(key, _(str(action.tooltip)), note=self.desk.key_of(key)) for key, action in actions]
        else:
            stages = [stage for stage in self.desk.reads.stages.stages() if stage.kind in LIVE_KINDS]
            keys = [f"{stage.key}.{level.value}" for stage in stages for level in LEVEL_WORDS]
            rows = [Item(key, self._entry_words(name, key)) for key in keys if key not in entries]

        def chosen(entry: str | None) -> None:
            if entry is not None:
                self._ask(f"{name}.{entry}", str(entries.get(entry, "")))

        self.desk.open(PickScreen(self.desk, _(SETTING_WORDS[name].label), rows), chosen)

    def _ask(self, key: str, value: str) -> None:
        name, _dot, entry = key.partition(".")
        label = _(SETTING_WORDS[name].label)
        title = labelled(label, self._entry_words(name, entry)) if entry else label

        def answered(settings: Settings | None) -> None:
            if settings is not None:
                self._changed(name, settings)

        self.desk.open(SettingScreen(self.desk, key, title, value), answered)

    def _changed(self, name: str, settings: Settings) -> None:
        """Use it from now on."""
        use_setting(self.desk, settings, name)
        self.reload()
        saved = _("Saved. It applies from the next start.") if name in AT_NEXT_START else _("Saved.")
        self.tell(saved)

    def action_reset(self) -> None:
        """The value that the program comes with."""
        key = self.key
        if not key or key.endswith(_ANOTHER):
            return
        in_background(
            self.desk,
            self,
            lambda: reset_value(config_path(), key),
            lambda settings: self._changed(key.partition(".")[0], settings),
            self.refused,
        )


def typed(value: object) -> str:
    """A value as one types it."""
    return ", ".join(value) if isinstance(value, list) else str(value)


def shown(name: str, value: object) -> str:
    """A value as one reads it."""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if name in {"language", "density", "won_period", "calendar_titles", "theme", "default_stage"}:
        return _(VALUE_WORDS.get(str(value), str(value)))
    return typed(value)
