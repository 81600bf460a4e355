"""What the law asks of whoever keeps other people's data (French practice: CNIL, GDPR). Facts, never legal advice."""

from __future__ import annotations

from datetime import date, timedelta

__all__ = ["DAYS_TO_INFORM", "inform_by"]

DAYS_TO_INFORM = 30
"""Days within which somebody whose data come from somewhere else is told where from (GDPR article 14: one month)."""


def inform_by(source_on: date) -> date:
    """The last day to tell somebody where one has their data from.

    Args:
        source_on: The day one got them.
    """
    return source_on + timedelta(days=DAYS_TO_INFORM)
