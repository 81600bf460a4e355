"""Qualifying a prospect: answers with their evidence, roles, temperature, and the decision-maker."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from funneltui.domain.entries import Given, NewProspect, NextStep
from funneltui.domain.roles import ROLES
from funneltui.domain.temperature import Level
from funneltui.errors import InvalidValueError
from funneltui.i18n import N_
from funneltui.services.cards import contact_name, live_cards, name_step
from funneltui.services.checks import check_choice, check_past
from funneltui.services.criteria import criterion_label, criterion_of
from funneltui.services.prospects import add_contact, set_next_step
from funneltui.services.use_cases import UseCases
from funneltui.storage import tables
from funneltui.storage.outcome import Change, words
from funneltui.storage.tables import Opportunity, OpportunityRole
from funneltui.storage.unit_of_work import Work


class Qualification(UseCases):
    """The use cases of the qualification form."""

    def answer(self, opportunity_id: int, answers: Mapping[str, Given]) -> Change:
        """Answer criteria of a card's grid, by key; former answers stay in its history.

        Raises:
            InvalidValueError: A day that has not come yet.
            NotFoundError: No such card or criterion.
        """
        for given in answers.values():
            check_past(
                given.said_on, self._clock.today(), refusal=N_("An answer can't be in the future."), field="said_on"
            )
        with self._unit_of_work.step(N_("Qualified {name}")) as work:
            (card,) = live_cards(work, [opportunity_id])
            for key, given in answers.items():
                _answer(work, card, key, given)
            name = contact_name(work, card)
            if len(answers) == 1:
                key, given = next(iter(answers.items()))
                work.rename(
                    N_("Qualified {name}: {criterion} {answer}"),
                    name=name,
                    criterion=criterion_label(criterion_of(work, key)),
                    answer=words(given.answer.value),
                )
            else:
                work.rename(N_("Qualified {name}"), name=name)
        return work.change

    def role(self, opportunity_id: int, contact_id: int, role: str, detail: str = "") -> Change:
        """Say which part a known contact plays on a card; an empty role takes it away.

        Raises:
            InvalidValueError: No such role.
            NotFoundError: No such card or contact.
        """
        if role:
            check_choice(role, ROLES, field="role")
        with self._unit_of_work.step(N_("Set {name}'s role")) as work:
            (card,) = live_cards(work, [opportunity_id])
            name = work.get(tables.Contact, contact_id).name
            known = work.first(
                OpportunityRole, OpportunityRole.opportunity_id == card.id, OpportunityRole.contact_id == contact_id
            )
            if role and known is not None:
                known.role, known.detail = role, detail
            elif role:
                _add_role(work, card, contact_id, role, detail)
            elif known is not None:
                work.delete(known)
            if role:
                work.rename(N_("Set {name}'s role: {role}"), name=name, role=words(ROLES[role]))
            else:
                work.rename(N_("Removed {name}'s role"), name=name)
        return work.change

    def add_decider(
        self, opportunity_id: int, name: str, *, call: NextStep, email: str = "", phone: str = ""
    ) -> Change:
        """Add the person who decides, introduced by the card's contact, with the next action to reach them.

        The answer on `authority` stays what it is: whoever was asked still does not decide.

        Raises:
            InvalidValueError: No name, or an e-mail address that cannot be one.
        """
        with self._unit_of_work.step(N_("Added {name}, decision-maker"), name=name.strip()) as work:
            (card,) = live_cards(work, [opportunity_id])
            _introduce(work, card, name, "decider", email, phone)
            set_next_step(work, card.id, call)
        return work.change

    def involve(self, opportunity_id: int, name: str, role: str, *, email: str = "", phone: str = "") -> Change:
        """Write somebody new down, introduced by the card's contact, with the part they play on it.

        Raises:
            InvalidValueError: No name, no such role, or an e-mail address that cannot be one.
        """
        check_choice(role, ROLES, field="role")
        with self._unit_of_work.step(N_("Set {name}'s role"), name=name.strip()) as work:
            (card,) = live_cards(work, [opportunity_id])
            _introduce(work, card, name, role, email, phone)
        return work.change

    def temperature(self, ids: Sequence[int], level: str, *, until: date | None = None) -> Change:
        """Set the temperature by hand until a day; an empty level goes back to what happened.

        Raises:
            InvalidValueError: No such level, or a day that is not to come.
        """
        check_choice(level, ("", *Level), field="temperature")
        if level and (until is None or until <= self._clock.today()):
            raise InvalidValueError(N_("Choose a date in the future for the temperature's end."), field="until")
        with self._unit_of_work.step(N_("Temperature")) as work:
            cards = live_cards(work, ids)
            last = until.isoformat() if level and until else None
            for card in cards:
                card.temperature_override, card.temperature_until = level, last
            name_step(work, cards, N_("Set {name}'s temperature"), N_("Set the temperature of {count} deals"))
        return work.change


def _answer(work: Work, card: Opportunity, key: str, given: Given) -> None:
    criterion = criterion_of(work, key)
    former = work.first(
        tables.Answer,
        tables.Answer.opportunity_id == card.id,
        tables.Answer.criterion_id == criterion.id,
        tables.Answer.current == 1,
    )
    before = former or tables.Answer(answer="unknown")
    evidence = before.evidence if given.evidence is None else given.evidence.strip()
    said_by = before.said_by if given.said_by is None else given.said_by.strip()
    said_on = given.said_on.isoformat() if given.said_on else None
    said = (given.answer.value, evidence, said_by, said_on or before.said_on)
    if (before.answer, before.evidence, before.said_by, before.said_on) == said:
        return
    if former is not None:
        former.current = 0
    work.add(
        tables.Answer(
            opportunity_id=card.id,
            criterion_id=criterion.id,
            answer=given.answer.value,
            evidence=evidence,
            said_by=said_by,
            said_on=said_on or work.today,
        )
    )


def _introduce(work: Work, card: Opportunity, name: str, role: str, email: str, phone: str) -> None:
    """A new person of the same organization and source, introduced by the card's contact."""
    introducer = work.get(tables.Contact, card.contact_id)
    contact = add_contact(work, NewProspect(name=name, emails=(email,), phones=(phone,), source=introducer.source))
    contact.organization_id, contact.introduced_by_id = introducer.organization_id, introducer.id
    _add_role(work, card, contact.id, role, "")


def _add_role(work: Work, card: Opportunity, contact_id: int, role: str, detail: str) -> None:
    work.add(OpportunityRole(opportunity_id=card.id, contact_id=contact_id, role=role, detail=detail))
