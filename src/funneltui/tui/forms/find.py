"""Finding anybody: type a part of what is known of somebody, Enter goes there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.timer import Timer
from textual.widgets import Input, Static

from funneltui.domain.text import fold, safe
from funneltui.i18n import translate as _
from funneltui.storage.reads.finder import Hit
from funneltui.tui.actions.form_actions import FIND
from funneltui.tui.desk import Desk
from funneltui.tui.engine import OneFrame
from funneltui.tui.widgets.match_list import MatchList
from funneltui.tui.widgets.text_input import TextInput

if TYPE_CHECKING:
    from funneltui.storage.reads import Reads

_MEANT_AFTER = 0.12
"""Seconds without a key before looking for what was meant when nobody has what was typed."""


class FindScreen(OneFrame["tuple[int, int] | None"], ModalScreen["tuple[int, int] | None"]):
    """Everybody in the file, as one types. Its result is a contact and their card, 0 without one.

    | Key(s) | Does |
    | :- | :- |
    | up, down, page up, page down | Another match. |
    | enter | Go there. |
    | escape | Close. |
    """

    CSS_PATH = "find.tcss"
    AUTO_FOCUS = "#words"
    BINDINGS = FIND

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self._looking: Timer | None = None

    def compose(self) -> ComposeResult:
        """A line to type in, the matches."""
        with Vertical(id="find"):
            yield TextInput(placeholder=_("name, organization, phone number, word from a note"), id="words")
            yield MatchList(id="matches")
            yield Static(Content(""), id="about")

    def on_mount(self) -> None:
        """Say what to do, or show whom one may be looking for."""
        self._fill("", self.look_up(self.desk.reads, ""))

    @property
    def matches(self) -> MatchList:
        """The rows."""
        return self.query_one("#matches", MatchList)

    @on(Input.Changed, "#words")
    def _typed(self, event: Input.Changed) -> None:
        if self._looking is not None:
            self._looking.stop()
            self._looking = None
        words = event.value
        hits = self.look_up(self.desk.reads, words)
        self._fill(words, hits)
        if not hits and words.strip():
            self._looking = self.set_timer(_MEANT_AFTER, lambda: self._look_further(words))

    def look_up(self, reads: Reads, words: str) -> list[Hit]:
        """Who is shown for what is typed. Not only called on the event loop."""
        return reads.finder.hits(words)

    def nobody(self, words: str) -> str:
        """What is said when that is nobody."""
        return _("No contact matches “{words}”.").format(words=words) if words.strip() else _("Type a few letters.")

    @property
    def about(self) -> str:
        """What can be done."""
        return _("Enter opens · Esc closes")

    def _fill(self, words: str, hits: list[Hit], about: str = "") -> None:
        self.matches.show(hits, fold(words).split(), self.nobody(words))
        self.query_one("#about", Static).update(Content(safe(about or self.about)), layout=False)

    def _look_further(self, words: str) -> None:
        """Look for what was meant, in a thread: every known word is looked at."""

        def read(reads: Reads) -> tuple[str, list[Hit]]:
            mended = reads.finder.forgiven(words)
            return mended, self.look_up(reads, mended) if mended != words else []

        def then(answer: tuple[str, list[Hit]]) -> None:
            mended, hits = answer
            if hits and self.query_one("#words", TextInput).value == words:
                about = _("No contact has “{typed}”; these have “{meant}”.").format(typed=words, meant=mended)
                self._fill(mended, hits, about)

        self.desk.ask(self, "mended", read, then)

    @on(Input.Submitted, "#words")
    @on(MatchList.Chosen)
    def _taken(self) -> None:
        if (hit := self.matches.hit) is not None:
            self.dismiss((hit.person.contact_id, hit.person.opportunity_id))

    def action_go(self, by: int) -> None:
        """Another match."""
        self.matches.action_go(by)

    def action_page(self, by: int) -> None:
        """Matches further up or down."""
        self.matches.action_page(by)

    def action_close(self) -> None:
        """Back."""
        self.dismiss(None)
