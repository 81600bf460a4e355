"""One setting: what it means, and another value for it, checked as it is typed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import get_args, get_type_hints

from textual.widget import Widget

from funneltui.domain.contact_points import check_addresses
from funneltui.domain.stages import LIVE_KINDS
from funneltui.errors import FunnelError, InvalidValueError
from funneltui.i18n import N_, sentence, translate as _
from funneltui.paths import config_path
from funneltui.setting_words import SETTING_WORDS, VALUE_WORDS
from funneltui.settings import Settings
from funneltui.settings_changes import reset_value, set_value
from funneltui.tui.desk import Desk
from funneltui.tui.desk.asking import in_background
from funneltui.tui.forms.files import complete_path
from funneltui.tui.forms.form import Form, sentences
from funneltui.tui.widgets.choice import Choice, Option
from funneltui.tui.widgets.field import Field, Note
from funneltui.typed_settings import ADDRESSES, check_value

_PATHS = frozenset({"calendar_folder", "calendar_file", "contacts_folder", "mail_sources"})


class SettingScreen(Form[Settings]):
    """Asks for a value and writes it into the settings file. Its result is the settings after it.

    Args:
        key: The setting, or an entry of one that is a table, as the file names it.
        title: What it is called. Any text may be given.
        value: What it is now, as one types it.
    """

    SMALL = True

    def __init__(self, desk: Desk, key: str, title: str, value: str) -> None:
        super().__init__(desk, key=key, heading=title)
        self._value = value

    def rows(self) -> Iterable[Widget]:
        """What it means, and the value."""
        name = self.key.partition(".")[0]
        yield sentences(_(SETTING_WORDS[name].meaning), classes="words intro")
        choices = self._choices(name)
        if choices:
            yield Choice("value", _("Value"), choices, self._value)
        elif name == "pitch":
            yield Note("value", _("Value"), self._value)
        else:
            complete = complete_path if name in _PATHS else None
            yield Field("value", _("Value"), self._value, check=self._check, complete=complete, long=True)

    def _choices(self, name: str) -> Sequence[Option]:
        """What can be chosen, where that is known: value, name, and words about it."""
        if name == "theme":
            themes = sorted(self.app.available_themes)
            return [("", _("automatic"), ""), *((theme, theme, "") for theme in themes)]
        if name == "default_stage":
            stages = [stage for stage in self.desk.reads.stages.stages() if stage.kind in LIVE_KINDS]
            return [("", _("automatic"), ""), *((stage.key, stage.called, "") for stage in stages)]
        hint = get_type_hints(Settings)[name]
        values = [value for value in get_args(hint) if isinstance(value, str)]
        return [(value, _(VALUE_WORDS[value]), "") for value in values]

    def _check(self, typed: str) -> str:
        """Nothing to say of what fits; why something does not has more room above the buttons.

        Raises:
            InvalidValueError: The setting cannot hold it.
        """
        try:
            self._verify(typed)
        except FunnelError as error:
            said = sentence(error)
            if said.startswith(self.key):  # its name in the file, which is not what the form calls it
                said = self.heading + said.removeprefix(self.key)
            self.tell(said, wrong=True)
            raise InvalidValueError(N_("doesn't fit yet"), field="value") from error
        self.tell("")
        return ""

    def _verify(self, typed: str) -> None:
        name, _dot, entry = self.key.partition(".")
        if name == "keymap":
            self._verify_keys(entry, typed)
        elif typed.strip() or not entry:  # an empty entry of a table is taken out of the file
            check_value(self.key, typed)
        if name in ADDRESSES:
            check_addresses(typed)

    def _verify_keys(self, action: str, typed: str) -> None:
        from funneltui.tui.actions.keymap import check_keymap

        problems = check_keymap({**self.desk.settings.keymap, action: typed}) if typed.strip() else []
        own = [problem for problem in problems if problem.action == action]
        if own:
            raise own[0]

    def submit(self) -> None:
        """Write it into the file, in a thread; what stands there beside it stays."""
        key, text = self.key, self.text("value")

        def write() -> Settings:
            if "." in key and not text:
                return reset_value(config_path(), key)
            return set_value(config_path(), key, text)

        in_background(self.desk, self, write, self.finish, self.saving.refused)
