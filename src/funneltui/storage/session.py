"""The session of a step: it stamps what is new or changed, and writes each flush into the journal."""

from __future__ import annotations

import json
from collections.abc import Collection
from functools import cache
from typing import Any, TypeVar, cast

from sqlalchemy import Connection, bindparam, event, func, inspect
from sqlalchemy.orm import InstanceState, UOWTransaction
from sqlalchemy.orm.util import identity_key
from sqlmodel import Session, SQLModel, select
from sqlmodel.sql.expression import SelectOfScalar

from funneltui.domain.text import fold
from funneltui.storage.bulk import Shape, shape_of
from funneltui.storage.journal import Recorder
from funneltui.storage.tables import table_of
from funneltui.storage.touched import Image, Touched

Entity = TypeVar("Entity", bound=SQLModel)


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

    def of_id(self, model: type[Entity], row_id: int) -> Entity | None:
        """The row of this id; None: there is none."""
        entity = self.identity_map.get(identity_key(model, (row_id,)))
        if entity is not None:
            return entity
        return self.scalars(_by_id(model), {"row": row_id}).first()

    def of_ids(self, model: type[Entity], ids: Collection[int]) -> dict[int, Entity]:
        """The rows of these ids that exist, by id."""
        rows = self.scalars(_by_ids(model), {"ids": json.dumps(list(ids))})
        return {cast("int", _state(entity).dict["id"]): entity for entity in rows}

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
            if former and "updated_at" in shape.columns and "updated_at" not in _state(entity).committed_state:
                entity.updated_at = self.now

    def write_down(self) -> None:
        """Take what this flush has done into the journal, the way it was done: added, changed, removed."""
        for entity in self.new:
            self._note(_shape(entity), None, _image(entity))
        for entity in sorted(self.dirty, key=lambda changed: (_shape(changed).table.name, changed.id)):
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


@cache
def _by_id(model: type[Entity]) -> SelectOfScalar[Entity]:
    """Made once: putting a statement together takes longer than running it."""
    return select(model).where(table_of(model).c.id == bindparam("row"))


@cache
def _by_ids(model: type[Entity]) -> SelectOfScalar[Entity]:
    """As `_by_id`, for ids in a JSON array."""
    ids = func.json_each(bindparam("ids")).table_valued("value")
    return select(model).where(table_of(model).c.id.in_(select(ids.c.value)))


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
