"""Queries on the command line: understood, or shown with a caret where they are not."""

from __future__ import annotations

import typer

from funneltui.cli.session import Session
from funneltui.errors import UsageError
from funneltui.i18n import sentence, translate as _


def understood(session: Session, text: str) -> str:
    """The query to look up: `text`, or what was meant when nothing matches it, which is said.

    Raises:
        typer.Exit: It cannot be understood; where and why is told.
    """
    checked(session, text)
    mended = session.reads.finding.mended_if_nothing_matches(text) if text.strip() else ""
    if mended != text and mended.strip():
        session.out.say(_("Nothing found for “{typed}”; showing “{meant}”.").format(typed=text, meant=mended))
    return mended


def checked(session: Session, text: str) -> str:
    """The query as it is, once it is known to be one.

    Raises:
        typer.Exit: It cannot be understood; where and why is told.
    """
    from funneltui.domain.query import QueryError

    try:
        session.reads.finding.parse(text)
    except QueryError as error:
        session.out.error(sentence(error))
        for line in error.pointer:
            session.out.say(f"  {line}")
        if error.repaired:
            session.out.say(_("Suggestion: {query}").format(query=error.repaired))
        raise typer.Exit(int(UsageError.exit_code)) from error
    return text
