"""The cards that were chosen on a place, and what every place can do with them: board, today, contacts, review."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, Protocol

from textual.app import App
from textual.screen import ModalScreen, Screen

from funneltui.domain.stages import StageKind
from funneltui.errors import NotFoundError
from funneltui.i18n import N_, translate as _
from funneltui.tui.desk import Desk, Told
from funneltui.tui.widgets.bottom_bar import BottomBar

if TYPE_CHECKING:
    from funneltui.bootstrap import Services
    from funneltui.storage.outcome import Change
    from funneltui.storage.reads.contact_values import ContactDetail
    from funneltui.tui.actions.fitting_cards import FittingCards
    from funneltui.tui.forms.form import Form


_LOOKED_AT = 200
"""So many selected cards are looked at with each key; of more, any action may fit one."""


class CardPlace(Protocol):
    """A screen on which one or several cards can be chosen."""

    desk: Desk

    @property
    def app(self) -> App[Any]:
        """The program it runs in."""

    @property
    def current(self) -> int | None:
        """The card under the cursor."""

    def selected_ids(self) -> list[int]:
        """The cards that an action takes: the selected ones, else the one under the cursor."""

    def answered(self, change: object) -> None:
        """A form was closed: with a change, or without one."""


class Chosen:
    """What is chosen now.

    Args:
        place: Where.
    """

    def __init__(self, place: CardPlace) -> None:
        self._place = place
        self.desk = place.desk
        self.answered = place.answered

    def do(self, name: str, *arguments: int) -> None:
        """One of the actions on cards, by its name in the table."""
        from funneltui.tui.places.card_actions import CARD_ACTIONS

        CARD_ACTIONS[name](self, *arguments)

    # -- Who --------------------------------------------------------------------------------------

    @property
    def app(self) -> App[Any]:
        """The program."""
        return self._place.app

    @property
    def current(self) -> int | None:
        """The card under the cursor."""
        return self._place.current

    def selected_ids(self) -> list[int]:
        """The cards that an action takes: the selected ones, else the one under the cursor."""
        return self._place.selected_ids()

    def cards(self) -> list[int]:
        """The cards to act on; without any, says so.

        Raises:
            NotFoundError: Another program, or an undo, has taken one away since the place was drawn.
        """
        ids = self.selected_ids()
        looked_at = {*ids[:1], *filter(None, (self.current,))}  # those that forms show
        for gone in looked_at.difference(place.id for place in self.desk.reads.review.places(looked_at)):
            raise NotFoundError(N_("Deal #{id} doesn't exist."), id=gone)
        if not ids:
            words = _("No card is under the cursor.")
            if not any(lane.count for lane in self.desk.reads.board.lanes()):
                words = _("No deal is selected. {key} adds one.").format(key=self.desk.key_of("board.add"))
            self.desk.refuse(words)
        return ids

    def contact(self) -> ContactDetail | None:
        """Who is under the cursor, with their card if they have one; without anybody, says so."""
        if not self.cards() or self.current is None:
            return None
        return self.desk.reads.contact.detail(self.current)

    def people(self) -> list[int]:
        """The contacts that an action takes: those of the cards it takes; without any, says so."""
        return self.desk.reads.merging.people(self.cards())

    def fitting(self, name: str) -> FittingCards:
        """The chosen cards something can be done with; when that is none, says why."""
        from funneltui.tui.actions.fitting_cards import fitting_cards, needs_of

        fitting = fitting_cards(self.desk.reads.review, needs_of(name), self.cards())
        if not fitting.ids and fitting.words:
            self.desk.refuse(fitting.words)
        return fitting

    def kinds(self, selected: int) -> frozenset[str]:
        """The kinds of the stages that the selected cards are in, or the one under the cursor; none without a card.

        Args:
            selected: How many are selected.
        """
        if selected > _LOOKED_AT:
            return frozenset(StageKind)
        ids = self.selected_ids() if selected else [] if self.current is None else [self.current]
        return frozenset(place.kind for place in self.desk.reads.review.places(ids))

    # -- What -------------------------------------------------------------------------------------

    def ask_for_cards(self, form: Callable[[Desk, list[int]], ModalScreen[Any]]) -> None:
        """Open a form for the cards, if there are any."""
        if ids := self.cards():
            self.desk.open(form(self.desk, ids), self.answered)

    def ask_for_fitting(self, name: str, form: Callable[[Desk, list[int]], Form[Any]]) -> None:
        """Open a form for those of the cards it can be filled in for, and say there what becomes of the others."""
        if (fitting := self.fitting(name)).ids:
            opened = form(self.desk, fitting.ids)
            opened.notice = fitting.words
            self.desk.open(opened, self.answered)

    def change(self, write: Callable[[Services, Sequence[int]], Change]) -> None:
        """Change the cards at once."""
        if ids := self.cards():
            self.desk.perform(lambda services: write(services, ids), then=self.answered, cards=len(ids))

    def change_fitting(self, name: str, write: Callable[[Services, Sequence[int]], Change]) -> None:
        """Change those of the cards that can be, at once, and say what became of the others."""
        if not (fitting := self.fitting(name)).ids:
            return

        self.desk.perform(
            lambda services: write(services, fitting.ids),
            then=lambda change: self.done(change, fitting),
            cards=len(fitting.ids),
        )

    def move(self, ids: list[int], write: Callable[[Services, str], Change], then: Told = None) -> None:
        """Move; a gate that is not met asks once for a reason."""
        from funneltui.tui.forms.gates import ask_at_gate

        ask_at_gate(self.desk, ids, write, then or self.answered)

    def done(self, change: Change, fitting: FittingCards) -> None:
        """A change was made to those of the cards that fit: say behind it what became of the others."""
        self.answered(change)
        if fitting.words:
            self.desk.say(f"{self.desk.status.text} · {fitting.words}")


def hint(
    screen: Screen[Any],
    kinds: frozenset[str],
    selected: int,
    *,
    but: frozenset[str] = frozenset(),
    is_typing: bool = False,
) -> None:
    """Hint, on the bottom line, at what can be done with what is chosen.

    Args:
        screen: Whose bottom line.
        kinds: The kinds of the stages that the chosen cards are in; none without a card.
        selected: How many cards are selected.
        but: Actions that are possible there all the same.
        is_typing: Whether a filter is being typed: who does that knows how to.
    """
    from funneltui.tui.actions.fitting_cards import out_of_reach

    left_out = out_of_reach(kinds, several=selected > 1) | ({"filter"} if is_typing else frozenset())
    for bar in screen.query_children(BottomBar):
        bar.leave_out(left_out - but)
