"""What is seen to before something is written down."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from funneltui.errors import InvalidValueError
from funneltui.i18n import N_


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


def check_choice(text: str, choices: Iterable[str], *, field: str) -> None:
    """See that a value is one of a few; the empty one is not named to a person.

    Raises:
        InvalidValueError: It is not.
    """
    known = tuple(choices)
    if text not in known:
        raise InvalidValueError(
            N_("“{text}” isn't one of {choices}."), field=field, text=text, choices=", ".join(filter(None, known))
        )
