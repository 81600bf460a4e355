"""Logging exchanges with a contact, with the next action in the same step."""

from __future__ import annotations

from collections.abc import Sequence

from funneltui.clock import local_time
from funneltui.domain.channels import CHANNELS
from funneltui.domain.entries import NewTouch, NextStep
from funneltui.errors import InvalidValueError
from funneltui.i18n import N_
from funneltui.services import stage_moves
from funneltui.services.cards import live_cards, name_step
from funneltui.services.checks import check_choice
from funneltui.services.privacy import mark_informed
from funneltui.services.prospects import end_next_step, open_action, set_next_step
from funneltui.services.use_cases import UseCases
from funneltui.storage.local_days import instant
from funneltui.storage.outcome import Change
from funneltui.storage.tables import NextAction, Touch


class Touches(UseCases):
    """The use cases of the log."""

    def log(
        self, ids: Sequence[int], touch: NewTouch, then: NextStep | None = None, *, completes: bool | None = None
    ) -> Change:
        """Write an exchange down on each card, and what to do next, which takes the place of what was planned.

        Whose "not now" is over is back with a next action. Who is told for the first time where their data come
        from is informed as of that day.

        Args:
            ids: The cards.
            touch: What was exchanged.
            then: What to do next; None leaves what is planned.
            completes: Whether the exchange is what was planned, so that this is done. None: when it went by the
                channel that was planned, on the day that was planned.

        Raises:
            InvalidValueError: No such channel, or an instant that has not come yet.
            NotFoundError: No such card.
            ClosedCardError: A card is lost, so that nothing comes next.
        """
        check_choice(touch.channel, CHANNELS, field="channel")
        now = self._clock.now()
        if touch.at is not None and touch.at > now:
            raise InvalidValueError(N_("An exchange can't be in the future."), field="at")
        day = (local_time(touch.at).date() if touch.at else self._clock.today()).isoformat()
        with self._unit_of_work.step(N_("Log")) as work:
            cards = live_cards(work, ids)
            if then is not None:
                stage_moves.go_on(work, cards)
            for card in cards:
                work.add(
                    Touch(
                        contact_id=card.contact_id,
                        opportunity_id=card.id,
                        happened_at=instant(touch.at or now),
                        channel=touch.channel,
                        direction="in" if touch.incoming else "out",
                        outcome=touch.outcome.strip(),
                        objection=touch.objection.strip(),
                        gave=int(touch.gave),
                        note=touch.note.strip(),
                    )
                )
                if touch.informs and not touch.incoming:
                    mark_informed(work, card.contact_id, day)
                action = open_action(work, card.id)
                if action is not None and _completes(touch, action, day, completes):
                    end_next_step(work, card.id, "done")
                if then is not None:
                    set_next_step(work, card.id, then)
            name_step(work, cards, N_("Logged an exchange with {name}"), N_("Logged an exchange with {count} contacts"))
        return work.change


def _completes(touch: NewTouch, action: NextAction, day: str, told: bool | None) -> bool:  # noqa: FBT001 - as it was told
    """Whether an exchange is what was planned: as it is told, else by its channel and its day."""
    return (action.channel, action.due_on) == (touch.channel, day) if told is None else told
