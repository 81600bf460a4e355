"""Days of what has happened, which are never to come."""

from __future__ import annotations

from datetime import date

from funneltui.errors import InvalidValueError


def check_past(day: date | None, today: date, *, refusal: str, field: str) -> None:
    """See that something has happened by now, if its day is known.

    Args:
        day: What was said.
        today: The last day it may be.
        refusal: Says that what has happened cannot be in the future.
        field: Which value is wrong.

    Raises:
        InvalidValueError: The day is to come.
    """
    if day is not None and day > today:
        raise InvalidValueError(refusal, field=field)
