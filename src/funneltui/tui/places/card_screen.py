"""What every place with cards can do with them: the board, today, contacts, review."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from textual.screen import ModalScreen

from funneltui.domain.possible import Doing
from funneltui.domain.stages import StageKind
from funneltui.i18n import translate as _
from funneltui.tui.desk import Desk
from funneltui.tui.places.outgoing import Outgoing
from funneltui.tui.widgets.bottom_bar import BottomBar

if TYPE_CHECKING:
    from funneltui.bootstrap import Services
    from funneltui.errors import FunnelError
    from funneltui.storage.outcome import Change
    from funneltui.storage.reads.contact import ContactDetail
    from funneltui.tui.actions.possible import Taken
    from funneltui.tui.forms.form import Form

__all__ = ["CardScreen"]


_LIVE = frozenset({StageKind.SUSPECT, StageKind.OPEN})
_FEW = 200
"""Cards of which it is asked what comes next when they are done together."""


class CardScreen(Outgoing):
    """A screen on which one or several cards are chosen, with every action that a card knows."""

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

    def beyond(self) -> frozenset[str]:
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
            bar.leave_out(self.beyond())

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

    def able(self, doing: Doing) -> Taken:
        """The chosen cards something can be done with; when that is none, says why."""
        from funneltui.tui.actions.possible import taken

        found = taken(self.desk.reads.review, doing, self.cards())
        if not found.ids and found.words:
            self.desk.say(found.words, problem=True)
        return found

    def _ask(self, form: Callable[[Desk, list[int]], ModalScreen[Any]]) -> None:
        """Open a form for the cards, if there are any."""
        if ids := self.cards():
            self.desk.open(form(self.desk, ids), self.answered)

    def _ask_able(self, doing: Doing, form: Callable[[Desk, list[int]], Form[Any]]) -> None:
        """Open a form for those of the cards it can be filled in for, and say there what becomes of the others."""
        if (found := self.able(doing)).ids:
            opened = form(self.desk, found.ids)
            opened.notice = found.words
            self.desk.open(opened, self.answered)

    def _change_able(self, doing: Doing, write: Callable[[Services, Sequence[int]], Change]) -> None:
        """Change those of the cards that can be, at once, and say what became of the others."""
        if not (found := self.able(doing)).ids:
            return

        def then(change: Change) -> None:
            self.answered(change)
            self._say_also(found.words)

        self.desk.perform(lambda services: write(services, found.ids), then=then, cards=len(found.ids))

    def answered(self, change: object) -> None:
        """A form was closed: with a change, or without one."""

    def _say_also(self, words: str) -> None:
        """Put a sentence behind what the status line says."""
        if words:
            self.desk.say(f"{self.desk.status.text} · {words}")

    def _change(
        self,
        write: Callable[[Services, Sequence[int]], Change],
        failed: Callable[[FunnelError], object] | None = None,
    ) -> None:
        """Change the cards at once."""
        if ids := self.cards():
            self.desk.perform(lambda services: write(services, ids), then=self.answered, failed=failed, cards=len(ids))

    def action_step(self, by: int) -> None:
        """Along the funnel, a stage back or forward."""
        ids = (found := self.able(Doing.STEP)).ids

        def then(change: Change) -> None:
            if change.step_id is None:
                self.desk.say(_("This is the last stage.") if by > 0 else _("This is the first stage."))
            self.answered(change)
            self._say_also(found.words)

        if ids:
            self.move(ids, lambda services, reason: services.opportunities.shift(ids, by, reason=reason), then)

    def move(
        self,
        ids: list[int],
        write: Callable[[Services, str], Change],
        then: Callable[[Change], object] | None = None,
    ) -> None:
        """Move; a gate that is not met asks once for a reason."""
        from funneltui.tui.forms.gates import ask_at_gate

        ask_at_gate(self.desk, ids, write, then or self.answered)

    def action_add(self) -> None:
        """Add a prospect."""
        from funneltui.tui.forms.add import AddScreen

        self.desk.open(AddScreen(self.desk))

    def action_edit(self) -> None:
        """Edit the card's fields."""
        from funneltui.tui.forms.edit import EditScreen

        if self.cards() and self.current is not None:
            self.desk.open(EditScreen(self.desk, self.current))

    def action_organization(self) -> None:
        """Edit the organization of the contact under the cursor."""
        from funneltui.tui.forms.organization import OrganizationScreen

        if (one := self.contact()) is None:
            return
        if one.company is None:
            words = _("{name} has no organization yet. {key} adds one.")
            self.desk.say(words.format(name=one.name, key=self.desk.key_of("board.edit")), problem=True)
        else:
            self.desk.open(OrganizationScreen(self.desk, one.company.id))

    def action_qualify(self) -> None:
        """The checklist of the card under the cursor."""
        from funneltui.tui.forms.checklist import ChecklistScreen

        if self.cards() and self.current is not None:
            self.desk.open(ChecklistScreen(self.desk, self.current))

    def action_roles(self) -> None:
        """Who else has a part in the decision."""
        from funneltui.tui.forms.roles import RolesScreen

        if self.cards() and self.current is not None:
            self.desk.open(RolesScreen(self.desk, [self.current]), self.answered)

    def action_temperature(self) -> None:
        """How warm they are, by hand."""
        from funneltui.tui.forms.temperature import TemperatureScreen

        self._ask(TemperatureScreen)

    def action_privacy(self) -> None:
        """Opposition, and when they were told where their data come from."""
        from funneltui.tui.forms.privacy import PrivacyScreen

        if self.cards() and self.current is not None:
            self.desk.open(PrivacyScreen(self.desk, [self.current]), self.answered)

    def action_another_deal(self) -> None:
        """Another deal with the contact under the cursor."""
        from funneltui.tui.forms.deal import DealScreen

        if self.cards() and self.current is not None:
            self.desk.open(DealScreen(self.desk, [self.current]))

    def action_move(self) -> None:
        """Choose a stage."""
        from funneltui.tui.forms.choose_stage import ChooseStageScreen

        self._ask(ChooseStageScreen)

    def action_proposal(self) -> None:
        """The offer made to the card under the cursor."""
        from funneltui.tui.forms.proposal import ProposalScreen

        if self.cards() and self.current is not None:
            self.desk.open(ProposalScreen(self.desk, [self.current]))

    def action_win(self) -> None:
        """Won."""
        from funneltui.tui.forms.win import WinScreen

        self._ask(WinScreen)

    def action_lose(self) -> None:
        """Lost, with a reason."""
        from funneltui.tui.forms.lose import LoseScreen

        self._ask(LoseScreen)

    def action_park(self) -> None:
        """Not now."""
        from funneltui.tui.forms.park import ParkScreen

        self._ask(ParkScreen)

    def action_next_action(self) -> None:
        """Plan what is next."""
        from funneltui.tui.forms.next_action import NextActionScreen

        self._ask_able(Doing.PLAN, NextActionScreen)

    def action_log(self) -> None:
        """Log an exchange."""
        from funneltui.tui.forms.log import LogScreen

        self._ask(LogScreen)

    def action_write(self) -> None:
        """Write from a template, to whom may be written to."""
        from funneltui.tui.forms.write import open_write

        if ids := self.cards():
            open_write(self.desk, ids, self.answered)

    def action_snooze(self) -> None:
        """Put the next action off."""
        from funneltui.tui.forms.snooze import SnoozeScreen

        self._ask_able(Doing.PUT_OFF, SnoozeScreen)

    def action_tags(self) -> None:
        """Tags."""
        from funneltui.tui.forms.tags import TagsScreen

        self._ask(TagsScreen)

    def action_done(self) -> None:
        """The next action is done; what comes after it is asked for those still to be decided."""
        if not (ids := (found := self.able(Doing.DONE)).ids):
            return

        def then(change: Change) -> None:
            self.answered(change)
            self._say_also(found.words)
            standing = self.desk.reads.review.standing
            few = ids if len(ids) <= _FEW else []  # nobody plans the same for thousands
            live = [one for one in few if (now := standing(one)) is not None and now.kind in _LIVE]
            if live:
                self.desk.open(NextActionScreen(self.desk, live, done=True), self.answered)

        from funneltui.tui.forms.next_action import NextActionScreen

        self.desk.perform(lambda services: services.opportunities.done(ids), then=then, cards=len(ids))

    def action_reopen(self) -> None:
        """Bring back."""
        self._change_able(Doing.REOPEN, lambda services, ids: services.opportunities.reopen(ids))

    def people(self) -> list[int]:
        """The contacts that an action takes: those of the cards it takes."""
        return self.desk.reads.merging.people(self.selected_ids())

    def action_merge(self) -> None:
        """One contact of two: of those selected, or of this one and somebody to be found."""
        from funneltui.tui.forms.merge import merge_people

        if people := self.people():
            merge_people(self.desk, people, self.answered)
        else:
            self.cards()  # which says what is missing

    def action_erase(self) -> None:
        """Erase somebody for good."""
        from funneltui.tui.forms.erase import open_erase

        if people := self.people():
            open_erase(self.desk, people, self.answered)
        else:
            self.cards()  # which says what is missing

    def action_access(self) -> None:
        """Write down all that is held on somebody."""
        from funneltui.tui.forms.access import access_form

        if people := self.people():
            self.desk.open(access_form(self.desk, people[0]))
        else:
            self.cards()  # which says what is missing

    def action_bin(self) -> None:
        """Put in the bin."""
        self._change(lambda services, ids: services.opportunities.bin(ids))
