"""What people may ask of whoever keeps their data: to be told where it comes from, and to be left alone."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import date

from funneltui.domain.channels import CHANNELS
from funneltui.errors import NotFoundError
from funneltui.i18n import N_
from funneltui.services.cards import live_cards, name_step
from funneltui.services.checks import check_choice, check_past
from funneltui.services.opposition import take_off_list
from funneltui.services.prospects import contact_points
from funneltui.services.use_cases import UseCases
from funneltui.storage.outcome import Change
from funneltui.storage.tables import Contact, ContactPoint, Opportunity
from funneltui.storage.unit_of_work import Work

DISCLOSED_LATER = N_("The source can't be disclosed in the future.")
"""What is said to a day of disclosure that has not come yet."""


class Privacy(UseCases):
    """The use cases of personal data. Each takes cards and changes their contacts."""

    def inform(self, ids: Sequence[int], on: date | None = None) -> Change:
        """Write down that they were told where their data come from, on a day (today).

        Raises:
            InvalidValueError: The day has not come yet.
            NotFoundError: No such card.
        """
        self._check_past(on)
        day = (on or self._clock.today()).isoformat()
        with self._unit_of_work.step(N_("Source disclosed")) as work:
            cards = live_cards(work, ids)
            for contact in _contacts(work, cards):
                contact.informed_on = day
            name_step(work, cards, N_("Disclosed the source to {name}"), N_("Disclosed the source to {count} contacts"))
        return work.change

    def oppose(self, ids: Sequence[int], channels: Sequence[str] = ()) -> Change:
        """Write down that they do not want to be contacted, at all or by some channels beside those already known.

        Raises:
            InvalidValueError: No such channel.
            NotFoundError: No such card.
        """
        with self._unit_of_work.step(N_("Do not contact")) as work:
            cards = live_cards(work, ids)
            for contact in _contacts(work, cards):
                if channels:
                    contact.opposed_channels = _channels([*json.loads(contact.opposed_channels), *channels])
                else:
                    contact.opposed = 1
            name_step(work, cards, N_("Marked {name} “do not contact”"), N_("Marked {count} contacts “do not contact”"))
        return work.change

    def allow(self, ids: Sequence[int]) -> Change:
        """Write down that they may be contacted again, in every way: they said so, or it was a mistake.

        Raises:
            NotFoundError: No such card.
        """
        with self._unit_of_work.step(N_("Do not contact")) as work:
            cards = live_cards(work, ids)
            for contact in _contacts(work, cards):
                contact.opposed, contact.opposed_channels = 0, "[]"
            name_step(
                work, cards, N_("Took {name} off “do not contact”"), N_("Took {count} contacts off “do not contact”")
            )
        return work.change

    def allow_address(self, address: str) -> Change:
        """Take an address off the opposition list, and “do not contact” off contacts who have it: they came back.

        Args:
            address: An e-mail address, a phone number or a LinkedIn profile, as it is typed.

        Raises:
            InvalidValueError: It is none of them.
            NotFoundError: It is not on the list, and nobody who has it is marked.
        """
        kind = "email" if "@" in address else "link" if "/" in address else "phone"
        points = contact_points(0, kind, (address,))
        with self._unit_of_work.step(N_("Took an address off the do-not-contact list")) as work:
            listed, marked = take_off_list(work, points), _marked(work, points)
            for contact in marked:
                contact.opposed, contact.opposed_channels = 0, "[]"
            if marked:
                work.rename(N_("Took {name} off “do not contact”"), name=", ".join(person.name for person in marked))
            elif not listed:
                raise NotFoundError(N_("{address} isn't on the do-not-contact list."), address=address.strip())
        return work.change

    def choose(
        self, opportunity_id: int, *, opposed: bool, channels: Sequence[str], informed_on: date | None
    ) -> Change:
        """Say all of it at once.

        Args:
            opportunity_id: The card.
            opposed: Whether they do not want to be contacted at all.
            channels: The channels they do not want to be contacted by.
            informed_on: The day they were told where their data come from; None for not yet.

        Raises:
            InvalidValueError: No such channel, or a day that has not come yet.
            NotFoundError: No such card.
        """
        self._check_past(informed_on)
        with self._unit_of_work.step(N_("Privacy")) as work:
            cards = live_cards(work, [opportunity_id])
            for contact in _contacts(work, cards):
                contact.opposed, contact.opposed_channels = int(opposed), _channels(channels)
                contact.informed_on = informed_on.isoformat() if informed_on else None
            name_step(work, cards, N_("Privacy: {name}"), "")
        return work.change

    def _check_past(self, day: date | None) -> None:
        check_past(day, self._clock.today(), refusal=DISCLOSED_LATER, field="informed_on")


def mark_informed(work: Work, contact_id: int, day: str) -> None:
    """Inside a step: somebody was told where their data come from, if they come from anywhere and it was not done."""
    contact = work.get(Contact, contact_id)
    if contact.informed_on is None and contact.source.strip():
        contact.informed_on = day


def _contacts(work: Work, cards: Iterable[Opportunity]) -> Iterable[Contact]:
    """The contacts of these cards, each once."""
    return work.many(Contact, {card.contact_id for card in cards}).values()


def _marked(work: Work, points: Iterable[ContactPoint]) -> list[Contact]:
    """The contacts with one of these ways to reach them who are not to be contacted, at all or by some channels."""
    ids: set[int] = set()
    for point in points:
        same = (ContactPoint.kind == point.kind, ContactPoint.normalized == point.normalized)
        ids.update(same_point.contact_id for same_point in work.find(ContactPoint, *same))
    people = work.many(Contact, ids).values()
    return [
        contact
        for contact in people
        if contact.binned_at is None and (contact.opposed or contact.opposed_channels != "[]")
    ]


def _channels(keys: Iterable[str]) -> str:
    """Channels as the tables hold them, in their usual order."""
    wanted = set(keys)
    for key in wanted:
        check_choice(key, CHANNELS, field="channel")
    return json.dumps([key for key in CHANNELS if key in wanted])
