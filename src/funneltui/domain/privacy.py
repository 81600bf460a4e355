"""What the law asks of whoever keeps other people's data (French practice: CNIL, GDPR). Facts, never legal advice."""

from __future__ import annotations

from datetime import date, timedelta

DAYS_TO_INFORM = 30
"""Days within which somebody whose data come from somewhere else is told where from (GDPR article 14: one month)."""


def owes_source(source: str, informed_on: str | None, *, opposed: bool, wrote: bool) -> bool:
    """Whether somebody is to be told where one has their data from, sooner or later.

    Args:
        source: Where from; without one there is nothing to tell.
        informed_on: The day they were told.
        opposed: They are not to be written to at all.
        wrote: They have written, called or come by themselves: then they gave their data.
    """
    return bool(source) and informed_on is None and not opposed and not wrote


def inform_by(source_on: date) -> date:
    """The last day to tell somebody where one has their data from.

    Args:
        source_on: The day one got them.
    """
    return source_on + timedelta(days=DAYS_TO_INFORM)


def keep_until(heard_on: date, years: int) -> date:
    """The last day to keep a prospect's data when nothing more comes from them (CNIL: three years).

    Args:
        heard_on: The day of the last contact that came from them; else the day one got their data.
        years: How long.
    """
    try:
        return heard_on.replace(year=heard_on.year + years)
    except ValueError:  # 29 February
        return date(heard_on.year + years, 3, 1)
