"""What is typed into forms and not saved yet: one row a form and subject, outside the journal."""

from __future__ import annotations

from sqlalchemy import Connection
from sqlmodel import Session, select

from funneltui.storage.tables import Draft


def keep(connection: Connection, form: str, subject: str, subject_id: int, fields: str | None, now: str) -> None:
    """Keep the fields of a form, as a JSON object, in the place of those kept before; None forgets them."""
    place = (Draft.form == form, Draft.subject == subject, Draft.subject_id == subject_id)
    with Session(connection) as session:
        for draft in session.exec(select(Draft).where(*place)):
            session.delete(draft)
        session.flush()
        if fields is not None:
            session.add(Draft(form=form, subject=subject, subject_id=subject_id, fields=fields, saved_at=now))
            session.flush()
