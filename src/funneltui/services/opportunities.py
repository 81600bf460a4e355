"""What a person does with cards: add, edit, move, win, lose, park, reopen, bin, plan, tag.

Every method is one step, whatever the number of cards.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date

from funneltui.domain.entries import NewProspect, NextStep
from funneltui.domain.money import Money
from funneltui.domain.obstacles import UNPLANNED, Doing, obstacle
from funneltui.domain.stages import StageKind
from funneltui.errors import InvalidValueError, NotFoundError, RefusedError
from funneltui.i18n import N_
from funneltui.services import stage_moves
from funneltui.services.cards import contact_name, live_cards, name_step
from funneltui.services.changes import GateError, LossReasonError, UndatedParkError
from funneltui.services.checks import check_past
from funneltui.services.editing import edit_fields, refuse_clash
from funneltui.services.prospects import add_prospect, end_next_step, open_action, set_next_step, tags_json
from funneltui.services.stage_map import StageMap, StageRow
from funneltui.services.use_cases import UseCases
from funneltui.storage.outcome import Change, day
from funneltui.storage.reads.contact import ContactReads
from funneltui.storage.reads.contact_values import ContactDetail
from funneltui.storage.tables import Contact, LossReason, NextAction, Opportunity
from funneltui.storage.unit_of_work import Work


class Opportunities(UseCases):
    """The use cases of a card."""

    def add(self, new: NewProspect) -> Change:
        """Write a prospect down; `change.opportunity` is the new card.

        Raises:
            InvalidValueError: A field does not hold what it should; `field` says which.
            NotFoundError: No such stage, or no such known contact.
        """
        with self._unit_of_work.step(N_("Added {name}"), name=new.name.strip()) as work:
            card = add_prospect(work, new)
            work.rename(N_("Added {name}"), name=contact_name(work, card))
        return work.change

    def edit(self, opportunity_id: int, fields: Mapping[str, str], *, seen: ContactDetail | None = None) -> Change:
        """Change fields of a card and its contact, as a person types them.

        Args:
            opportunity_id: The card.
            fields: What they are to hold; `editing.FIELDS` names them.
            seen: The card as whoever edits has read it; None when that does not matter.

        Raises:
            EditClashError: A field is not any more what was seen.
            InvalidValueError: A value is not what its field holds; nothing was changed.
            NotFoundError: No such card.
        """
        with self._unit_of_work.step(N_("Edited {name}")) as work:
            (card,) = live_cards(work, [opportunity_id])
            if seen is not None:
                now = ContactReads(work.reading, self._clock, self._settings).detail(opportunity_id)
                refuse_clash(seen, now, fields)
            edit_fields(work, card, fields, today=self._clock.today())
            work.rename(N_("Edited {name}"), name=contact_name(work, card))
        return work.change

    def move(self, ids: Sequence[int], stage_key: str, *, reason: str = "", note: str = "") -> Change:
        """Move cards to a stage; to a won stage it wins them, to a lost one it takes a loss reason.

        Raises:
            GateError: Cards lack answers the stage asks for, and no reason overrides it.
            LossReasonError, UndatedParkError: The stage takes more than a move can say.
            NotFoundError: No such stage or card.
        """
        with self._unit_of_work.step(N_("Move")) as work:
            stages = StageMap(work)
            self._move(work, stages, live_cards(work, ids), lambda _: stages.by_key(stage_key), reason, note)
        return work.change

    def shift(self, ids: Sequence[int], by: int, *, reason: str = "") -> Change:
        """Move cards `by` stages along the live part of the funnel, each from where it is.

        Raises:
            GateError, NotFoundError: As `move`.
            RefusedError: A card is lost or parked, and so beside the funnel.
        """
        with self._unit_of_work.step(N_("Move")) as work:
            stages = StageMap(work)

            def target(card: Opportunity) -> StageRow:
                here = stages.stage_of(card)
                if here is None:
                    return stages.stages[0]
                _refuse(work, card, Doing.STEP, here.kind)
                return stages.neighbour(here, by)

            self._move(work, stages, live_cards(work, ids), target, reason)
        return work.change

    def win(
        self,
        ids: Sequence[int],
        *,
        value: Money | None = None,
        on: date | None = None,
        starts: date | None = None,
        ends: date | None = None,
    ) -> Change:
        """Win cards, on a day (today), for a value (the one they carry).

        Args:
            ids: The cards.
            value: What they were won for.
            on: The day they were won.
            starts: The first day of the work; None leaves it as it is.
            ends: Its last day.

        Raises:
            InvalidValueError: The day is in the future, or the work ends before it starts.
        """
        today = self._clock.today()
        if starts is not None and ends is not None and ends < starts:
            raise InvalidValueError(N_("The work ends before it starts."), field="ends")
        check_past(on, today, refusal=N_("A deal can't be won in the future."), field="date")
        with self._unit_of_work.step(N_("Win")) as work:
            stages = StageMap(work)
            cards = live_cards(work, ids)
            for card in cards:
                stage_moves.win(work, stages, card, on or today, value)
                card.work_starts = starts.isoformat() if starts else card.work_starts
                card.work_ends = ends.isoformat() if ends else card.work_ends
            name_step(work, cards, N_("Marked {name} as won"), N_("Marked {count} deals as won"))
        return work.change

    def lose(self, ids: Sequence[int], *, reason: str, note: str = "") -> Change:
        """Lose cards for a reason; it is counted when nobody was ever contacted ("discarded untried").

        Raises:
            LossReasonError: No such reason.
            InvalidValueError: This reason needs a note.
        """
        with self._unit_of_work.step(N_("Lose")) as work:
            stages = StageMap(work)
            cards = live_cards(work, ids)
            _check_loss_reason(work, reason, note)
            for card in cards:
                stage_moves.lose(work, stages, card, reason, note, self._clock.today())
            name_step(work, cards, N_("Marked {name} as lost"), N_("Marked {count} deals as lost"))
        return work.change

    def park(self, ids: Sequence[int], *, until: date, why: str = "", say: str = "") -> Change:
        """Put cards aside until a day: "not now" is not a no.

        Raises:
            InvalidValueError: The day is not in the future.
        """
        if until <= self._clock.today():
            raise InvalidValueError(N_("Choose a date in the future to come back to the deal."), field="until")
        with self._unit_of_work.step(N_("Park")) as work:
            stages = StageMap(work)
            cards = live_cards(work, ids)
            for card in cards:
                stage_moves.park(work, stages, card, until, why, say)
            name_step(work, cards, N_("Parked {name}"), N_("Parked {count} deals"))
        return work.change

    def reopen(self, ids: Sequence[int]) -> Change:
        """Bring closed and parked cards back to the stage they came from.

        Raises:
            RefusedError: A card is live already.
        """
        with self._unit_of_work.step(N_("Reopen")) as work:
            stages = StageMap(work)
            cards = live_cards(work, ids)
            for card in cards:
                here = stages.stage_of(card)
                if here is not None:
                    _refuse(work, card, Doing.REOPEN, here.kind)
                stage_moves.reopen(work, stages, card)
            name_step(work, cards, N_("Reopened {name}"), N_("Reopened {count} deals"))
        return work.change

    def bin(self, ids: Sequence[int]) -> Change:
        """Take cards off the board without deleting anything; `undo` or `restore` brings them back."""
        with self._unit_of_work.step(N_("Bin")) as work:
            cards = live_cards(work, ids)
            for card in cards:
                card.binned_at = work.now
            name_step(work, cards, N_("Moved {name} to the bin"), N_("Moved {count} deals to the bin"))
        return work.change

    def restore(self, ids: Sequence[int]) -> Change:
        """Put binned cards back on the board."""
        with self._unit_of_work.step(N_("Restore")) as work:
            cards = list(work.many(Opportunity, ids).values())
            for card in cards:
                card.binned_at = None
            name_step(work, cards, N_("Restored {name}"), N_("Restored {count} deals"))
        return work.change

    def plan(self, ids: Sequence[int], step: NextStep) -> Change:
        """Give cards their next action; a former one is kept as replaced. Whose "not now" is over is back with it.

        Raises:
            ClosedCardError: A card is lost.
        """
        with self._unit_of_work.step(N_("Plan")) as work:
            cards = live_cards(work, ids)
            stage_moves.go_on(work, cards)
            for card in cards:
                set_next_step(work, card.id, step)
            name_step(work, cards, N_("Planned {name}'s next action"), N_("Planned the next action of {count} deals"))
        return work.change

    def snooze(self, ids: Sequence[int], until: date) -> Change:
        """Put the next action off to a day, its words kept.

        Raises:
            InvalidValueError: The day is past.
            NotFoundError: A card has no next action.
        """
        if until < self._clock.today():
            raise InvalidValueError(N_("Choose a date in the future for the next action."), field="until")
        with self._unit_of_work.step(N_("Snooze")) as work:
            cards = live_cards(work, ids)
            for card in cards:
                _planned(work, card).due_on = until.isoformat()
            to = day(until.isoformat())
            name_step(work, cards, N_("Postponed {name} to {day}"), N_("Postponed {count} deals to {day}"), day=to)
        return work.change

    def done(self, ids: Sequence[int], then: NextStep | None = None) -> Change:
        """Mark the next action done and plan the one after it, if there is one.

        Raises:
            NotFoundError: A card has no next action.
        """
        with self._unit_of_work.step(N_("Done")) as work:
            cards = live_cards(work, ids)
            for card in cards:
                _planned(work, card)
                end_next_step(work, card.id, "done")
                if then is not None:
                    set_next_step(work, card.id, then)
            name_step(
                work, cards, N_("Completed {name}'s next action"), N_("Completed the next action of {count} deals")
            )
        return work.change

    def tag(self, ids: Sequence[int], *, add: Iterable[str] = (), remove: Iterable[str] = ()) -> Change:
        """Put tags on cards and take others off; those that are their contacts' are taken off these."""
        added, removed = [tag.strip() for tag in add if tag.strip()], set(remove)
        with self._unit_of_work.step(N_("Tag")) as work:
            cards = live_cards(work, ids)
            for card in cards:
                kept = [tag for tag in json.loads(card.tags) if tag not in removed]
                card.tags = tags_json((*kept, *added))
                contact = work.get(Contact, card.contact_id) if removed else None
                if contact is not None:
                    contact.tags = tags_json(tag for tag in json.loads(contact.tags) if tag not in removed)
            name_step(work, cards, N_("Tagged {name}"), N_("Tagged {count} deals"))
        return work.change

    def _move(
        self,
        work: Work,
        stages: StageMap,
        cards: list[Opportunity],
        target: Callable[[Opportunity], StageRow],
        reason: str,
        note: str = "",
    ) -> None:
        targets = [(card, target(card)) for card in cards]
        moved = [(card, stage) for card, stage in targets if card.stage_id != stage.id]
        kinds = {stage.kind for _, stage in targets}
        if any(stage.kind is StageKind.PARKED for _, stage in moved):
            raise UndatedParkError
        missing = [lack for card, stage in targets for lack in stages.missing_for([card], stage)]
        if missing and not reason.strip():
            blocked = {lack.opportunity_id for lack in missing}
            stage = next(stage for card, stage in targets if card.id in blocked)
            raise GateError(stage.key, stage.name, missing)
        if StageKind.LOST in kinds:
            _check_loss_reason(work, reason, note)
        lacks = {lack.opportunity_id: [key for key, _ in lack.criteria] for lack in missing}
        for card, stage in moved:
            if stage.kind is StageKind.WON:
                stage_moves.win(work, stages, card, self._clock.today(), None)
            elif stage.kind is StageKind.LOST:
                stage_moves.lose(work, stages, card, reason, note, self._clock.today())
            else:
                stage_moves.forget(card)
                gaps = lacks.get(card.id, [])
                stage_moves.enter(work, stages, card, stage, missing=gaps, override=reason.strip())
        if moved and len({stage.id for _, stage in moved}) == 1:
            label = moved[0][1].label
            name_step(
                work,
                [card for card, _ in moved],
                N_("Moved {name} to {stage}"),
                N_("Moved {count} deals to {stage}"),
                stage=label,
            )
        elif moved:
            work.rename(N_("Moved {count} deals"), count=len(moved))


def _check_loss_reason(work: Work, key: str, note: str) -> None:
    reason = work.first(LossReason, LossReason.key == key, LossReason.archived == 0)
    if reason is None:
        raise LossReasonError
    if reason.note_required and not note.strip():
        raise InvalidValueError(N_("Enter a note for “other”."), field="note")


def _refuse(work: Work, card: Opportunity, doing: Doing, kind: str) -> None:
    """See that something can be done with a card in a stage of this kind.

    Raises:
        RefusedError: It cannot.
    """
    if why := obstacle(doing, kind, planned=True):
        raise RefusedError(why.words, name=contact_name(work, card))


def _planned(work: Work, card: Opportunity) -> NextAction:
    action = open_action(work, card.id)
    if action is None:
        raise NotFoundError(UNPLANNED.words, name=contact_name(work, card))
    return action
