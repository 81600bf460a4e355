"""What every place with cards can do with them: the board, today, contacts, review."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from textual.screen import ModalScreen

from funneltui.i18n import translate as _
from funneltui.tui.desk import Desk
from funneltui.tui.engine import OneFrame
from funneltui.tui.widgets.bottom_bar import BottomBar

if TYPE_CHECKING:
    from funneltui.bootstrap import Services
    from funneltui.errors import FunnelError
    from funneltui.storage.outcome import Change
    from funneltui.storage.reads.contact import ContactDetail
    from funneltui.tui.actions.possible import Taken
    from funneltui.tui.forms.form import Form

__all__ = ["CardScreen"]


class CardScreen(OneFrame[None]):
    """A screen on which one or several cards are chosen, with every action that a card knows.

    Args:
        desk: The program.
    """

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk

    def action_do(self, name: str, *arguments: int) -> None:
        """One of the actions on cards, by its name in the table."""
        from funneltui.tui.places.card_actions import CARD_ACTIONS

        CARD_ACTIONS[name](self, *arguments)

    @property
    def current(self) -> int | None:
        """The card under the cursor."""
        raise NotImplementedError

    def selected_ids(self) -> list[int]:
        """The cards that an action takes: the selected ones, else the one under the cursor."""
        raise NotImplementedError

    def apply(self, change: Change) -> None:
        """Draw what a change touched."""
        raise NotImplementedError

    def reload(self) -> None:
        """Draw everything anew: somebody else has written, or it is another day."""
        raise NotImplementedError

    def put_away(self) -> None:
        """Keep what is to be found again: one goes to another place, or leaves."""

    @property
    def kind(self) -> str:
        """The kind of the stage that the card under the cursor is in; empty without a card."""
        places = [] if self.current is None else self.desk.reads.review.places([self.current])
        return places[0].kind if places else ""

    def unfit_actions(self) -> frozenset[str]:
        """The actions that the bottom line does not hint at now."""
        from funneltui.tui.actions.possible import out_of_reach

        return out_of_reach(self.kind, several=self.selected > 1)

    @property
    def selected(self) -> int:
        """How many cards are selected."""
        return 0

    def on_mount(self) -> None:
        """Hint at no more than can be done."""
        self.hint()

    def hint(self) -> None:
        """Hint at what can be done with what is under the cursor now."""
        for bar in self.query_children(BottomBar):
            bar.leave_out(self.unfit_actions())

    def cards(self) -> list[int]:
        """The cards to act on; without any, says so."""
        ids = self.selected_ids()
        if not ids:
            words = _("No card is under the cursor.")
            if not any(lane.count for lane in self.desk.reads.board.lanes()):
                words = _("No deal is selected. {key} adds one.").format(key=self.desk.key_of("board.add"))
            self.desk.say(words, problem=True)
        return ids

    def contact(self) -> ContactDetail | None:
        """Who is under the cursor, with their card if they have one; without anybody, says so."""
        if not self.cards() or self.current is None:
            return None
        return self.desk.reads.contact.detail(self.current)

    def able(self, name: str) -> Taken:
        """The chosen cards something can be done with; when that is none, says why."""
        from funneltui.tui.actions.possible import needs_of, taken

        found = taken(self.desk.reads.review, needs_of(name), self.cards())
        if not found.ids and found.words:
            self.desk.say(found.words, problem=True)
        return found

    def ask_for_cards(self, form: Callable[[Desk, list[int]], ModalScreen[Any]]) -> None:
        """Open a form for the cards, if there are any."""
        if ids := self.cards():
            self.desk.open(form(self.desk, ids), self.answered)

    def ask_for_able(self, name: str, form: Callable[[Desk, list[int]], Form[Any]]) -> None:
        """Open a form for those of the cards it can be filled in for, and say there what becomes of the others."""
        if (found := self.able(name)).ids:
            opened = form(self.desk, found.ids)
            opened.notice = found.words
            self.desk.open(opened, self.answered)

    def change_able(self, name: str, write: Callable[[Services, Sequence[int]], Change]) -> None:
        """Change those of the cards that can be, at once, and say what became of the others."""
        if not (found := self.able(name)).ids:
            return

        def then(change: Change) -> None:
            self.answered(change)
            self.say_also(found.words)

        self.desk.perform(lambda services: write(services, found.ids), then=then, cards=len(found.ids))

    def answered(self, change: object) -> None:
        """A form was closed: with a change, or without one."""

    def say_also(self, words: str) -> None:
        """Put a sentence behind what the status line says."""
        if words:
            self.desk.say(f"{self.desk.status.text} · {words}")

    def change(
        self,
        write: Callable[[Services, Sequence[int]], Change],
        failed: Callable[[FunnelError], object] | None = None,
    ) -> None:
        """Change the cards at once."""
        if ids := self.cards():
            self.desk.perform(lambda services: write(services, ids), then=self.answered, failed=failed, cards=len(ids))

    def move(
        self,
        ids: list[int],
        write: Callable[[Services, str], Change],
        then: Callable[[Change], object] | None = None,
    ) -> None:
        """Move; a gate that is not met asks once for a reason."""
        from funneltui.tui.forms.gates import ask_at_gate

        ask_at_gate(self.desk, ids, write, then or self.answered)

    def people(self) -> list[int]:
        """The contacts that an action takes: those of the cards it takes."""
        return self.desk.reads.merging.people(self.selected_ids())
