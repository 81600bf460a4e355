"""Making one contact of two, as one step."""

from __future__ import annotations

import json
from collections.abc import Mapping

from funneltui.clock import Clock
from funneltui.domain.merging import FIELDS, Take, merged, united_channels
from funneltui.domain.roles import ROLES
from funneltui.errors import ConflictError, InvalidValueError, RefusedError
from funneltui.i18n import N_
from funneltui.services.cards import row_id
from funneltui.services.changes import Change
from funneltui.services.prospects import tags_json
from funneltui.settings import Settings
from funneltui.storage.reads.merging import Comparison, Half, MergeReads
from funneltui.storage.unit_of_work import Row, UnitOfWork, Value, Work

__all__ = ["MergeClashError", "Merging"]

_STRENGTH = list(ROLES)


class MergeClashError(ConflictError):
    """One of the two was changed after they were compared; nothing was changed."""

    def __init__(self) -> None:
        super().__init__(N_("One of the two was changed elsewhere. Compare them again."))


class Merging:
    """The use case of a person who is there twice.

    Args:
        unit_of_work: The one way to write.
        clock: Which day it is.
        settings: For what is read inside the step.
    """

    def __init__(self, unit_of_work: UnitOfWork, clock: Clock, settings: Settings) -> None:
        self._unit_of_work = unit_of_work
        self._clock = clock
        self._settings = settings

    def merge(
        self, keep: int, other: int, take: Mapping[str, Take] | None = None, *, seen: Comparison | None = None
    ) -> Change:
        """Make one contact of two.

        Everything that hangs on the other one moves: opportunities, exchanges, parts in decisions, people they
        introduced, and the ways to reach them and tags that the kept one has not. An opposition of either holds
        (DOMAIN 6); informed counts from the earlier day. What is left of the other one goes to the bin.

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
        with self._unit_of_work.step(N_("Merge")) as work:
            now = MergeReads(work.reading, self._clock, self._settings).compare(keep, other)
            if seen is not None and seen != now:
                raise MergeClashError
            values = merged(now.keep.columns, now.other.columns, chosen) | _united(now.keep, now.other)
            work.update("contact", other, binned_at=work.now)
            work.update("contact", keep, **values)
            _move(work, keep, other)
            work.rename(N_("Merged {other} into {name}"), other=now.other.name, name=now.keep.name)
        return work.change


def _checked(take: Mapping[str, Take]) -> Mapping[str, Take]:
    for name, choice in take.items():
        if name not in FIELDS:
            raise InvalidValueError(
                N_("“{text}” isn't one of {choices}."), field=name, text=name, choices=", ".join(FIELDS)
            )
        if choice is Take.BOTH and name != "note":
            raise InvalidValueError(N_("Only notes can both be kept, one after the other."), field=name)
    return take


def _united(keep: Half, other: Half) -> dict[str, Value]:
    """What is not chosen but put together."""
    told = [day for day in (keep.informed_on, other.informed_on) if day is not None]
    channels = united_channels(keep.opposed_channels, other.opposed_channels)
    return {
        "tags": tags_json((*keep.tags, *other.tags)),
        "opposed": int(keep.opposed or other.opposed),
        "opposed_channels": json.dumps(channels),
        "informed_on": min(told, default=None),
    }


def _move(work: Work, keep: int, other: int) -> None:
    for table in ("opportunity", "touch"):
        for row in work.find(table, contact_id=other):
            work.update(table, row_id(row), contact_id=keep)
    for row in work.find("contact", introduced_by_id=other):  # not the kept one: it has been given another by now
        work.update("contact", row_id(row), introduced_by_id=keep)
    for row in work.find("opportunity_role", contact_id=other):
        _move_role(work, keep, row)
    _move_points(work, keep, other)
    _move_pairs(work, keep, other)


def _move_pairs(work: Work, keep: int, other: int) -> None:
    """Whoever the other one was told apart from is told apart from the kept one."""
    for column, beside in (("contact_id", "other_id"), ("other_id", "contact_id")):
        for row in work.find("distinct_pair", **{column: other}):
            work.delete("distinct_pair", row_id(row))
            low, high = sorted((keep, int(row[beside] or 0)))
            if low != high and not work.find("distinct_pair", contact_id=low, other_id=high):
                work.insert("distinct_pair", contact_id=low, other_id=high)


def _move_role(work: Work, keep: int, row: Row) -> None:
    """Give a part in a decision to the one that is kept: of two parts in one decision the weightier stays."""
    own = work.find("opportunity_role", opportunity_id=row["opportunity_id"], contact_id=keep)
    if not own:
        work.update("opportunity_role", row_id(row), contact_id=keep)
        return
    role = min(str(own[0]["role"]), str(row["role"]), key=_STRENGTH.index)
    work.delete("opportunity_role", row_id(row))
    work.update("opportunity_role", row_id(own[0]), role=role, detail=own[0]["detail"] or row["detail"])


def _move_points(work: Work, keep: int, other: int) -> None:
    """Give the ways to be reached that the kept one has not to it, behind its own; of the others, their labels."""
    own = work.find("contact_point", contact_id=keep)
    there = {(row["kind"], row["normalized"]): row for row in own}
    count = {str(kind): 0 for kind, _normalized in there}
    for row in own:
        count[str(row["kind"])] = max(count[str(row["kind"])], int(row["position"] or 0) + 1)
    for row in sorted(work.find("contact_point", contact_id=other), key=lambda row: int(row["position"] or 0)):
        kind, twin = str(row["kind"]), there.get((row["kind"], row["normalized"]))
        if twin is None:
            work.update("contact_point", row_id(row), contact_id=keep, position=count.get(kind, 0))
            there[row["kind"], row["normalized"]] = row
            count[kind] = count.get(kind, 0) + 1
        elif row["label"] and not twin["label"]:
            work.update("contact_point", row_id(twin), label=row["label"])
