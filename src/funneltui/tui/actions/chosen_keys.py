"""The keys that actions have: the usual ones, or those of the settings."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from funneltui.errors import FunnelError
from funneltui.paths import config_path
from funneltui.tui.actions.table import usual_keys
from funneltui.tui.looks.keys import shown


class ChosenKeys:
    """What each action's keys are.

    Args:
        keymap: The keys of the settings, by the action's id.
        ascii_only: Whether keys are named in ASCII at the moment.
    """

    def __init__(self, keymap: Mapping[str, str], ascii_only: Callable[[], bool]) -> None:
        self._ascii_only = ascii_only
        self.chosen: Mapping[str, str] = {}
        """The keys of the settings that can be used, as Textual names them."""
        self.slips: Sequence[FunnelError] = ()
        """What is wrong with the others."""
        self.take(keymap)

    def take(self, keymap: Mapping[str, str]) -> None:
        """Use these keys from now on."""
        self.chosen, self.slips = {}, ()
        if keymap:
            from funneltui.tui.actions.keymap import usable_keys

            self.chosen, self.slips = usable_keys(keymap, config_path())

    def all_of(self, action_id: str) -> list[str]:
        """The keys of an action, as Textual names them."""
        keys = self.chosen.get(action_id) or usual_keys().get(action_id, "")
        return [key.strip() for key in keys.split(",")]

    def first_of(self, action_id: str) -> str:
        """The first key of an action, as a person reads it."""
        return shown(self.all_of(action_id)[0], ascii_only=self._ascii_only())
