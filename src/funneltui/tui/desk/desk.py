"""The desk: the one port through which places, forms and widgets reach the program."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Protocol, TypeVar, cast

from textual.dom import DOMNode
from textual.screen import Screen

from funneltui.i18n import language, translate as _
from funneltui.tui.desk.asking import Askings
from funneltui.tui.desk.changes import Changes
from funneltui.tui.desk.drafts import Drafts
from funneltui.tui.desk.memory import Memory
from funneltui.tui.desk.status import StatusLine
from funneltui.tui.desk.writer import Job, Refused, Told, Write, Writer
from funneltui.tui.looks.glyphs import glyphs
from funneltui.tui.looks.theme import Palette

if TYPE_CHECKING:
    from funneltui.bootstrap import Funnel
    from funneltui.clock import Clock
    from funneltui.settings import Settings
    from funneltui.storage.outcome import Change
    from funneltui.storage.reads import Reads
    from funneltui.tui.desk.window import Window

Result = TypeVar("Result")


class Desk:
    """What places, forms and widgets work with.

    Screens get it as the first argument of their constructor; a widget asks the screen it is on, by `desk_of`.
    It can be made without an app: `Desk(funnel, window, writer, key_of)` with any `Window`.

    Args:
        funnel: The open file.
        window: The screens.
        writer: The writing thread.
        key_of: Gives the first key of an action, by its id, as a person reads it.
    """

    def __init__(self, funnel: Funnel, window: Window, writer: Writer, key_of: Callable[[str], str]) -> None:
        self.funnel = funnel
        """The open file, for threads that need more of it than `reads`."""
        self.window = window
        """The screens."""
        self.key_of = key_of
        """The first key of an action, by its id, as a person reads it."""
        self.memory = Memory.load()
        """How things were left."""
        self.status = StatusLine()
        """What is said on the bottom line."""
        self.say = self.status.say
        """Put a sentence on the status line. Any text may be given."""
        self.refuse = self.status.refuse
        """Say there why something can't be done with what is chosen."""
        self.changes = Changes(funnel, window, self.status, writer, partial(key_of, "app.undo"))
        """What is being changed."""
        self.drafts = Drafts(funnel, window, writer)
        """What is typed into forms and not saved yet."""
        self.askings = Askings(self)
        """Who asks the file in a thread."""
        self.ask = self.askings.ask
        """Ask the file in a thread: what takes longer than a frame. Of each kind of question the newest counts."""
        self._palette: tuple[Mapping[str, str], Palette] | None = None

    # -- Reading ------------------------------------------------------------------------------------

    @property
    def reads(self) -> Reads:
        """What is in the file, for the event loop: only what takes no time."""
        return self.funnel.reads

    @property
    def settings(self) -> Settings:
        """What the person chose."""
        return self.funnel.settings

    @property
    def clock(self) -> Clock:
        """Where time comes from."""
        return self.funnel.clock

    # -- Changing -----------------------------------------------------------------------------------

    def perform(
        self,
        write: Write,
        *,
        then: Told = None,
        failed: Refused = None,
        cards: int = 1,
        slow: bool = False,
        closes: bool = False,
    ) -> None:
        """Make a change, say so, and draw what it touched.

        Mostly the change is made when this returns. Not so while the write side is still being
        imported, when the change is slow, or the disk is.

        Args:
            write: Calls a service.
            then: Called on success, after what changed has been drawn; not when the screen that is on top
                now has been closed by then.
            failed: Called with the error when it was refused; without it, or when that screen has been
                closed, the status line says so.
            cards: How many cards it is about: many are changed off the event loop.
            slow: It may take longer than a frame however few they are.
            closes: That screen closes on success: keys typed until then are for what is below.
        """
        self.changes.make(Job(write, self.window.screen, then, failed, closes), cards=cards, slow=slow)

    def undo(self, *, then: Told = None, failed: Refused = None) -> None:
        """Take the last change back; the arguments are those of `perform`."""
        words = _("Undone: {what} · {key} to redo")
        self._travel(lambda services: services.history.undo(), words, "app.redo", then, failed)

    def redo(self, *, then: Told = None, failed: Refused = None) -> None:
        """Do again what was undone; the arguments are those of `perform`."""
        words = _("Redone: {what} · {key} to undo")
        self._travel(lambda services: services.history.redo(), words, "app.undo", then, failed)

    def _travel(self, write: Write, words: str, way_back: str, then: Told, failed: Refused) -> None:
        def done(change: Change) -> None:
            said = words.format(what=_within(change), key=self.key_of(way_back))
            if rejected := change.arguments.get("rejected"):  # an import left a file beside the data
                said += " · " + _("the refused rows stay in {path}").format(path=rejected)
            self.say(said)
            if then is not None:
                then(change)

        self.perform(write, then=done, failed=failed)

    # -- Screens ------------------------------------------------------------------------------------

    def open(self, screen: Screen[Result], then: Callable[[Result | None], object] | None = None) -> None:
        """Open a screen over the others.

        Args:
            screen: The screen.
            then: Called with its result when it closes.
        """
        self.window.push_screen(screen, then)

    def is_open(self, node: DOMNode) -> bool:
        """Whether somebody still looks at a screen, or at the one a widget is on.

        What was asked of the disk or of a thread may be answered after its screen was closed: answers ask
        here before they touch anything.
        """
        return self.window.is_open(node)

    def after_refresh(self, node: DOMNode, do: Callable[[], object]) -> None:
        """Do something once a screen or widget has been drawn, unless its screen has been closed by then."""
        node.call_after_refresh(lambda: self.is_open(node) and do())

    # -- Looks --------------------------------------------------------------------------------------

    @property
    def signs(self) -> Mapping[str, str]:
        """The signs to draw with, by name."""
        return glyphs(ascii_only=self.funnel.settings.ascii)

    @property
    def palette(self) -> Palette:
        """The styles of the drawn widgets in the current theme."""
        variables = self.window.theme_variables  # a new mapping for each theme
        if self._palette is None or self._palette[0] is not variables:
            self._palette = variables, Palette(dict(variables), plain=self.window.no_color)
        return self._palette[1]


class _AtDesk(Protocol):
    """A screen that was given the desk."""

    desk: Desk


def desk_of(node: DOMNode) -> Desk:
    """The desk that the screen of a widget was given."""
    return cast("_AtDesk", node.screen).desk


def _within(change: Change) -> str:
    """A step's name behind a colon, where French goes on in small letters, save in a name or an abbreviation."""
    label, first = change.label, _(change.name)[:2]
    return label[0].lower() + label[1:] if language() == "fr" and first.istitle() else label
