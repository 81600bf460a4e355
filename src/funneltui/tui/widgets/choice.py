"""One of a few things, chosen on one line of a form."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeAlias, TypeVar

from textual import events
from textual.content import Content
from textual.reactive import reactive
from typing_extensions import override

from funneltui.domain.text import cells, fit, fold, safe
from funneltui.i18n import translate as _
from funneltui.tui.actions.form_actions import CHOICE
from funneltui.tui.desk import desk_of
from funneltui.tui.widgets.row import Row

_Key = TypeVar("_Key", bound=str)
Option: TypeAlias = tuple[str, str, str]
"""What can be chosen: value, its name, and words about it."""


def options_of(names: Mapping[_Key, str]) -> list[Option]:
    """What a table of keys and message ids offers."""
    return [(str(key), _(name), "") for key, name in names.items()]


def no_or_yes(about: str = "") -> list[Option]:
    """No, which is the empty value, or yes, with words about it."""
    return [("", _("no"), ""), ("yes", _("yes"), about)]


class Choice(Row, can_focus=True):
    """One of a few: arrows go through them, a letter goes to those that begin with it.

    | Key(s) | Does |
    | :- | :- |
    | left, right | The one before, the one after. |
    | a letter | The next one that begins with it. |

    Args:
        key: The field's name in code.
        label: What a person calls it, translated.
        options: What can be chosen.
        value: The one to begin with; the first when it is none of them.
    """

    BINDINGS = CHOICE

    chosen: reactive[int] = reactive(0)
    """The place of the choice among the options."""

    def __init__(self, key: str, label: str, options: Sequence[Option], value: str = "") -> None:
        super().__init__(key, label)
        self.options = tuple(options)
        """Value, name and words about it."""
        self._values = [option[0] for option in self.options]
        self.set_reactive(Choice.chosen, self._values.index(value) if value in self._values else 0)
        self.initial = self.value

    @property
    def value(self) -> str:
        """What is chosen."""
        return self._values[self.chosen]

    def renew(self, value: str) -> None:
        """Begin anew with another choice."""
        if value in self._values:
            self.initial = value
        self.put(value)

    def put(self, value: str) -> None:
        """Choose, as a person does."""
        if value in self._values:
            self.chosen = self._values.index(value)

    def on_mount(self) -> None:
        """Say what the choice means."""
        self.say(self.options[self.chosen][2])

    def watch_chosen(self) -> None:
        """Show and tell the choice."""
        self.say(self.options[self.chosen][2])
        self.post_message(self.Changed(self))

    @override
    def check_consume_key(self, key: str, character: str | None) -> bool:
        """Letters choose."""
        return character is not None and character.isprintable()

    def on_key(self, event: events.Key) -> None:
        """Go to the next option that begins with the letter."""
        if event.character is None or not event.character.isprintable():
            return
        event.stop()
        letter = fold(event.character)
        places = [*range(self.chosen + 1, len(self.options)), *range(self.chosen + 1)]
        self.chosen = next((place for place in places if fold(self.options[place][1]).startswith(letter)), self.chosen)

    def action_step(self, by: int) -> None:
        """Choose the one before or after."""
        self.chosen = (self.chosen + by) % len(self.options)

    async def _on_click(self, event: events.Click) -> None:
        event.stop()
        middle = self._label_width() + cells(safe(self.options[self.chosen][1])) // 2 + 2
        self.action_step(1 if event.x > middle else -1)

    def _middle(self) -> Content:
        sign = desk_of(self).signs
        name = fit(safe(self.options[self.chosen][1]), self._field_end() - self._label_width() - 4)
        style = self.get_visual_style
        return Content.assemble(
            (f"{sign['left']} ", style("row--bar")),
            (name, style("row--value")),
            (f" {sign['right']}", style("row--bar")),
        )

    def _field_end(self) -> int:
        longest = max(cells(safe(name)) for _, name, _ in self.options)
        return min(self._label_width() + longest + 4, self.size.width)
