"""The session of a step: it stamps what is new or changed, and writes each flush into the journal."""

from __future__ import annotations

from typing import Any, cast

from sqlalchemy import Connection, event, inspect
from sqlalchemy.orm import InstanceState, UOWTransaction
from sqlmodel import Session, SQLModel

from funneltui.domain.text import fold
from funneltui.storage.bulk import Shape, shape_of
from funneltui.storage.journal import Recorder
from funneltui.storage.touched import Image, Touched

__all__ = ["StepSession"]


class StepSession(Session):
    """A session inside the transaction of a step; it never commits by itself.

    Args:
        connection: The transaction.
        now: The step's instant.
        recorder: The journal's record of the step.
        touched: Where what was written is told.
    """

    def __init__(self, connection: Connection, now: str, recorder: Recorder, touched: Touched) -> None:
        super().__init__(connection, expire_on_commit=False)
        self.now = now
        self.recorder = recorder
        self.touched = touched

    def stamp(self) -> None:
        """Fill in what no service says: the instants, and names folded for searching."""
        for entity in self.new:
            shape = _shape(entity)
            for name in shape.moments:
                if getattr(entity, name) is None:
                    setattr(entity, name, self.now)
            if "folded_name" in shape.columns and not entity.folded_name:
                entity.folded_name = fold(entity.name)
        for entity in self.dirty:
            shape, former = _shape(entity), _former(entity)
            if "name" in former and "folded_name" in shape.columns:
                entity.folded_name = fold(entity.name)
            if former and "updated_at" in shape.columns:
                entity.updated_at = self.now

    def write_down(self) -> None:
        """Take what this flush has done into the journal, the way it was done: added, changed, removed."""
        for entity in self.new:
            self._note(_shape(entity), None, _image(entity))
        for entity in sorted(self.dirty, key=lambda one: (_shape(one).table.name, one.id)):
            if former := _former(entity):
                image = _image(entity)
                self._note(_shape(entity), {**image, **former}, image)
        for entity in self.deleted:
            self._note(_shape(entity), {**_image(entity), **_former(entity)}, None)

    def _note(self, shape: Shape, before: Image | None, after: Image | None) -> None:
        name = shape.table.name
        self.recorder.note(name, before, after)
        if before is not None and after is not None:
            self.touched.changed(name, before, after)
        else:
            self.touched.whole(name, [image for image in (before, after) if image is not None])


@event.listens_for(StepSession, "before_flush")
def _before_flush(session: StepSession, _context: UOWTransaction, _instances: object) -> None:
    session.stamp()


@event.listens_for(StepSession, "after_flush")
def _after_flush(session: StepSession, _context: UOWTransaction) -> None:
    session.write_down()


def _shape(entity: SQLModel) -> Shape:
    return shape_of(str(entity.__tablename__))


def _state(entity: SQLModel) -> InstanceState[Any]:
    return cast("InstanceState[Any]", inspect(entity))


def _image(entity: SQLModel) -> Image:
    """All columns as they are now."""
    values = _state(entity).dict
    return {name: values[name] for name in _shape(entity).columns}


def _former(entity: SQLModel) -> Image:
    """What the columns that are different held when they were read or last written."""
    state = _state(entity)
    return {name: value for name, value in state.committed_state.items() if state.dict[name] != value}
