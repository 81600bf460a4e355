"""Where a form is typed into: one line, several lines; and all the kinds of lines in one place."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from textual import events, on
from textual.content import Content
from textual.message import Message
from textual.suggester import Suggester
from textual.widget import Widget
from textual.widgets import Input

from funneltui.domain.text import fit, pad, safe
from funneltui.errors import InvalidValueError
from funneltui.i18n import sentence
from funneltui.tui.desk import desk_of
from funneltui.tui.widgets.row import Row
from funneltui.tui.widgets.text_input import TextInput

if TYPE_CHECKING:
    from funneltui.tui.widgets.note_area import NoteArea

Check = Callable[[str], str]
"""What the program understands by a typed text, in a few words; raises `InvalidValueError`."""


class _Known(Suggester):
    """Shows what is in the file already and begins so."""

    def __init__(self, line: TextInput) -> None:
        super().__init__(use_cache=False, case_sensitive=True)
        self._line = line

    async def get_suggestion(self, value: str) -> str | None:
        return self._line.completion if value == self._line.value else None


def starting(words: Callable[[], Sequence[str]]) -> Callable[[str], str]:
    """Completes with the first of some words, which are looked up when the first letter is typed."""
    known: list[str] = []

    def complete(typed: str) -> str:
        if not known:
            known.extend(words())
        return next((text for text in known if text.startswith(typed)), "") if typed else ""

    return complete


class Field(Row):
    """One line of text.

    Args:
        key: The field's name in code, as services and errors name it.
        label: What a person calls it, translated.
        value: The text to begin with.
        placeholder: An example, shown while it is empty.
        check: Says what is understood, or raises `InvalidValueError`.
        complete: Gives a known text that begins with what is typed, or nothing.
        long: Whether it takes the whole line, because much is typed in it.
        required: Whether it has to be filled in, which is marked.
        secret: Whether what is typed is not to be seen.
    """

    def __init__(
        self,
        key: str,
        label: str,
        value: str = "",
        *,
        placeholder: str = "",
        check: Check | None = None,
        complete: Callable[[str], str] | None = None,
        long: bool = False,
        required: bool = False,
        secret: bool = False,
    ) -> None:
        super().__init__(key, label)
        self.set_class(long, "-long")
        self.required = required
        self._check = check
        self.initial = value
        self.input = TextInput(value, placeholder=placeholder, secret=secret, id=f"field-{key}")
        """Where one types."""
        if complete is not None:
            self.input.find_completion = complete
            self.input.suggester = _Known(self.input)

    @property
    def value(self) -> str:
        """What is typed."""
        return self.input.value

    @property
    def target(self) -> Widget:
        """What takes the focus."""
        return self.input

    def renew(self, value: str) -> None:
        """Begin anew with another text."""
        self.initial = value
        self.input.value = value

    def put(self, value: str) -> None:
        """Type another text over it."""
        self.input.value = value
        self.input.cursor_position = len(value)

    def on_mount(self) -> None:
        """Say what is understood by the text to begin with."""
        if self.value:
            self.verify(final=False)

    def verify(self, *, final: bool = True) -> bool:
        """Say what is understood, or what is wrong with it: as an error once typing is over."""
        if self._check is None:
            self.say("")
            return True
        try:
            self.say(self._check(self.value))
        except InvalidValueError as error:
            self.say(sentence(error), wrong=final)
            return False
        return True

    def _focus_changed(self, focused: bool) -> None:  # noqa: FBT001 - a watcher's signature
        super()._focus_changed(focused)
        if not focused:
            self.verify()

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        self.verify(final=False)
        self.post_message(self.Changed(self))

    @on(Input.Submitted)
    def _entered(self, event: Input.Submitted) -> None:
        event.stop()
        self.post_message(self.Submitted())


class Note(Row):
    """Several lines of text: what is said in sentences. It grows with them.

    Args:
        key: The field's name in code.
        label: What a person calls it, translated.
        value: The text to begin with.
        placeholder: An example, shown while it is empty.
        lines: How many it has room for at first.
        hint: Words below it.
    """

    DEFAULT_CSS = """
    Note {
        height: auto;
        NoteArea {
            margin-left: 21; width: 1fr; height: auto; max-height: 8; background: $panel; padding: 0 1;
        }
        NoteArea:focus { background: $primary 25%; }
    }
    """

    def __init__(
        self, key: str, label: str, value: str = "", *, placeholder: str = "", lines: int = 4, hint: str = ""
    ) -> None:
        from funneltui.tui.widgets.note_area import NoteArea

        super().__init__(key, label)
        self.initial = value
        self.area: NoteArea = NoteArea(value, placeholder=placeholder, id=f"field-{key}")
        """Where one types."""
        self.area.styles.min_height = lines
        self._words = hint

    @property
    def value(self) -> str:
        """What is typed."""
        return self.area.text

    @property
    def target(self) -> Widget:
        """What takes the focus."""
        return self.area

    def renew(self, value: str) -> None:
        """Begin anew with another text."""
        self.initial = value
        self.area.text = value

    def put(self, value: str) -> None:
        """Type another text over it."""
        self.area.text = value
        self.area.move_cursor(self.area.document.end)

    def _place_hint(self) -> None:
        """The words have a line below."""
        self.area.styles.margin = (0, 0, 1 if self._words or self._hint else 0, self._label_width())

    def on_key(self, event: events.Key) -> None:
        """Enter comes here when no line is begun with it."""
        if event.key == "enter":
            event.stop()
            self.post_message(self.Submitted())

    def on_text_area_changed(self, event: Message) -> None:
        """Something was typed."""
        event.stop()
        self.post_message(self.Changed(self))

    def render(self) -> Content:
        """The label, and the words below."""
        style = self.get_visual_style
        bar = desk_of(self).signs["bar"] if self.area.has_focus else " "
        width = self._label_width()
        label = Content.assemble((bar, style("row--bar")), (pad(self.label, width - 2), style("row--label")))
        words = self._hint or safe(self._words)
        below = (fit(words, self.size.width - width - 1), style("row--wrong" if self._wrong else "row--hint"))
        return Content("\n" * max(1, self.size.height - 1)).join([label, Content.assemble(" " * (width + 1), below)])
