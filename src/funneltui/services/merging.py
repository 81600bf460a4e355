"""Making one contact of two, as one step."""

from __future__ import annotations

import json
from collections.abc import Mapping

from funneltui.domain.merging import FIELDS, Choosable, Take, merged, united_channels
from funneltui.domain.roles import ROLES
from funneltui.errors import ConflictError, InvalidValueError, RefusedError
from funneltui.i18n import N_
from funneltui.services.checks import check_choice
from funneltui.services.prospects import tags_json
from funneltui.services.use_cases import UseCases
from funneltui.settings import Settings
from funneltui.storage.outcome import Change
from funneltui.storage.reads.merging import Comparison, Half, MergeReads
from funneltui.storage.tables import Contact, ContactPoint, DistinctPair, Opportunity, OpportunityRole, Touch
from funneltui.storage.unit_of_work import UnitOfWork, Work

_STRENGTH = list(ROLES)
_MANY = 2
"""The merge with which it is no single one any more: a backup is made before it, for who goes through a list."""


class MergeClashError(ConflictError):
    """One of the two was changed after they were compared; nothing was changed."""

    def __init__(self) -> None:
        super().__init__(N_("One of the two was changed elsewhere. Compare them again."))


class Merging(UseCases):
    """The use case of a person who is there twice."""

    def __init__(self, unit_of_work: UnitOfWork, settings: Settings) -> None:
        super().__init__(unit_of_work, settings)
        self._merged = 0

    def merge(
        self, keep: int, other: int, take: Mapping[str, Take] | None = None, *, seen: Comparison | None = None
    ) -> Change:
        """Make one contact of two.

        Everything that hangs on the other one moves: deals, exchanges, parts in decisions, people they
        introduced, and the ways to reach them and tags that the kept one has not. An opposition of either holds
        (GDPR, article 21); informed counts from the earlier day. What is left of the other one goes to the bin.

        Args:
            keep: The contact that stays.
            other: The one that goes into it.
            take: Whose value each of `domain.merging.FIELDS` is to have; those not named, as is usual.
            seen: The two as whoever chose has read them; None when that does not matter.

        Raises:
            InvalidValueError: No such field, or one of which there cannot be both.
            MergeClashError: One of the two is not any more what was seen.
            NotFoundError: One of them is not there, or in the bin.
            RefusedError: It is one and the same.
        """
        chosen = _checked(take or {})
        if keep == other:
            raise RefusedError(N_("These two are the same contact."))
        self._merged += 1
        if self._merged == _MANY:
            self._unit_of_work.keep("merge")
        with self._unit_of_work.step(N_("Merge")) as work:
            now = MergeReads(work.reading, self._clock, self._settings).compare(keep, other)
            if seen is not None and seen != now:
                raise MergeClashError
            work.get(Contact, other).binned_at = work.now
            contact = work.get(Contact, keep)
            _write(contact, merged(now.keep.said, now.other.said, chosen))
            _unite(contact, now.keep, now.other)
            _move(work, keep, other)
            work.rename(N_("Merged {other} into {name}"), other=now.other.name, name=now.keep.name)
        return work.change

    def set_apart(self, first: int, other: int) -> Change:
        """Note that two who look like one person are two: they are listed as duplicates no more.

        Raises:
            NotFoundError: One of them is not there.
            RefusedError: It is one and the same.
        """
        if first == other:
            raise RefusedError(N_("These two are the same contact."))
        low, high = sorted((first, other))
        with self._unit_of_work.step(N_("Noted two different contacts")) as work:
            names = {"one": work.get(Contact, first).name, "other": work.get(Contact, other).name}
            same = (DistinctPair.contact_id == low, DistinctPair.other_id == high)
            if work.first(DistinctPair, *same) is None:
                work.add(DistinctPair(contact_id=low, other_id=high))
            work.rename(N_("Noted that {one} and {other} are two contacts"), **names)
        return work.change


def _checked(take: Mapping[str, Take]) -> Mapping[str, Take]:
    for name, choice in take.items():
        check_choice(name, FIELDS, field=name)
        if choice is Take.BOTH and name != "note":
            raise InvalidValueError(N_("Only notes can both be kept, one after the other."), field=name)
    return take


def _write(contact: Contact, said: Choosable) -> None:
    contact.name, contact.given_name, contact.family_name = said.name
    contact.job_title = said.job_title
    contact.organization_id = said.organization
    contact.address = said.address
    contact.language = said.language
    contact.market = said.market
    contact.source, contact.source_on, contact.source_detail = said.source
    contact.introduced_by_id = said.introduced_by
    contact.note = said.note


def _unite(contact: Contact, keep: Half, other: Half) -> None:
    """What is not chosen but put together."""
    told = [day for day in (keep.informed_on, other.informed_on) if day is not None]
    contact.tags = tags_json((*keep.tags, *other.tags))
    contact.opposed = int(keep.opposed or other.opposed)
    contact.opposed_channels = json.dumps(united_channels(keep.opposed_channels, other.opposed_channels))
    contact.informed_on = min(told, default=None)


def _move(work: Work, keep: int, other: int) -> None:
    for card in work.find(Opportunity, Opportunity.contact_id == other):
        card.contact_id = keep
    for touch in work.find(Touch, Touch.contact_id == other):
        touch.contact_id = keep
    for contact in work.find(Contact, Contact.introduced_by_id == other):
        contact.introduced_by_id = keep  # not of the kept one: it has been given another by now
    for part in work.find(OpportunityRole, OpportunityRole.contact_id == other):
        _move_role(work, keep, part)
    _move_points(work, keep, other)
    _move_pairs(work, keep, other)


def _move_pairs(work: Work, keep: int, other: int) -> None:
    """Whoever the other one was told apart from is told apart from the kept one."""
    for pair in work.find(DistinctPair, (DistinctPair.contact_id == other) | (DistinctPair.other_id == other)):
        work.delete(pair)
        low, high = sorted((keep, pair.other_id if pair.contact_id == other else pair.contact_id))
        same = (DistinctPair.contact_id == low, DistinctPair.other_id == high)
        if low != high and work.first(DistinctPair, *same) is None:
            work.add(DistinctPair(contact_id=low, other_id=high))


def _move_role(work: Work, keep: int, part: OpportunityRole) -> None:
    """Give a part in a decision to the one that is kept: of two parts in one decision the weightier stays."""
    own = work.first(
        OpportunityRole,
        OpportunityRole.opportunity_id == part.opportunity_id,
        OpportunityRole.contact_id == keep,
    )
    if own is None:
        part.contact_id = keep
        return
    work.delete(part)
    own.role = min(own.role, part.role, key=_STRENGTH.index)
    own.detail = own.detail or part.detail


def _move_points(work: Work, keep: int, other: int) -> None:
    """Give the ways to be reached that the kept one has not to it, behind its own; of the others, their labels."""
    own = work.find(ContactPoint, ContactPoint.contact_id == keep)
    own_points = {(point.kind, point.normalized): point for point in own}
    places: dict[str, int] = {}
    for point in own:
        places[point.kind] = max(places.get(point.kind, 0), point.position + 1)
    moving = work.find(ContactPoint, ContactPoint.contact_id == other)
    for point in sorted(moving, key=lambda point: point.position):
        twin = own_points.get((point.kind, point.normalized))
        if twin is None:
            point.contact_id, point.position = keep, places.get(point.kind, 0)
            places[point.kind] = point.position + 1
            own_points[point.kind, point.normalized] = point
        elif not twin.label:
            twin.label = point.label
