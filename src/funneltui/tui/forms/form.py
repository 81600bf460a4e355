"""What all forms share: fields in a column, one message, Save and Close."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar, TypeAlias, TypeVar, cast
from zlib import crc32

from textual import events, on
from textual.app import ComposeResult
from textual.await_complete import AwaitComplete
from textual.compose import compose
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.types import CSSPathType
from textual.widget import Widget
from textual.widgets import Button, Static

from funneltui.domain.text import safe
from funneltui.errors import FunnelError
from funneltui.i18n import N_, sentence, translate as _, translate_plural
from funneltui.tui.actions.form_actions import FORM, PAGES
from funneltui.tui.desk import Desk, Write
from funneltui.tui.desk.drafts import DraftPlace
from funneltui.tui.engine import OneFrame
from funneltui.tui.forms import understood
from funneltui.tui.forms.drafting import Drafting
from funneltui.tui.forms.pasting import join_pasted
from funneltui.tui.forms.saving import Saving
from funneltui.tui.forms.space import FormSpace
from funneltui.tui.widgets.field import Field
from funneltui.tui.widgets.row import Row
from funneltui.tui.widgets.text_input import TextInput

if TYPE_CHECKING:
    from funneltui.storage.outcome import Change
    from funneltui.storage.reads.contact_values import OpportunityDetail

Result = TypeVar("Result")


class Rows(VerticalScroll, can_focus=False, inherit_bindings=False):
    """The fields. Arrows go from field to field; pages scroll."""

    BINDINGS = PAGES

    @on(events.DescendantFocus)
    def _keep_in_sight(self, event: events.DescendantFocus) -> None:
        if isinstance(event.widget, TextInput) and event.widget.parent is not None:
            self.scroll_to_widget(event.widget, animate=False)


class Form(OneFrame[Result | None], ModalScreen[Result | None]):
    """A form over a place. Its result is None when it was closed; the change, when it changes something.

    A form says its `HEADING`, its `rows`, and the `change` that saving makes; one that changes nothing says
    what `submit` does instead. A form about several cards has `SEVERAL` for a heading.

    | Key(s) | Does |
    | :- | :- |
    | ctrl+s, enter | Save. |
    | escape | Close. |
    | up, down, tab | The field before or after. |

    Args:
        cards: The cards it is about, if it is about cards.
        key: What it is about otherwise, such as the row of a list, as the file calls it.
        heading: The title, where the form does not know it by itself. Any text may be given.
        save_label: What the saving button says, where that is another word.
    """

    CSS_PATH: ClassVar[CSSPathType] = "form.tcss"
    AUTO_FOCUS = ""
    BINDINGS = FORM
    SMALL: ClassVar[bool] = False
    """Whether a few short fields are all of it."""
    HEADING: ClassVar[str] = ""
    """The title: a message id. Of a form about one card it has `{name}`, which the contact's name takes."""
    SEVERAL: ClassVar[tuple[str, str]]
    """The title of a form about several cards: a message of a `{count}`, for one and for more."""
    SAVE_LABEL: ClassVar[str] = N_("Save")
    """What the saving button says: a message id."""
    PROPOSES: ClassVar[bool] = False
    """Whether typing replaces what the first field begins with."""
    DRAFTED: ClassVar[bool] = True
    """Whether what is typed is offered again when the form was left."""

    def __init__(
        self, desk: Desk, cards: Sequence[int] = (), *, key: str = "", heading: str = "", save_label: str = ""
    ) -> None:
        super().__init__()
        self.desk = desk
        """The program."""
        self.cards = list(cards)
        """The cards it is about."""
        self.key = key
        """What it is about, if not cards."""
        self._heading = heading
        self.save_label = save_label or _(self.SAVE_LABEL)
        """What the saving button says. Any text may be given."""
        self.notice = ""
        """What is to be known from the start, such as cards it leaves out."""
        self.space = FormSpace(self, desk, small=self.SMALL)
        """How its parts share the screen."""
        self.saving = Saving(self)
        """How it is saved."""
        self.take_lines: Callable[[Field, list[str]], str] = partial(join_pasted, self)
        """Takes lines that were pasted into a field of one, and says what became of them."""
        self.followers: list[Callable[[Row], object]] = []
        """Parts that are told which field was changed."""
        self._failure: FunnelError | None = None
        """Why there is nothing to fill in."""
        self._offered: dict[str, Callable[[], bool]] = {}
        self._drafting = Drafting(self)

    # -- What a form says --------------------------------------------------------------------------

    @property
    def heading(self) -> str:
        """The form's title. Any text may be given."""
        if len(self.cards) > 1:
            return translate_plural(*self.SEVERAL, len(self.cards))
        return self._heading or _(self.HEADING).format(name=self.deal.name if self.cards else "")

    @property
    def draft_place(self) -> DraftPlace | None:
        """Which form this is, about what, for the draft that is kept when it is left; None: none is kept."""
        if not self.DRAFTED:
            return None
        name = type(self).__name__.removesuffix("Screen").lower()
        if self.key:
            name = f"{name}:{self.key}"
        if len(self.cards) > 1:
            return DraftPlace(name, subject_id=crc32(repr(sorted(self.cards)).encode()))
        return DraftPlace(name, "opportunity", self.card) if self.cards else DraftPlace(name)

    def rows(self) -> Iterable[Widget]:
        """The fields, from top to bottom."""
        raise NotImplementedError

    def below(self) -> Iterable[Widget]:
        """What stays in sight under the fields, however many they are."""
        return ()

    def more_buttons(self) -> Iterable[Button]:
        """Buttons between Save and Close."""
        return ()

    def change(self) -> Write | None:
        """What saving does; None when nothing is to be saved.

        It may run in another thread: it touches nothing of the screen, and imports of the write side
        belong into it.

        Raises:
            FunnelError: A field does not hold what it should.
        """
        raise NotImplementedError

    def submit(self) -> None:
        """Make the change; the form closes with it, or shows why not. Every field holds what it should by itself.

        Raises:
            FunnelError: Something does not fit; the form shows it.
        """
        change = self.change()
        if change is None:
            self.dismiss(None)
        else:
            self.saving.make(change, self.saved)

    # -- What a form stands on -----------------------------------------------------------------------

    @property
    def card(self) -> int:
        """The card it is about; of several, the first."""
        return self.cards[0]

    @property
    def deal(self) -> OpportunityDetail:
        """That card as it is now.

        Raises:
            NotFoundError: It has gone.
        """
        return self.desk.reads.contact.detail(self.card)

    @property
    def changed(self) -> dict[str, str]:
        """What is filled in otherwise than the form began with, by the fields' names in code."""
        return {row.key: row.value for row in self.query(Row) if row.changed}

    def field(self, key: str) -> Field:
        """A text field by its name in code."""
        return self.query_one(f"#row-{key}", Field)

    def row(self, key: str) -> Row:
        """Any field by its name in code."""
        return self.query_one(f"#row-{key}", Row)

    def text(self, key: str) -> str:
        """What is filled in under a name, without spaces around it."""
        return self.row(key).value.strip()

    def day(self, key: str, *, past: bool = False) -> date | None:
        """The day that is filled in under a name; of something that has happened, `fri` is the last one.

        Raises:
            InvalidValueError: It is no day.
        """
        return understood.day(self.text(key), self.desk.clock.today(), past=past)

    def tell(self, text: str, *, wrong: bool = False, good: bool = False) -> None:
        """Put a sentence above the buttons; an empty one takes it away. Any text may be given.

        Args:
            text: The sentence.
            wrong: Whether it says what is wrong.
            good: Whether it says that something was done.
        """
        text = safe(text)
        self.space.divide(text)
        line = self.query_one("#message", Static)
        line.set_class(bool(text), "-shown")
        line.set_class(wrong, "-wrong")
        line.set_class(good, "-good")
        line.update(Content(text))

    def saved(self, change: Change) -> None:
        """The change is made: close with it."""
        self.finish(cast("Result", change))

    def finish(self, result: Result | None) -> None:
        """Close with a result, whatever stands over the form."""
        self.pop_until_active()
        self.dismiss(result)

    def failed(self, error: FunnelError) -> None:
        """The change was refused: say why."""
        self.saving.refused(error)

    def offer(self, action: str, do: Callable[[], object], is_possible: Callable[[], bool]) -> None:
        """Let a part of the form do an action, whenever that is possible."""
        setattr(self, f"action_{action}", do)
        self._offered[action] = is_possible

    # -- Making it -----------------------------------------------------------------------------------

    def compose(self) -> ComposeResult:
        """All of it, or nothing: the card may have gone since the key was pressed."""
        try:
            yield from compose(self, _parts(self))
        except FunnelError as failure:
            self._failure = failure

    def on_mount(self) -> None:
        """Put the cursor where one begins, and say what is to be known; without anything to fill in, close."""
        if self._failure is not None:
            self.desk.say(sentence(self._failure), problem=True)
            self.dismiss(None)
            return
        self.begin()
        for row in self.query(Field):
            row.input.take_lines = lambda lines, row=row: self.tell(self.take_lines(row, lines))
        if self.notice:
            self.tell(self.notice)
        self._drafting.restore()

    def begin(self) -> None:
        """Begin in the first field or list; without any, on the button."""
        fields = (widget for widget in self.query("#rows *") if widget.focusable)
        first = next(fields, self.query_one("#save"))
        first.focus(scroll_visible=False)
        if self.PROPOSES and isinstance(first, TextInput):
            first.select_all()

    def on_resize(self, event: events.Resize) -> None:
        """Tighten or loosen with the screen."""
        if self._failure is None:
            self.space.fit(event.size)
            self.space.divide()

    def on_screen_suspend(self) -> None:
        """Step aside for the form that opens over this one."""
        for form in self.query("#form"):
            form.visible = False

    def on_screen_resume(self) -> None:
        """Come back."""
        for form in self.query("#form"):
            form.visible = True

    # -- Keys ----------------------------------------------------------------------------------------

    def action_field(self, by: int) -> None:
        """The field above or below, without going round."""
        if by < 0:
            self.focus_previous()
        else:
            self.focus_next()

    def action_close(self) -> None:
        """Close without saving: what was typed is offered again."""
        if self._drafting.is_kept:
            self.desk.say(_("Draft kept: the form offers it again."))
        self.dismiss(None)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What a part of the form does can be done when the part says so."""
        is_possible = self._offered.get(action)
        return super().check_action(action, parameters) if is_possible is None else is_possible()

    def dismiss(self, result: Result | None = None) -> AwaitComplete:
        """Close; with a result, nothing of what was typed is left to be offered."""
        if result is not None:
            self._drafting.finish()
        self.desk.drafts.flush()
        return super().dismiss(result)

    @on(Row.Changed)
    def _row_changed(self, event: Row.Changed) -> None:
        self._drafting.note()
        for follow in self.followers:
            follow(event.row)

    @on(Row.Submitted)
    def action_save(self) -> None:
        """Check, save, and close when it worked."""
        # The key overtakes letters typed just before it (it has priority, and over a slow line they
        # come together): the field takes those in first.
        (self.focused or self).call_later(self.saving.check_and_submit)


def _parts(form: Form[Any]) -> ComposeResult:
    """Title, fields, message, buttons of a form."""
    form.space.fit(form.app.size)
    with Vertical(id="form"):
        yield Static(Content(safe(form.heading)), id="title")
        with Rows(id="rows") as column:
            column.styles.max_height = form.space.rows_height
            yield from form.rows()
        yield from form.below()
        yield Static(Content(""), id="message")
        with Horizontal(id="buttons"):
            save = form.space.keyed(form.save_label, "form.save", plain=True)
            yield Button(save, "primary", id="save", action="screen.save", compact=True)
            yield from form.more_buttons()
            close = form.space.keyed(_("Close"), "form.close")
            yield Button(close, id="close", action="screen.close", compact=True)


def sentences(*lines: str, classes: str = "words") -> Static:
    """Sentences between the fields, each on a line of its own. Any text may be given.

    Args:
        lines: The sentences.
        classes: How they look: `heading`, `words`, and `words intro` above the first field.
    """
    return Static(Content("\n".join(map(safe, lines))), classes=classes)


ChangeForm: TypeAlias = Form["Change"]
"""A form that saves a change."""
