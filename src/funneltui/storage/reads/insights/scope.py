"""A scope as SQL: conditions on the cards, and the values of all parameters that populations use."""

from __future__ import annotations

import json
from datetime import UTC, date, time, timedelta

from funneltui.clock import local_instant
from funneltui.domain.insights.losses import PRICE_DAYS
from funneltui.domain.insights.scope import Scope, shifted

YEAR = 11
"""Whole months before this one that what works is told from."""
_TAGGED = "lower(value) = lower(:tag)"


def conditions(scope: Scope) -> str:
    """The conditions on `card`, each with its AND; empty when every deal is looked at."""
    parts = []
    if scope.created_since:
        parts.append("card.created_at >= :created_from")
    if scope.created_until:
        parts.append("card.created_at < :created_to")
    if scope.source is not None:
        parts.append("lower(card.source) = lower(:source)")
    if scope.tag is not None:
        own = f"EXISTS (SELECT 1 FROM json_each(card.tags) WHERE {_TAGGED})"
        theirs = (
            f"card.contact_id IN (SELECT p.id FROM contact p WHERE p.tags <> '[]'"
            f" AND EXISTS (SELECT 1 FROM json_each(p.tags) WHERE {_TAGGED}))"
        )
        parts.append(f"({own} OR {theirs})")
    return "".join(f" AND {part}" for part in parts)


def parameters(scope: Scope, today: date, qualifying: tuple[int, ...] = ()) -> dict[str, object]:
    """The values that populations ask for."""
    return {
        "today": today.isoformat(),
        "since": scope.since.isoformat() if scope.since else "0000-00-00",
        "until": scope.until.isoformat() if scope.until else "9999-99-99",
        "from": _start(scope.since),
        "to": _end(scope.until),
        "created_from": _start(scope.created_since),
        "created_to": _end(scope.created_until),
        "tag": scope.tag,
        "source": scope.source,
        "qualifying": json.dumps(qualifying),
        "year_from": _start(shifted(today, -YEAR)),
        "price_since": (today - timedelta(days=PRICE_DAYS)).isoformat(),
    }


def _start(day: date | None) -> str:
    """The instant at which a local day begins, as the tables hold instants; before all of them for none."""
    if day is None:
        return ""
    return local_instant(day, time()).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _end(day: date | None) -> str:
    """The instant at which a local day is over; after all of them for none."""
    return "~" if day is None or day == date.max else _start(day + timedelta(days=1))
